// Package elevator reads the controllers of the elevators in the data centres.
package elevator

import "strings"

// Event of a controller.
type Event struct {
	ErrorNumber  int    `json:"errorNumber"`
	ErrorMessage string `json:"errorMessage"`
	Floor        int    `json:"floor"`
}

// Numbers of the controller.
const (
	doorBlocked = 9640
	overload    = 9648
)

// Stuck says whether somebody has to come.
func (e Event) Stuck() bool {
	return e.ErrorNumber == doorBlocked || strings.HasPrefix(e.ErrorMessage, "door")
}

// Heavy says whether somebody has to leave.
func (e Event) Heavy() bool {
	switch {
	case e.ErrorNumber == overload:
		return true
	case e.ErrorMessage == "load limit":
		return e.Floor > 0
	}
	return false
}
