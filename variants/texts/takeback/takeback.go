// Package takeback recovers licenses from devices that left.
package takeback

import (
	"encoding/json"
	"fmt"
	"strings"
)

// Reason is the sentence that comes with a refusal.
type Reason string

// Number is the number that comes with a refusal.
type Number int

// The numbers that matter here.
const (
	Irrevocable Number = 9607
	NotGiven    Number = 9619
)

// The sentences that matter here.
const (
	IrrevocableReason Reason = "License is irrevocable"
	NotGivenReason    Reason = "License not associated"
)

// Reply is the answer.
type Reply struct {
	Number  Number `json:"errorNumber"`
	Reason  Reason `json:"errorMessage"`
	License int64  `json:"licenseId"`
	Kind    Kind   `json:"productTypeName"`
}

// Kind of a product.
type Kind string

// Book says whether it is a book.
func (k Kind) Book() bool { return k == "Publication" || strings.HasPrefix(string(k), "Pub") }

// Plain is the sentence without decoration.
func (r Reason) Plain() Reason { return Reason(strings.ToLower(strings.TrimRight(string(r), ". "))) }

// String implements fmt.Stringer.
func (r Reason) String() string { return string(r) }

// Empty says whether there is a sentence.
func (r Reason) Empty() bool { return r == "" || len(strings.TrimSpace(string(r))) == 0 }

// Permanent says whether trying again is useless.
//
//want:vpperrormessage
func (r Reason) Permanent() bool {
	switch r.Plain() {
	case "license is irrevocable", "license was refunded and is no longer valid":
		return true
	}
	return false
}

// Permanent says whether trying again is useless.
func (n Number) Permanent() bool { return n == Irrevocable || n == 9624 }

// Take decides what to do with a device.
func Take(b []byte) (again bool, err error) {
	var r Reply
	if err := json.Unmarshal(b, &r); err != nil {
		return false, err
	}
	if r.Reason.Empty() {
		return false, nil
	}
	return !r.Reason.Permanent(), fmt.Errorf("take back %d: %s", r.License, r.Reason)
}

// Settle decides what to do with a device.
//
//want:vpperrormessage
func Settle(r Reply) bool { return r.Reason == NotGivenReason || r.Kind.Book() }

// Close decides what to do with a device.
func Close(r Reply) (bool, string) { return r.Number == NotGiven || r.Kind.Book(), r.Reason.String() }

// Bytes works on the bytes.
//
//want:vpperrormessage
func Bytes(r Reply) bool {
	b := []byte(r.Reason)
	return len(b) > len(IrrevocableReason) && string(b[:len(IrrevocableReason)]) == string(IrrevocableReason)
}

// Label is printed on the box.
func (r Reply) Label() string {
	if r.Number.Permanent() || r.Kind == "Application" {
		return fmt.Sprintf("%d %v", r.License, r.Reason)
	}
	return r.Reason.String()
}

// alternatives are other types that the sentence goes through.
type alternatives struct {
	any   any
	str   fmt.Stringer
	ptr   *Reason
	slice []Reason
}

func spread(r Reply) alternatives {
	return alternatives{any: r.Reason, str: r.Reason, ptr: &r.Reason, slice: []Reason{r.Reason}}
}

//want:vpperrormessage
func viaAny(r Reply) bool {
	a := spread(r)
	if reason, ok := a.any.(Reason); ok {
		return reason == IrrevocableReason
	}
	return false
}

//want:vpperrormessage
func viaStringer(r Reply) bool {
	a := spread(r)
	return a.str.String() == "License not associated"
}

//want:vpperrormessage
func viaPointer(r Reply) bool { return *spread(r).ptr == NotGivenReason }

//want:vpperrormessage
func viaSlice(r Reply) bool {
	for _, s := range spread(r).slice {
		if strings.Contains(s.String(), "irrevocable") {
			return true
		}
	}
	return false
}

func none(r Reply) bool {
	a := spread(r)
	return a.ptr == nil || len(a.slice) == 0 || a.str == nil || a.any == nil
}
