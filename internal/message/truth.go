package message

import "golang.org/x/tools/go/ssa"

// isTruth says whether the outcome of a search leaves as a truth. Where code
// only branches on a sign that it finds, or cuts there, it takes the text apart
// to show it.
func (j *judge) isTruth(d *decision) bool {
	if d.match == matchEqual || d.match == matchOrder {
		return false
	}
	v, ok := d.instr.(ssa.Value)
	return ok && escapesAsTruth(v, 0)
}

func escapesAsTruth(v ssa.Value, depth int) bool {
	if depth > 4 || v.Referrers() == nil {
		return false
	}
	for _, r := range *v.Referrers() {
		switch x := r.(type) {
		case *ssa.Return:
			if isBool(v.Type()) {
				return true
			}
		case *ssa.BinOp, *ssa.Phi, *ssa.Extract, *ssa.UnOp:
			if u := r.(ssa.Value); (isBool(u.Type()) || isBool(v.Type())) && escapesAsTruth(u, depth+1) {
				return true
			}
		case *ssa.Store:
			if x.Val == v && isBool(v.Type()) {
				return true
			}
		case *ssa.If: // of a && b, a || b
			for _, succ := range x.Block().Succs {
				for _, instr := range succ.Instrs {
					if phi, ok := instr.(*ssa.Phi); ok && isBool(phi.Type()) && escapesAsTruth(phi, depth+1) {
						return true
					}
				}
			}
		}
	}
	return false
}
