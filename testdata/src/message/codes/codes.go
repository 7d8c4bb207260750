// Package codes declares the answer and constants for its numbers.
package codes

// Numbers of vpp.itunes.apple.com.
const (
	AlreadyAssigned = 9616
	licenseNotFound = 9610
)

// Status is a typed number.
type Status int

// Internal is one.
const Internal Status = 9603

// Answer is an answer.
type Answer struct {
	Code int    `json:"errorNumber"`
	Text string `json:"errorMessage"`
	Note string `json:"note"`
}

// Typed is an answer with a typed number.
type Typed struct {
	Code Status `json:"errorNumber"`
	Text string `json:"errorMessage"`
}

// Optional is an answer whose number may be missing.
type Optional struct {
	Code *int   `json:"errorNumber"`
	Text string `json:"errorMessage"`
}

func known(a Answer, t Typed) bool { return a.Code == licenseNotFound || t.Code == Internal }
