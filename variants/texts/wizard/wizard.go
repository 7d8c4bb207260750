// Package wizard guides through the first installation.
package wizard

import (
	"encoding/json"
	"strings"
)

// Step is the state of a step, as the installer's backend reports it.
type Step struct {
	Name         string
	ErrorNumber  int
	ErrorMessage string
}

// Busy steps are asked again.
func (s Step) Busy() bool { return s.ErrorNumber == 9616 || strings.Contains(s.ErrorMessage, "in use") }

// Load reads a step.
func Load(b []byte) (Step, bool) {
	var s Step
	if json.Unmarshal(b, &s) != nil {
		return s, false
	}
	return s, s.ErrorMessage != "step is not ready"
}
