// Package answer is what the service answers, and what to make of it.
package answer

import (
	"errors"
	"fmt"
)

// Numbers that the service answers.
const (
	Internal = 9603
	Assigned = 9616
)

// Body is an answer.
type Body struct {
	Status       int    `json:"status"`
	ErrorNumber  int    `json:"errorNumber"`
	ErrorMessage string `json:"errorMessage"`
}

// Error is an answer as an error.
type Error struct {
	Number int
	Text   string
}

func (e *Error) Error() string { return fmt.Sprintf("%d: %s", e.Number, e.Text) }

// Temporary says whether trying again may help.
//
//twin:none it sends nothing
func (e *Error) Temporary() bool { return e.Number == Internal }

// Err is the answer as an error, nil for success.
//
//twin:none it sends nothing
func (b *Body) Err() error {
	if b.ErrorNumber == 0 {
		return nil
	}
	return &Error{b.ErrorNumber, b.ErrorMessage}
}

// ErrBusy stands for all numbers after which one may try again.
var ErrBusy = errors.New("busy")

// Is makes a busy error of it.
//
//twin:none it sends nothing
func (e *Error) Is(target error) bool { return target == ErrBusy && e.Temporary() }

// Retryable says whether trying again may help. It has an opinion on 9616 that
// Apple does not share.
//
//twin:none it sends nothing
func Retryable(err error) bool {
	var e *Error
	return errors.As(err, &e) && (e.Number == Internal || e.Number == Assigned)
}
