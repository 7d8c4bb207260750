package analyzer_test

import (
	"encoding/json"
	"flag"
	"io"
	"reflect"
	"testing"

	"github.com/vpplint/vpplint/analyzer"
)

// Any text is an error, or settings that mean the same when they are written
// and read again, and when they are given as flags.
func FuzzSettings(f *testing.F) {
	for _, text := range []string{
		"{}", "null", "[]", `{"max-attempts":5,"escalated-delay":"1m"}`, `{"max-attempts":"5"}`, `{"max-attempts":1e3}`, `{"max-attempts":-1}`,
		`{"escalated-delay":60}`, `{"escalated-delay":"9999999999999999999h"}`, `{"rules":["vpperrormessage"],"disable":["vppignore"]}`,
		`{"rules":["a,b"]}`, `{"disable":["vpperrormessage","vppretry9603","vppretry9616","vppignore"]}`, `{"tests":1}`, `{"rules":[null]}`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		s := analyzer.DefaultSettings()
		if json.Unmarshal(text, &s) != nil || s.Validate() != nil {
			return
		}
		written, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		again := analyzer.DefaultSettings()
		if err := json.Unmarshal(written, &again); err != nil {
			t.Fatalf("%s: %v", written, err)
		}
		if !reflect.DeepEqual(again, s) {
			t.Errorf("%+v is read as %+v", s, again)
		}
		given, flagged := flag.NewFlagSet("", flag.ContinueOnError), analyzer.DefaultSettings()
		from := flag.NewFlagSet("", flag.ContinueOnError)
		given.SetOutput(io.Discard)
		flagged.Bind(given)
		s.Bind(from)
		from.VisitAll(func(f *flag.Flag) {
			if f.Value.String() == "" {
				return // a list that is not given
			}
			if err := given.Set(f.Name, f.Value.String()); err != nil {
				t.Errorf("-%s=%s: %v", f.Name, f.Value, err)
			}
		})
		if a, b := asText(t, s), asText(t, flagged); a != b {
			t.Errorf("flags make %s of %s", b, a)
		}
		if len(analyzer.New(s)) == 0 {
			t.Error("valid settings leave no rule")
		}
	})
}

// asText does not tell an empty list from none.
func asText(t *testing.T, s analyzer.Settings) string {
	t.Helper()
	if len(s.Rules) == 0 {
		s.Rules = nil
	}
	if len(s.Disable) == 0 {
		s.Disable = nil
	}
	text, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
