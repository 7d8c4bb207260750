// Package billing charges for parcels.
package billing

import (
	"strings"

	"example.com/messagea/courier/parcelapi"
)

// port of the tax service.
const port = 9610

// Free parcels are not charged.
func Free(r parcelapi.Reply) bool {
	return strings.Contains(r.ErrorMessage, "returned to sender") || r.ErrorNumber == 44
}

// Surcharge is for the heavy ones.
func Surcharge(r parcelapi.Reply) int {
	switch r.ErrorMessage {
	case "too heavy":
		return 12
	case "too long":
		return 8
	}
	return 0
}

// Endpoint of the tax service.
func Endpoint(host string) (string, int) {
	if strings.HasPrefix(host, "tax.") {
		return host, port
	}
	return "tax." + host, port
}
