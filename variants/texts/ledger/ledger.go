// Package ledger books seats of purchased apps against the assets in the inventory.
package ledger

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
)

// envelope is the part that every answer of the store shares.
type envelope struct {
	Status int     `json:"status"`
	No     *int    `json:"errorNumber,omitempty"`
	Why    *string `json:"errorMessage,omitempty"`
}

// entry is the fate of one seat.
type entry struct {
	envelope
	Serial  string `json:"serialNumber,omitempty"`
	License string `json:"licenseIdStr,omitempty"`
}

// bulkReply answers a bulk request.
type bulkReply struct {
	envelope
	Adam    string  `json:"adamIdStr"`
	Entries []entry `json:"associations"`
}

// Book is the running ledger of one location.
type Book struct {
	Location string
	open     map[string]int
	pending  []string
}

func (e *envelope) why() string {
	if e.Why == nil {
		return ""
	}
	return *e.Why
}

func (e *envelope) no() int {
	if e.No != nil {
		return *e.No
	}
	return 0
}

// Settle books every entry that went through, and those that needed nothing.
// It returns the serials that are still without a seat.
//
//want:vpperrormessage
func (b *Book) Settle(raw []byte) ([]string, error) {
	var rep bulkReply
	if err := json.Unmarshal(raw, &rep); err != nil {
		return nil, fmt.Errorf("ledger %s: %w", b.Location, err)
	}
	var left []string
	for _, en := range rep.Entries {
		if en.Why == nil {
			b.open[en.Serial]++
			continue
		}
		if *en.Why == "License already assigned" {
			continue
		}
		left = append(left, en.Serial)
	}
	return left, nil
}

// Post is Settle for the new location service.
func (b *Book) Post(raw []byte) ([]string, error) {
	var rep bulkReply
	if err := json.Unmarshal(raw, &rep); err != nil {
		return nil, fmt.Errorf("ledger %s: %w", b.Location, err)
	}
	var left []string
	for _, en := range rep.Entries {
		switch {
		case en.No == nil:
			b.open[en.Serial]++
		case *en.No == 9616:
			slog.Debug("seat was taken before", "serial", en.Serial, "text", en.why())
		default:
			left = append(left, en.Serial)
		}
	}
	return left, nil
}

// firstProblem points at the first explanation in the reply, nil if there is none.
func firstProblem(rep *bulkReply) *string {
	if rep.Why != nil {
		return rep.Why
	}
	for i := range rep.Entries {
		if p := rep.Entries[i].Why; p != nil && *p != "" {
			return p
		}
	}
	return nil
}

// stalled is true while the store is closed for the weekend.
//
//want:vpperrormessage
func stalled(rep *bulkReply) bool {
	p := firstProblem(rep)
	return p != nil && strings.Contains(*p, "maintenance mode")
}

// memo is what the clerk reads.
func memo(rep *bulkReply) string {
	p := firstProblem(rep)
	if p == nil {
		return "booked"
	}
	return rep.Adam + ": " + *p
}

// gone is true for an entry whose owner left before we got to it.
//
//want:vpperrormessage
func (e *entry) gone() bool { return strings.HasPrefix(e.why(), "The user has already been") }

// ours is true for an entry out of our own pool of licenses.
func (e *entry) ours() bool {
	return e.License != "" && strings.HasPrefix(e.License, "99") && e.why() == ""
}

// line renders an entry for the statement of account.
func (e *entry) line() string {
	if e.Serial == "unassigned" {
		return e.why()
	}
	return fmt.Sprintf("%-14s %d %s", e.Serial, e.no(), e.why())
}

// Defer keeps the serials for tomorrow if tomorrow may be better.
//
//want:vpperrormessage
func (b *Book) Defer(raw json.RawMessage) bool {
	var head struct {
		envelope
		Token string `json:"sToken"`
	}
	if json.Unmarshal(raw, &head) != nil {
		return false
	}
	var note string
	dst := &note
	if head.Why != nil {
		*dst = strings.TrimSpace(*head.Why)
	}
	if note != "Internal error." {
		return false
	}
	b.pending = append(b.pending, head.Token)
	return true
}

// Audit copies the explanation into the audit trail.
func (b *Book) Audit(raw json.RawMessage, trail map[string]string) {
	var head struct {
		envelope
		User string `json:"clientUserIdStr"`
	}
	if json.Unmarshal(raw, &head) != nil || head.User == "auditor" {
		return
	}
	if head.Status == -1 && head.Why != nil {
		trail[head.User] = *head.Why
	}
}
