// Package sources shows where message text enters.
package sources

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

const base = "https://vpp.itunes.apple.com/mdm/v2"

// Tagged is the plain case.
type Tagged struct {
	Num int    `json:"errorNumber"`
	Msg string `json:"errorMessage"`
}

func tagged(r Tagged) bool { return r.Msg == "License not found" } // want `errorMessage compared with "License not found" in sources\.tagged`

// Outer embeds it.
type Outer struct {
	*Tagged
	AdamID string `json:"adamIdStr"`
}

func embedded(o Outer) bool { return strings.Contains(o.Msg, "not found") } // want `errorMessage searched by strings\.Contains for "not found" in sources\.embedded`

func adam(o Outer) bool { return strings.Contains(o.AdamID, "not found") }

// Pointers may be missing.
type Pointers struct {
	Num *int    `json:"errorNumber"`
	Msg *string `json:"errorMessage"`
}

func pointers(p *Pointers) bool {
	return p.Msg != nil && *p.Msg == "License not found" // want `errorMessage compared with "License not found" in sources\.pointers`
}

// Words is a named string.
type Words string

// Named has it.
type Named struct {
	Num int   `json:"errorNumber"`
	Msg Words `json:"errorMessage"`
}

const wordsNotFound Words = "License not found"

func named(n Named) bool { return n.Msg == wordsNotFound } // want `errorMessage compared with "License not found" in sources\.named`

func namedMethod(n Named) bool { return n.Msg.lower() == "license not found" } // want `errorMessage compared with "license not found" in sources\.namedMethod \(text through sources\.Words\.lower\)`

func (w Words) lower() string { return strings.ToLower(string(w)) }

// anonymous decodes into a struct without a name.
func anonymous(body []byte) bool {
	var r struct {
		Num int    `json:"errorNumber"`
		Msg string `json:"errorMessage"`
		Ctx string `json:"clientContext"`
	}
	if json.Unmarshal(body, &r) != nil {
		return false
	}
	if r.Ctx == "retry" {
		return true
	}
	return r.Msg == "Internal error." // want `errorMessage compared with "Internal error\." in sources\.anonymous`
}

// Bulk is a legacy answer.
type Bulk struct {
	Status       int `json:"status"`
	Associations []struct {
		Serial string `json:"serialNumber"`
		Num    int    `json:"errorNumber"`
		Msg    string `json:"errorMessage"`
	} `json:"associations"`
}

func bulk(b *Bulk) (serials []string) {
	for _, a := range b.Associations {
		if a.Msg == "License already assigned" { // want `errorMessage compared with "License already assigned" in sources\.bulk`
			serials = append(serials, a.Serial)
		}
	}
	for i := range b.Associations {
		if a := &b.Associations[i]; a.Serial == "none" || a.Num == 9616 {
			serials = append(serials, a.Serial)
		}
	}
	return serials
}

// ErrorResponse is the v2 form.
type ErrorResponse struct {
	Info json.RawMessage `json:"errorInfo"`
	Msg  string          `json:"errorMessage"`
	Num  int             `json:"errorNumber"`
}

func v2(r io.Reader) error {
	var e ErrorResponse
	if err := json.NewDecoder(r).Decode(&e); err != nil {
		return err
	}
	if strings.EqualFold(e.Msg, "internal error.") { // want `errorMessage compared by strings\.EqualFold with "internal error\." in sources\.v2`
		return errors.New("later")
	}
	return nil
}

func anyMap(body []byte) bool {
	var m map[string]any
	if json.Unmarshal(body, &m) != nil {
		return false
	}
	n, _ := m["errorNumber"].(float64)
	text, _ := m["errorMessage"].(string)
	if n == 9616 {
		return false
	}
	return text == "License not found" // want `errorMessage compared with "License not found" in sources\.anyMap`
}

func anyMapDirect(m map[string]any) bool {
	if m["errorNumber"] == 9603.0 {
		return true
	}
	return m["errorMessage"] == "License not found" // want `errorMessage compared with "License not found" in sources\.anyMapDirect`
}

func stringMap(m map[string]string) bool {
	if m["errorNumber"] == "9603" || m["state"] == "done" {
		return true
	}
	return strings.HasPrefix(m["errorMessage"], "Internal") // want `errorMessage searched by strings\.HasPrefix for "Internal" in sources\.stringMap`
}

func rawMap(body []byte) (bool, error) {
	var m map[string]json.RawMessage
	if err := json.Unmarshal(body, &m); err != nil {
		return false, err
	}
	var num int
	if err := json.Unmarshal(m["errorNumber"], &num); err != nil || num == 9616 {
		return false, err
	}
	var msg, state string
	if err := json.Unmarshal(m["errorMessage"], &msg); err != nil {
		return false, err
	}
	if err := json.Unmarshal(m["state"], &state); err != nil {
		return false, err
	}
	if state == "done" {
		return true, nil
	}
	return msg == "Internal error.", nil // want `errorMessage compared with "Internal error\." in sources\.rawMap`
}

