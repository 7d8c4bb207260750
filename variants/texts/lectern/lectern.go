// Package lectern is a typed client on top of generics.
package lectern

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Base is in each answer.
type Base struct {
	Num int64  `json:"errorNumber"`
	Msg string `json:"errorMessage"`
}

// Of an answer of some kind.
type Of[T any] struct {
	Base
	Body T
}

// Users is a kind of answer.
type Users struct {
	Base
	List []struct {
		Hash string `json:"itsIdHash"`
		Mail string `json:"email"`
	} `json:"users"`
}

// Licenses is a kind of answer.
type Licenses struct {
	Base
	Count int `json:"totalCount"`
}

// Answer is any of them.
type Answer interface {
	*Users | *Licenses
	base() *Base
}

func (b *Base) base() *Base { return b }

// Fault is an error with the answer in it.
type Fault[T any] struct {
	Of   *Of[T]
	Step string
}

// Error implements error.
func (f *Fault[T]) Error() string { return fmt.Sprintf("%s: %s", f.Step, f.Of.Msg) }

// Read decodes.
func Read[P interface {
	*T
	base() *Base
}, T any](r io.Reader) (P, error) {
	p := P(new(T))
	if err := json.NewDecoder(r).Decode(p); err != nil {
		return nil, err
	}
	if b := p.base(); b.Num != 0 {
		return p, &Fault[T]{Of: &Of[T]{Base: *b, Body: *p}, Step: "read"}
	}
	return p, nil
}

// Result is a value or an error.
type Result[T any] struct {
	Val T
	Err error
}

// Map goes on if there is a value.
func Map[A, B any](r Result[A], f func(A) B) Result[B] {
	if r.Err != nil {
		return Result[B]{Err: r.Err}
	}
	return Result[B]{Val: f(r.Val)}
}

// Get is the value, or d.
func (r Result[T]) Get(d T) T {
	if r.Err != nil {
		return d
	}
	return r.Val
}

// Retire ends if the user has gone.
//
//want:vpperrormessage
func Retire(r io.Reader) error {
	_, err := Read[*Users](r)
	if err != nil && strings.HasSuffix(err.Error(), "already been retired.") {
		return nil
	}
	return err
}

// Remove ends if the user has gone.
func Remove(r io.Reader) error {
	_, err := Read[*Users](r)
	var f *Fault[Users]
	if errors.As(err, &f) && (f.Of.Num == 9618 || f.Step == "preview") {
		return nil
	}
	return err
}

// Count treats an empty pool as zero.
//
//want:vpperrormessage
func Count(r io.Reader) (int, error) {
	l, err := Read[*Licenses](r)
	var f *Fault[Licenses]
	if errors.As(err, &f) && f.Of.Msg == "License not found" {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	return l.Count, nil
}

// Known works for each kind.
//
//want:vpperrormessage
func Known[A Answer](a A) bool {
	return slices.Contains([]string{"Internal error.", "Invalid argument."}, a.base().Msg)
}

// Numbered works for each kind.
func Numbered[A Answer](a A) (bool, string) {
	return slices.Contains([]int64{9602, 9603}, a.base().Num), cmp.Or(a.base().Msg, "no words")
}

// Both uses the kinds.
func Both(u *Users, l *Licenses) bool {
	_, _ = Numbered(l)
	return Known(u) || l.Count == 0
}

func wordsOf[A Answer](a A) Result[string] { return Result[string]{Val: a.base().Msg} }

func mailOf(u *Users) Result[string] {
	if len(u.List) == 0 {
		return Result[string]{Err: errors.New("nobody")}
	}
	return Result[string]{Val: u.List[0].Mail}
}

// Short is the first word.
//
//want:vpperrormessage
func Short(u *Users) bool {
	first := Map(wordsOf(u), func(s string) string { before, _, _ := strings.Cut(s+" ", " "); return before })
	return first.Get("") == "Facilitator"
}

// Mail is the first mail.
func Mail(u *Users) bool {
	lower := Map(mailOf(u), strings.ToLower)
	return strings.HasSuffix(lower.Get("nobody"), "@example.com") && u.Msg == ""
}

// Stack of values.
type Stack[T any] struct{ items []T }

// Push adds.
func (s *Stack[T]) Push(v T) { s.items = append(s.items, v) }

// Pop takes.
func (s *Stack[T]) Pop() (v T, ok bool) {
	if len(s.items) == 0 {
		return v, false
	}
	v = s.items[len(s.items)-1]
	s.items = s.items[:len(s.items)-1]
	return v, true
}

// Unwind looks at the words from the last to the first.
//
//want:vpperrormessage
func Unwind(us []*Users) bool {
	var words Stack[string]
	for _, u := range us {
		words.Push(u.Msg)
	}
	for {
		w, ok := words.Pop()
		if !ok {
			return false
		}
		if strings.Contains(w, "Apple Account") {
			return true
		}
	}
}

// Rewind looks at the mails from the last to the first.
func Rewind(us []*Users) bool {
	var mails Stack[string]
	for _, u := range us {
		mails.Push(mailOf(u).Get(""))
	}
	for m, ok := mails.Pop(); ok; m, ok = mails.Pop() {
		if strings.Contains(m, "@") {
			return true
		}
	}
	return false
}

// Ordered is the lowest of two.
func Ordered[T cmp.Ordered](a, b T) T {
	if a < b {
		return a
	}
	return b
}

// Lowest orders words among themselves.
func Lowest(a, b *Users) string { return Ordered(a.Msg, b.Msg) }

// Below orders words and a phrase.
//
//want:vpperrormessage
func Below(a *Users) bool { return Ordered(a.Msg, "M") != "M" }
