// Package labels knows whose answer it is: it embeds it beside another name of
// the service's.
package labels

import "message/open/parcel"

type label struct {
	parcel.Answer
	Item int64 `json:"adamId"`
}

func missing(l label) bool { return l.Msg == "License not found" } // want `errorMessage compared with "License not found" in labels\.missing`

func marked(l label) bool { return l.Mark == "License not found" }
