package mutate

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
)

// Mark is what new names end with.
const Mark = "Qx"

// Rewrite changes a program and keeps what it means.
type Rewrite struct {
	Name string
	// Moves says that what a function decides is decided in another one, which is
	// new: decisions on text are then found there, or with its callers, and what
	// they are for cannot be seen any more.
	Moves bool

	file func(*file)               // changes one file
	all  func(Program, []*Checked) // changes the program
}

// Rewrites are all rewrites.
func Rewrites() []Rewrite {
	return []Rewrite{
		{Name: "variables get other names", file: (*file).renameLocals},
		{Name: "what is not exported gets another name", file: (*file).renameUnexported},
		{Name: "declarations are in another order", file: (*file).reorder},
		{Name: "files get other names", all: renameFiles},
		{Name: "conditions are variables", file: (*file).extractConditions},
		{Name: "results are variables", file: (*file).extractResults},
		{Name: "conditions are closures", file: (*file).wrapConditions, Moves: true},
		{Name: "conditions are functions", file: (*file).extractFunctions, Moves: true},
		{Name: "an unrelated package is imported", all: importUnrelated},
		{Name: "there are tests", all: addTests},
	}
}

// Apply rewrites a program that was checked.
func (w Rewrite) Apply(r *rand.Rand, p Program, pkgs []*Checked) Program {
	out := p.Clone()
	if w.all != nil {
		w.all(out, pkgs)
		return out
	}
	for _, pkg := range pkgs {
		for i, f := range pkg.Files {
			name := path.Base(pkg.Fset.File(f.FileStart).Name())
			x := &file{Rand: r, pkg: pkg, syntax: f, text: p[pkg.Path][name], number: i}
			w.file(x)
			out[pkg.Path][name] = x.done()
		}
	}
	return out
}

// file is a file that is being rewritten.
type file struct {
	*rand.Rand
	pkg    *Checked
	syntax *ast.File
	text   string
	edits  []edit
	more   strings.Builder // behind the end
	number int             // among those of the package
	names  int
}

type edit struct {
	from, to int
	text     string
}

func (f *file) offset(p token.Pos) int { return f.pkg.Fset.File(f.syntax.FileStart).Offset(p) }

func (f *file) source(n ast.Node) string { return f.text[f.offset(n.Pos()):f.offset(n.End())] }

func (f *file) replace(from, to token.Pos, text string) {
	f.edits = append(f.edits, edit{f.offset(from), f.offset(to), text})
}

// fresh is a name that nobody has.
func (f *file) fresh(what string) string {
	for {
		f.names++
		name := fmt.Sprintf("%s%d_%d%s", what, f.number, f.names, Mark)
		taken := false
		for _, text := range f.pkg.Texts {
			taken = taken || strings.Contains(text, name) // by an earlier rewrite
		}
		if !taken {
			return name
		}
	}
}

// done makes the changes. Of those that overlap the outer ones are made.
func (f *file) done() string {
	slices.SortStableFunc(f.edits, func(a, b edit) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(b.to, a.to)) })
	var b strings.Builder
	at := 0
	for _, e := range f.edits {
		if e.from >= at {
			b.WriteString(f.text[at:e.from] + e.text)
			at = e.to
		}
	}
	b.WriteString(f.text[at:])
	return b.String() + f.more.String()
}

func (f *file) renameLocals() {
	f.rename(func(obj types.Object) bool {
		v, ok := obj.(*types.Var)
		return ok && !v.IsField() && v.Parent() != f.pkg.Types.Scope()
	})
}

func (f *file) renameUnexported() {
	f.rename(func(obj types.Object) bool {
		if v, ok := obj.(*types.Var); ok && v.Embedded() {
			t := v.Type()
			if p, ok := t.(*types.Pointer); ok {
				t = p.Elem()
			}
			switch t := t.(type) {
			case *types.Named:
				obj = t.Obj()
			case *types.Alias:
				obj = t.Obj()
			}
		}
		if fn, ok := obj.(*types.Func); ok && fn.Signature().Recv() != nil {
			return !fn.Exported()
		}
		return !obj.Exported() && obj.Parent() == f.pkg.Types.Scope() && obj.Name() != "init" && obj.Name() != "main"
	})
}

// rename marks the names of the package's objects that are wanted.
func (f *file) rename(wanted func(types.Object) bool) {
	switches := map[*ast.Ident]bool{} // variables of type switches are several objects
	ast.Inspect(f.syntax, func(n ast.Node) bool {
		if s, ok := n.(*ast.TypeSwitchStmt); ok {
			if a, ok := s.Assign.(*ast.AssignStmt); ok {
				switches[a.Lhs[0].(*ast.Ident)] = true
			}
		}
		id, ok := n.(*ast.Ident)
		if !ok || id.Name == "_" {
			return true
		}
		obj := f.pkg.Info.ObjectOf(id)
		if obj == nil && switches[id] {
			obj = types.NewVar(id.Pos(), f.pkg.Types, id.Name, types.Typ[types.Invalid])
		}
		if obj != nil && obj.Pkg() == f.pkg.Types && wanted(obj) {
			f.replace(id.End(), id.End(), Mark)
		}
		return true
	})
}

