package core

import (
	"fmt"
	"runtime"
	"strings"
)

// Stage is a part of the analysis, to tell what is missing when it fails.
type Stage uint8

// The stages.
const (
	Types    Stage = iota // type-checking without the tests
	Evidence              // who speaks VPP
	SSA                   // building SSA
	Message               // following message text
	Retry                 // replaying
)

// Failure is an error or a panic in the analysis of a package. It travels to
// importers: a package that could not be understood must not look clean.
type Failure struct {
	Package  string // that was analysed
	Stage    Stage
	Function string // of vpplint, that panicked; "" for an error
	Reason   string
}

// guard runs a stage and keeps its error or panic as a failure.
func (r *Result) guard(stage Stage, f func() error) (ok bool) {
	fail := func(function string, reason any) {
		ok = false
		r.failures = merge(r.failures, []Failure{{r.pass.Pkg.Path(), stage, function, brief(reason)}})
	}
	defer func() {
		if p := recover(); p != nil {
			fail(panicking(), p)
		}
	}()
	if r.hooks.Stage != nil {
		r.hooks.Stage(stage, r.pass.Pkg)
	}
	if err := f(); err != nil {
		fail("", err)
		return false
	}
	return true
}

// panicking names the function that panicked. It is called by the deferred
// function that recovers.
func panicking() string {
	var pcs [64]uintptr
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs[:])])
	for {
		frame, more := frames.Next()
		if !strings.HasPrefix(frame.Function, "runtime.") && frame.Function != "" {
			return frame.Function[strings.LastIndexByte(frame.Function, '/')+1:]
		}
		if !more {
			return "an unknown function"
		}
	}
}

// brief is the first line of a panic's value, not too long.
func brief(p any) string {
	s, _, _ := strings.Cut(fmt.Sprint(p), "\n")
	const most = 120
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "") + "…"
	}
	return s
}
