package core

import (
	"bytes"
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/vpplint/vpplint/internal/evidence"
	"github.com/vpplint/vpplint/internal/standard"
)

// Needle is what the sources of a package contain that is the first to speak
// VPP: without errorNumber there is no evidence.
var Needle = []byte("errorNumber")

// mentionsNumber looks for the needle in the bytes of files. A file that cannot
// be read may contain it.
func mentionsNumber(pass *analysis.Pass, files []*ast.File) bool {
	for _, f := range files {
		src, err := pass.ReadFile(pass.Fset.File(f.FileStart).Name())
		if err != nil || bytes.Contains(src, Needle) {
			return true
		}
	}
	return false
}

// waits are what the sources of a package contain in which something is
// retried or delayed.
var waits = [][]byte{
	[]byte("time.Sleep"), []byte("time.After"), []byte("time.NewTimer"), []byte("time.NewTicker"), []byte("time.Tick"), []byte("time.Duration"),
	[]byte("time.Millisecond"), []byte("time.Second"), []byte("time.Minute"),
}

// mayHelp says whether a package could hold a function on which a retry in
// another package depends, before anything is built. Of the user's own packages
// any can; of other modules those that wait, and export a function whose shape
// is that of a helper, those that call a function again that may fail, and those
// that are generic, or whose values hold others.
func mayHelp(pass *analysis.Pass, src *evidence.Source) bool {
	if standard.Is(src.Pkg.Path()) || src.Pkg.Name() == "main" {
		return false
	}
	if own := pass.Module == nil || pass.Module.Version == ""; own {
		return helpers{src.Pkg, src.Info}.any(src.Files)
	}
	if importsTime(src.Pkg) && exportsHelper(src.Pkg) && mentionsWait(pass, src.Files) {
		return true
	}
	return exportsGeneric(src.Pkg) || exportsHolder(src.Pkg) || helpers{src.Pkg, src.Info}.repeats(src.Files)
}

// exportsHelper says whether a package exports a function that is shaped like a
// helper.
func exportsHelper(pkg *types.Package) bool {
	scope := pkg.Scope()
	for _, name := range scope.Names() {
		if !ast.IsExported(name) {
			continue
		}
		switch obj := scope.Lookup(name).(type) {
		case *types.Func:
			if shaped(obj.Signature()) {
				return true
			}
		case *types.TypeName:
			named, ok := obj.Type().(*types.Named)
			if !ok {
				continue
			}
			methods := slices.Collect(named.Methods())
			if i, ok := named.Underlying().(*types.Interface); ok {
				methods = slices.Collect(i.ExplicitMethods())
			}
			if slices.ContainsFunc(methods, func(m *types.Func) bool { return m.Exported() && shaped(m.Signature()) }) {
				return true
			}
		}
	}
	return false
}

// exportsGeneric says whether a package exports a generic function, or a type of
// collections.
func exportsGeneric(pkg *types.Package) bool {
	scope := pkg.Scope()
	for _, name := range scope.Names() {
		if !ast.IsExported(name) {
			continue
		}
		switch obj := scope.Lookup(name).(type) {
		case *types.Func:
			if obj.Signature().TypeParams().Len() > 0 {
				return true
			}
		case *types.TypeName:
			if isCollection(obj.Type()) {
				return true
			}
		}
	}
	return false
}

// exportsHolder says whether a package exports a function that puts anything
// into a value of the package, from which it can be taken out again: options are
// made of such.
func exportsHolder(pkg *types.Package) bool {
	scope := pkg.Scope()
	for _, name := range scope.Names() {
		obj, ok := scope.Lookup(name).(*types.Func)
		if !ok || !obj.Exported() || obj.Signature().Results().Len() != 1 || !hasAnything(obj.Signature().Params()) {
			continue
		}
		result, ok := types.Unalias(obj.Signature().Results().At(0).Type()).(*types.Named)
		if !ok || result.Obj().Pkg() != pkg {
			continue
		}
		if i, ok := result.Underlying().(*types.Interface); ok {
			for m := range i.Methods() {
				if sig := m.Signature(); sig.Params().Len() == 0 && hasAnything(sig.Results()) {
					return true
				}
			}
		}
	}
	return false
}

// hasAnything says whether a list of parameters or results has one of type any.
func hasAnything(vars *types.Tuple) bool {
	for v := range vars.Variables() {
		if i, ok := v.Type().Underlying().(*types.Interface); ok && i.Empty() {
			return true
		}
	}
	return false
}

func mentionsWait(pass *analysis.Pass, files []*ast.File) bool {
	for _, f := range files {
		src, err := pass.ReadFile(pass.Fset.File(f.FileStart).Name())
		if err == nil && containsWait(src) {
			return true
		}
	}
	return false
}

func importsTime(pkg *types.Package) bool {
	return slices.ContainsFunc(pkg.Imports(), func(p *types.Package) bool { return p.Path() == "time" })
}

// shaped says whether a signature takes a function, or returns one, a delay or
// a transport.
func shaped(sig *types.Signature) bool {
	if equips(sig) {
		return true
	}
	isFunc := func(t types.Type) bool { _, ok := t.Underlying().(*types.Signature); return ok }
	for v := range sig.Params().Variables() {
		t := v.Type()
		if s, ok := t.Underlying().(*types.Slice); ok {
			t = s.Elem()
		}
		if isFunc(t) {
			return true
		}
	}
	for v := range sig.Results().Variables() {
		if isFunc(v.Type()) || types.TypeString(v.Type(), nil) == "time.Duration" {
			return true
		}
	}
	return false
}
