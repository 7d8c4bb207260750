// Package values shows decisions that are taken through function values.
package values

import (
	"regexp"
	"slices"
	"strings"
	"sync"
)

// Reply is what editVPPUserSrv answers.
type Reply struct {
	Num  int    `json:"errorNumber"`
	Msg  string `json:"errorMessage"`
	User string `json:"clientUserIdStr"`
}

// Text returns the text.
func (r Reply) Text() string { return r.Msg }

// Name returns the user.
func (r Reply) Name() string { return r.User }

type rule struct {
	test func(s, part string) bool
	part string
}

var rules = []rule{{strings.HasPrefix, "License"}, {strings.Contains, "already"}}

func inTable(r Reply) bool {
	for _, x := range rules {
		if x.test(r.Msg, x.part) { // want `errorMessage searched by strings\.HasPrefix for "License", "already" in values\.inTable`
			return true
		}
	}
	return false
}

func inTableOther(r Reply) bool {
	for _, x := range rules {
		if x.test(r.User, x.part) {
			return true
		}
	}
	return false
}

func some(s string, tests ...func(string) bool) bool {
	return slices.ContainsFunc(tests, func(test func(string) bool) bool { return test(s) })
}

var gone = regexp.MustCompile("not found")

func methodValue(r Reply) bool { return some(r.Msg, gone.MatchString) } // want `errorMessage matched by regexp\.Regexp\.MatchString with "not found" in values\.methodValue`

func methodValueOther(r Reply) bool { return some(r.User, gone.MatchString) }

func methodExpression(r Reply) bool {
	match := (*regexp.Regexp).MatchString
	return match(gone, r.Msg) // want `errorMessage matched by regexp\.Regexp\.MatchString with "not found" in values\.methodExpression`
}

func methodCallback(r Reply) bool {
	return slices.ContainsFunc(strings.Fields(r.Msg), gone.MatchString) // want `errorMessage matched by regexp\.Regexp\.MatchString with "not found" in values\.methodCallback`
}

func compared(r Reply, known []string) bool {
	_, ok := slices.BinarySearchFunc([]string{"Internal error.", "License not found"}, r.Msg, strings.Compare) // want `errorMessage compared by strings\.Compare with "Internal error\.", "License not found" in values\.compared`
	return ok
}

// Matcher is what a pattern is.
type Matcher interface{ MatchString(s string) bool }

func behindInterface(r Reply) bool {
	for _, m := range []Matcher{gone} {
		if m.MatchString(r.Msg) { // want `errorMessage matched by regexp\.Regexp\.MatchString with "not found" in values\.behindInterface`
			return true
		}
	}
	return false
}

func then[A, B, C any](f func(A) B, g func(B) C) func(A) C { return func(a A) C { return g(f(a)) } }

func chained(r Reply) bool { return then(Reply.Text, strings.TrimSpace)(r) == "License not found" } // want `errorMessage compared with "License not found" in values\.chained \(text through values\.Reply\.Text\)`

func chainedOther(r Reply) bool { return then(Reply.Name, strings.TrimSpace)(r) == "License not found" }

func lazily(r Reply) bool {
	text := sync.OnceValue(func() string { return strings.ToLower(r.Msg) })
	return text() == "license not found" // want `errorMessage compared with "license not found" in values\.lazily`
}

func lazilyOther(r Reply) bool {
	name := sync.OnceValue(func() string { return strings.ToLower(r.User) })
	return name() == "license not found"
}

// has is a setting that belongs to itself, not to who asks.
type has string

func (h has) in(r Reply) bool { return strings.Contains(r.Msg, string(h)) } // want `errorMessage searched by strings\.Contains for "not found" in values\.has\.in`

func asked(r Reply) bool { return has("not found").in(r) }

func mine(ignored []string, r Reply) bool {
	for _, text := range ignored {
		if text == r.Msg {
			return true
		}
	}
	return false
}

func minePassed(r Reply) bool { return mine([]string{"License not found"}, r) } // want `errorMessage compared with "License not found" in values\.minePassed`

func min[T string | int](a, b T) T {
	if a < b {
		return a
	}
	return b
}

func ordered(r Reply) bool { return min(r.Msg, "M") == r.Msg } // want `errorMessage compared with "M" in values\.ordered`

func orderedTexts(a, b Reply) string { return min(a.Msg, b.Msg) }

func is[T comparable](v T, list ...T) bool {
	for _, x := range list {
		if v == x {
			return true
		}
	}
	return false
}

func isOne(r Reply) bool { return is(r.Msg, "License not found", "Internal error.") } // want `errorMessage compared with "Internal error\.", "License not found" in values\.isOne`

func isOneOther(r Reply) bool { return is(r.User, "root", "admin") || is(r.Num, 9610, 9603) }

// planner has steps that search in what they are given.
type planner struct{ steps []func(string) bool }

func (p *planner) on(word string) *planner {
	p.steps = append(p.steps, func(s string) bool { return strings.Contains(s, word) })
	return p
}

func (p *planner) stops(s string) bool {
	for _, step := range p.steps {
		if step(s) {
			return true
		}
	}
	return false
}

func planned(r Reply) bool { return new(planner).on("already").stops(r.Msg) } // want `errorMessage searched by strings\.Contains for "already" in values\.planned`

func plannedUser(r Reply) bool { return new(planner).on("already").stops(r.User) }
