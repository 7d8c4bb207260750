// Package code tells what the numbers of the service mean to us.
package code

import (
	"errors"
	"net"

	"example.com/towns/oldtown/srv"
	"example.com/towns/oldtown/xerr"
)

// The numbers that we know.
const (
	Internal  = 9603
	NoLicense = 9610
	Has       = 9616
	Retired   = 9618
	NotHis    = 9619
	Expired   = 9621
	Revoked   = 9625
	TooMany   = 9646
)

// Of is the number of an error, 0 if it has none.
func Of(err error) int {
	if f, ok := xerr.Cause(err).(*srv.Fault); ok {
		return f.No
	}
	return 0
}

// OfAs is the number of an error, for those who wrap with %w.
func OfAs(err error) int {
	var f *srv.Fault
	if errors.As(err, &f) {
		return f.No
	}
	return 0
}

// Busy tells whether the service had no time for us.
func Busy(err error) bool { return Of(err) == Internal }

// Class is what we do about an error.
type Class int

// Classes.
const (
	Fine Class = iota
	Later
	Skip
	Halt
)

var classes = map[int]Class{
	Internal: Later, TooMany: Later,
	NoLicense: Skip, Has: Skip, Retired: Skip, NotHis: Skip,
	Expired: Halt, Revoked: Halt, 9622: Halt, 9601: Halt,
}

// Classify classifies.
func Classify(err error) Class {
	if err == nil {
		return Fine
	}
	if c, ok := classes[Of(err)]; ok {
		return c
	}
	return Halt
}

// ClassifyLoosely takes what it does not know for something that passes.
func ClassifyLoosely(err error) Class {
	switch Of(err) {
	case NoLicense, Retired, NotHis:
		return Skip
	case Expired, Revoked:
		return Halt
	}
	if err == nil {
		return Fine
	}
	return Later
}

// Final tells whether it makes no sense to ask again.
func Final(err error) bool { c := Classify(err); return c == Skip || c == Halt }

// FinalAs is Final for those who wrap with %w.
func FinalAs(err error) bool {
	n := OfAs(err)
	return n != 0 && n != Internal && n != TooMany
}

// Network tells whether the service was never reached.
func Network(err error) bool {
	var ne net.Error
	return errors.As(xerr.Cause(err), &ne)
}

// Already tells whether he has it.
//
//want:vpperrormessage
func Already(err error) bool {
	f, ok := xerr.Cause(err).(*srv.Fault)
	return ok && f.Text == "License already assigned"
}

// Mute tells whether the service gave no reason.
func Mute(err error) bool {
	f, ok := xerr.Cause(err).(*srv.Fault)
	return ok && f.Text == ""
}
