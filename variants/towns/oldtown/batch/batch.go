// Package batch gives licenses to many at once.
package batch

import (
	"time"

	"example.com/towns/oldtown/code"
	"example.com/towns/oldtown/srv"
)

// Manager manages licenses by adam ID.
type Manager interface {
	Manage(adamID string, serials []string) (*srv.Given, error)
	ManageUsers(adamID string, users []string) (*srv.Given, error)
}

// Size is how many go into one request.
const Size = 10

// Batch gives to many.
type Batch struct {
	m Manager
}

// New makes a Batch. It is the client that it needs.
func New(c *srv.Client) *Batch { return &Batch{m: c} }

// chunks cuts a list.
func chunks(list []string) [][]string {
	var out [][]string
	for len(list) > Size {
		out = append(out, list[:Size])
		list = list[Size:]
	}
	return append(out, list)
}

// left are those that failed with one of the numbers, or with any.
func left(g *srv.Given, nums ...int) []string {
	var out []string
	for _, a := range g.Associations {
		if a.ErrorNumber == 0 {
			continue
		}
		ok := len(nums) == 0
		for _, n := range nums {
			ok = ok || n == a.ErrorNumber
		}
		if ok {
			out = append(out, a.SerialNumber)
		}
	}
	return out
}

// Spread gives in chunks, each once.
func (b *Batch) Spread(adamID string, serials []string) (failed []string, err error) {
	for _, c := range chunks(serials) {
		g, err := b.m.Manage(adamID, c)
		if err != nil && code.Classify(err) == code.Halt {
			return failed, err
		}
		failed = append(failed, left(g)...)
		time.Sleep(time.Second)
	}
	return failed, nil
}

// Rounds gives in rounds; who failed is in the next one.
//
//want:vppretry9616
func (b *Batch) Rounds(adamID string, serials []string) (err error) {
	for round := 0; round < 4 && len(serials) > 0; round++ {
		var g *srv.Given
		g, err = b.m.Manage(adamID, serials)
		serials = left(g)
		time.Sleep(5 * time.Second)
	}
	return err
}

// RoundsBusy gives in rounds; who was unlucky is in the next one.
func (b *Batch) RoundsBusy(adamID string, serials []string) (err error) {
	for round := 0; round < 5 && len(serials) > 0; round++ {
		var g *srv.Given
		g, err = b.m.Manage(adamID, serials)
		serials = left(g, code.Internal, code.TooMany)
		time.Sleep(5 * time.Second)
	}
	return err
}

// RoundsBusyLong does so for longer.
//
//want:vppretry9603
func (b *Batch) RoundsBusyLong(adamID string, serials []string) (err error) {
	for round := 0; round < 20 && len(serials) > 0; round++ {
		var g *srv.Given
		g, err = b.m.Manage(adamID, serials)
		serials = left(g, code.Internal, code.TooMany)
		time.Sleep(10 * time.Second)
	}
	return err
}

// Others gives to users and leaves out those who have it.
func (b *Batch) Others(adamID string, users []string) error {
	for len(users) > 0 {
		g, err := b.m.ManageUsers(adamID, users)
		if code.Of(err) != code.Has {
			return err
		}
		have := map[string]bool{}
		for _, h := range g.Holders {
			have[h.ClientUserIDStr] = true
		}
		if g.Already != nil {
			have[g.Already.ClientUserIDStr] = true
		}
		var rest []string
		for _, u := range users {
			if !have[u] {
				rest = append(rest, u)
			}
		}
		if len(rest) == len(users) {
			return err
		}
		users = rest
	}
	return nil
}

// Halves cuts what was refused in half until it knows who is to blame.
func (b *Batch) Halves(adamID string, serials []string) []string {
	if len(serials) == 0 {
		return nil
	}
	_, err := b.m.Manage(adamID, serials)
	if err == nil {
		return nil
	}
	if len(serials) == 1 {
		return serials
	}
	mid := len(serials) / 2
	return append(b.Halves(adamID, serials[:mid]), b.Halves(adamID, serials[mid:])...)
}

// Fallback gives at once; when that fails it gives to each.
func (b *Batch) Fallback(adamID string, serials []string) (failed []string) {
	if len(serials) < 2 {
		return serials
	}
	g, err := b.m.Manage(adamID, serials)
	if err == nil {
		return nil
	}
	for _, a := range g.Associations {
		if a.ErrorNumber == code.Has {
			continue
		}
		if _, err := b.m.Manage(adamID, []string{a.SerialNumber}); err != nil {
			failed = append(failed, a.SerialNumber)
		}
	}
	return failed
}

// Reasons are the reasons, and how many there were of each.
func Reasons(g *srv.Given) map[string]int {
	out := map[string]int{}
	for _, a := range g.Associations {
		if a.ErrorMessage != "" {
			out[a.ErrorMessage]++
		}
	}
	return out
}

// Ineligible are the devices that cannot have it.
//
//want:vpperrormessage
func Ineligible(g *srv.Given) (out []string) {
	for _, a := range g.Associations {
		if len(a.ErrorMessage) > 20 && a.ErrorMessage[:20] == "License not eligible" {
			out = append(out, a.SerialNumber)
		}
	}
	return out
}
