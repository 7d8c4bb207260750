package faults

import (
	"errors"
	"fmt"
	"strconv"
)

// Sentinels for those who do not want to know the number.
var (
	ErrBusy  = errors.New("service is busy")
	ErrTaken = errors.New("license is taken")
	ErrToken = errors.New("token is not accepted")
)

// Fault is what the service complains about.
type Fault struct {
	Number int    `json:"errorNumber"`
	Text   string `json:"errorMessage"`
}

// Error implements error.
func (f *Fault) Error() string { return "fault " + strconv.Itoa(f.Number) }

// Is makes a fault be one of the sentinels.
func (f *Fault) Is(target error) bool {
	switch target {
	case ErrBusy:
		return f.Number == 9603
	case ErrTaken:
		return f.Number == 9616
	case ErrToken:
		return f.Number == 9621 || f.Number == 9622 || f.Number == 9625
	}
	return false
}

// As makes it be a code.
func (f *Fault) As(target any) bool {
	c, ok := target.(*Code)
	if ok {
		*c = Code(f.Number)
	}
	return ok
}

// Code is a fault without its text.
type Code int

// Error implements error.
func (c Code) Error() string { return fmt.Sprintf("code %d", int(c)) }

// OpError tells what was going on.
type OpError struct {
	Op    string
	Cause error
	Tries int
}

// Error implements error.
func (o *OpError) Error() string { return o.Op + ": " + o.Cause.Error() }

// Unwrap returns the cause.
func (o *OpError) Unwrap() error { return o.Cause }

// Opaque hides what was going on.
type Opaque struct{ inner error }

// Error implements error.
func (o Opaque) Error() string { return "internal failure: " + o.inner.Error() }

// Many are several errors.
type Many []error

// Error implements error.
func (m Many) Error() string { return fmt.Sprintf("%d errors", len(m)) }

// Unwrap returns all of them.
func (m Many) Unwrap() []error { return m }
