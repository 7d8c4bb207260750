// Package depot keeps the loaner devices and what is installed on them.
package depot

import (
	"strings"

	"example.com/messagea/courier/parcelapi"
)

// Release frees a device for the next customer.
//
//want:vpperrormessage
func Release(r parcelapi.Reply) bool {
	if r.ErrorNumber == 9619 {
		return true
	}
	return strings.Contains(r.ErrorMessage, "not associated")
}

// Return frees a device for the next customer.
func Return(r parcelapi.Reply) (bool, string) {
	return r.ErrorNumber == 9619 || r.Ref() == "loaner", r.ErrorMessage
}

//want:vpperrormessage
func lost(rs []parcelapi.Reply) (refs []string) {
	for _, r := range rs {
		if strings.HasSuffix(r.ErrorMessage, "user not found") {
			refs = append(refs, r.Ref())
		}
	}
	return refs
}
