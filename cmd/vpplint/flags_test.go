package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/vpplint/vpplint/analyzer"
)

func TestEachFlagHasAScript(t *testing.T) {
	var scripts []byte
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		scripts = append(scripts, text...)
	}
	o := options{settings: analyzer.DefaultSettings()}
	o.flags().VisitAll(func(f *flag.Flag) {
		if !bytes.Contains(scripts, []byte("vpplint -"+f.Name+" ")) {
			t.Errorf("no script runs vpplint -%s", f.Name)
		}
	})
}

// Under go vet the settings are flags of all rules that have them.
func TestSharedFlags(t *testing.T) {
	suite := analyzer.New(analyzer.DefaultSettings())
	shared := sharedFlags(suite)
	for name, value := range map[string]string{
		"tests": "true", "generated": "true", "max-attempts": "3", "escalated-delay": "2m0s", "disable": "vppretry9603",
	} {
		f := shared[name]
		if f == nil {
			t.Errorf("no flag -%s", name)
			continue
		}
		if err := f.Set(value); err != nil {
			t.Fatal(err)
		}
		for _, a := range suite {
			if own := a.Flags.Lookup(name); own != nil && own.Value.String() != value {
				t.Errorf("%s has -%s=%s, want %s", a.Name, name, own.Value, value)
			}
		}
	}
	if shared["max-attempts"].IsBoolFlag() || !shared["tests"].IsBoolFlag() {
		t.Error("-tests needs no value, -max-attempts does")
	}
}
