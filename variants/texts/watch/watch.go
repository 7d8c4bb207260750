// Package watch looks at one answer at a time, in as few lines as possible.
package watch

import (
	"cmp"
	"log"
	"strings"
	"time"
)

type (
	// A is an answer.
	A struct {
		N int      `json:"errorNumber"`
		M string   `json:"errorMessage"`
		S []string `json:"serialNumbers"`
		C string   `json:"clientContext"`
	}
	state struct {
		dup, dead bool
		level     int
	}
	sender func() A
)

//want:vpperrormessage
func poll(send sender) (n int) {
	for a := send(); strings.Contains(a.M, "Try again"); a = send() {
		n++
	}
	return n
}

func pollNumber(send sender) (n int) {
	for a := send(); a.N == 9646 && n < 3; a = send() {
		n++
		log.Print(a.M)
	}
	return n
}

//want:vpperrormessage
func isDup(a A) bool {
	dup := a.M == "License already assigned"
	log.Println("duplicate:", dup)
	return dup
}

//want:vpperrormessage
func stateOf(a A) state { return state{dup: a.N == 9616, dead: a.M == "Service removed."} }

func stateOfNumber(a A) state {
	return state{dup: a.N == 9616, dead: a.N == 9634, level: len(a.S)}
}

//want:vpperrormessage
func name(a A) string {
	return map[bool]string{true: "duplicate", false: "other"}[strings.Contains(a.M, "already")]
}

func context(a A) string {
	return map[bool]string{true: "ours", false: a.M}[strings.Contains(a.C, "host=")]
}

func note(b bool, what string) bool {
	if b {
		log.Println(what)
	}
	return b
}

//want:vpperrormessage
func noted(a A) bool { return note(strings.HasPrefix(a.M, "Registered"), "user") }

func notedNumber(a A) bool { return note(a.N == 9609, a.M) && note(a.C == "night", "night") }

//want:vpperrormessage
func deferred(a A, undo func()) {
	defer func() {
		if a.M == "Internal error." {
			undo()
		}
	}()
	log.Println(a.N, a.M)
}

func deferredNumber(a A, undo func()) {
	defer func() {
		if a.N == 9603 {
			undo()
		}
	}()
	log.Println(a.N, a.M)
}

//want:vpperrormessage
func xor(a A) bool { return (a.N == 9610) != (a.M == "License not found") }

//want:vpperrormessage
func level(a A) (l int) {
	switch {
	case a.N == 0:
	case a.M > "S" && a.M < "U":
		l = 2
	default:
		l = 1
	}
	return
}

//want:vpperrormessage
func fall(a A) (l int) {
	switch a.M {
	case "":
		return 0
	default:
		l++
		fallthrough
	case "Result not found":
		l++
	}
	return l
}

func fallEmpty(a A) (l int) {
	switch a.M {
	case "":
		return 0
	default:
		l = a.N
	}
	return l
}

//want:vpperrormessage
func pause(a A) time.Duration {
	d := time.Second
	if i := strings.Index(a.M, "momentarily"); i >= 0 {
		d *= 10
	}
	return d
}

func pauseNumber(a A) time.Duration { return time.Duration(1+a.N%2) * time.Second }

//want:vpperrormessage
func chosen(a A) string {
	if a.M != "Login required." {
		return cmp.Or(a.M, "?")
	}
	return "/login"
}

func chosenEmpty(a A) string {
	if a.M != "" && len(strings.TrimSpace(a.M)) > 0 {
		return a.M
	}
	return cmp.Or(a.C, "?")
}

//want:vpperrormessage
func twice(a A) bool {
	if a.M == "Internal error." {
		return true
	}
	return a.M == "Internal Error"
}

//want:maybe:vpperrormessage
func expect(a A, want string) bool { return a.N != 0 && want != "" && a.M == want }

func changed(a, b A) bool { return a.M != b.M || a.N != b.N }

//want:maybe:vpperrormessage
func search(a A, words map[string]time.Duration) (time.Duration, bool) {
	d, ok := words[strings.ToLower(a.M)]
	return d, ok
}

//want:vpperrormessage
func part(a A) bool {
	for w := range strings.FieldsSeq(a.M) {
		if w == "irrevocable" {
			return true
		}
	}
	return false
}

func parts(a A) (n int) {
	for range strings.FieldsSeq(a.M) {
		n++
	}
	for _, s := range a.S {
		if s == "VM" {
			n--
		}
	}
	return n
}

//want:vpperrormessage
func last(a A) bool { return strings.LastIndex(a.M, "sToken") > strings.Index(a.M, "The") }

//want:vpperrormessage
func sliced(a A) bool {
	if n := len(a.M); n >= 9 {
		tail := a.M[n-9:]
		return tail == "not found"
	}
	return false
}

// use keeps the compiler quiet about what the build tags leave out.
var use = []any{
	poll, pollNumber, isDup, stateOf, stateOfNumber, name, context, noted, notedNumber, deferred,
	deferredNumber, xor, level, fall, fallEmpty, pause, pauseNumber, chosen, chosenEmpty, twice,
	expect, changed, search, part, parts, last, sliced,
}
