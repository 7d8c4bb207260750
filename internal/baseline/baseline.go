// Package baseline keeps the findings that a project has decided to live with
// for now, by their fingerprints.
package baseline

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/vpplint/vpplint/internal/finding"
	"github.com/vpplint/vpplint/internal/report"
)

// Version is that of the file's layout.
const Version = 1

// Baseline is a baseline file.
type Baseline struct {
	Version int `json:"version"`
	// Scope is what the run that wrote it was told to look at. Another run
	// cannot tell which entries are stale.
	Scope    json.RawMessage `json:"scope"`
	Findings []Entry         `json:"findings"`

	dir string // of the file
}

// Entry is a finding. The fingerprint is what counts; the rest is for people.
type Entry struct {
	Fingerprint string `json:"fingerprint"`
	Rule        string `json:"rule"`
	Package     string `json:"package"`
	Declaration string `json:"declaration,omitempty"`
	File        string `json:"file"` // relative to the baseline, with slashes
	Message     string `json:"message"`
}

// Read reads a baseline.
func Read(name string) (*Baseline, error) {
	text, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no baseline %s: -write-baseline writes one: %w", name, err)
	}
	if err != nil {
		return nil, fmt.Errorf("reading the baseline: %w", err)
	}
	return Decode(name, text)
}

// Decode is Read for the text of a file.
func Decode(name string, text []byte) (*Baseline, error) {
	var head struct{ Version *int }
	if err := json.Unmarshal(text, &head); err != nil || head.Version == nil {
		return nil, fmt.Errorf("%s is no baseline of vpplint: name another file, or remove it and write it with -write-baseline", name)
	}
	if *head.Version != Version {
		return nil, fmt.Errorf("the baseline %s has version %d, and this vpplint knows version %d: remove it and write it anew with -write-baseline", name, *head.Version, Version)
	}
	b := &Baseline{dir: filepath.Dir(name)}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(b); err != nil {
		return nil, fmt.Errorf("reading the baseline %s: %w", name, err)
	}
	return b, nil
}

// Fresh returns the findings that are not in the baseline.
func (b *Baseline) Fresh(findings []report.Finding) []report.Finding {
	known := map[string]bool{}
	for _, e := range b.Findings {
		known[e.Fingerprint] = true
	}
	return slices.DeleteFunc(slices.Clone(findings), func(f report.Finding) bool {
		return known[f.Fingerprint] && acceptable(f)
	})
}

// acceptable says whether one can live with a finding: where vpplint has failed,
// nobody knows with what.
func acceptable(f report.Finding) bool { return f.Category != finding.Internal }

// Run is what a run has looked at and found.
type Run struct {
	Scope    json.RawMessage // an object
	Packages []string        // import paths of those that were analysed
	Findings []report.Finding
}

// Stale returns the entries that a run has not found again, although it has
// looked at their packages as the run that wrote the baseline did, or their
// files are gone.
func (b *Baseline) Stale(r Run) []Entry {
	if !same(b.Scope, r.Scope) {
		return nil
	}
	found := map[string]bool{}
	for _, f := range r.Findings {
		found[f.Fingerprint] = true
	}
	var stale []Entry
	for _, e := range b.Findings {
		if !found[e.Fingerprint] && (slices.Contains(r.Packages, e.Package) || b.gone(e)) {
			stale = append(stale, e)
		}
	}
	return stale
}

// same says whether two JSON values are written with the same characters, but for
// space.
func same(a, b json.RawMessage) bool {
	var x, y bytes.Buffer
	return json.Compact(&x, a) == nil && json.Compact(&y, b) == nil && bytes.Equal(x.Bytes(), y.Bytes())
}

// gone says whether the file that an entry was found in does not exist.
func (b *Baseline) gone(e Entry) bool {
	name := filepath.FromSlash(e.File)
	if !filepath.IsAbs(name) {
		name = filepath.Join(b.dir, name)
	}
	_, err := os.Stat(name)
	return errors.Is(err, fs.ErrNotExist)
}

// New is the baseline of a run, for a file with a name. What the old one, if
// there is one, says of packages that the run has not looked at is kept.
func New(r Run, name string, old *Baseline) *Baseline {
	b := &Baseline{Version: Version, Scope: r.Scope, Findings: []Entry{}, dir: filepath.Dir(name)}
	for _, f := range r.Findings {
		if acceptable(f) {
			b.Findings = append(b.Findings, b.entry(f))
		}
	}
	if old != nil {
		for _, e := range old.Findings {
			if !slices.Contains(r.Packages, e.Package) && !old.gone(e) {
				b.Findings = append(b.Findings, e)
			}
		}
	}
	slices.SortFunc(b.Findings, func(x, y Entry) int {
		return cmp.Or(cmp.Compare(x.File, y.File), cmp.Compare(x.Package, y.Package),
			cmp.Compare(x.Declaration, y.Declaration), cmp.Compare(x.Rule, y.Rule), cmp.Compare(x.Fingerprint, y.Fingerprint))
	})
	return b
}

func (b *Baseline) entry(f report.Finding) Entry {
	file := f.Pos.Filename
	if dir, err := filepath.Abs(b.dir); err == nil {
		if rel, err := filepath.Rel(dir, file); err == nil {
			file = rel
		}
	}
	return Entry{f.Fingerprint, f.Rule, f.Package, f.Decl, filepath.ToSlash(file), f.Message}
}

// Encode returns the text of the file.
func (b *Baseline) Encode() ([]byte, error) {
	text, err := json.MarshalIndent(b, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("writing the baseline: %w", err)
	}
	return append(text, '\n'), nil
}
