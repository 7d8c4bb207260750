package core

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"

	"github.com/vpplint/vpplint/internal/standard"
)

// Suspect is a package of which only names and sources are known.
type Suspect struct {
	Path    string
	Name    string
	Own     bool     // it belongs to the user: to no module with a version
	Imports []string // import paths
	Files   []string // that are compiled
}

// Speaks says whether the sources of a package mention what all mention that are
// the first to speak VPP. What cannot be read may do so.
func (s Suspect) Speaks(read func(name string) ([]byte, error)) bool {
	return slices.ContainsFunc(s.Files, func(name string) bool {
		src, err := read(name)
		return err != nil || bytes.Contains(src, needle)
	})
}

// MayTell says whether a package that does not speak VPP, nor imports one that
// does, may have to tell its importers something. It parses at most, and says
// yes wherever the gate of the analysis does, which knows types: a driver that
// has no facts needs nobody else's sources.
func (s Suspect) MayTell(read func(name string) ([]byte, error)) bool {
	switch {
	case standard.Is(s.Path) || s.Name == "main":
		return false
	case s.Own:
		return true
	}
	var files []*ast.File
	waits := slices.Contains(s.Imports, "time")
	for _, name := range s.Files {
		src, err := read(name)
		if err != nil || waits && containsWait(src) {
			return true
		}
		f, err := parser.ParseFile(token.NewFileSet(), "", src, parser.SkipObjectResolution)
		if err != nil {
			return true
		}
		files = append(files, f)
	}
	names := declared(files)
	return anyDecl(files, names.looksGeneric) || anyDecl(files, names.looksHolding) || anyDecl(files, names.looksRepeating) || anyDecl(files, names.looksClassifying)
}

func containsWait(src []byte) bool {
	return slices.ContainsFunc(waits, func(w []byte) bool { return bytes.Contains(src, w) })
}

// anyDecl says whether a package has an exported declaration of a kind.
func anyDecl(files []*ast.File, is func(exported ast.Node) bool) bool {
	for _, f := range files {
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Name.IsExported() && is(d) {
					return true
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					if t, ok := spec.(*ast.TypeSpec); ok && t.Name.IsExported() && is(t) {
						return true
					}
				}
			}
		}
	}
	return false
}

// names are the types that a package declares. A package that gives one the name
// of a type that everybody knows, or that imports names with a dot, is not thought
// of.
type names map[string]*ast.TypeSpec

func declared(files []*ast.File) names {
	all := names{}
	for _, f := range files {
		for _, d := range f.Decls {
			if d, ok := d.(*ast.GenDecl); ok {
				for _, spec := range d.Specs {
					if t, ok := spec.(*ast.TypeSpec); ok {
						all[t.Name.Name] = t
					}
				}
			}
		}
	}
	return all
}

// literal is what the package says that a type is made of: a struct, an interface,
// a function, the name of a type that everybody knows. It is nil where others say
// that.
func (n names) literal(e ast.Expr) ast.Expr {
	for range 20 {
		e = ast.Unparen(e)
		id, ok := e.(*ast.Ident)
		if !ok {
			break
		}
		switch t := n[id.Name]; {
		case t == nil && basic[id.Name]:
			return id
		case t == nil:
			return nil
		default:
			e = t.Type
		}
	}
	switch e.(type) {
	case *ast.SelectorExpr, *ast.IndexExpr, *ast.IndexListExpr, *ast.Ident:
		return nil
	}
	return e
}

// looksGeneric says yes wherever exportsGeneric does: an alias may be of a
// generic type.
func (n names) looksGeneric(x ast.Node) bool {
	switch x := x.(type) {
	case *ast.FuncDecl:
		return x.Recv == nil && x.Type.TypeParams != nil
	case *ast.TypeSpec:
		return x.TypeParams != nil || x.Assign.IsValid() && n.mayBeGeneric(x.Type)
	}
	return false
}

