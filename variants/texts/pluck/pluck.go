// Package pluck is the functional corner of the code base.
package pluck

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"
)

// Entry is one of the associations in a reply.
type Entry struct {
	Code   int    `json:"errorNumber"`
	Reason string `json:"errorMessage"`
	User   string `json:"clientUserIdStr"`
}

// Words gives the reason.
func (e Entry) Words() string { return e.Reason }

// Name gives the user.
func (e Entry) Name() string { return e.User }

// Of extracts one property of each element.
func Of[T, V any](xs []T, f func(T) V) []V {
	vs := make([]V, len(xs))
	for i, x := range xs {
		vs[i] = f(x)
	}
	return vs
}

// Any is true if one element passes.
func Any[T any](xs []T, pass func(T) bool) bool {
	for _, x := range xs {
		if pass(x) {
			return true
		}
	}
	return false
}

// OneOf is true if v is in the list.
func OneOf[T comparable](v T, list ...T) bool {
	for _, l := range list {
		if v == l {
			return true
		}
	}
	return false
}

// Then puts two functions in a row.
func Then[A, B, C any](f func(A) B, g func(B) C) func(A) C {
	return func(a A) C { return g(f(a)) }
}

// Two holds two values.
type Two[A, B any] struct {
	First  A
	Second B
}

// Split makes a Two.
func Split(e Entry) Two[string, string] { return Two[string, string]{First: e.Reason, Second: e.User} }

// Inactive users were retired by somebody else.
//
//want:vpperrormessage
func Inactive(e Entry) bool {
	return OneOf(e.Reason, "The user has already been retired.", "The user has already been deleted.")
}

// Dormant users were retired by somebody else.
func Dormant(e Entry) bool { return OneOf(e.Code, 9618, 9620) || OneOf(e.User, "nobody", "guest") }

// Halt stops the run.
//
//want:vpperrormessage
func Halt(es []Entry) bool {
	return Any(es, func(e Entry) bool { return strings.Contains(e.Reason, "cloud MDM") })
}

// Pause stops the run.
func Pause(es []Entry) bool {
	return Any(es, func(e Entry) bool { return e.Code == 9645 && e.Reason != "" && !strings.HasPrefix(e.User, "ro-") })
}

// Reasons are extracted and searched.
//
//want:vpperrormessage
func Reasons(es []Entry) bool {
	return slices.Contains(Of(es, Entry.Words), "Facilitator operation not allowed.")
}

// Names are extracted and searched.
func Names(es []Entry) bool { return slices.Contains(Of(es, Entry.Name), "root") }

// Method takes a method as a value.
//
//want:vpperrormessage
func Method(e Entry) bool {
	say := e.Words
	return e.Code > 0 && strings.ToUpper(say()) == "LOGIN REQUIRED."
}

// MethodName takes a method as a value.
func MethodName(e Entry) (bool, string) {
	call := e.Name
	return strings.ToUpper(call()) == "ROOT", e.Words()
}

// Chain puts functions in a row.
//
//want:vpperrormessage
func Chain(e Entry) bool {
	f := Then(Entry.Words, strings.TrimSpace)
	return f(e) == "Result not found"
}

// ChainName puts functions in a row.
func ChainName(e Entry) bool {
	f := Then(Entry.Name, strings.TrimSpace)
	return f(e) == "none"
}

// First asks one half.
//
//want:vpperrormessage
func First(e Entry) bool {
	t := Split(e)
	return t.First == "Unable to find the registered user."
}

// Second asks the other half.
func Second(e Entry) bool {
	t := Split(e)
	return t.Second == "guest" && t.First != ""
}

func reasons(es []Entry) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, e := range es {
			if e.Reason != "" && !yield(e.Reason) {
				return
			}
		}
	}
}

func users(es []Entry) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, e := range es {
			if !yield(e.User) {
				return
			}
		}
	}
}

// Walk runs over an iterator.
//
//want:vpperrormessage
func Walk(es []Entry) (n int) {
	for r := range reasons(es) {
		if strings.HasSuffix(r, "pending transfer. Please try again later.") {
			n++
		}
	}
	return n
}

// WalkUsers runs over an iterator.
func WalkUsers(es []Entry) (n int) {
	for u := range users(es) {
		if strings.HasSuffix(u, "@school.example") {
			n++
		}
	}
	return n
}

// Longest runs over an iterator.
func Longest(es []Entry) string {
	return slices.MaxFunc(append(slices.Collect(reasons(es)), ""), func(a, b string) int { return cmp.Compare(len(a), len(b)) })
}

type settings struct {
	accept func(Entry) bool
	name   string
}

type option func(*settings)

func accepting(f func(Entry) bool) option { return func(s *settings) { s.accept = f } }

func named(n string) option { return func(s *settings) { s.name = n } }

// Run walks with options.
func Run(es []Entry, opts ...option) (out []string) {
	s := settings{accept: func(e Entry) bool { return e.Code == 0 }}
	for _, o := range opts {
		o(&s)
	}
	for _, e := range es {
		if s.accept(e) {
			out = append(out, s.name+e.User)
		}
	}
	return out
}

// Lenient passes an option.
//
//want:vpperrormessage
func Lenient(es []Entry) []string {
	return Run(es, named("lenient/"), accepting(func(e Entry) bool { return e.Code == 0 || e.Reason == "License already assigned" }))
}

// Strict passes an option.
func Strict(es []Entry) []string {
	return Run(es, named("strict/"), accepting(func(e Entry) bool { return e.Code == 0 && e.Reason == "" }))
}

var columns = map[string]func(Entry) string{
	"reason": Entry.Words,
	"user":   Entry.Name,
	"code":   func(e Entry) string { return fmt.Sprint(e.Code) },
}

// Table prints the columns that were asked for.
func Table(es []Entry, names ...string) (lines []string) {
	for _, e := range es {
		var cells []string
		for _, n := range names {
			if f, ok := columns[n]; ok {
				cells = append(cells, f(e))
			}
		}
		lines = append(lines, strings.Join(cells, "\t"))
	}
	return lines
}

// distance counts the edits between two texts.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diag := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			up := row[j]
			if a[i-1] == b[j-1] {
				row[j] = diag
			} else {
				row[j] = 1 + min(diag, row[j-1], up)
			}
			diag = up
		}
	}
	return row[len(b)]
}

// Like forgives typing mistakes.
//
//want:vpperrormessage
func Like(e Entry) bool { return distance(e.Reason, "License not found") < 4 }

// LikeUser forgives typing mistakes.
func LikeUser(e Entry, user string) bool { return distance(e.User, user) < 2 }

// Close puts similar reasons together.
func Close(a, b Entry) bool { return distance(a.Reason, b.Reason) < 4 }
