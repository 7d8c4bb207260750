package core

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/vpplint/vpplint/internal/evidence"
	"github.com/vpplint/vpplint/internal/standard"
)

// needle is what the sources of a package contain that is the first to speak
// VPP: without errorNumber there is no evidence.
var needle = []byte("errorNumber")

// mentionsNumber looks for the needle in the bytes of files. A file that cannot
// be read may contain it.
func mentionsNumber(pass *analysis.Pass, files []*ast.File) bool {
	return Suspect{Files: namesOf(pass.Fset, files)}.Speaks(pass.ReadFile)
}

// waits are what the sources of a package contain in which something is
// retried or delayed.
var waits = [][]byte{
	[]byte("time.Sleep"), []byte("time.After"), []byte("time.NewTimer"), []byte("time.NewTicker"), []byte("time.Tick"), []byte("time.Duration"),
	[]byte("time.Millisecond"), []byte("time.Second"), []byte("time.Minute"),
}

// help is what a package does for retries in others.
type help int

const (
	noHelp           help = iota
	tellsErrorsApart      // and nothing else: only these functions count
	holdsValues           // likewise
	anyHelp
)

// only are the functions that count where a package helps in one way; nil is any.
func (k help) only() func(*types.Func) bool {
	switch k {
	case tellsErrorsApart:
		return isClassifier
	case holdsValues:
		return isHolder
	}
	return nil
}

// mayHelp says whether a package could hold a function on which a retry in
// another package depends, before anything is built. Of the user's own packages
// any can; of other modules those that wait, and export a function whose shape
// is that of a helper, those that call a function again that may fail, those that
// are generic, or whose values hold others, and those that tell errors apart.
func mayHelp(pass *analysis.Pass, src *evidence.Source) help {
	if standard.Is(src.Pkg.Path()) || src.Pkg.Name() == "main" {
		return noHelp
	}
	h := helpers{pkg: src.Pkg, info: src.Info}
	switch own := pass.Module == nil || pass.Module.Version == ""; {
	case own && h.any(src.Files),
		!own && importsTime(src.Pkg) && exportsHelper(src.Pkg) && mentionsWait(pass, src.Files),
		!own && (exportsGeneric(src.Pkg) || h.repeats(src.Files)):
		return anyHelp
	case !own && anyFunc(src.Pkg, isHolder):
		return holdsValues
	case !own && anyFunc(src.Pkg, isClassifier):
		return tellsErrorsApart
	}
	return noHelp
}

// anyExported says whether an exported object of a package is of a kind.
func anyExported(pkg *types.Package, is func(types.Object) bool) bool {
	scope := pkg.Scope()
	return slices.ContainsFunc(scope.Names(), func(name string) bool {
		return ast.IsExported(name) && is(scope.Lookup(name))
	})
}

// anyFunc is anyExported for functions.
func anyFunc(pkg *types.Package, is func(*types.Func) bool) bool {
	return anyExported(pkg, func(obj types.Object) bool {
		fn, ok := obj.(*types.Func)
		return ok && is(fn)
	})
}

// exportsHelper says whether a package exports a function that is shaped like a
// helper.
func exportsHelper(pkg *types.Package) bool {
	return anyExported(pkg, func(obj types.Object) bool {
		switch obj := obj.(type) {
		case *types.Func:
			return shaped(obj.Signature())
		case *types.TypeName:
			named, ok := obj.Type().(*types.Named)
			if !ok {
				return false
			}
			methods := slices.Collect(named.Methods())
			if i, ok := named.Underlying().(*types.Interface); ok {
				methods = slices.Collect(i.ExplicitMethods())
			}
			return slices.ContainsFunc(methods, func(m *types.Func) bool { return m.Exported() && shaped(m.Signature()) })
		}
		return false
	})
}

// exportsGeneric says whether a package exports a generic function, or a type of
// collections.
func exportsGeneric(pkg *types.Package) bool {
	return anyExported(pkg, func(obj types.Object) bool {
		switch obj := obj.(type) {
		case *types.Func:
			return obj.Signature().TypeParams().Len() > 0
		case *types.TypeName:
			return isCollection(obj.Type())
		}
		return false
	})
}

// isHolder says whether a function puts anything into a value of its package, from
// which it can be taken out again: options are made of such.
func isHolder(fn *types.Func) bool {
	sig := fn.Signature()
	if sig.Recv() != nil || sig.Results().Len() != 1 || !hasAnything(sig.Params()) {
		return false
	}
	result, ok := types.Unalias(sig.Results().At(0).Type()).(*types.Named)
	if !ok || result.Obj().Pkg() != fn.Pkg() {
		return false
	}
	if i, ok := result.Underlying().(*types.Interface); ok {
		for m := range i.Methods() {
			if sig := m.Signature(); sig.Params().Len() == 0 && hasAnything(sig.Results()) {
				return true
			}
		}
	}
	return false
}

// isClassifier says whether a function says yes or no to an error.
func isClassifier(fn *types.Func) bool {
	in, out := fn.Signature().Params(), fn.Signature().Results()
	return fn.Signature().Recv() == nil && in.Len() == 1 && out.Len() == 1 && isError(in.At(0).Type()) && types.IsInterface(in.At(0).Type()) && types.Identical(out.At(0).Type().Underlying(), types.Typ[types.Bool])
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

func isFunc(t types.Type) bool { _, ok := t.Underlying().(*types.Signature); return ok }

// takesFunc says whether a signature takes a function, or a list of such.
func takesFunc(sig *types.Signature) bool {
	for v := range sig.Params().Variables() {
		t := v.Type()
		if s, ok := t.Underlying().(*types.Slice); ok {
			t = s.Elem()
		}
		if isFunc(t) {
			return true
		}
	}
	return false
}

// shaped says whether a signature takes a function, or returns one, a delay or
// a transport.
func shaped(sig *types.Signature) bool {
	if equips(sig) || takesFunc(sig) {
		return true
	}
	for v := range sig.Results().Variables() {
		if isFunc(v.Type()) || types.TypeString(v.Type(), nil) == "time.Duration" {
			return true
		}
	}
	return false
}
