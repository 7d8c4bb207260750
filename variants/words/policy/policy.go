// Package policy decides what to do after a VPP error.
package policy

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"example.com/messageb/vppc"
)

// Action is what to do.
type Action int

// The actions.
const (
	Fail Action = iota
	Retry
	Skip
)

// Rule is a rule.
type Rule struct {
	Name  string
	Match func(string) bool
	Then  Action
	After time.Duration
}

func has(part string) func(string) bool {
	return func(s string) bool { return strings.Contains(s, part) } //
}

func anyOf(ms ...func(string) bool) func(string) bool {
	return func(s string) bool {
		return slices.ContainsFunc(ms, func(m func(string) bool) bool { return m(s) })
	}
}

func not(m func(string) bool) func(string) bool { return func(s string) bool { return !m(s) } }

// Default are the rules.
//
//want:vpperrormessage
var Default = []Rule{
	{Name: "seat", Match: has("already assigned"), Then: Skip},
	{Name: "busy", Match: anyOf(has("temporarily unavailable"), not(has("expired"))), Then: Retry, After: time.Minute},
}

// Decide decides.
func Decide(f *vppc.Failure) Action {
	for _, r := range Default {
		if r.Match(f.Text()) {
			return r.Then
		}
	}
	return Fail
}

// Set is a set of rules that one can build.
type Set struct{ rules []numbered }

type numbered struct {
	re   *regexp.Regexp
	then Action
}

// New makes a set.
func New() *Set { return &Set{} }

// When adds a rule.
func (s *Set) When(expr string, then Action) *Set {
	s.rules = append(s.rules, numbered{regexp.MustCompile(expr), then})
	return s
}

// Do decides.
func (s *Set) Do(text string) Action {
	for _, r := range s.rules {
		if r.re.MatchString(text) {
			return r.then
		}
	}
	return Fail
}

// Standard decides by a set.
//
//want:vpperrormessage
func Standard(f *vppc.Failure) Action {
	return New().When(`(?i)not\s+found`, Skip).When(`unavailable$`, Retry).Do(f.Text())
}

// Hosts decides about something else.
func Hosts(host string) Action { return New().When(`\.apple\.com$`, Skip).Do(host) }

// Option is an option.
type Option func(*options)

type options struct {
	skip  []string
	limit int
}

// Skipping skips texts.
func Skipping(texts ...string) Option {
	return func(o *options) { o.skip = append(o.skip, texts...) }
}

// Limit limits.
func Limit(n int) Option { return func(o *options) { o.limit = n } }

// Filter filters.
//
//want:vpperrormessage
func Filter(fs []*vppc.Failure, opts ...Option) (out []*vppc.Failure) {
	o := options{limit: 10, skip: []string{"License already assigned"}}
	for _, opt := range opts {
		opt(&o)
	}
	for _, f := range fs {
		if !slices.Contains(o.skip, f.Text()) && len(out) < o.limit {
			out = append(out, f)
		}
	}
	return out
}

// Weights says how bad a word is.
var Weights = map[string]int{"expired": 5, "revoked": 8, "unavailable": 1}

// Score sums it up.
//
//want:vpperrormessage
func Score(f *vppc.Failure) (n int) {
	for _, w := range strings.FieldsFunc(f.Text(), func(r rune) bool { return r == ' ' || r == '.' }) {
		n += Weights[strings.ToLower(w)]
	}
	return n
}

// Codes says how bad a number is.
var Codes = map[int]int{9616: 1, 9610: 5}

// Bad is right.
func Bad(f *vppc.Failure) int { return Codes[f.Num] }

// Longest returns the longest text.
func Longest(fs []*vppc.Failure) string {
	if len(fs) == 0 {
		return ""
	}
	return slices.MaxFunc(fs, func(a, b *vppc.Failure) int { return len(a.Text()) - len(b.Text()) }).Text()
}

// Sorted sorts by text.
func Sorted(fs []*vppc.Failure) []*vppc.Failure {
	return slices.SortedFunc(slices.Values(fs), func(a, b *vppc.Failure) int { return strings.Compare(a.Text(), b.Text()) })
}
