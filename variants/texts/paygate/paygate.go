// Package paygate pays for purchases.
package paygate

import (
	"encoding/json"
	"slices"
	"strings"
)

type answer struct {
	Code    string `json:"errorCode"`
	Message string `json:"errorMessage"`
	Ref     string `json:"reference"`
}

type charge struct {
	Number int `json:"errorNumber"`
	Amount int `json:"amount"`
}

var soft = []string{"Insufficient funds", "Try another card", "Do not honor"}

// Declined says whether another card may help.
func Declined(b []byte) bool {
	var a answer
	if json.Unmarshal(b, &a) != nil {
		return false
	}
	return slices.Contains(soft, a.Message) || strings.HasPrefix(a.Code, "51")
}

// Fraud goes to a human.
func Fraud(a answer) bool {
	text := strings.ToLower(a.Message)
	return strings.Contains(text, "stolen") || text == "pick up card"
}

// Partial looks at two documents at once.
func Partial(a answer, c charge) bool {
	return c.Number == 7 && a.Message == "partially approved" && c.Amount > 0
}

// Token reads a map.
func Token(m map[string]string) bool {
	return m["errorCode"] == "T1" || m["errorMessage"] == "Token unknown" || strings.Contains(m["errorMessage"], "token")
}
