// Package gen has generic helpers for VPP results.
package gen

import (
	"iter"
	"slices"
	"strings"

	"example.com/messageb/vppc"
)

// Either is one or the other.
type Either[L, R any] struct {
	left  *L
	right *R
}

// Left makes one.
func Left[L, R any](l L) Either[L, R] { return Either[L, R]{left: &l} }

// Right makes one.
func Right[L, R any](r R) Either[L, R] { return Either[L, R]{right: &r} }

// Fold folds.
func Fold[L, R, T any](e Either[L, R], l func(L) T, r func(R) T) T {
	if e.left != nil {
		return l(*e.left)
	}
	return r(*e.right)
}

// Map maps.
func Map[T, U any](in iter.Seq[T], f func(T) U) iter.Seq[U] {
	return func(yield func(U) bool) {
		for v := range in {
			if !yield(f(v)) {
				return
			}
		}
	}
}

// Filter filters.
func Filter[T any](in iter.Seq[T], keep func(T) bool) iter.Seq[T] {
	return func(yield func(T) bool) {
		for v := range in {
			if keep(v) && !yield(v) {
				return
			}
		}
	}
}

// Group groups.
func Group[K comparable, T any](in iter.Seq[T], key func(T) K) map[K][]T {
	out := map[K][]T{}
	for v := range in {
		out[key(v)] = append(out[key(v)], v)
	}
	return out
}

// Taken folds.
//
//want:vpperrormessage
func Taken(e Either[*vppc.Failure, int]) bool {
	return Fold(e,
		func(f *vppc.Failure) bool { return f.Text() == "License already assigned" },
		func(n int) bool { return n > 0 })
}

// Texts maps.
func Texts(fs []*vppc.Failure) []string {
	return slices.Collect(Map(slices.Values(fs), (*vppc.Failure).Text))
}

// Seats filters what was mapped.
//
//want:vpperrormessage
func Seats(fs []*vppc.Failure) int {
	texts := Map(slices.Values(fs), func(f *vppc.Failure) string { return strings.ToLower(f.Text()) })
	return len(slices.Collect(Filter(texts, func(s string) bool { return strings.HasPrefix(s, "license") })))
}

// ByText groups.
func ByText(fs []*vppc.Failure) map[string]int {
	out := map[string]int{}
	for k, v := range Group(slices.Values(fs), (*vppc.Failure).Text) {
		out[k] = len(v)
	}
	return out
}

// Expired looks into a group.
//
//want:vpperrormessage
func Expired(fs []*vppc.Failure) []*vppc.Failure {
	return Group(slices.Values(fs), (*vppc.Failure).Text)["The token has expired"]
}

// Ops filters by something else.
func Ops(fs []*vppc.Failure) int {
	ops := Map(slices.Values(fs), func(f *vppc.Failure) string { return f.Op })
	return len(slices.Collect(Filter(ops, func(s string) bool { return strings.HasPrefix(s, "assign") })))
}

// Set is a set.
type Set[T comparable] map[T]bool

// SetOf makes one.
func SetOf[T comparable](ts ...T) Set[T] {
	s := Set[T]{}
	for _, t := range ts {
		s[t] = true
	}
	return s
}

// Has asks.
func (s Set[T]) Has(t T) bool { return s[t] }

// Silent asks a set.
//
//want:vpperrormessage
func Silent(f *vppc.Failure) bool {
	return SetOf("License already assigned", "License not found").Has(f.Text())
}

// Numbers asks a set of numbers.
func Numbers(f *vppc.Failure) bool { return SetOf(9616, 9610).Has(f.Num) }

// Distinct de-duplicates.
func Distinct(fs []*vppc.Failure) (out []string) {
	seen := SetOf[string]()
	for _, f := range fs {
		if !seen.Has(f.Text()) {
			seen[f.Text()] = true
			out = append(out, f.Text())
		}
	}
	return out
}

// Ptr makes a pointer.
func Ptr[T any](v T) *T { return &v }

// Val follows one.
func Val[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}

// Pointed follows a pointer.
//
//want:vpperrormessage
func Pointed(f *vppc.Failure) bool {
	p := Ptr(f.Text())
	return Val(p) == "Internal error."
}