// mayBeGeneric says whether the type of an alias, or what it points to, may be a
// generic one.
func (n names) mayBeGeneric(e ast.Expr) bool {
	for range 20 {
		switch t := ast.Unparen(e).(type) {
		case *ast.StarExpr:
			e = t.X
		case *ast.Ident:
			spec := n[t.Name]
			if spec == nil || !spec.Assign.IsValid() {
				return spec == nil && !basic[t.Name] || spec != nil && spec.TypeParams != nil
			}
			e = spec.Type
		case *ast.SelectorExpr, *ast.IndexExpr, *ast.IndexListExpr:
			return true
		default:
			return false
		}
	}
	return true
}

// looksHolding says yes wherever isHolder does: for a function that returns an
// interface with a name, and takes what may be anything.
func (n names) looksHolding(x ast.Node) bool {
	d, ok := x.(*ast.FuncDecl)
	if !ok || d.Recv != nil || d.Type.Results.NumFields() != 1 {
		return false
	}
	switch ast.Unparen(d.Type.Results.List[0].Type).(type) {
	case *ast.Ident, *ast.IndexExpr, *ast.IndexListExpr:
	default:
		return false
	}
	return n.mayBeInterface(d.Type.Results.List[0].Type) && slices.ContainsFunc(d.Type.Params.List, func(f *ast.Field) bool {
		return n.mayBeInterface(f.Type)
	})
}

// mayBeInterface says whether a type may be an interface other than error.
func (n names) mayBeInterface(e ast.Expr) bool {
	switch t := n.literal(e).(type) {
	case nil, *ast.InterfaceType:
		return true
	case *ast.Ident:
		return t.Name == "any"
	}
	return false
}

// looksClassifying says yes wherever isClassifier does: for a function that
// takes one thing that may be an error, and returns one that may be a bool.
func (n names) looksClassifying(x ast.Node) bool {
	d, ok := x.(*ast.FuncDecl)
	if !ok || d.Recv != nil || d.Type.Params.NumFields() != 1 || d.Type.Results.NumFields() != 1 {
		return false
	}
	is := func(e ast.Expr, name string) bool {
		id, ok := n.literal(e).(*ast.Ident)
		return ok && id.Name == name
	}
	in, out := d.Type.Params.List[0].Type, d.Type.Results.List[0].Type
	return (is(in, "error") || n.mayBeInterface(in)) && (is(out, "bool") || n.literal(out) == nil)
}

// basic are the types that everybody knows.
var basic = map[string]bool{
	"any": true, "bool": true, "byte": true, "complex128": true, "complex64": true, "error": true, "float32": true, "float64": true,
	"int": true, "int16": true, "int32": true, "int64": true, "int8": true, "rune": true, "string": true,
	"uint": true, "uint16": true, "uint32": true, "uint64": true, "uint8": true, "uintptr": true,
}

// looksRepeating says yes wherever helpers.repeats does.
func (n names) looksRepeating(x ast.Node) bool {
	d, ok := x.(*ast.FuncDecl)
	if !ok || d.Body == nil || d.Type.Params == nil {
		return false
	}
	for _, f := range d.Type.Params.List {
		if !n.mayFail(f.Type) {
			continue
		}
		for _, name := range f.Names {
			if calledInLoop(d.Body, name.Name) {
				return true
			}
		}
	}
	return false
}

// mayFail says whether a type may be that of functions that return an error.
func (n names) mayFail(e ast.Expr) bool {
	switch t := n.literal(e).(type) {
	case nil:
		return true
	case *ast.FuncType:
		return t.Results.NumFields() > 0
	}
	return false
}

// calledInLoop says whether a loop in body calls something of a name.
func calledInLoop(body *ast.BlockStmt, name string) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			ast.Inspect(n, func(n ast.Node) bool {
				if call, ok := n.(*ast.CallExpr); ok {
					id, ok := ast.Unparen(call.Fun).(*ast.Ident)
					found = found || ok && id.Name == name
				}
				return !found
			})
		}
		return !found
	})
	return found
}
