package baseline_test

import (
	"strings"
	"testing"

	"github.com/vpplint/vpplint/internal/baseline"
	"github.com/vpplint/vpplint/internal/report"
)

// Any text is a baseline that can be written again, or an error that names the
// file.
func FuzzDecode(f *testing.F) {
	for _, text := range []string{
		"", "null", "{}", `{"version":1}`, `{"version":2,"findings":7}`, `{"version":1,"scope":{"tests":true},"findings":[{"fingerprint":"a","rule":"b","package":"c","file":"../d.go","message":"e"}]}`,
		`{"version":1,"findings":[null,{"file":"` + "\\u0000" + `"}]}`, `{"version":1,"more":1}`, `{"version":1}{}`, `{"version":1,"scope":[[[[]]]]}`, `{"Version":1,"version":null}`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		b, err := baseline.Decode("dir/base.json", text)
		if err != nil {
			if !strings.Contains(err.Error(), "dir/base.json") {
				t.Errorf("an error does not name the file: %v", err)
			}
			return
		}
		found := []report.Finding{{Fingerprint: "new"}}
		for _, e := range b.Findings {
			found = append(found, report.Finding{Fingerprint: e.Fingerprint})
		}
		for _, f := range b.Fresh(found) {
			if f.Fingerprint != "new" {
				t.Errorf("%q is in the baseline, and is reported", f.Fingerprint)
			}
		}
		b.Stale(baseline.Run{Scope: b.Scope})
		again, err := b.Encode()
		if err != nil {
			t.Fatal(err)
		}
		if c, err := baseline.Decode("dir/base.json", again); err != nil || len(c.Findings) != len(b.Findings) {
			t.Errorf("what was written cannot be read: %v", err)
		}
	})
}
