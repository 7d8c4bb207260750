package core

import (
	"fmt"
	"go/types"
	"runtime"
	"strings"
)

// Stage is a part of the analysis, to tell what is missing when it fails.
type Stage uint8

// The stages.
const (
	Gate     Stage = iota // whether there is anything to look at
	Types                 // type-checking without the tests
	Evidence              // who speaks VPP
	SSA                   // building SSA
	Message               // following message text
	Retry                 // replaying
	Rule                  // judging and wording, which rules do
)

// Failure is an error or a panic in the analysis of a package. It travels to
// importers: a package that could not be understood must not look clean.
type Failure struct {
	Package  string // that was analysed
	Stage    Stage
	Function string // of vpplint, that panicked; "" for an error
	Reason   string
	Aside    bool // VPP is not spoken there: only those who do miss something
}

// Guard runs a stage and returns its error or panic as a failure, nil for none.
func Guard(pkg *types.Package, stage Stage, f func() error) (failed *Failure) {
	defer func() {
		if p := recover(); p != nil {
			failed = &Failure{Package: pkg.Path(), Stage: stage, Function: panicking(), Reason: brief(p)}
		}
	}()
	if err := f(); err != nil {
		return &Failure{Package: pkg.Path(), Stage: stage, Reason: brief(err)}
	}
	return nil
}

// watch guards the stages of one look at a package.
type watch struct {
	pkg      *types.Package
	hooks    Hooks
	speaks   bool // VPP is spoken here, or right below
	failures []Failure
}

// guard runs a stage and keeps its failure.
func (w *watch) guard(stage Stage, f func() error) (ok bool) {
	failed := Guard(w.pkg, stage, func() error {
		if w.hooks.Stage != nil {
			w.hooks.Stage(stage, w.pkg)
		}
		return f()
	})
	if failed == nil {
		return true
	}
	failed.Aside = !w.speaks
	w.failures = merge(w.failures, []Failure{*failed})
	return false
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
