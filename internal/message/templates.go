package message

import (
	"go/types"
	"slices"
	"text/template/parse"

	"golang.org/x/tools/go/ssa"
)

// A template shows the parts of its data that it names: the text of the
// template tells which, where it is written down.

// executors run a template: they write to their second argument what the last
// one makes of it.
var executors = each(true, `text/template.Template. html/template.Template.`, `Execute ExecuteTemplate`)

// rendered asks for what a template shows.
func (w *walk) rendered(n node, c *ssa.CallCommon) {
	if len(c.Args) < 3 || w.nested > 3 {
		return
	}
	names, whole := w.e.shownBy(c.Args[0], w)
	data := c.Args[len(c.Args)-1]
	if m, ok := data.(*ssa.MakeInterface); ok {
		data = m.X
	}
	if whole {
		w.text(n, data)
	}
	for _, p := range w.e.partsNamed(data.Type(), names, 0) {
		w.push(n.with(data, p))
	}
}

// shownBy are the names in the text of a template, and whether it shows its
// data as a whole.
func (e *engine) shownBy(t ssa.Value, of *walk) (names []string, whole bool) {
	for text := range e.walkFrom(node{v: t, up: true}, of).res.literals {
		tree := parse.New("")
		tree.Mode = parse.SkipFuncCheck
		set := map[string]*parse.Tree{}
		if _, err := tree.Parse(text, "", "", set); err != nil {
			continue
		}
		for _, part := range set {
			inspect(part.Root, func(n parse.Node) {
				switch n := n.(type) {
				case *parse.FieldNode:
					names = append(names, n.Ident...)
				case *parse.ChainNode:
					names = append(names, n.Field...)
				case *parse.VariableNode:
					names = append(names, n.Ident[1:]...)
				case *parse.DotNode:
					whole = true
				}
			})
		}
	}
	slices.Sort(names)
	return slices.Compact(names), whole
}

// inspect visits the nodes of a template.
func inspect(n parse.Node, visit func(parse.Node)) {
	visit(n)
	branch := func(b *parse.BranchNode) {
		inspect(b.Pipe, visit)
		inspect(b.List, visit)
		if b.ElseList != nil {
			inspect(b.ElseList, visit)
		}
	}
	switch n := n.(type) {
	case *parse.ListNode:
		if n != nil {
			for _, m := range n.Nodes {
				inspect(m, visit)
			}
		}
	case *parse.ActionNode:
		inspect(n.Pipe, visit)
	case *parse.PipeNode:
		for _, c := range n.Cmds {
			inspect(c, visit)
		}
	case *parse.CommandNode:
		for _, a := range n.Args {
			inspect(a, visit)
		}
	case *parse.ChainNode:
		inspect(n.Node, visit)
	case *parse.IfNode:
		branch(&n.BranchNode)
	case *parse.RangeNode:
		branch(&n.BranchNode)
	case *parse.WithNode:
		branch(&n.BranchNode)
	case *parse.TemplateNode:
		if n.Pipe != nil {
			inspect(n.Pipe, visit)
		}
	}
}

// partsNamed are the ways to the texts in values of a type that lead through
// names.
func (e *engine) partsNamed(t types.Type, names []string, depth int) (out []*path) {
	under := func(s step, u types.Type) {
		if isText(u) || isErrorType(u) {
			out = append(out, e.cons(s, nil))
			return
		}
		for _, p := range e.partsNamed(u, names, depth+1) {
			out = append(out, e.cons(s, p))
		}
	}
	if depth > 3 {
		return nil
	}
	for _, name := range names {
		if hasMethod(t, name) {
			out = append(out, e.cons(step{kind: stepMethod, key: name}, nil))
		}
	}
	switch u := pointee(t).Underlying().(type) {
	case *types.Struct:
		for i := range u.NumFields() {
			if f := u.Field(i); f.Embedded() || slices.Contains(names, f.Name()) {
				under(e.fieldOf(t, i), f.Type())
			}
		}
	case *types.Slice:
		under(elem, u.Elem())
	case *types.Array:
		under(elem, u.Elem())
	case *types.Map:
		for _, name := range names {
			out = append(out, e.cons(step{kind: stepElem, key: "s" + name}, nil))
		}
		under(elem, u.Elem())
	}
	return out
}
