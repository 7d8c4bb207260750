// Package agent runs on the customer's premises.
package agent

import (
	"encoding/json"
	"log"
	"strings"
)

type result struct {
	Number int64  `json:"errorNumber"`
	Text   string `json:"errorMessage"`
	Took   int    `json:"took"`
}

// Handle says whether the job goes back to the spool.
//
//want:vpperrormessage
func Handle(b []byte) bool {
	var r result
	if err := json.Unmarshal(b, &r); err != nil {
		return true
	}
	log.Println(r.Number, r.Text)
	return strings.HasPrefix(r.Text, "Failed to create")
}

// Spool says whether the job goes back to the spool.
func Spool(b []byte) bool {
	var r result
	if err := json.Unmarshal(b, &r); err != nil {
		return strings.Contains(err.Error(), "unexpected end")
	}
	return r.Number != 0 && r.Took < 1000
}

//want:vpperrormessage
func (r result) lockedOut() bool { return r.Text == "account is locked" }

func (r result) String() string {
	if r.lockedOut() {
		return "locked out"
	}
	return r.Text
}