// doc is a document that is read by path, as gjson has it.
type doc struct{ raw []byte }

// Get reads a value.
func (d doc) Get(path string) value { return value{d.raw} }

type value struct{ raw []byte }

// String is the value as a string.
func (v value) String() string { return string(v.raw) }

// Int is the value as a number.
func (v value) Int() int64 { return int64(len(v.raw)) }

// Exists says whether there is one.
func (v value) Exists() bool { return v.raw != nil }

func byPath(d doc) bool {
	if d.Get("errorNumber").Int() == 9616 {
		return false
	}
	if !d.Get("errorMessage").Exists() || d.Get("state").String() == "done" {
		return false
	}
	return d.Get("errorMessage").String() == "License not found" // want `errorMessage compared with "License not found" in sources\.byPath \(text through sources\.doc\.Get, sources\.value\.String\)`
}

// Refusal is an error.
type Refusal struct {
	Op  string
	Num int
	Msg string
}

// Error implements error.
func (r *Refusal) Error() string { return fmt.Sprintf("%s: %s (%d)", r.Op, r.Msg, r.Num) }

func send(op string, body []byte) error {
	res, err := http.Post(base+op, "application/json", bytes.NewReader(body))
	if err != nil {
		return err
	}
	defer res.Body.Close()
	var t Tagged
	if err := json.NewDecoder(res.Body).Decode(&t); err != nil {
		return fmt.Errorf("decode: %w", err)
	}
	if t.Num != 0 {
		return &Refusal{Op: op, Num: t.Num, Msg: t.Msg}
	}
	return nil
}

func errorText() bool {
	err := send("assign", nil)
	return err != nil && strings.Contains(err.Error(), "already assigned") // want `errorMessage searched by strings\.Contains for "already assigned" in sources\.errorText`
}

func errorNumber() bool {
	err := send("assign", nil)
	return err != nil && strings.Contains(err.Error(), "9616") // want `errorMessage searched by strings\.Contains for "9616" in sources\.errorNumber`
}

func errorField() bool {
	err := send("assign", nil)
	var r *Refusal
	if !errors.As(err, &r) {
		return false
	}
	if r.Op == "assign" {
		return true
	}
	return r.Msg == "Internal error." // want `errorMessage compared with "Internal error\." in sources\.errorField`
}

func errorFieldAsserted(err error) bool {
	switch r := err.(type) {
	case *Refusal:
		return r.Op != "assign" && r.Msg != "Internal error." // want `errorMessage compared with "Internal error\." in sources\.errorFieldAsserted`
	case *json.SyntaxError:
		return strings.Contains(r.Error(), "unexpected end")
	}
	return false
}

func errorFieldAsType(err error) bool {
	r, ok := errors.AsType[*Refusal](err)
	return ok && strings.HasSuffix(r.Msg, "assigned") // want `errorMessage searched by strings\.HasSuffix for "assigned" in sources\.errorFieldAsType`
}

func wrapped() bool {
	err := fmt.Errorf("try %d: %w", 3, send("assign", nil))
	return strings.Contains(err.Error(), "License not found") // want `errorMessage searched by strings\.Contains for "License not found" in sources\.wrapped`
}

func joined() bool {
	err := errors.Join(io.EOF, send("assign", nil))
	return strings.Contains(err.Error(), "License not found") // want `errorMessage searched by strings\.Contains for "License not found" in sources\.joined`
}

// Step is a wrapper of our own.
type Step struct {
	Name  string
	Cause error
}

// Error implements error.
func (s Step) Error() string { return s.Name + ": " + s.Cause.Error() }

// Unwrap implements errors.
func (s Step) Unwrap() error { return s.Cause }

func stepped() bool {
	var err error = Step{"assign", send("assign", nil)}
	return strings.Contains(err.Error(), "License not found") // want `errorMessage searched by strings\.Contains for "License not found" in sources\.stepped`
}

func steppedName(err error) bool {
	var s Step
	return errors.As(err, &s) && s.Name == "assign"
}

func printed() bool {
	err := send("assign", nil)
	return strings.Contains(fmt.Sprint(err), "9603") // want `errorMessage searched by strings\.Contains for "9603" in sources\.printed`
}

func printedStruct(t Tagged) bool {
	return strings.Contains(fmt.Sprintf("%+v", t), "already assigned") // want `errorMessage searched by strings\.Contains for "already assigned" in sources\.printedStruct`
}

// Predicate has the needle inside; who calls it passes an error of send.
func Predicate(err error) bool {
	return err != nil && strings.Contains(err.Error(), "License already assigned") // want `errorMessage searched by strings\.Contains for "License already assigned" in sources\.Predicate`
}

// Unrelated looks for something that is no text of Apple's.
func Unrelated(err error) bool {
	return err != nil && strings.Contains(err.Error(), "duplicate key value")
}
