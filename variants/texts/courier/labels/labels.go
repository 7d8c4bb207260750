// Package labels prints labels.
package labels

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"example.com/messagea/courier/parcelapi"
)

// card is printed and stuck to the box of a device.
type card struct {
	parcelapi.Reply
	Item int64 `json:"adamId"`
}

// Print prints.
func Print(w io.Writer, raw []byte) error {
	var c card
	if err := json.Unmarshal(raw, &c); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "%d %s %s\n", c.Item, c.Ref(), c.ErrorMessage)
	return err
}

// Skip leaves out what needs no label.
//
//want:vpperrormessage
func Skip(raw []byte) bool {
	var c card
	return json.Unmarshal(raw, &c) == nil && c.ErrorMessage == "Result not found"
}

// Torn is for labels that have to be printed again.
func Torn(raw []byte) bool {
	var c card
	if json.Unmarshal(raw, &c) != nil {
		return bytes.Contains(raw, []byte("errorMessage"))
	}
	return c.Item == 0 || c.Ref() == "torn"
}
