// Package soapbridge talks to the ERP system, which speaks XML.
package soapbridge

import (
	"encoding/xml"
	"regexp"
	"strings"
)

// Fault is the body of a failed call.
type Fault struct {
	XMLName xml.Name `xml:"fault"`
	Number  int      `xml:"errorNumber"`
	Message string   `xml:"errorMessage"`
}

// Record is stored next to the order.
type Record struct {
	Number  int    `db:"errorNumber" yaml:"errorNumber"`
	Message string `db:"errorMessage" yaml:"errorMessage"`
}

var lockRE = regexp.MustCompile(`locked by user (\w+)`)

// Locked finds who blocks the order.
func Locked(b []byte) string {
	var f Fault
	if xml.Unmarshal(b, &f) != nil {
		return ""
	}
	if m := lockRE.FindStringSubmatch(f.Message); m != nil {
		return m[1]
	}
	return ""
}

// Retry sorts faults.
func (f Fault) Retry() bool {
	return f.Message == "number range buffer exhausted" || strings.Contains(f.Message, "try again")
}

// Final sorts records.
func (r Record) Final() bool {
	return r.Number == 301 || strings.EqualFold(r.Message, "posting period closed")
}
