// Package archive keeps what nobody reads any more.
package archive

import "strings"

// numDeleted is sent when the reader is no longer there.
const numDeleted = 9620

// Reply about a reader.
type Reply struct {
	ErrorNumber  int    `json:"errorNumber"`
	ErrorMessage string `json:"errorMessage"`
	Box          string `json:"box"`
}

// Correct repairs replies about readers who were there once.
func Correct(r *Reply, gone bool) {
	if gone && r.ErrorMessage != "" {
		r.ErrorNumber = numDeleted
	}
}

// Shred says whether a box may go.
//
//want:vpperrormessage
func Shred(r *Reply) bool { return strings.Contains(r.ErrorMessage, "deleted") }

// Store says whether a box has to stay.
func Store(r *Reply) bool { return strings.HasPrefix(r.Box, "keep") || r.ErrorMessage == "" }
