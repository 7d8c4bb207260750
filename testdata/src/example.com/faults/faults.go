// Package faults makes, wraps and collects errors. Its functions are written
// in another language: only their types are known.
package faults

// New makes an error.
func New(text string) error

// Errorf makes an error.
func Errorf(format string, args ...any) error

// Wrap wraps an error.
func Wrap(err error, text string) error

// Cause is the innermost error.
func Cause(err error) error

// Append collects.
func Append(err error, more ...error) error

// All are those that were collected.
func All(err error) []error

// Text is an error's text.
func Text(err error) string

// Group runs functions.
type Group struct{}

// Go runs one.
func (g *Group) Go(f func() error)

// Wait waits for all.
func (g *Group) Wait() error

// Post tells somebody.
func Post(text string) error
