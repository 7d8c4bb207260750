package report_test

import (
	"encoding/json"
	"testing"

	"github.com/vpplint/vpplint/internal/report"
)

// uris are those of a finding in a file, in SARIF.
func uri(t *testing.T, name string) (uri, base string) {
	t.Helper()
	r := &report.Report{Root: root, Findings: []report.Finding{{Pos: report.Position{Filename: name, Line: 1}}}}
	var log struct {
		Runs []struct {
			Results []struct {
				Locations []struct {
					PhysicalLocation struct {
						ArtifactLocation struct{ URI, URIBaseID string }
					}
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(write(t, "sarif", r, false)), &log); err != nil {
		t.Fatal(err)
	}
	a := log.Runs[0].Results[0].Locations[0].PhysicalLocation.ArtifactLocation
	return a.URI, a.URIBaseID
}

// A CI system would take a line that begins with two colons for a command.
func TestFilesThatReadLikeCommands(t *testing.T) {
	r := &report.Report{Dir: root}
	for name, want := range map[string]string{
		root + "/::error::x.go": "./::error::x.go:7:2",
		root + "/a/::x.go":      "a/::x.go:7:2",
		root + "/\x1b.go":       `\x1b.go:7:2`,
		"/elsewhere/a.go":       "/elsewhere/a.go:7:2",
	} {
		if got := r.Place(report.Position{Filename: name, Line: 7, Column: 2}); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestURIs(t *testing.T) {
	for name, want := range map[string][2]string{
		root + "/a/a.go":         {"a/a.go", "%SRCROOT%"},
		root + "/a b/100%#?.go":  {"a%20b/100%25%23%3F.go", "%SRCROOT%"},
		root + "/c:d.go":         {"./c:d.go", "%SRCROOT%"},
		root + "/\xff\n.go":      {"%FF%0A.go", "%SRCROOT%"},
		root + "/..a/a.go":       {"..a/a.go", "%SRCROOT%"},
		"/src/mdm2/a.go":         {"file:///src/mdm2/a.go", ""},
		"/src/other module/a.go": {"file:///src/other%20module/a.go", ""},
	} {
		got, base := uri(t, name)
		if got != want[0] || base != want[1] {
			t.Errorf("%q: got %s, %s, want %s", name, got, base, want)
		}
	}
}
