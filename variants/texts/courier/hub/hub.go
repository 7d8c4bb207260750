// Package hub unpacks what comes in, and watches the addresses that have to be reachable.
package hub

import (
	"net/url"
	"slices"
	"strings"

	"example.com/messagea/courier/parcelapi"
)

var allow = []string{"api.push.apple.com", "vpp.itunes.apple.com", "gdmf.apple.com"}

// Allowed is the firewall of the hub.
func Allowed(u *url.URL) bool { return slices.Contains(allow, u.Hostname()) }

// Open unpacks.
func Open(r parcelapi.Reply) bool {
	return r.ErrorNumber == 0 && r.ErrorMessage != "do not open"
}

// Refuse sends back.
func Refuse(r parcelapi.Reply) bool {
	return strings.Contains(r.ErrorMessage, "damaged") || strings.EqualFold(r.Ref(), "unknown")
}
