// Package returns takes books back at the end of the term.
package returns

import "strings"

var endpoints = map[string]string{
	"list": "getVPPLicensesSrv",
	"take": "/wa/disassociate",
}

type outcome struct {
	Message string `json:"errorMessage"`
	Number  *int   `json:"errorNumber"`
	Pages   int    `json:"pages"`
}

//want:vpperrormessage
func kept(o *outcome) bool {
	return strings.ContainsAny(o.Message, "!?") || strings.HasSuffix(o.Message, "stays with the pupil")
}

func short(o *outcome) bool { return o.Number != nil && *o.Number != 0 && o.Pages < 10 }

func endpoint(op string) string {
	if e, ok := endpoints[op]; ok && strings.HasPrefix(e, "get") {
		return "/wa/" + e
	}
	return endpoints[op]
}