// reorder puts the declarations, with what is written between them, into
// another order.
func (f *file) reorder() {
	var starts []int
	for _, d := range f.syntax.Decls {
		from := d.Pos()
		switch d := d.(type) {
		case *ast.GenDecl:
			if d.Tok == token.IMPORT {
				continue
			}
			if d.Doc != nil {
				from = d.Doc.Pos()
			}
		case *ast.FuncDecl:
			if d.Doc != nil {
				from = d.Doc.Pos()
			}
		}
		starts = append(starts, f.offset(from))
	}
	if len(starts) == 0 {
		return
	}
	var parts []string
	for i, from := range starts {
		to := len(f.text)
		if i+1 < len(starts) {
			to = starts[i+1]
		}
		parts = append(parts, strings.TrimRight(f.text[from:to], "\n")+"\n\n")
	}
	f.Shuffle(len(parts), func(i, k int) { parts[i], parts[k] = parts[k], parts[i] })
	f.edits = append(f.edits, edit{starts[0], len(f.text), strings.Join(parts, "")})
}

func renameFiles(p Program, pkgs []*Checked) {
	for _, pkg := range pkgs {
		for i, name := range sortedKeys(p[pkg.Path]) {
			text := p[pkg.Path][name]
			delete(p[pkg.Path], name)
			p[pkg.Path][fmt.Sprintf("f%02d%s", 99-i, name)] = text
		}
	}
}

// conditions visits the conditions of if statements, and the tags of switches,
// that stand alone. Those that recover are left out: that has to be done by the
// deferred function itself.
func (f *file) conditions(each func(cond ast.Expr)) {
	visit := func(cond ast.Expr) {
		recovers := false
		ast.Inspect(cond, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			recovers = recovers || ok && f.pkg.Info.Uses[id] == types.Universe.Lookup("recover")
			return true
		})
		if !recovers {
			each(cond)
		}
	}
	ast.Inspect(f.syntax, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.IfStmt:
			if n.Init == nil {
				visit(n.Cond)
			}
		case *ast.SwitchStmt:
			if n.Init == nil && n.Tag != nil {
				visit(n.Tag)
			}
		}
		return true
	})
}

func (f *file) extractConditions() {
	f.conditions(func(cond ast.Expr) {
		name := f.fresh("cond")
		f.replace(cond.Pos(), cond.End(), name+" := "+f.source(cond)+"; "+name)
	})
}

func (f *file) extractResults() {
	ast.Inspect(f.syntax, func(n ast.Node) bool {
		r, ok := n.(*ast.ReturnStmt)
		if !ok || len(r.Results) != 1 {
			return true
		}
		tv := f.pkg.Info.Types[r.Results[0]]
		if _, several := tv.Type.(*types.Tuple); several || tv.IsNil() || tv.Value != nil {
			return true
		}
		if b, ok := tv.Type.(*types.Basic); ok && b.Info()&types.IsUntyped != 0 {
			return true
		}
		name := f.fresh("result")
		f.replace(r.Pos(), r.End(), name+" := "+f.source(r.Results[0])+"; return "+name)
		return true
	})
}

func (f *file) wrapConditions() {
	f.conditions(func(cond ast.Expr) {
		if typ, ok := f.typeText(f.pkg.Info.TypeOf(cond)); ok {
			f.replace(cond.Pos(), cond.End(), "func() "+typ+" { return "+f.source(cond)+" }()")
		}
	})
}

func (f *file) extractFunctions() {
	f.conditions(func(cond ast.Expr) {
		result, ok := f.typeText(f.pkg.Info.TypeOf(cond))
		if !ok {
			return
		}
		var params, args []string
		seen := map[types.Object]bool{}
		ast.Inspect(cond, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit, *ast.UnaryExpr:
				if u, unary := n.(*ast.UnaryExpr); !unary || u.Op == token.AND || u.Op == token.ARROW {
					ok = false
				}
			case *ast.SelectorExpr:
				// A method that changes a variable would change a copy of it.
				if s := f.pkg.Info.Selections[n]; s != nil && s.Kind() == types.MethodVal && !isPointer(s.Recv()) && isPointer(s.Obj().(*types.Func).Signature().Recv().Type()) {
					ok = false
				}
			case *ast.Ident:
				obj := f.pkg.Info.Uses[n]
				if obj == nil || obj.Pkg() != f.pkg.Types || obj.Parent() == f.pkg.Types.Scope() || seen[obj] {
					break
				}
				v, isVar := obj.(*types.Var)
				if isVar && v.IsField() {
					break
				}
				switch obj.(type) {
				case *types.Func, *types.PkgName: // a method, or another package
					return ok
				}
				typ, named := f.typeText(obj.Type())
				if !isVar || !named {
					ok = false
					break
				}
				seen[obj] = true
				params, args = append(params, n.Name+" "+typ), append(args, n.Name)
			}
			return ok
		})
		if !ok {
			return
		}
		name := f.fresh("decide")
		f.replace(cond.Pos(), cond.End(), name+"("+strings.Join(args, ", ")+")")
		fmt.Fprintf(&f.more, "\nfunc %s(%s) %s { return %s }\n", name, strings.Join(params, ", "), result, f.source(cond))
	})
}

