// Package fixes has findings with and without a fix.
package fixes

import (
	"strings"

	"message/codes"
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

func equal(r Reply) bool { return r.Message == "License not found" } // want `errorMessage compared with "License not found" in fixes\.equal: use errorNumber 9610`

func unequal(r *Reply) bool { return "License not found." != r.Message } // want `errorMessage compared with "License not found\." in fixes\.unequal: use errorNumber 9610`

func ownConstant(r Reply) bool { return r.Message == "The user has already been retired." } // want `errorMessage compared with "The user has already been retired\." in fixes\.ownConstant: use errorNumber 9618`

func importedConstant(a *codes.Answer) bool { return a.Text == "License already assigned" } // want `errorMessage compared with "License already assigned" in fixes\.importedConstant: use errorNumber 9616`

func typedConstant(t codes.Typed) bool { return t.Text == "Internal error." } // want `errorMessage compared with "Internal error\." in fixes\.typedConstant: use errorNumber 9603`

func embedded(o Outer) bool { return o.Message == "Login required." } // want `errorMessage compared with "Login required\." in fixes\.embedded: use errorNumber 9601`

func list(rs []Reply, i int) bool { return rs[i+1].Message == "Login required." } // want `errorMessage compared with "Login required\." in fixes\.list: use errorNumber 9601`

func called(f func() Reply) bool { return f().Message == "Login required." } // want `errorMessage compared with "Login required\." in fixes\.called: use errorNumber 9601`

func comments(r Reply) bool {
	return r.Message /* what Apple says */ == /* for now */ "Login required." // want `errorMessage compared with "Login required\." in fixes\.comments: use errorNumber 9601`
}

func contains(r Reply) bool { return strings.Contains(r.Message, "already been retired") } // want `errorMessage searched by strings\.Contains for "already been retired" in fixes\.contains: use errorNumber 9618`

func not(r Reply) bool { return !strings.HasPrefix(r.Message, "Login") } // want `errorMessage searched by strings\.HasPrefix for "Login" in fixes\.not: use errorNumber 9601`

func fold(r Reply) bool { return r.UserID == "" || strings.EqualFold("login required", r.Message) } // want `errorMessage compared by strings\.EqualFold with "login required" in fixes\.fold: use errorNumber 9601`

func compared(r Reply, b bool) bool { return strings.HasPrefix(r.Message, "Login") == b } // want `errorMessage searched by strings\.HasPrefix for "Login" in fixes\.compared: use errorNumber 9601`

func lower(r Reply) bool { return strings.ToLower(r.Message) == "login required." } // want `errorMessage compared with "login required\." in fixes\.lower: use errorNumber 9601`

func switched(r Reply) int {
	switch r.Message { // want `errorMessage switched on with cases "Login required", "Login required\.", "The user has already been retired\." in fixes\.switched: use errorNumber, the texts stand for 9601, 9618`
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

func several(r Reply) bool { return strings.Contains(r.Message, "already assigned") } // nofix // want `errorMessage searched by strings\.Contains for "already assigned" in fixes\.several: use errorNumber, texts of several numbers match: 9616 \(the license is already assigned: there is no need to retry, and repeating it soon turns into 9630\), 9626 \(the license belongs to a different user: retry the assignment with a different license\), 9630 \(the same assignment was answered 9616 too often: stop repeating it\)`

func unknown(r Reply) bool { return r.Message == "Out of order" } // nofix // want `errorMessage compared with "Out of order" in fixes\.unknown: use errorNumber, no text that Apple publishes matches`

func copied(r Reply) bool {
	m := r.Message
	return m == "Login required." // nofix // want `errorMessage compared with "Login required\." in fixes\.copied: use errorNumber 9601`
}

func optional(o codes.Optional) bool { return o.Text == "Login required." } // nofix // want `errorMessage compared with "Login required\." in fixes\.optional: use errorNumber 9601`

func setting(r Reply, s string) bool { return r.Message == strings.Repeat("x", len(s)) } // nofix // want `errorMessage compared with "x" in fixes\.setting: use errorNumber, no text that Apple publishes matches`

func order(r Reply) bool { return r.Message < "Login required." } // nofix // want `errorMessage compared with "Login required\." in fixes\.order: use errorNumber 9601`

func switchedHalf(r Reply) int {
	switch r.Message { // nofix // want `errorMessage switched on with cases "Login required\.", "Out of order" in fixes\.switchedHalf: use errorNumber 9601`
	case "Login required.":
		return 1
	case "Out of order":
		return 2
	}
	return 0
}

func switchedTwice(r Reply) int {
	switch r.Message { // nofix // want `errorMessage switched on with cases "Login required", "Login required\." in fixes\.switchedTwice: use errorNumber 9601`
	case "Login required.":
		return 1
	case "Login required":
		return 2
	}
	return 0
}

func toldApart(r Reply) bool {
	return r.Number == 9646 && strings.Contains(r.Message, "high server volume") // nofix // want `errorMessage searched by strings\.Contains for "high server volume" in fixes\.toldApart: use errorNumber 9646, which another version of the service words "There are too many recent requests\. Try again momentarily\."`
}

func decorated(r Reply) bool { return r.Message == "apple: Login required." } // nofix // want `errorMessage compared with "apple: Login required\." in fixes\.decorated`

func decoratedEnd(r Reply) bool { return strings.HasSuffix(r.Message, "apple: Login required.") } // nofix // want `errorMessage searched by strings\.HasSuffix for "apple: Login required\." in fixes\.decoratedEnd`

func numbered(r Reply) bool { return strings.Contains(r.Message, "9601") } // nofix // want `errorMessage searched by strings\.Contains for "9601" in fixes\.numbered`

func part(r Reply) bool { return r.Message[:5] == "Login" } // nofix // want `errorMessage compared with "Login" in fixes\.part`

func leftover(r Reply) bool { return strings.TrimPrefix(r.Message, "Login") != r.Message } // nofix // want `errorMessage searched by strings\.TrimPrefix for "Login" in fixes\.leftover`

func swallowed(r Reply) bool {
	return strings.Contains(r.Message /* what Apple says */, "Login required") // nofix // want `errorMessage searched by strings\.Contains for "Login required" in fixes\.swallowed: use errorNumber 9601`
}
