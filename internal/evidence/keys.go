package evidence

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"sort"
	"strings"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/vpplint/vpplint/internal/apple"
)

// keyGroup is a declaration whose accesses by key are to a VPP response.
type keyGroup struct{ pos, end token.Pos }

// KeyRole is the role of a constant key or path ("errorMessage",
// "associations.0.errorMessage") that is used at pos on a map or a gjson-like
// document, None where the group of accesses around it has no evidence.
func (e *Evidence) KeyRole(pos token.Pos, key string) Role {
	i := sort.Search(len(e.groups), func(i int) bool { return e.groups[i].end > pos })
	if i == len(e.groups) || pos < e.groups[i].pos {
		return None
	}
	return pathRole(elements(key))
}

// elements splits a path of gjson, jsonparser or JSON pointer.
func elements(path string) []string {
	return strings.FieldsFunc(path, func(r rune) bool { return strings.ContainsRune("./|[]()#@", r) })
}

// pathRole is the role of what a path leads to.
func pathRole(path []string) Role {
	if len(path) == 0 {
		return None
	}
	switch path[len(path)-1] {
	case wireNumber:
		return Number
	case wireText:
		return Text
	case wireStatus:
		// That of a license or user is a word.
		for _, outer := range path[:len(path)-1] {
			if outer != "associations" && outer != "disassociations" && strings.Trim(outer, "0123456789*") != "" {
				return None
			}
		}
		return Status
	}
	return None
}

// access is a use of a constant key or path on a document.
type access struct {
	doc  ast.Expr
	path []string
}

// accessOf reads an expression as an access: doc["key"], doc.Get("a", "key"),
// pkg.Get(doc, "a.key").
func accessOf(src Source, e ast.Expr) (access, bool) {
	switch e := e.(type) {
	case *ast.IndexExpr:
		if tv := src.Info.Types[e.X]; tv.Type == nil || !isMap(tv.Type) {
			return access{}, false
		}
		key, ok := constantString(src, e.Index)
		return access{e.X, []string{key}}, ok
	case *ast.CallExpr:
		return accessByCall(src, e)
	}
	return access{}, false
}

// accessesOf reads an expression as the accesses that it makes: a call that
// answers a list for several keys, pkg.GetMany(doc, "a", "b"), makes one for
// each.
func accessesOf(src Source, e ast.Expr) []access {
	a, ok := accessOf(src, e)
	if !ok {
		return nil
	}
	call, ok := e.(*ast.CallExpr)
	if !ok || !answersEach(src, call) {
		return []access{a}
	}
	var all []access
	for _, arg := range call.Args {
		if key, ok := constantString(src, arg); ok {
			all = append(all, access{a.doc, elements(key)})
		}
	}
	return all
}

// answersEach says whether a call answers a list: an entry for each key.
func answersEach(src Source, call *ast.CallExpr) bool {
	s, ok := src.Info.TypeOf(call).(*types.Slice)
	if !ok {
		return false
	}
	b, isBasic := s.Elem().Underlying().(*types.Basic)
	sig, isSig := src.Info.TypeOf(call.Fun).(*types.Signature)
	return !(isBasic && b.Kind() == types.Byte) && isSig && sig.Variadic()
}

// accessByCall reads a call whose arguments end in a constant path, and which
// has a document: its receiver or an argument before the path.
func accessByCall(src Source, call *ast.CallExpr) (access, bool) {
	n := len(call.Args)
	if n == 0 || call.Ellipsis.IsValid() || src.Info.Types[call].IsVoid() || src.Info.Types[call.Fun].IsType() {
		return access{}, false
	}
	var path []string
	first := n
	for first > 0 {
		v := src.Info.Types[call.Args[first-1]].Value
		if v == nil || v.Kind() != constant.String && v.Kind() != constant.Int {
			break
		}
		first--
	}
	for _, arg := range call.Args[first:] {
		if key, ok := constantString(src, arg); ok {
			path = append(path, elements(key)...)
		}
	}
	if len(path) == 0 {
		return access{}, false
	}
	a := access{path: path}
	sel, _ := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	method := sel != nil && src.Info.Selections[sel] != nil
	switch {
	case method:
		a.doc = sel.X
	case first > 0:
		a.doc = call.Args[first-1]
	default:
		return access{}, false
	}
	// The standard library reads by key from its maps only (url.Values);
	// everywhere else a constant string is no key (strings.Contains).
	if fn := typeutil.Callee(src.Info, call); fn == nil || standard(src, fn.Pkg()) {
		return a, method && isMap(src.Info.Types[sel.X].Type)
	}
	return a, true
}

// standard says whether pkg is of the standard library: the first element of
// its path has no dot, and it is not our own module.
func standard(src Source, pkg *types.Package) bool {
	if pkg == nil {
		return true
	}
	first, _, _ := strings.Cut(pkg.Path(), "/")
	own, _, _ := strings.Cut(src.Pkg.Path(), "/")
	return !strings.Contains(first, ".") && first != own
}

func isMap(t types.Type) bool {
	_, ok := deref(t).Underlying().(*types.Map)
	return ok
}

func constantString(src Source, e ast.Expr) (string, bool) {
	v := src.Info.Types[e].Value
	if v == nil || v.Kind() != constant.String {
		return "", false
	}
	return constant.StringVal(v), true
}

// group is a set of accesses that are about the same kind of document: those
// of one declaration, and of the functions to which it hands the document.
type group struct {
	parent       *group
	number, text bool
	corroborated bool
}

