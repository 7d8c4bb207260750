package message

import "golang.org/x/tools/go/ssa"

// atIndex says whether a value is the letter at a fixed place of a text. A walk
// over all letters makes another text of it.
func atIndex(v ssa.Value) bool {
	switch x := v.(type) {
	case *ssa.Lookup:
		return constKey(x.Index) != ""
	case *ssa.Index:
		return constKey(x.Index) != ""
	case *ssa.UnOp:
		ia, ok := x.X.(*ssa.IndexAddr)
		return ok && constKey(ia.Index) != ""
	case *ssa.Extract:
		c, ok := x.Tuple.(*ssa.Call)
		if !ok {
			return false
		}
		// The first or last letter, unless more and more of the text is read.
		f := stdCallee(c.Common())
		if f == nil || f.Pkg().Path() != "unicode/utf8" {
			return false
		}
		_, loop := c.Call.Args[0].(*ssa.Phi)
		return !loop
	}
	return false
}

// isLetter says whether a value is a letter of a text. Two texts that are
// compared letter by letter are compared.
func isLetter(v ssa.Value) bool {
	switch x := v.(type) {
	case *ssa.Lookup, *ssa.Index:
		return true
	case *ssa.UnOp:
		_, ok := x.X.(*ssa.IndexAddr)
		return ok
	case *ssa.Convert:
		return isRune(x.X.Type()) && isLetter(x.X)
	case *ssa.Extract:
		switch t := x.Tuple.(type) {
		case *ssa.Next:
			return t.IsString
		case *ssa.Call:
			f := stdCallee(t.Common())
			return f != nil && f.Pkg().Path() == "unicode/utf8"
		}
	case *ssa.BinOp: // another case
		_, ok := x.Y.(*ssa.Const)
		return ok && isLetter(x.X)
	case *ssa.Call:
		args := x.Call.Args
		return !x.Call.IsInvoke() && isRune(x.Type()) && len(args) > 0 && isLetter(args[len(args)-1])
	}
	return false
}
