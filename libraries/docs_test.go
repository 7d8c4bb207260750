package libraries_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/vpplint/vpplint/libraries"
)

var update = flag.Bool("update", false, "write the table in the documentation")

const (
	page  = "../docs/libraries.md"
	begin = "<!-- libraries:begin -->\n"
	end   = "<!-- libraries:end -->\n"
)

// The page about libraries has the table that comes of the list, the tables and
// go.mod.
func TestPage(t *testing.T) {
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok1 := strings.Cut(string(text), begin)
	old, after, ok2 := strings.Cut(rest, end)
	if !ok1 || !ok2 {
		t.Fatalf("%s has no place for the table", page)
	}
	fresh := overview(t)
	if fresh == old {
		return
	}
	if !*update {
		t.Fatalf("%s is stale (go test -C libraries . -run TestPage -update):\n%s", page, fresh)
	}
	if err := os.WriteFile(page, []byte(before+begin+fresh+end+after), 0o644); err != nil {
		t.Fatal(err)
	}
}

// Every table is in the list.
func TestListIsWhole(t *testing.T) {
	listed := map[string]bool{}
	for _, l := range libraries.All() {
		listed[l.Table] = true
	}
	tables, err := filepath.Glob("*/table.go")
	if err != nil {
		t.Fatal(err)
	}
	if len(tables) != len(listed) {
		t.Errorf("%d tables, %d are listed", len(tables), len(listed))
	}
	for _, file := range tables {
		if !listed[filepath.Dir(file)] {
			t.Errorf("%s is not listed", file)
		}
	}
}

func overview(t *testing.T) string {
	t.Helper()
	versions := versions(t)
	var b strings.Builder
	b.WriteString("| library | version tested | how | rows | findings | facts, KiB at most | what is out of reach |\n| --- | --- | --- | --- | --- | --- | --- |\n")
	for _, l := range libraries.All() {
		name, version := l.Name, "—"
		if l.Module != "" {
			name, version = "`"+l.Module+"`", versions[l.Module]
			if version == "" {
				t.Errorf("%s has no version", l.Module)
			}
			if l.Name != "" {
				name += ", " + l.Name
			}
		}
		beyond := l.Beyond
		if beyond == "" {
			beyond = "—"
		}
		rows := readTable(t, l.Table)
		fmt.Fprintf(&b, "| [%s](../libraries/%s/table.go) | %s | replayed | %d | %d | %d (%d) | %s |\n",
			name, l.Table, version, rows.rows, len(rows.labels), l.Facts, l.AllFacts, beyond)
	}
	return b.String()
}

// tableText is what the text of a table says.
type tableText struct {
	rows   int
	labels []string // rules
}

func readTable(t *testing.T, name string) (out tableText) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(name, "table.go"), nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range file.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok || fn.Recv == nil || fn.Doc == nil || !fn.Name.IsExported() {
			continue
		}
		if id, ok := fn.Recv.List[0].Type.(*ast.Ident); !ok || id.Name != "Table" {
			continue
		}
		out.rows++
		for _, c := range fn.Doc.List {
			if text, ok := strings.CutPrefix(c.Text, "//want:"); ok {
				out.labels = append(out.labels, strings.Fields(text)...)
			}
		}
	}
	return out
}

// versions are those of the modules in go.mod.
func versions(t *testing.T) map[string]string {
	t.Helper()
	text, err := exec.Command("go", "list", "-m", "-json", "all").Output()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for d := json.NewDecoder(bytes.NewReader(text)); ; {
		var m struct{ Path, Version string }
		if err := d.Decode(&m); errors.Is(err, io.EOF) {
			return out
		} else if err != nil {
			t.Fatal(err)
		}
		out[m.Path] = m.Version
	}
}
