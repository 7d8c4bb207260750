// Package clubhouse manages clubs and their members.
package clubhouse

import "strings"

// Club has members.
type Club struct {
	UID          string   `json:"uId"`
	Associations []string `json:"associations"`
}

// Refusal is what the registry of clubs answers.
type Refusal struct {
	ErrorNumber  int    `json:"errorNumber"`
	ErrorMessage string `json:"errorMessage"`
}

// Closed says whether a club takes members.
func Closed(r Refusal) bool {
	return r.ErrorNumber == 31 || strings.Contains(r.ErrorMessage, "does not take members")
}

// Member says whether somebody is a member.
func (c Club) Member(name string) bool {
	for _, a := range c.Associations {
		if strings.EqualFold(a, name) {
			return true
		}
	}
	return false
}

// Fee reads what is to be paid.
func Fee(r Refusal) bool { return r.ErrorMessage == "fee is due" }
