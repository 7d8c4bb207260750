package core_test

import (
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"golang.org/x/tools/go/packages"

	"github.com/vpplint/vpplint/internal/core"
)

// Drivers look at packages at the same time, and rules ask at the same time,
// each with settings of its own. Under -race, this shows what they share.
func TestRulesAskAtTheSameTime(t *testing.T) {
	gopath, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	acts := analyze(t, core.New(core.Hooks{}), &packages.Config{
		Mode:  packages.LoadSyntax,
		Dir:   filepath.Join(gopath, "src", "directives"),
		Env:   append(os.Environ(), "GOPATH="+gopath, "GO111MODULE=off"),
		Tests: true,
	})
	type asked struct {
		result                       *core.Result
		options                      core.Options
		message, retries, directives int
	}
	var all []*asked
	for _, act := range acts {
		for _, o := range []core.Options{
			{MaxAttempts: 5, EscalatedDelay: time.Minute},
			{MaxAttempts: 5, EscalatedDelay: time.Minute, Tests: true},
			{MaxAttempts: 2, EscalatedDelay: time.Second, Generated: true},
		} {
			all = append(all, &asked{result: result(act), options: o})
		}
	}
	var rules sync.WaitGroup
	for _, a := range all {
		rules.Go(func() { a.message = len(a.result.Message(a.options)) })
		rules.Go(func() { a.retries = len(a.result.Retry(a.options)) })
		rules.Go(func() { a.directives = len(a.result.Directives(a.options)) })
		rules.Go(func() {
			if failures := a.result.Failures(a.options); len(failures) > 0 {
				t.Error(failures)
			}
		})
	}
	rules.Wait()
	found := 0
	for _, a := range all {
		m, r, d := len(a.result.Message(a.options)), len(a.result.Retry(a.options)), len(a.result.Directives(a.options))
		if a.message != m || a.retries != r || a.directives != d {
			t.Errorf("%+v: %d, %d and %d findings, and %d, %d and %d when asked alone", a.options, a.message, a.retries, a.directives, m, r, d)
		}
		found += m * r * d
	}
	if found == 0 {
		t.Error("nobody found anything")
	}
}
