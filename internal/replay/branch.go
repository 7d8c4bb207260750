package replay

import "github.com/vpplint/vpplint/internal/body"

// tells says whether the branch at pc goes by something that a call returned,
// or an answer holds; a count of attempts does neither.
func (f *Func) tells(pc int) bool {
	if f.telling == nil {
		f.telling = make([]bool, len(f.Code))
		def := make([]int, f.Regs)
		for i := range def {
			def[i] = -1
		}
		for i := range f.Code {
			if d := f.Code[i].Dst; d >= 0 {
				def[d] = i
			}
		}
		for i := range f.Code {
			if f.Code[i].Op == body.If {
				f.telling[i] = f.told(def, f.Code[i].Args[0], 0)
			}
		}
	}
	return f.telling[pc]
}

// told follows a value back to where it comes from.
func (f *Func) told(def []int, v body.Operand, depth int) bool {
	if v < 0 || v == body.None || depth > 10 || def[v] < 0 {
		return false
	}
	in := &f.Code[def[v]]
	switch in.Op {
	case body.Call:
		return in.Flags&body.Builtin == 0
	case body.Phi, body.Alloc:
		return false
	case body.FieldAddr, body.Field:
		if len(in.TArgs) == 1 && f.pkg.typ(in.TArgs[0], nil).vpp() {
			return true
		}
	}
	for _, a := range in.Args {
		if f.told(def, a, depth+1) {
			return true
		}
	}
	return false
}
