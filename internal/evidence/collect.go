package evidence

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/vpplint/vpplint/internal/apple"
)

// Collect weighs the evidence in a package. imports are the facts of its
// direct imports.
func Collect(src Source, imports []*Fact) *Evidence {
	e := &Evidence{structs: make(map[structKey]bool), named: make(map[Type]bool)}
	for _, fact := range imports {
		if fact != nil {
			for _, t := range fact.Types {
				e.named[t] = true
			}
		}
	}
	if src.Pkg == nil || src.Info == nil {
		return e
	}
	own := mentions(src)
	foreign, apparentOne := e.usesForeign(src)
	e.foreign = apparentOne
	if !own && !foreign && len(e.named) == 0 {
		return e
	}
	c := &collector{Evidence: e, src: src}
	c.collect(own, foreign)
	return e
}

// collector weighs one package.
type collector struct {
	*Evidence
	src   Source
	types []declared
}

// declared is a struct type that the package writes down.
type declared struct {
	name *types.TypeName // nil for a struct without a name
	t    types.Type
	s    *types.Struct
	from types.Type // what it is declared with: a struct, or another type
	in   bool       // inside of a function, where no importer can see it
}

func (c *collector) collect(own, foreign bool) {
	c.declarations()
	if own || foreign {
		keys := newGroups(c.src)
		n := newNumbers(c.src, keys, func(s *types.Struct) bool { return c.shape(s).pair() })
		n.solve()
		keys.collect(n.callees)
		numbers := n.corroborated()

		pkg := own && c.packageSpeaks()
		for _, d := range c.types {
			if sh := c.shape(d.s); sh.pair() && (pkg || numbers[keyOf(d.s)] || c.constantFor(d.s) || apparent(d.name, d.s, sh)) {
				c.own(d)
			}
		}
		for owner := range numbers {
			if key, ok := owner.(structKey); ok && key.Pkg() != c.src.Pkg {
				c.structs[key] = true // for this package only
			}
		}
		c.contained()
		c.groups = keys.speaking(pkg, func(g *group) bool { return numbers[g] })
	}
	c.travelled()
	c.selected()
	e := c.Evidence
	for _, d := range c.types {
		if ref, ok := typeNamed(d.name, d.s); ok && !d.in && c.shape(d.s).pair() && !e.named[ref] {
			e.open = true
		}
	}
}

// declarations lists the struct types that the package writes down.
func (c *collector) declarations() {
	names := make(map[structKey]bool)
	c.inspect(func(n ast.Node, local bool) {
		spec, ok := n.(*ast.TypeSpec)
		if !ok || spec.Assign.IsValid() {
			return
		}
		name, _ := c.src.Info.Defs[spec.Name].(*types.TypeName)
		if name == nil {
			return
		}
		if s, ok := name.Type().Underlying().(*types.Struct); ok && s.NumFields() > 0 {
			c.types = append(c.types, declared{name, name.Type(), s, c.src.Info.TypeOf(spec.Type), local})
			names[keyOf(s)] = true
		}
	})
	c.inspect(func(n ast.Node, local bool) {
		if _, ok := n.(*ast.StructType); !ok {
			return
		}
		s, _ := c.src.Info.TypeOf(n.(ast.Expr)).(*types.Struct)
		if key := keyOf(s); key != nil && !names[key] {
			c.types = append(c.types, declared{nil, s, s, s, local})
		}
	})
}

// inspect visits the syntax and says what is inside of a function.
func (c *collector) inspect(visit func(n ast.Node, local bool)) {
	for _, file := range c.src.Files {
		var walk func(root ast.Node, local bool)
		walk = func(root ast.Node, local bool) {
			ast.Inspect(root, func(n ast.Node) bool {
				if body, ok := n.(*ast.BlockStmt); ok && !local {
					walk(body, true)
					return false
				}
				if n != nil {
					visit(n, local)
				}
				return true
			})
		}
		walk(file, false)
	}
}

// own notes that a type of this package has evidence.
func (c *collector) own(d declared) (news bool) {
	key := keyOf(d.s)
	if ref, ok := typeNamed(d.name, d.s); ok && !d.in && !c.named[ref] {
		c.named[ref] = true
		news = true
	}
	if !c.structs[key] && key.Pkg() == c.src.Pkg {
		c.structs[key] = true
		news = true
	}
	return news
}

// packageSpeaks says whether the package corroborates all that has the pair.
func (c *collector) packageSpeaks() bool {
	if pkgSaysVPP(c.src.Pkg) {
		return true
	}
	for _, d := range c.types {
		if c.shape(d.s).distinctive {
			return true
		}
	}
	return literalsSayVPP(c.src) || c.constantNamed()
}

// constantFor says whether a number of Apple's tables is declared as a
// constant of the type that the struct's number has.
func (c *collector) constantFor(s *types.Struct) bool {
	var codes []types.Type
	flattenFields(s, nil, func(in *types.Struct, i int) {
		if wireRole(in, i) == Number {
			if named, ok := types.Unalias(deref(in.Field(i).Type())).(*types.Named); ok {
				codes = append(codes, named)
			}
		}
	})
	if len(codes) == 0 {
		return false
	}
	return c.constants(func(k *types.Const) bool {
		return slices.ContainsFunc(codes, func(t types.Type) bool { return types.Identical(t, k.Type()) })
	})
}

