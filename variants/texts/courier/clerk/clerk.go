// Package clerk answers the telephone.
package clerk

import (
	"strings"

	"example.com/messagea/courier/parcelapi"
)

// Forward connects to the administrators.
//
//want:maybe:vpperrormessage
func Forward(r parcelapi.Reply) bool { return r.ErrorMessage == "Admin user not found" }

// Note writes down what was said.
func Note(r parcelapi.Reply) string {
	if r.ErrorMessage == "" {
		return r.Ref()
	}
	return strings.TrimSpace(r.Ref() + " " + r.ErrorMessage)
}
