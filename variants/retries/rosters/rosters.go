// Package rosters keeps the licenses of a class in step with its roster.
package rosters

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Batch is what one request asks for.
type Batch struct {
	Title    string   `json:"adamIdStr"`
	Students []string `json:"associateClientUserIdStrs"`
}

// Answer is what comes back.
type Answer struct {
	Status          int       `json:"status"`
	ErrorNumber     int       `json:"errorNumber"`
	ErrorMessage    string    `json:"errorMessage"`
	AlreadyAssigned []Student `json:"regUsersAlreadyAssigned"`
	Associations    []Entry   `json:"associations"`
	Next            string    `json:"batchToken"`
	Users           []Student `json:"users"`
}

// Student is a student.
type Student struct {
	ID string `json:"clientUserIdStr"`
}

// Entry is the part of an answer that belongs to one student.
type Entry struct {
	ID           string `json:"clientUserIdStr"`
	ErrorNumber  int    `json:"errorNumber"`
	ErrorMessage string `json:"errorMessage"`
}

// Roster is the roster of a class.
type Roster struct {
	Base  string
	Token string
}

var errIncomplete = errors.New("roster incomplete")

func (r Roster) as(ctx context.Context, token string, b Batch) (*Answer, error) {
	js, err := json.Marshal(b)
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, r.Base+"/manageVPPLicensesByAdamIdSrv", strings.NewReader(string(js)))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "Bearer "+token)
	return r.roundTrip(req)
}

func (r Roster) assign(ctx context.Context, b Batch) (*Answer, error) { return r.as(ctx, r.Token, b) }

func (r Roster) roundTrip(req *http.Request) (*Answer, error) {
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	all, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	a := &Answer{}
	if err := json.Unmarshal(all, a); err != nil {
		return nil, fmt.Errorf("%s: %w", req.URL.Path, err)
	}
	return a, nil
}

// Bisect halves a batch that was refused, until the culprits are alone.
func (r Roster) Bisect(ctx context.Context, b Batch) (culprits []string, err error) {
	stack := [][]string{b.Students}
	for len(stack) > 0 {
		top := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		a, err := r.assign(ctx, Batch{b.Title, top})
		if err != nil {
			return culprits, err
		}
		if a.ErrorNumber == 0 {
			continue
		}
		if len(top) == 1 {
			culprits = append(culprits, top[0])
			continue
		}
		half := len(top) / 2
		stack = append(stack, top[half:], top[:half])
	}
	return culprits, nil
}

// BisectBusy halves as well, and puts a lonely student back onto the stack while the service is busy.
//
//want:vppretry9603
func (r Roster) BisectBusy(ctx context.Context, b Batch) (culprits []string, err error) {
	stack := [][]string{b.Students}
	for len(stack) > 0 {
		top := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		a, err := r.assign(ctx, Batch{b.Title, top})
		switch {
		case err != nil:
			return culprits, err
		case a.ErrorNumber == 0:
		case len(top) > 1:
			half := len(top) / 2
			stack = append(stack, top[half:], top[:half])
		case a.ErrorNumber == 9603:
			time.Sleep(time.Second)
			stack = append(stack, top)
		default:
			culprits = append(culprits, top[0])
		}
	}
	return culprits, nil
}

func drop(all []string, these []Student) []string {
	return slices.DeleteFunc(slices.Clone(all), func(id string) bool {
		return slices.ContainsFunc(these, func(s Student) bool { return s.ID == id })
	})
}

// Drop leaves out those who have the title.
func (r Roster) Drop(ctx context.Context, b Batch) error {
	for quick := 0; len(b.Students) > 0; {
		a, err := r.assign(ctx, b)
		if err != nil {
			return err
		}
		switch a.ErrorNumber {
		case 9616:
			b.Students = drop(b.Students, a.AlreadyAssigned)
		case 9603:
			if quick++; quick > 4 {
				return errIncomplete
			}
			time.Sleep(3 * time.Second)
		case 0:
			return nil
		default:
			return errIncomplete
		}
	}
	return nil
}

// DropNot computes who is left, and forgets to say so.
//
//want:vppretry9616
func (r Roster) DropNot(ctx context.Context, b Batch) error {
	for range 4 {
		a, err := r.assign(ctx, b)
		if err != nil {
			return err
		}
		if a.ErrorNumber != 9616 {
			return nil
		}
		if rest := drop(b.Students, a.AlreadyAssigned); len(rest) == 0 {
			return nil
		}
	}
	return errIncomplete
}

