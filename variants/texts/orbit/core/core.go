// Package core translates between the line and the rest of the program.
package core

import (
	"fmt"
	"strings"

	"example.com/messagea/orbit/wire"
)

// Class of a refusal.
type Class int

// Classes.
const (
	Fine Class = iota
	SeatGone
	Unknown
)

// Fault is the error of this program.
type Fault struct {
	Op    string
	Text  string
	Num   string
	Inner error
}

// Error says what went wrong.
func (f *Fault) Error() string {
	if f.Inner != nil {
		return fmt.Sprintf("%s failed: %s (%v)", f.Op, f.Text, f.Inner)
	}
	return f.Op + " failed: " + f.Text
}

// Unwrap gives the inner error.
func (f *Fault) Unwrap() error { return f.Inner }

// FaultOf makes an error of a refusal.
func FaultOf(op string, h wire.Header) error {
	if h.OK() {
		return nil
	}
	return &Fault{Op: op, Text: h.Text, Num: h.Num.String()}
}

// Explain never returns nothing.
func Explain(h wire.Header) string {
	if h.Text == "" {
		return "error " + h.Num.String()
	}
	return h.Text
}

// Squash makes texts comparable.
func Squash(s string) string {
	return strings.TrimSuffix(strings.ToLower(strings.Join(strings.Fields(s), " ")), ".")
}

// Mentions is true if s has all the words.
func Mentions(s string, words ...string) bool {
	for _, w := range words {
		if !strings.Contains(s, w) {
			return false
		}
	}
	return len(words) > 0
}

// seatGone knows the phrases for an empty pool.
//
//want:vpperrormessage
func seatGone(s string) bool {
	return Squash(s) == "license not found" || strings.Contains(s, "no license being")
}

// Classify sorts a refusal into a class.
func Classify(h wire.Header) Class {
	switch {
	case h.OK():
		return Fine
	case seatGone(h.Text):
		return SeatGone
	}
	return Unknown
}

// Sort sorts a refusal into a class.
func Sort(h wire.Header) Class {
	switch h.Num {
	case "", "0":
		return Fine
	case "9610", "9631":
		return SeatGone
	}
	return Unknown
}

// OldPhrase knows how the service spoke in its first years.
//
//want:module:vpperrormessage
func OldPhrase(s string) bool {
	return strings.HasPrefix(s, "Volume Purchase") || strings.EqualFold(s, "not enough licenses")
}

// Shortest picks the shortest explanation, for narrow columns.
func Shortest(hs []wire.Header) (best string) {
	for _, h := range hs {
		if best == "" || len(h.Text) < len(best) {
			best = h.Text
		}
	}
	return best
}
