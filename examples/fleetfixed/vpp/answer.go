package vpp

import (
	"errors"
	"fmt"
)

// The error numbers that this client tells apart.
const (
	NumberInternal      = 9603 // the service is busy or down
	NumberNoUser        = 9609 // no such user
	NumberAssigned      = 9616 // the user or device has the license already
	NumberRetired       = 9618 // the user has been retired already
	NumberTokenExpired  = 9621 // nothing works before there is a new token
	NumberDeviceRefused = 9628 // the app is not for devices
)

// Answer is what every service answers.
type Answer struct {
	Status       int           `json:"status"` // 0, or -1 for an error
	ErrorNumber  int           `json:"errorNumber"`
	ErrorMessage string        `json:"errorMessage"`
	Associations []Association `json:"associations"`
}

// Association is what became of one user or device in a request.
type Association struct {
	SerialNumber    string `json:"serialNumber"`
	ClientUserIDStr string `json:"clientUserIdStr"`
	LicenseIDStr    string `json:"licenseIdStr"`
	ErrorNumber     int    `json:"errorNumber"`
	ErrorMessage    string `json:"errorMessage"`
}

// Error is an error that the service answered. It is logged under the names
// that Apple uses.
type Error struct {
	Number  int    `json:"errorNumber"`
	Message string `json:"errorMessage"`
}

func (e *Error) Error() string { return fmt.Sprintf("vpp: %s (%d)", e.Message, e.Number) }

// Err returns the error in the answer, nil if there is none.
func (a *Answer) Err() error {
	if a.ErrorNumber == 0 {
		return nil
	}
	return &Error{Number: a.ErrorNumber, Message: a.ErrorMessage}
}

// Check turns what a request returned into one error: that of the way to the
// service, or else the one in the answer.
func Check(answer *Answer, err error) error {
	if err != nil {
		return err
	}
	return answer.Err()
}

// Number returns the number of an error that the service answered, 0 for any
// other error and for nil.
func Number(err error) int {
	var refusal *Error
	if errors.As(err, &refusal) {
		return refusal.Number
	}
	return 0
}

// Busy says whether the same request may succeed later.
func Busy(err error) bool { return Number(err) == NumberInternal }
