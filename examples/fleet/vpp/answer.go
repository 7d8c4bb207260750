package vpp

import "fmt"

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
