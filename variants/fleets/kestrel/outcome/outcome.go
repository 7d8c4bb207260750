// Package outcome sorts what comes back from the API.
package outcome

import (
	"errors"
	"strings"

	"example.com/serversa/kestrel/api"
)

// Class is a kind of outcome.
type Class uint8

// Classes.
const (
	Done Class = iota
	Transient
	Saturated
	Duplicate
	Denied
	Unreachable
)

// Of sorts an error.
func Of(err error) Class {
	if err == nil {
		return Done
	}
	var r api.Refusal
	if !errors.As(err, &r) {
		return Unreachable
	}
	switch c := r.Code; {
	case c == 9603, c == 9608, c == 9643:
		return Transient
	case c == 9644 || c == 9646:
		return Saturated
	case c == 9616, c == 9641, c == 9716:
		return Duplicate
	}
	return Denied
}

// Passes reports whether an outcome of the class may be another one later.
func (c Class) Passes() bool {
	return c == Transient || c == Saturated || c == Unreachable
}

// Passing reports whether an error may pass.
func Passing(err error) bool { return Of(err).Passes() }

// Broken reports whether there is an error at all.
func Broken(err error) bool { return err != nil }

// Unless makes a condition of all errors but those of the classes.
func Unless(classes ...Class) func(error) bool {
	return func(err error) bool {
		got := Of(err)
		for _, c := range append(classes, Done) {
			if got == c {
				return false
			}
		}
		return true
	}
}

// Result is a value or the reason why there is none.
type Result[T any] struct {
	Value T
	Class Class
	Err   error
}

// From makes a Result.
func From[T any](v T, err error) Result[T] { return Result[T]{Value: v, Class: Of(err), Err: err} }

// Text is what the service says about an error, nothing where it says nothing.
func Text(err error) string {
	if r, ok := errors.AsType[api.Refusal](err); ok {
		return r.Text
	}
	return ""
}

// Matches reports whether what the service says about err has one of the words.
func Matches[S ~string](err error, words ...S) bool {
	text := strings.ToLower(Text(err))
	for _, w := range words {
		if text != "" && strings.Contains(text, string(w)) {
			return true
		}
	}
	return false
}

// Reset reports whether the connection has been reset on the way.
func Reset(err error) bool {
	return err != nil && strings.Contains(err.Error(), "connection reset by peer")
}

// NeedsTerms reports whether somebody has to agree to new terms.
//
//want:vpperrormessage
func NeedsTerms(err error) bool {
	return strings.HasSuffix(Text(err), "agree to Terms.") || loginRequired(err)
}

// loginRequired reports whether somebody has to sign in.
//
//want:vpperrormessage
func loginRequired(err error) bool {
	switch []rune(Text(err) + " ")[0] {
	case 'L':
		return true
	}
	return false
}
