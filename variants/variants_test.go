// Package variants measures the command on labelled code.
package variants

import (
	"encoding/json"
	"errors"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write testdata/missed.txt anew")

// modules are the labelled modules, and the least that has to be found in them,
// in percent.
var modules = map[string]int{
	"loops": 100, "retries": 95, "flows": 95,
	"message": 97, "texts": 97, "words": 97, "notes": 94,
	"servers": 95, "fleets": 95, "towns": 92,
}

// unit is a declaration and a rule, as a line of missed.txt.
type unit struct{ module, file, declaration, rule string }

func (u unit) String() string {
	return path.Join(u.module, u.file) + " " + u.declaration + " " + u.rule
}

// command builds the command.
func command(t *testing.T) string {
	t.Helper()
	tool := filepath.Join(t.TempDir(), "vpplint")
	if out, err := exec.Command("go", "build", "-C", "..", "-o", tool, "./cmd/vpplint").CombinedOutput(); err != nil {
		t.Fatalf("building the command: %v\n%s", err, out)
	}
	return tool
}

func TestLabels(t *testing.T) {
	tool := command(t)
	var missed []string
	for name, least := range modules {
		t.Run(name, func(t *testing.T) {
			wanted, open := labels(t, name)
			if len(wanted) == 0 {
				t.Fatal("there are no labels")
			}
			found := reported(findings(t, tool, name), name)
			hits := 0
			for u := range wanted {
				if found[u] {
					hits++
				} else {
					missed = append(missed, u.String())
				}
			}
			for u := range found {
				if !wanted[u] && !open[u] {
					t.Errorf("wrong: %s", u)
				}
			}
			t.Logf("found %d of %d", hits, len(wanted))
			if hits*100 < least*len(wanted) {
				t.Errorf("found %d of %d, less than %d %%", hits, len(wanted), least)
			}
		})
	}
	slices.Sort(missed)
	now := strings.Join(missed, "\n") + "\n"
	file := filepath.Join("testdata", "missed.txt")
	if *update {
		if err := os.WriteFile(file, []byte(now), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	before, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(before) != now {
		t.Errorf("what is missed has changed; -update writes it anew\nbefore:\n%snow:\n%s", before, now)
	}
}

// labels reads the labels of a module: what has to be found, and what may be.
func labels(t *testing.T, module string) (wanted, open map[unit]bool) {
	t.Helper()
	wanted, open = map[unit]bool{}, map[unit]bool{}
	err := filepath.WalkDir(module, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(module, name)
		if err != nil {
			return err
		}
		for _, decl := range file.Decls {
			doc, names := documented(decl)
			if doc == nil {
				continue
			}
			for _, c := range doc.List {
				text, ok := strings.CutPrefix(c.Text, "//want:")
				if !ok {
					continue
				}
				for rule := range strings.FieldsSeq(text) {
					into := wanted
					if kind, of, ok := strings.Cut(rule, ":"); ok && (kind == "maybe" || kind == "module") {
						into, rule = open, of
					}
					into[unit{module, filepath.ToSlash(rel), names, rule}] = true
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return wanted, open
}

// documented is the comment of a declaration, and what it declares as reports
// call it.
func documented(decl ast.Decl) (*ast.CommentGroup, string) {
	switch d := decl.(type) {
	case *ast.FuncDecl:
		if d.Recv == nil || len(d.Recv.List) == 0 {
			return d.Doc, d.Name.Name
		}
		recv := d.Recv.List[0].Type
		for {
			switch r := recv.(type) {
			case *ast.StarExpr:
				recv = r.X
			case *ast.IndexExpr:
				recv = r.X
			case *ast.IndexListExpr:
				recv = r.X
			case *ast.Ident:
				return d.Doc, r.Name + "." + d.Name.Name
			default:
				return d.Doc, d.Name.Name
			}
		}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			switch s := spec.(type) {
			case *ast.ValueSpec:
				return d.Doc, s.Names[0].Name
			case *ast.TypeSpec:
				return d.Doc, s.Name.Name
			}
		}
	}
	return nil, ""
}

// finding is one of those that the command lists.
type finding struct {
	Rule, Message, Declaration string
	Location                   struct {
		File  string
		Start struct{ Line, Column int }
	}
}

// reported are the declarations in which something was found.
func reported(findings []finding, module string) map[unit]bool {
	found := map[unit]bool{}
	for _, f := range findings {
		if f.Rule != "vppignore" { // directives have no labels
			found[unit{module, f.file(module), f.Declaration, f.Rule}] = true
		}
	}
	return found
}

// file is the name of the file in the module: the command names files from the
// root of the repository.
func (f finding) file(module string) string {
	return strings.TrimPrefix(filepath.ToSlash(f.Location.File), "variants/"+module+"/")
}

// findings runs the command on a module.
func findings(t *testing.T, tool, module string) []finding {
	t.Helper()
	cmd := exec.Command(tool, "-C", module, "-format", "json", "./...")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	var exit *exec.ExitError
	if err != nil && !(errors.As(err, &exit) && exit.ExitCode() == 3) {
		t.Fatalf("vpplint: %v", err)
	}
	var report struct{ Findings []finding }
	if err := json.Unmarshal(out, &report); err != nil {
		t.Fatal(err)
	}
	return report.Findings
}