// Everybody lists all users, page by page. A page is asked for three times at most.
func (r Roster) Everybody(ctx context.Context) (ids []string, err error) {
	next := ""
	for {
		var a *Answer
		for try := 1; ; try++ {
			req, err := http.NewRequestWithContext(ctx, http.MethodGet, r.Base+"/users?"+url.Values{"batchToken": {next}}.Encode(), nil)
			if err != nil {
				return ids, err
			}
			if a, err = r.roundTrip(req); err != nil {
				return ids, err
			}
			if a.ErrorNumber == 0 {
				break
			}
			if try == 3 {
				return ids, errIncomplete
			}
			time.Sleep(time.Second)
		}
		for _, u := range a.Users {
			ids = append(ids, u.ID)
		}
		if next = a.Next; next == "" {
			return ids, nil
		}
	}
}

// EverybodySlowly asks for a page until it comes.
//
//want:vppretry9603
func (r Roster) EverybodySlowly(ctx context.Context) (ids []string, err error) {
	var next string
page:
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, r.Base+"/users?batchToken="+url.QueryEscape(next), nil)
	if err != nil {
		return ids, err
	}
	a, err := r.roundTrip(req)
	if err != nil {
		return ids, err
	}
	if a.Status != 0 {
		time.Sleep(20 * time.Second)
		goto page
	}
	for _, u := range a.Users {
		ids = append(ids, u.ID)
	}
	if next = a.Next; next != "" {
		goto page
	}
	return ids, nil
}

func failed(a *Answer, numbers ...int) (ids []string) {
	for _, e := range a.Associations {
		if slices.Contains(numbers, e.ErrorNumber) {
			ids = append(ids, e.ID)
		}
	}
	return ids
}

// Rest sends again what did not work.
//
//want:vppretry9616
func (r Roster) Rest(ctx context.Context, b Batch) error {
	pending := b.Students
	for round := 0; round < 3; round++ {
		a, err := r.assign(ctx, Batch{b.Title, pending})
		if err != nil {
			return err
		}
		var left []string
		for _, e := range a.Associations {
			if e.ErrorNumber != 0 {
				left = append(left, e.ID)
			}
		}
		if len(left) == 0 {
			return nil
		}
		pending = left
	}
	return errIncomplete
}

// RestBusy sends again what the service was too busy for.
func (r Roster) RestBusy(ctx context.Context, b Batch) error {
	for round := 0; round < 5; round++ {
		a, err := r.assign(ctx, b)
		if err != nil {
			return err
		}
		if b.Students = failed(a, 9603); len(b.Students) == 0 {
			return nil
		}
		time.Sleep(10 * time.Second)
	}
	return errIncomplete
}

// RestForever never ends while the service is busy.
//
//want:vppretry9603
func (r Roster) RestForever(ctx context.Context, b Batch) error {
	for len(b.Students) > 0 {
		a, err := r.assign(ctx, b)
		if err != nil {
			return err
		}
		b.Students = failed(a, 9603, 9608)
		time.Sleep(30 * time.Second)
	}
	return nil
}

// AnyLocation tries the token of one location after the other.
func (r Roster) AnyLocation(ctx context.Context, tokens []string, b Batch) error {
	for _, tok := range tokens {
		a, err := r.as(ctx, tok, b)
		if err != nil {
			return err
		}
		if a.ErrorNumber == 0 {
			return nil
		}
		time.Sleep(time.Second)
	}
	return errIncomplete
}

// Chunks sends pieces of ten, and a piece eight times if need be.
//
//want:vppretry9603 vppretry9616
func (r Roster) Chunks(ctx context.Context, b Batch) error {
	for piece := range slices.Chunk(b.Students, 10) {
		ok := false
		for n := 8; n > 0 && !ok; n-- {
			a, err := r.assign(ctx, Batch{Title: b.Title, Students: piece})
			if err != nil {
				return err
			}
			if a.Status == -1 {
				time.Sleep(time.Second)
				continue
			}
			ok = true
		}
		if !ok {
			return errIncomplete
		}
	}
	return nil
}

// Shrink believes that a busy service likes small batches.
//
//want:vppretry9603
func (r Roster) Shrink(ctx context.Context, b Batch) error {
	size := len(b.Students)
	for at := 0; at < len(b.Students); {
		end := min(at+size, len(b.Students))
		a, err := r.assign(ctx, Batch{b.Title, b.Students[at:end]})
		if err != nil {
			return err
		}
		if a.ErrorNumber == 9603 {
			size = max(1, size/2)
			time.Sleep(5 * time.Second)
			continue
		}
		at = end
	}
	return nil
}

// ShrinkOnce has an end: a busy answer to a single student is final.
func (r Roster) ShrinkOnce(ctx context.Context, b Batch) error {
	for at, size := 0, len(b.Students); at < len(b.Students); {
		end := min(at+size, len(b.Students))
		a, err := r.assign(ctx, Batch{b.Title, b.Students[at:end]})
		if err != nil {
			return err
		}
		if a.ErrorNumber == 9603 {
			if size == 1 {
				return errIncomplete
			}
			size /= 2
			continue
		}
		at = end
	}
	return nil
}