// constantNamed says whether a number of Apple's tables is declared as a
// constant that is named after Apple's text (CodeTokenExpired = 9621).
func (c *collector) constantNamed() bool {
	return c.constants(func(k *types.Const) bool {
		n, ok := intOf(k.Val())
		if !ok {
			return false
		}
		texts := make(map[string]bool)
		for _, text := range apple.Texts(n) {
			for _, w := range words(text.Message) {
				texts[w] = true
			}
		}
		named := false
		for _, w := range words(k.Name()) {
			switch {
			case texts[w]:
				named = true
			case !slices.Contains(kinds, w):
				return false
			}
		}
		return named
	})
}

// kinds are the words of a constant's name that only say what it is.
var kinds = []string{"err", "error", "errs", "code", "num", "number", "e", "n", "is", "vpp", "apple", "status"}

// constants says whether a constant of the package that is one of Apple's
// numbers has the property.
func (c *collector) constants(has func(*types.Const) bool) bool {
	for id, obj := range c.src.Info.Defs {
		k, ok := obj.(*types.Const)
		if ok && isListed(k.Val()) && counts(c.src, id.Pos()) && has(k) {
			return true
		}
	}
	return false
}

// contained gives evidence to the answers in structs that have other names of
// the service: the head of an assignment, the entries of its associations.
func (c *collector) contained() {
	var pairs = make(map[structKey][]declared)
	for _, d := range c.types {
		if c.shape(d.s).pair() {
			pairs[keyOf(d.s)] = append(pairs[keyOf(d.s)], d)
		}
	}
	if len(pairs) == 0 {
		return
	}
	type visit struct {
		t     string
		named bool
	}
	seen := make(map[visit]bool)
	var walk func(t types.Type, named bool, depth int)
	walk = func(t types.Type, named bool, depth int) {
		switch u := types.Unalias(t).(type) {
		case *types.Pointer:
			walk(u.Elem(), named, depth)
		case *types.Slice:
			walk(u.Elem(), named, depth)
		case *types.Array:
			walk(u.Elem(), named, depth)
		case *types.Map:
			walk(u.Elem(), named, depth)
		case *types.Named, *types.Struct:
			s, ok := u.Underlying().(*types.Struct)
			if !ok {
				if _, named2 := u.(*types.Named); named2 && depth < 20 {
					walk(u.Underlying(), named, depth+1)
				}
				return
			}
			v := visit{types.TypeString(t, nil), named}
			if seen[v] || depth > 20 || keyOf(s) == nil {
				return
			}
			seen[v] = true
			if named {
				for _, d := range pairs[keyOf(s)] {
					c.own(d)
				}
			}
			named = named || c.shape(s).named
			for i := range s.NumFields() {
				if tag := fieldTag(s, i); tag.inline || len(tag.names) > 0 {
					walk(s.Field(i).Type(), named, depth+1)
				}
			}
		}
	}
	for _, d := range c.types {
		walk(d.t, false, 0)
	}
	for id, inst := range c.src.Info.Instances {
		if named, ok := inst.Type.(*types.Named); ok && counts(c.src, id.Pos()) {
			walk(named, false, 0)
		}
	}
}

// travelled spreads evidence to own types: from the type that one is declared
// with or embeds, and to the parts that answers embed.
func (c *collector) travelled() {
	for again := true; again; {
		again = false
		for _, d := range c.types {
			sh := c.shape(d.s)
			if !sh.pair() || !(c.knows(d.t, nil) || c.knows(d.from, nil)) {
				continue
			}
			again = c.own(d) || again
			flattenStructs(d.s, func(part *types.Struct) {
				if c.shape(part).role && keyOf(part).Pkg() == c.src.Pkg {
					for _, p := range c.types {
						if keyOf(p.s) == keyOf(part) {
							again = c.own(p) || again
						}
					}
				}
			})
		}
	}
}

// selected notes, for this package only, the foreign structs that it reaches
// through an answer, or through a struct with other names of the service.
func (c *collector) selected() {
	for sel, selection := range c.src.Info.Selections {
		if !counts(c.src, sel.Pos()) {
			continue
		}
		steps(selection, func(t types.Type, s *types.Struct, i int) {
			inline := fieldTag(s, i).inline
			if !(inline && c.knows(t, nil)) && !c.shape(s).named {
				return
			}
			inner := element(s.Field(i).Type())
			in := structOf(inner)
			if keyOf(in) == nil || keyOf(in).Pkg() == c.src.Pkg {
				return
			}
			if sh := c.shape(in); sh.pair() || inline && sh.role {
				c.structs[keyOf(in)] = true
			}
		})
	}
}

// element is the type of the elements of lists and maps of t.
func element(t types.Type) types.Type {
	for range 10 {
		switch u := types.Unalias(t).(type) {
		case *types.Pointer:
			t = u.Elem()
		case *types.Slice:
			t = u.Elem()
		case *types.Array:
			t = u.Elem()
		case *types.Map:
			t = u.Elem()
		default:
			return t
		}
	}
	return t
}