func isPointer(t types.Type) bool {
	_, ok := t.Underlying().(*types.Pointer)
	return ok
}

// typeText writes a type as this file can; false where it cannot.
func (f *file) typeText(t types.Type) (text string, ok bool) {
	ok = true
	if b, basic := t.(*types.Basic); basic && b.Info()&types.IsUntyped != 0 {
		t = types.Default(t)
	}
	text = types.TypeString(t, func(p *types.Package) string {
		if p == f.pkg.Types {
			return ""
		}
		for _, spec := range f.syntax.Imports {
			if name := f.pkg.Info.PkgNameOf(spec); name != nil && name.Imported() == p && name.Name() != "_" && name.Name() != "." {
				return name.Name()
			}
		}
		ok = false
		return p.Name()
	})
	return text, ok && !f.local(t, 0)
}

// local says whether a type is made of names that only one function knows, or of
// such that are not exported elsewhere.
func (f *file) local(t types.Type, depth int) bool {
	if depth > 6 {
		return true
	}
	switch t := t.(type) {
	case *types.Named:
		o := t.Obj()
		if o.Pkg() != nil && o.Parent() != o.Pkg().Scope() || o.Pkg() != nil && o.Pkg() != f.pkg.Types && !o.Exported() {
			return true
		}
		for arg := range t.TypeArgs().Types() {
			if f.local(arg, depth+1) {
				return true
			}
		}
	case *types.TypeParam, *types.Tuple, *types.Struct:
		return true
	case *types.Alias:
		return f.local(types.Unalias(t), depth+1)
	case interface{ Elem() types.Type }:
		if m, ok := t.(*types.Map); ok && f.local(m.Key(), depth+1) {
			return true
		}
		return f.local(t.Elem(), depth+1)
	case *types.Signature:
		for _, list := range []*types.Tuple{t.Params(), t.Results()} {
			for v := range list.Variables() {
				if f.local(v.Type(), depth+1) {
					return true
				}
			}
		}
	}
	return false
}

// unrelated is a package that has nothing to do with the others.
const unrelated = `// Package unrelated waits and compares.
package unrelated

import "time"

type Answer struct {
	Number  int
	Message string
}

func Wait(f func() (*Answer, error)) (*Answer, error) {
	for {
		a, err := f()
		if err != nil || a.Message == "License already assigned" {
			return a, err
		}
		time.Sleep(time.Second)
	}
}
`

func importUnrelated(p Program, pkgs []*Checked) {
	for _, pkg := range pkgs {
		for name, text := range p[pkg.Path] {
			for _, f := range pkg.Files {
				if file := pkg.Fset.File(f.FileStart); path.Base(file.Name()) == name {
					at := file.Offset(f.Name.End())
					p[pkg.Path][name] = text[:at] + `; import _ "unrelated` + Mark + `"` + text[at:]
				}
			}
		}
	}
	p["unrelated"+Mark] = Package{"unrelated.go": unrelated}
}

// addTests adds a test file to each package: it implements interfaces, assigns
// variables and calls functions, which is nothing to the code that is tested.
func addTests(p Program, pkgs []*Checked) {
	for _, pkg := range pkgs {
		var b strings.Builder
		fmt.Fprintf(&b, "package %s\n\nimport \"testing\"\n\nfunc TestAll%s(t *testing.T) {\n", pkg.Types.Name(), Mark)
		scope := pkg.Types.Scope()
		for _, name := range scope.Names() {
			switch obj := scope.Lookup(name).(type) {
			case *types.Var:
				if basic, ok := obj.Type().Underlying().(*types.Basic); ok && basic.Info()&types.IsNumeric != 0 {
					fmt.Fprintf(&b, "\t%s = 0\n\t%s++\n", name, name)
				}
			case *types.Func:
				if s := obj.Signature(); s.Params().Len() == 0 && s.TypeParams().Len() == 0 && name != "main" && name != "init" {
					fmt.Fprintf(&b, "\t%s()\n", name)
				}
			case *types.TypeName:
				iface, ok := obj.Type().Underlying().(*types.Interface)
				if !ok || iface.NumMethods() == 0 || !iface.IsMethodSet() || obj.IsAlias() {
					continue
				}
				if named, ok := obj.Type().(*types.Named); ok && named.TypeParams().Len() > 0 {
					continue
				}
				fmt.Fprintf(&b, "\tvar _ %s = struct{ %s }{}\n", name, name)
			}
		}
		fmt.Fprintf(&b, "}\n\ntype fake%s struct{}\n\nfunc (fake%s) Error() string { return \"License already assigned\" }\n", Mark, Mark)
		p[pkg.Path]["added_test.go"] = b.String()
	}
}
