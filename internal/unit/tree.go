package unit

import (
	"cmp"
	"encoding/json"
	"fmt"
	"go/token"
	"io"
	"slices"

	"golang.org/x/tools/go/analysis"
)

// tree is what the go command reads: by the package's ID and the analyzer's name,
// a failure or a list of findings. It is that of x/tools, to the byte.
type tree map[string]map[string]any

type failure struct {
	Err string `json:"error"`
}

type finding struct {
	Category string    `json:"category,omitempty"`
	Posn     string    `json:"posn"`
	End      string    `json:"end"`
	Message  string    `json:"message"`
	Fixes    []fix     `json:"suggested_fixes,omitempty"`
	Related  []related `json:"related,omitempty"`
}

type fix struct {
	Message string `json:"message"`
	Edits   []edit `json:"edits"`
}

type edit struct {
	Filename string `json:"filename"`
	Start    int    `json:"start"` // in bytes
	End      int    `json:"end"`
	New      string `json:"new"`
}

type related struct {
	Posn    string `json:"posn"`
	End     string `json:"end"`
	Message string `json:"message"`
}

func newTree(fset *token.FileSet, id string, results []*result) tree {
	byName := map[string]any{}
	for _, r := range results {
		switch {
		case r.err != nil:
			byName[r.analyzer.Name] = failure{r.err.Error()}
		case len(r.diagnostics) > 0:
			var list []finding
			for _, d := range r.diagnostics {
				list = append(list, newFinding(fset, d))
			}
			byName[r.analyzer.Name] = list
		}
	}
	if len(byName) == 0 {
		return tree{}
	}
	return tree{id: byName}
}

func newFinding(fset *token.FileSet, d analysis.Diagnostic) finding {
	at := func(pos, otherwise token.Pos) string { return fset.Position(cmp.Or(pos, otherwise)).String() }
	f := finding{Category: d.Category, Posn: at(d.Pos, d.Pos), End: at(d.End, d.Pos), Message: d.Message}
	for _, s := range d.SuggestedFixes {
		var edits []edit
		for _, e := range inOrder(s.TextEdits) {
			start, end := fset.Position(e.Pos), fset.Position(cmp.Or(e.End, e.Pos))
			edits = append(edits, edit{start.Filename, start.Offset, end.Offset, string(e.NewText)})
		}
		f.Fixes = append(f.Fixes, fix{s.Message, edits})
	}
	for _, rel := range d.Related {
		f.Related = append(f.Related, related{at(rel.Pos, rel.Pos), at(rel.End, rel.Pos), rel.Message})
	}
	return f
}

// inOrder are edits as they lie in their file.
func inOrder(edits []analysis.TextEdit) []analysis.TextEdit {
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(a, b analysis.TextEdit) int {
		return cmp.Or(cmp.Compare(a.Pos, b.Pos), cmp.Compare(a.End, b.End))
	})
	return edits
}

func (t tree) print(out io.Writer) error {
	text, err := json.MarshalIndent(t, "", "\t")
	if err == nil {
		_, err = fmt.Fprintf(out, "%s\n", text)
	}
	if err != nil {
		return fmt.Errorf("printing: %w", err)
	}
	return nil
}
