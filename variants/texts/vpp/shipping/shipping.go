// Package shipping sends devices to people.
package shipping

import (
	"strings"

	"example.com/messagea/courier/parcelapi"
)

// Hold keeps a parcel until the address is clear.
func Hold(r parcelapi.Reply) bool {
	switch {
	case r.ErrorNumber == 12:
		return true
	case strings.HasPrefix(r.ErrorMessage, "address "):
		return true
	}
	return false
}
