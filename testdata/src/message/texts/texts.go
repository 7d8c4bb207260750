// Package texts has helpers that know nothing of Apple.
package texts

import (
	"errors"
	"regexp"
	"strings"
)

// Tidy tidies up.
func Tidy(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// Has searches.
func Has(s, needle string) bool { return strings.Contains(Tidy(s), needle) }

// Mentions searches an error.
func Mentions(err error, needle string) bool { return err != nil && Has(err.Error(), needle) }

// Same compares.
func Same(a, b string) bool { return Tidy(a) == Tidy(b) }

// Fixed has its needle inside.
func Fixed(s string) bool { return s == "yes" }

// Length measures.
func Length(s string) int { return len(s) }

// Note is a note.
type Note struct {
	title string
	Body  string
}

// NewNote makes a note.
func NewNote(title, body string) *Note { return &Note{title: title, Body: body} }

// Title returns the title.
func (n *Note) Title() string { return n.title }

// Wrap wraps.
func Wrap(err error, with string) error { return &wrapped{with, err} }

type wrapped struct {
	with string
	err  error
}

func (w *wrapped) Error() string { return w.with + ": " + w.err.Error() }
func (w *wrapped) Unwrap() error { return w.err }

// ErrOther is another error.
var ErrOther = errors.New("other")

// Titled is what has a title.
type Titled interface{ Title() string }

// TitleOf asks it.
func TitleOf(t Titled) string { return t.Title() }

// Set is a set.
type Set[K comparable] map[K]struct{}

// Has asks.
func (s Set[K]) Has(k K) bool { _, ok := s[k]; return ok }

// Patterns are several.
type Patterns struct{ all []*regexp.Regexp }

// NewPatterns compiles.
func NewPatterns(exprs ...string) *Patterns {
	p := &Patterns{}
	for _, e := range exprs {
		p.all = append(p.all, regexp.MustCompile(e))
	}
	return p
}

// Match says whether one matches.
func (p *Patterns) Match(s string) bool {
	for _, re := range p.all {
		if re.MatchString(s) {
			return true
		}
	}
	return false
}

// Stack is a stack.
type Stack[T any] struct{ all []T }

// Push puts.
func (s *Stack[T]) Push(v T) { s.all = append(s.all, v) }

// Top is the last one.
func (s *Stack[T]) Top() (v T) {
	if len(s.all) > 0 {
		v = s.all[len(s.all)-1]
	}
	return v
}

// Counter counts.
type Counter struct{ n map[string]int }

// Inc counts.
func (c *Counter) Inc(name string) {
	if _, ok := c.n[name]; !ok {
		c.n[name] = 0
	}
	c.n[name]++
}

// TextOf is an error's text.
func TextOf(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// Verdict says in a word how two texts compare.
func Verdict(a, b string) string {
	if a == b {
		return "same"
	}
	return "other"
}

// Detailed is an error with details.
type Detailed struct {
	Err     error
	Details map[string]any
}

// Error implements error.
func (d *Detailed) Error() string { return d.Err.Error() }

// Unwrap returns the cause.
func (d *Detailed) Unwrap() error { return d.Err }

// Detail adds details.
func Detail(err error, kv ...any) error {
	d := &Detailed{Err: err, Details: map[string]any{}}
	for i := 0; i+1 < len(kv); i += 2 {
		if k, ok := kv[i].(string); ok {
			d.Details[k] = kv[i+1]
		}
	}
	return d
}

// Find finds a detail in a chain.
func Find(err error, key string) any {
	for err != nil {
		if d, ok := err.(*Detailed); ok {
			return d.Details[key]
		}
		err = errors.Unwrap(err)
	}
	return nil
}
