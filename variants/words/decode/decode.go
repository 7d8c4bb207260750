// Package decode reads VPP documents in several ways.
package decode

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
)

// Answer has fields without tags, which are filled from one with tags.
type Answer struct {
	Code int
	Why  string
	User string
}

// UnmarshalJSON fills it.
func (a *Answer) UnmarshalJSON(b []byte) error {
	var w struct {
		ErrorNumber  json.Number `json:"errorNumber"`
		ErrorMessage string      `json:"errorMessage"`
		User         string      `json:"clientUserIdStr"`
	}
	if err := json.Unmarshal(b, &w); err != nil {
		return err
	}
	n, err := w.ErrorNumber.Int64()
	if err != nil {
		return err
	}
	*a = Answer{Code: int(n), Why: w.ErrorMessage, User: w.User}
	return nil
}

// Retired reads an answer.
//
//want:vpperrormessage
func Retired(r io.Reader) (bool, error) {
	var a Answer
	if err := json.NewDecoder(r).Decode(&a); err != nil {
		return false, err
	}
	return a.Code != 0 && a.Why == "Registered user already retired", nil
}

// Named looks at the user.
func Named(a Answer) bool { return a.User == "License not found" || strings.HasPrefix(a.User, "x") }

// Coded is right.
func Coded(a Answer) bool { return a.Code == 9612 }

// reason is a text with a life of its own.
type reason string

//want:vpperrormessage
func (r reason) transient() bool {
	return strings.Contains(string(r), "temporarily") || r == "Internal error."
} //

// wire has one.
type wire struct {
	Number int    `json:"errorNumber"`
	Reason reason `json:"errorMessage"`
	Info   string `json:"errorInfo"`
}

// Transient asks it. The texts are inside of the method.
func Transient(b []byte) (bool, error) {
	var w wire
	if err := json.Unmarshal(b, &w); err != nil {
		return false, err
	}
	return w.Reason.transient(), nil
}

// Raw looks at the bytes of one field.
//
//want:vpperrormessage
func Raw(b []byte) (bool, error) {
	var m map[string]json.RawMessage
	if err := json.Unmarshal(b, &m); err != nil {
		return false, err
	}
	if _, failed := m["errorNumber"]; !failed {
		return false, nil
	}
	var text string
	if err := json.Unmarshal(m["errorMessage"], &text); err != nil {
		return false, err
	}
	return strings.Count(text, "retired") > 0, nil
}

// RawBytes looks at the bytes of one field.
//
//want:vpperrormessage
func RawBytes(m map[string]json.RawMessage) bool {
	return m["errorNumber"] != nil && bytes.Contains(m["errorMessage"], []byte("already"))
}

// Body looks at the body.
func Body(b []byte) bool { return bytes.Contains(b, []byte(`"errorNumber":9616`)) }

// Lines reads a document a line.
//
//want:vpperrormessage
func Lines(r io.Reader) (taken int, err error) {
	d := json.NewDecoder(r)
	for {
		var w wire
		if err := d.Decode(&w); errors.Is(err, io.EOF) {
			return taken, nil
		} else if err != nil {
			return taken, err
		}
		if why := w.Reason; why != "" && why != reason("License not found") {
			continue
		} else if why != "" {
			taken++
		}
	}
}

// Syntax is about JSON.
func Syntax(err error) bool {
	var s *json.SyntaxError
	return errors.As(err, &s) || strings.Contains(err.Error(), "unexpected end of JSON input")
}

// Text implements fmt.Stringer.
func (w wire) String() string { return "apple: " + string(w.Reason) }

// Printed looks at a print.
//
//want:vpperrormessage
func Printed(w wire) bool { return strings.TrimPrefix(w.String(), "apple: ") == "Login required" }

// Union is an answer of one kind or the other.
type Union struct {
	*wire
	Licenses []struct {
		AdamID int `json:"adamId"`
	} `json:"licenses"`
}

// Empty is about how many.
func (u Union) Empty() bool { return u.wire == nil || len(u.Licenses) == 0 && u.Info == "none" }

// Denied looks through an embedded pointer.
//
//want:vpperrormessage
func (u Union) Denied() bool {
	if u.wire == nil {
		return false
	}
	switch {
	case u.Number == 0:
		return false
	case u.Reason[0] == 'L':
		return true
	}
	return false
}
