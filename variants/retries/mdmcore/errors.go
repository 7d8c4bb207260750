package mdmcore

import (
	"errors"
	"fmt"
)

// Sentinels.
var (
	ErrBusy     = errors.New("service is busy")
	ErrAssigned = errors.New("license is assigned")
	ErrToken    = errors.New("token is not accepted")
)

var sentinels = map[int]error{
	9601: ErrToken,
	9603: ErrBusy,
	9616: ErrAssigned,
	9621: ErrToken,
	9622: ErrToken,
}

// ServiceError is an error of the service.
type ServiceError struct {
	Number  int    `json:"errorNumber"`
	Message string `json:"errorMessage"`
}

// Error implements error.
func (e *ServiceError) Error() string { return fmt.Sprintf("vpp service error %d", e.Number) }

// Is compares numbers.
func (e *ServiceError) Is(target error) bool {
	t, ok := target.(*ServiceError)
	return ok && t.Number == e.Number
}

// Unwrap returns the sentinel.
func (e *ServiceError) Unwrap() error { return sentinels[e.Number] }

// Temporary tells whether it may be better later.
func (e *ServiceError) Temporary() bool {
	switch e.Number {
	case 9603, 9608, 9612, 9613, 9616:
		return true
	}
	return false
}

// Retryable is stricter than Temporary.
func (e *ServiceError) Retryable() bool { return e.Number == 9603 }

// Class is a kind of error.
type Class uint8

// Classes.
const (
	Fine Class = iota
	Later
	Never
	Ignorable
)

// Classify returns the class of an error.
func Classify(err error) Class {
	var se *ServiceError
	switch {
	case err == nil:
		return Fine
	case !errors.As(err, &se):
		return Later
	case se.Number == 9616, se.Number == 9619:
		return Ignorable
	case se.Number >= 9600 && se.Number <= 9603, se.Number == 9608:
		return Later
	default:
		return Never
	}
}

// retryable is a variable so that sites can have an opinion of their own.
var retryable = func(err error) bool {
	e, ok := errors.AsType[*ServiceError](err)
	return ok && (e.Number == 9603 || e.Number == 9616 || e.Number == 9626)
}
