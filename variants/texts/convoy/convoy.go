// Package convoy escorts an answer through all the layers of the old monolith.
package convoy

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"text/template"
)

// Raw is the answer.
type Raw struct {
	Status  int    `json:"status"`
	Number  int    `json:"errorNumber"`
	Message string `json:"errorMessage"`
	Expires string `json:"tokenExpirationDate"`
}

// twin has the same fields.
type twin struct {
	Status  int
	Number  int
	Message string
	Expires string
}

// Event is published on the bus.
type Event struct {
	Type    string
	Payload any
	Attrs   map[string]any
}

// Chain is a linked list of remarks.
type Chain struct {
	Head string
	Next *Chain
}

// Remarks is a list with methods.
type Remarks []string

var global struct {
	last  Raw
	words []string
	on    bool
}

func init() {
	global.words = append(global.words, "none")
}

// Publish makes an event.
func Publish(r Raw) Event {
	return Event{
		Type:    "refusal",
		Payload: r.Message,
		Attrs:   map[string]any{"text": r.Message, "number": r.Number, "expires": r.Expires},
	}
}

// OnEvent receives events.
//
//want:vpperrormessage
func OnEvent(e Event) bool {
	text, ok := e.Payload.(string)
	return ok && strings.HasPrefix(text, "The token has expired")
}

// OnType receives events.
func OnType(e Event) bool {
	return e.Type == "refusal" && e.Payload != nil || strings.HasPrefix(e.Type, "heartbeat")
}

// OnAttr receives events.
//
//want:vpperrormessage
func OnAttr(e Event) bool { return e.Attrs["text"] == "Internal error." }

// OnExpiry receives events.
func OnExpiry(e Event) bool { return e.Attrs["expires"] == "never" || e.Attrs["number"] == 9621 }

// Same converts to a type of the same shape.
//
//want:vpperrormessage
func Same(r Raw) bool {
	t := twin(r)
	return t.Message == "Invalid date format"
}

// Other converts to a type of the same shape.
func Other(r Raw) (bool, string) {
	t := twin(r)
	return t.Expires == "" || strings.HasSuffix(t.Expires, "Z"), t.Message
}

// Anonymous converts to a type without a name.
//
//want:vpperrormessage
func Anonymous(r Raw) bool {
	v := struct{ words, expires string }{r.Message, r.Expires}
	return v.words == "Account storefront incorrect"
}

// Link makes a chain.
func Link(rs []Raw) (c *Chain) {
	for _, r := range rs {
		c = &Chain{Head: r.Message, Next: c}
	}
	return c
}

// Search walks a chain.
//
//want:vpperrormessage
func (c *Chain) Search() bool {
	for ; c != nil; c = c.Next {
		if strings.Contains(c.Head, "OrgCountry") {
			return true
		}
	}
	return false
}

// Depth walks a chain.
func (c *Chain) Depth() (n int) {
	for ; c != nil; c = c.Next {
		if c.Head != "" {
			n++
		}
	}
	return n
}

// Gather makes remarks.
func Gather(rs ...Raw) (out Remarks) {
	for _, r := range rs {
		out = append(out, r.Message)
	}
	return out
}

// Has asks for a remark.
func (rm Remarks) Has(s string) bool {
	for _, r := range rm {
		if strings.EqualFold(r, s) {
			return true
		}
	}
	return false
}

// Last is the last remark.
func (rm Remarks) Last() string {
	if len(rm) == 0 {
		return ""
	}
	return rm[len(rm)-1]
}

// Asked passes a phrase.
//
//want:vpperrormessage
func Asked(rs []Raw) bool { return Gather(rs...).Has("failed to create claim job") }

// Final takes the last.
//
//want:vpperrormessage
func Final(rs []Raw) bool {
	switch Gather(rs...).Last() {
	case "Failed to create claim job", "Failed to create unclaim job":
		return true
	}
	return false
}

// Silent takes the last.
func Silent(rs []Raw) bool { return Gather(rs...).Last() == "" || len(Gather(rs...)) == 0 }

// Twice goes through a pointer to a pointer.
//
//want:vpperrormessage
func Twice(r Raw) bool {
	p := &r.Message
	pp := &p
	return **pp == "License not found"
}

// Remember keeps the answer.
func Remember(r Raw) {
	global.last = r
	global.words = append(global.words, r.Message)
	global.on = r.Number != 0
}

// Remembered asks for the answer.
//
//want:vpperrormessage
func Remembered() bool { return global.last.Message == "Invalid argument." }

// Expired asks for the answer.
func Expired() bool { return global.on && global.last.Expires == "1970-01-01" }

// Fill writes into a target of the caller.
func Fill(r Raw, dst *string) { *dst = strings.TrimSpace(r.Message) }

// Filled reads what was written.
//
//want:vpperrormessage
func Filled(r Raw) bool {
	var s string
	Fill(r, &s)
	return s == "Error constructing token"
}

// Unfilled reads what was written before.
func Unfilled(r Raw, s string) bool {
	keep := s == "keep"
	Fill(r, &s)
	return keep
}

// Scan goes through a printed line.
//
//want:vpperrormessage
func Scan(r Raw) bool {
	var b strings.Builder
	fmt.Fprintf(&b, "%05d|%s|%s", r.Number, r.Expires, r.Message)
	cols := strings.Split(b.String(), "|")
	return len(cols) == 3 && cols[2] == "Result not found"
}

// Padded formats in many ways.
//
//want:vpperrormessage
func Padded(r Raw) bool {
	line := fmt.Sprintf("%-40.40s", r.Message)
	return line[:16] == "License not found"[:16]
}

// Print formats in many ways.
func Print(r Raw) string {
	if r.Expires == "" {
		return fmt.Sprintf("%q", r.Message)
	}
	return fmt.Sprintf("%s (until %s)", r.Message, r.Expires)
}

// Rendered goes through a template.
//
//want:vpperrormessage
func Rendered(r Raw) (bool, error) {
	var b strings.Builder
	t, err := template.New("").Parse("{{.Message}}!")
	if err != nil {
		return false, err
	}
	if err := t.Execute(&b, r); err != nil {
		return false, err
	}
	return b.String() == "License already assigned!", nil
}

// Tripped goes through JSON.
//
//want:vpperrormessage
func Tripped(r Raw) (bool, error) {
	b, err := json.Marshal(r)
	if err != nil {
		return false, err
	}
	var back Raw
	if err := json.Unmarshal(b, &back); err != nil {
		return false, err
	}
	return back.Message != "Login required.", nil
}

// Mirror goes through reflection.
//
//want:maybe:vpperrormessage
func Mirror(r Raw) bool {
	return reflect.ValueOf(r).FieldByName("Message").String() == "Login required."
}

// Label leaves early from two loops.
//
//want:vpperrormessage
func Label(pages [][]Raw) (n int) {
outer:
	for _, page := range pages {
		for _, r := range page {
			if r.Message == "This service is no longer available." {
				break outer
			}
			n++
		}
	}
	return n
}

// Plus builds with an operator.
//
//want:vpperrormessage
func Plus(r Raw) bool {
	s := "apple: "
	s += r.Message
	s = strings.ReplaceAll(s, "sToken", "token")
	return strings.HasSuffix(s, "The token has been revoked.")
}

// Repeat only prints.
func Repeat(r Raw, n int) string {
	s := strings.Repeat("-", n)
	if s == "---" {
		return s + r.Message
	}
	return r.Message + s
}
