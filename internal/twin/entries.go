package twin

import (
	"fmt"
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/packages"
)

// Entry is an exported function, or method of an exported type, which the
// runner can call.
type Entry struct {
	Name   string // "path.Func", "(path.T).Method"
	Reason string // why it is not run: what its doc comment says behind "//twin:none"
	make   string // Go statements that return the function
}

// entries lists what can be called from outside a package, in source order.
func entries(p *packages.Package) []Entry {
	if p.Name == "main" {
		return nil
	}
	var out []Entry
	for _, file := range p.Syntax {
		for _, decl := range file.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok || !fn.Name.IsExported() {
				continue
			}
			obj := p.TypesInfo.Defs[fn.Name].(*types.Func)
			e := Entry{Name: obj.FullName(), Reason: reason(fn.Doc)}
			recv := obj.Signature().Recv()
			switch {
			case recv == nil && obj.Signature().TypeParams().Len() > 0:
				e.make = fmt.Sprintf("return %s[any]", alias(p.PkgPath, fn.Name.Name))
			case recv == nil:
				e.make = "return " + alias(p.PkgPath, fn.Name.Name)
			default:
				named := receiver(recv.Type())
				if !named.Obj().Exported() || saysText(fn.Name.Name) {
					continue
				}
				e.Name = fmt.Sprintf("(%s.%s).%s", p.PkgPath, named.Obj().Name(), fn.Name.Name)
				e.make = makeReceiver(p, named) + "; return v." + fn.Name.Name
			}
			out = append(out, e)
		}
	}
	return out
}

// saysText says whether a method only puts its receiver into words.
func saysText(method string) bool { return method == "Error" || method == "String" }

func receiver(t types.Type) *types.Named {
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem()
	}
	return t.(*types.Named)
}

// makeReceiver declares v, made by the first constructor if there is one.
func makeReceiver(p *packages.Package, named *types.Named) string {
	scope := p.Types.Scope()
	for _, name := range scope.Names() {
		fn, ok := scope.Lookup(name).(*types.Func)
		if !ok || !fn.Exported() || fn.Signature().Results().Len() == 0 || fn.Signature().TypeParams().Len() > 0 {
			continue
		}
		made := alias(p.PkgPath, named.Obj().Name())
		switch t := fn.Signature().Results().At(0).Type(); {
		case types.Identical(t, types.NewPointer(named)):
			made = "*" + made
		case !types.Identical(t, named):
			continue
		}
		return fmt.Sprintf("v := pinned.Made[%s](%s)", made, alias(p.PkgPath, name))
	}
	return "v := new(" + alias(p.PkgPath, named.Obj().Name()) + ")"
}

// alias qualifies a name with what the runner imports its package as.
func alias(path, name string) string {
	return strings.NewReplacer("/", "_", ".", "_", "-", "_").Replace(path) + "." + name
}

const directive = "//twin:none "

func reason(doc *ast.CommentGroup) string {
	if doc == nil {
		return ""
	}
	for _, c := range doc.List {
		if why, ok := strings.CutPrefix(c.Text, directive); ok {
			return strings.TrimSpace(why)
		}
	}
	return ""
}
