// Package states is the state of an assignment by VPP.
package states

import (
	"errors"
	"strings"

	"example.com/messageb/vppc"
)

// State is a state.
type State string

// The states.
const (
	Open   State = "open"
	Done   State = "done"
	Broken State = "broken"
	Parked State = "parked"
)

// Machine changes states.
type Machine struct {
	state  State
	reason string
	log    []string
}

// Transition is a step.
type Transition struct {
	From, To State
	If       func(m *Machine) bool
}

// Fail takes a failure.
func (m *Machine) Fail(err error) {
	m.state = Broken
	m.reason = ""
	for e := err; e != nil; e = errors.Unwrap(e) {
		if f, ok := e.(interface{ Text() string }); ok {
			m.reason = f.Text()
			break
		}
	}
	m.log = append(m.log, string(m.state)+":"+m.reason)
}

func (m *Machine) says(s string) bool { return strings.Contains(m.reason, s) }

// table is the table of steps.
//
//want:vpperrormessage
var table = []Transition{
	{Broken, Done, func(m *Machine) bool { return m.says("already assigned") }},
	{Broken, Parked, func(m *Machine) bool { return m.reason == "License not found" }},
	{Parked, Open, func(m *Machine) bool { return m.reason == "" }},
}

// Step steps.
func (m *Machine) Step() bool {
	for _, t := range table {
		if t.From == m.state && t.If(m) {
			m.state = t.To
			return true
		}
	}
	return false
}

// Run assigns.
func (m *Machine) Run(f *vppc.Failure) State {
	if f != nil {
		m.Fail(f)
	}
	for m.Step() {
	}
	return m.state
}

// Parked says whether it was parked.
func (m *Machine) Parked() bool { return m.state == Parked || State("parked") == m.state }

// Was looks at the log.
//
//want:vpperrormessage
func (m *Machine) Was() bool {
	last := m.log[len(m.log)-1]
	i := strings.IndexByte(last, ':')
	return last[i+1:] == "Invalid sToken"
}

// Broke looks at the log, but only at the state in it.
func (m *Machine) Broke() bool {
	last := m.log[len(m.log)-1]
	return strings.HasPrefix(last, "broken:")
}

// Reset forgets.
func (m *Machine) Reset() bool {
	m.reason = "reset"
	m.state = Open
	return m.reason == "reset"
}
