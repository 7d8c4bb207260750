// Package codes has the numbers that the services use and a few of our own.
package codes

import "strings"

// Code is a number.
type Code int

// Codes of the services.
const (
	OK          Code = 0
	Internal    Code = 9603
	NotFound    Code = 9604
	NoUser      Code = 9609
	NoLicense   Code = 9610
	ClaimJob    Code = 9612
	Has         Code = 9616
	Expired     Code = 9621
	Revoked     Code = 9625
	Maintenance Code = 9644
	Busy        Code = 9646
)

// Codes of our own.
const (
	Unreachable Code = -1
	Garbled     Code = -2
	GaveUp      Code = -3
)

// mask has a bit for each number from 9600 on that is worth another try.
const mask uint64 = 1<<(Internal-9600) | 1<<(ClaimJob-9600) | 1<<(Maintenance-9600) | 1<<(Busy-9600)

// wide has those, too, that come up when two servers work on one location.
const wide = mask | 1<<(Has-9600) | 1<<(NoLicense-9600)

// Worth reports whether another try is worth it.
func (c Code) Worth() bool { return in(mask, c) }

// WorthWide reports whether another try is worth it when somebody else may be
// at work.
func (c Code) WorthWide() bool { return in(wide, c) }

func in(m uint64, c Code) bool {
	return c == Unreachable || c >= 9600 && c < 9664 && m>>(c-9600)&1 == 1
}

// actions says what to do by number.
var actions = []struct {
	low, high Code
	verb      string
}{
	{9603, 9603, "again"},
	{9621, 9625, "stop"},
	{9610, 9611, "buy"},
	{9612, 9616, "again"},
	{9644, 9646, "again"},
}

// Verb is what to do about a code.
func (c Code) Verb() string {
	for _, a := range actions {
		if a.low <= c && c <= a.high {
			return a.verb
		}
	}
	return "tell"
}

// FromText guesses the code of a text, for logs from before we kept numbers.
//
//want:module:vpperrormessage
func FromText(text string) Code {
	switch {
	case strings.HasPrefix(text, "License already assigned"):
		return Has
	case strings.HasPrefix(text, "License not found"):
		return NoLicense
	case text == "Internal error.":
		return Internal
	}
	return GaveUp
}
