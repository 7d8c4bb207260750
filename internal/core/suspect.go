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
	return anyDecl(files, looksGeneric) || anyDecl(files, looksHolding) || anyDecl(files, looksRepeating) || anyDecl(files, looksClassifying)
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

// looksGeneric says yes wherever exportsGeneric does: an alias may be of a
// generic type.
func looksGeneric(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.FuncDecl:
		return n.Recv == nil && n.Type.TypeParams != nil
	case *ast.TypeSpec:
		if n.Assign.IsValid() {
			switch n.Type.(type) {
			case *ast.Ident, *ast.SelectorExpr, *ast.IndexExpr, *ast.IndexListExpr, *ast.ParenExpr, *ast.StarExpr:
				return true
			}
		}
		return n.TypeParams != nil
	}
	return false
}

// looksHolding says yes wherever isHolder does: for a function that returns
// something with a name alone, and takes what may be anything.
func looksHolding(n ast.Node) bool {
	d, ok := n.(*ast.FuncDecl)
	if !ok || d.Recv != nil || d.Type.Results.NumFields() != 1 {
		return false
	}
	switch t := ast.Unparen(d.Type.Results.List[0].Type).(type) {
	case *ast.Ident:
		if basic[t.Name] {
			return false
		}
	case *ast.IndexExpr, *ast.IndexListExpr:
	default:
		return false
	}
	return slices.ContainsFunc(d.Type.Params.List, func(f *ast.Field) bool {
		switch t := ast.Unparen(f.Type).(type) {
		case *ast.Ident:
			return !basic[t.Name]
		case *ast.InterfaceType, *ast.SelectorExpr, *ast.IndexExpr, *ast.IndexListExpr:
			return true
		}
		return false
	})
}

// looksClassifying says yes wherever isClassifier does: for a function that
// takes one thing that may be an error, and returns one that may be a bool.
func looksClassifying(n ast.Node) bool {
	d, ok := n.(*ast.FuncDecl)
	if !ok || d.Recv != nil || d.Type.Params.NumFields() != 1 || d.Type.Results.NumFields() != 1 {
		return false
	}
	may := func(e ast.Expr, name string) bool {
		switch t := ast.Unparen(e).(type) {
		case *ast.Ident:
			return t.Name == name || !basic[t.Name]
		case *ast.SelectorExpr, *ast.InterfaceType, *ast.IndexExpr, *ast.IndexListExpr:
			return true
		}
		return false
	}
	return may(d.Type.Params.List[0].Type, "error") && may(d.Type.Results.List[0].Type, "bool")
}

// basic are the types that everybody knows, and that are no interface without
// methods. A package that declares one of these names itself is not thought of.
var basic = map[string]bool{
	"bool": true, "byte": true, "complex128": true, "complex64": true, "error": true, "float32": true, "float64": true,
	"int": true, "int16": true, "int32": true, "int64": true, "int8": true, "rune": true, "string": true,
	"uint": true, "uint16": true, "uint32": true, "uint64": true, "uint8": true, "uintptr": true,
}

// looksRepeating says yes wherever helpers.repeats does.
func looksRepeating(n ast.Node) bool {
	d, ok := n.(*ast.FuncDecl)
	if !ok || d.Body == nil || d.Type.Params == nil {
		return false
	}
	for _, f := range d.Type.Params.List {
		switch ast.Unparen(f.Type).(type) {
		case *ast.FuncType, *ast.Ident, *ast.SelectorExpr, *ast.IndexExpr, *ast.IndexListExpr:
		default:
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
