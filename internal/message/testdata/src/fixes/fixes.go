// Package fixes has findings with and without a fix.
package fixes

import (
	"strings"

	"github.com/vpplint/vpplint/internal/message/testdata/src/codes"
)

const alreadyRetired = 9618

// Reply is what retireVPPUserSrv answers.
type Reply struct {
	Number  int    `json:"errorNumber"`
	Message string `json:"errorMessage"`
	UserID  string `json:"clientUserIdStr"`
}

// Outer embeds it.
type Outer struct{ Reply }

func equal(r Reply) bool { return r.Message == "License not found" } // want

func unequal(r *Reply) bool { return "License not found." != r.Message } // want

func ownConstant(r Reply) bool { return r.Message == "The user has already been retired." } // want

func importedConstant(a *codes.Answer) bool { return a.Text == "License already assigned" } // want

func typedConstant(t codes.Typed) bool { return t.Text == "Internal error." } // want

func embedded(o Outer) bool { return o.Message == "Login required." } // want

func list(rs []Reply, i int) bool { return rs[i+1].Message == "Login required." } // want

func called(f func() Reply) bool { return f().Message == "Login required." } // want

func comments(r Reply) bool {
	return r.Message /* what Apple says */ == /* for now */ "Login required." // want
}

func contains(r Reply) bool { return strings.Contains(r.Message, "already been retired") } // want

func not(r Reply) bool { return !strings.HasPrefix(r.Message, "Login") } // want

func fold(r Reply) bool { return r.UserID == "" || strings.EqualFold("login required", r.Message) } // want

func compared(r Reply, b bool) bool { return strings.HasPrefix(r.Message, "Login") == b } // want

func lower(r Reply) bool { return strings.ToLower(r.Message) == "login required." } // want

func switched(r Reply) int {
	switch r.Message { // want
	case "": // fine
		return 0
	case "Login required.", "Login required":
		return 1
	case "The user has already been retired.":
		return 2
	default:
		return 3
	}
}

// What follows has no fix.

func several(r Reply) bool { return strings.Contains(r.Message, "already assigned") } // want nofix

func unknown(r Reply) bool { return r.Message == "Out of order" } // want nofix

func copied(r Reply) bool {
	m := r.Message
	return m == "Login required." // want nofix
}

func optional(o codes.Optional) bool { return o.Text == "Login required." } // want nofix

func setting(r Reply, s string) bool { return r.Message == strings.Repeat("x", len(s)) } // want nofix

func order(r Reply) bool { return r.Message < "Login required." } // want nofix

func switchedHalf(r Reply) int {
	switch r.Message { // want nofix
	case "Login required.":
		return 1
	case "Out of order":
		return 2
	}
	return 0
}

func switchedTwice(r Reply) int {
	switch r.Message { // want nofix
	case "Login required.":
		return 1
	case "Login required":
		return 2
	}
	return 0
}

func toldApart(r Reply) bool {
	return r.Number == 9646 && strings.Contains(r.Message, "high server volume") // want nofix
}

func swallowed(r Reply) bool {
	return strings.Contains(r.Message /* what Apple says */, "Login required") // want nofix
}