func (g *group) root() *group {
	for g.parent != nil {
		g = g.parent
	}
	return g
}

// groups finds the accesses of a package.
type groups struct {
	src   Source
	nodes map[any]*group // by declaration, variable and map type
	decls []ast.Decl     // those with accesses
	roots map[types.Object]bool
}

func newGroups(src Source) *groups {
	return &groups{src: src, nodes: make(map[any]*group), roots: make(map[types.Object]bool)}
}

func (gs *groups) node(of any) *group {
	g := gs.nodes[of]
	if g == nil {
		g = &group{}
		gs.nodes[of] = g
	}
	return g
}

func (gs *groups) join(a, b any) {
	x, y := gs.node(a).root(), gs.node(b).root()
	if x != y {
		y.parent = x
		x.number, x.text, x.corroborated = x.number || y.number, x.text || y.text, x.corroborated || y.corroborated
	}
}

// collect finds the groups; own gives the functions of this package that a
// call may reach.
func (gs *groups) collect(own func(*ast.CallExpr) []*types.Signature) {
	type handed struct{ from, to types.Object }
	var hands []handed
	for _, file := range gs.src.Files {
		for _, decl := range file.Decls {
			ast.Inspect(decl, func(n ast.Node) bool {
				if as, ok := n.(*ast.AssignStmt); ok {
					answers(as, own, func(result *types.Var, to ast.Expr) {
						if doc := gs.origin(to); doc != nil {
							hands = append(hands, handed{result, doc})
						}
					})
				}
				e, ok := n.(ast.Expr)
				if !ok {
					return true
				}
				for _, a := range accessesOf(gs.src, e) {
					gs.add(decl, a)
				}
				if call, ok := e.(*ast.CallExpr); ok {
					for _, sig := range own(call) {
						bind(gs.src, call, sig, func(param *types.Var, arg ast.Expr) {
							if from := gs.origin(arg); from != nil {
								hands = append(hands, handed{from, param})
							}
						})
					}
				}
				return true
			})
		}
	}
	for again := true; again; {
		again = false
		for _, h := range hands {
			if gs.roots[h.to] && (!gs.roots[h.from] || gs.node(h.from).root() != gs.node(h.to).root()) {
				gs.roots[h.from] = true
				gs.join(h.to, h.from)
				again = true
			}
		}
	}
}

// answers visits the results of functions of this package that are assigned:
// what one function returns is the same kind of document everywhere.
func answers(as *ast.AssignStmt, own func(*ast.CallExpr) []*types.Signature, visit func(result *types.Var, to ast.Expr)) {
	if len(as.Rhs) != 1 {
		return
	}
	call, ok := ast.Unparen(as.Rhs[0]).(*ast.CallExpr)
	if !ok {
		return
	}
	for _, sig := range own(call) {
		if sig.Results().Len() != len(as.Lhs) {
			continue
		}
		for i, to := range as.Lhs {
			visit(sig.Results().At(i), to)
		}
	}
}

func (gs *groups) add(decl ast.Decl, a access) {
	role := pathRole(a.path)
	named := slices.ContainsFunc(a.path, apple.Name)
	if role == None && !named {
		return
	}
	if !slices.Contains(gs.decls, decl) {
		gs.decls = append(gs.decls, decl)
	}
	if doc := gs.origin(a.doc); doc != nil {
		gs.roots[doc] = true
		gs.join(decl, doc)
	}
	if t := gs.src.Info.TypeOf(a.doc); t != nil {
		if name := namedOf(t); name != nil && name.Pkg() == gs.src.Pkg && isMap(t) {
			gs.join(decl, name)
		}
	}
	g := gs.node(decl).root()
	g.number = g.number || role == Number
	g.text = g.text || role == Text
	g.corroborated = g.corroborated || named
}

// origin is the variable or field that a document comes from.
func (gs *groups) origin(e ast.Expr) types.Object {
	for {
		switch x := ast.Unparen(e).(type) {
		case *ast.Ident:
			v, _ := gs.src.Info.ObjectOf(x).(*types.Var)
			if v == nil {
				return nil
			}
			return v.Origin()
		case *ast.SelectorExpr:
			v, _ := gs.src.Info.ObjectOf(x.Sel).(*types.Var)
			if v == nil {
				return nil
			}
			return v.Origin()
		case *ast.IndexExpr:
			e = x.X
		case *ast.TypeAssertExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.UnaryExpr:
			e = x.X
		case *ast.CallExpr:
			if gs.src.Info.Types[x.Fun].IsType() && len(x.Args) == 1 {
				e = x.Args[0]
				continue
			}
			a, ok := accessOf(gs.src, x)
			if !ok {
				return nil
			}
			e = a.doc
		default:
			return nil
		}
	}
}

// speaking returns the declarations with evidence, in source order.
func (gs *groups) speaking(pkg bool, corroborated func(*group) bool) []keyGroup {
	var out []keyGroup
	sure := make(map[*group]bool)
	for _, decl := range gs.decls {
		if g := gs.node(decl); corroborated(g) {
			sure[g.root()] = true
		}
	}
	for _, decl := range gs.decls {
		g := gs.node(decl).root()
		if g.number && g.text && (pkg || g.corroborated || sure[g]) {
			out = append(out, keyGroup{decl.Pos(), decl.End()})
		}
	}
	slices.SortFunc(out, func(a, b keyGroup) int { return int(a.pos - b.pos) })
	return out
}
