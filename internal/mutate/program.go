// Package mutate changes programs: at random, so that they need not mean
// anything, or in ways that keep what they mean. Tests look at what comes out
// with the rules: nothing may break, and a meaning that is the same has the same
// findings.
package mutate

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Program is a set of packages, by import path.
type Program map[string]Package

// Package is the texts of its files, by name.
type Package map[string]string

// Read reads the packages below a directory of a tree, in which the path of a
// directory is the import path of its package.
func Read(tree fs.FS, dir string) (Program, error) {
	p := Program{}
	err := fs.WalkDir(tree, dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".go" {
			return err
		}
		text, err := fs.ReadFile(tree, name)
		if err != nil {
			return err
		}
		at := path.Dir(name)
		if p[at] == nil {
			p[at] = Package{}
		}
		p[at][path.Base(name)] = string(text)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("reading a program: %w", err)
	}
	return p, nil
}

// Clone is a copy that can be changed.
func (p Program) Clone() Program {
	c := Program{}
	for at, pkg := range p {
		c[at] = Package{}
		for name, text := range pkg {
			c[at][name] = text
		}
	}
	return c
}

// Paths are the import paths, sorted.
func (p Program) Paths() []string { return sortedKeys(p) }

// Imports are the paths that the program imports and does not have, sorted.
func (p Program) Imports() []string {
	var all []string
	for _, pkg := range p {
		for _, text := range pkg {
			f, err := parser.ParseFile(token.NewFileSet(), "", text, parser.ImportsOnly)
			if err != nil {
				continue
			}
			for _, spec := range f.Imports {
				if at := strings.Trim(spec.Path.Value, "`\""); p[at] == nil {
					all = append(all, at)
				}
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Only is the part of the program that one package needs.
func (p Program) Only(at string) Program {
	part := Program{at: p[at]}
	for {
		missing := slices.DeleteFunc(part.Imports(), func(at string) bool { return p[at] == nil })
		if len(missing) == 0 {
			return part.Clone()
		}
		for _, at := range missing {
			part[at] = p[at]
		}
	}
}

// Checked is a package with its types, and with those of its tests.
type Checked struct {
	Path  string
	Texts Package
	Fset  *token.FileSet
	Files []*ast.File
	Types *types.Package
	Info  *types.Info
	// Imports are those of its imports that belong to the program.
	Imports []*Checked
}

// Check parses and type-checks a program; an import comes before those that
// import it. Packages from elsewhere are those of the importer. Files of
// package x_test are left out.
func (p Program) Check(elsewhere types.Importer) ([]*Checked, error) {
	c := &checker{program: p, elsewhere: elsewhere, fset: token.NewFileSet(), done: map[string]*Checked{}}
	for _, at := range p.Paths() {
		if _, err := c.check(at); err != nil {
			return nil, err
		}
	}
	return c.order, nil
}

type checker struct {
	program   Program
	elsewhere types.Importer
	fset      *token.FileSet
	done      map[string]*Checked
	order     []*Checked
}

var errCycle = errors.New("packages import each other")

func (c *checker) check(at string) (*Checked, error) {
	if done, ok := c.done[at]; ok {
		if done == nil {
			return nil, errCycle
		}
		return done, nil
	}
	c.done[at] = nil
	out := &Checked{Path: at, Texts: c.program[at], Fset: c.fset, Info: &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Instances: map[*ast.Ident]types.Instance{},
		Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}, Implicits: map[ast.Node]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{}, Scopes: map[ast.Node]*types.Scope{},
		FileVersions: map[*ast.File]string{},
	}}
	for _, name := range sortedKeys(c.program[at]) {
		f, err := parser.ParseFile(c.fset, path.Join(at, name), c.program[at][name], parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, fmt.Errorf("parsing %s: %w", at, err)
		}
		if !strings.HasSuffix(f.Name.Name, "_test") {
			out.Files = append(out.Files, f)
		}
	}
	config := types.Config{Sizes: types.SizesFor("gc", "amd64"), Importer: importerFunc(func(imp string) (*types.Package, error) {
		if c.program[imp] == nil {
			return c.elsewhere.Import(imp)
		}
		dep, err := c.check(imp)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(out.Imports, dep) {
			out.Imports = append(out.Imports, dep)
		}
		return dep.Types, nil
	})}
	var err error
	if out.Types, err = config.Check(at, c.fset, out.Files, out.Info); err != nil {
		return nil, fmt.Errorf("checking %s: %w", at, err)
	}
	slices.SortFunc(out.Imports, func(a, b *Checked) int { return cmp.Compare(a.Path, b.Path) })
	c.done[at] = out
	c.order = append(c.order, out)
	return out, nil
}

type importerFunc func(string) (*types.Package, error)

// Import makes it a types.Importer.
func (f importerFunc) Import(at string) (*types.Package, error) { return f(at) }

// write prints a file that was changed. Comments inside of functions are lost:
// they would end up anywhere.
func write(fset *token.FileSet, f *ast.File) (string, error) {
	f.Comments = slices.DeleteFunc(f.Comments, func(g *ast.CommentGroup) bool {
		return slices.ContainsFunc(f.Decls, func(d ast.Decl) bool { return d.Pos() < g.Pos() && g.Pos() < d.End() })
	})
	var b bytes.Buffer
	if err := format.Node(&b, fset, f); err != nil {
		return "", fmt.Errorf("printing a program: %w", err)
	}
	return b.String(), nil
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// String is the program for people: its files, one behind the other.
func (p Program) String() string {
	var b strings.Builder
	for _, at := range p.Paths() {
		for _, name := range sortedKeys(p[at]) {
			fmt.Fprintf(&b, "-- %s --\n%s", path.Join(at, name), p[at][name])
		}
	}
	return b.String()
}
