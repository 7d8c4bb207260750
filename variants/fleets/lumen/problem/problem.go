// Package problem has the errors of lumen.
package problem

import (
	"errors"
	"fmt"
	"strings"

	"example.com/serversa/lumen/internal/peek"
)

// Sentinels for numbers that somebody asks for.
var (
	ErrSlow  = errors.New("the service is slow")
	ErrHas   = errors.New("has it already")
	ErrNone  = errors.New("none left")
	ErrToken = errors.New("the token is no good")
)

var sentinels = map[int]error{
	9603: ErrSlow,
	9610: ErrNone,
	9616: ErrHas,
	9621: ErrToken,
	9625: ErrToken,
	9709: ErrNone,
}

// Problem is trouble with a request.
type Problem struct {
	peek.Trouble
	cause error
}

// New makes an error of trouble, nil where there is none.
func New(t peek.Trouble) error {
	if t.Number == 0 {
		return nil
	}
	return &Problem{Trouble: t, cause: sentinels[t.Number]}
}

// Error implements error.
func (p *Problem) Error() string {
	if p.cause != nil {
		return fmt.Sprintf("%s: %v", p.Path, p.cause)
	}
	return fmt.Sprintf("%s: %s (%d)", p.Path, p.Message, p.Number)
}

// Unwrap is for errors.Is.
func (p *Problem) Unwrap() error { return p.cause }

// Temporary is for those who ask the way net does.
func (p *Problem) Temporary() bool { return p.Number == 9603 || p.Number == 9643 || p.Number == 9646 }

// Temporary reports whether err says of itself that it is.
func Temporary(err error) bool {
	var t interface{ Temporary() bool }
	return errors.As(err, &t) && t.Temporary()
}

// halt is an error that ends whatever is going on.
type halt struct{ error }

// Unwrap is for errors.Is.
func (h halt) Unwrap() error { return h.error }

// Halt marks an error as final; nil stays nil.
func Halt(err error) error {
	if err == nil {
		return nil
	}
	return halt{err}
}

// Final reports whether an error is marked as final, and what it was before.
func Final(err error) (error, bool) {
	var h halt
	if errors.As(err, &h) {
		return h.error, true
	}
	return err, false
}

// Message is what the service has said, for people.
func Message(err error) string {
	p := new(Problem)
	if errors.As(err, &p) {
		return p.Message
	}
	return fmt.Sprint(err)
}

// Duplicate reports whether the request names something twice.
//
//want:vpperrormessage
func (p *Problem) Duplicate() bool {
	return strings.Count(p.Message, "duplicate") > 0 || strings.Contains(p.Message, "too many")
}

// Retired reports whether somebody is retired.
func (p *Problem) Retired() bool { return p.Number == 9618 || p.Number == 9620 }
