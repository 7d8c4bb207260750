package body

import "fmt"

// maxRegs bounds the registers of one function: go/ssa's largest have some ten
// thousand.
const maxRegs = 1 << 20

// operands is how many an operation has at least.
var operands = [lastOp]int{
	BinOp: 2, UnOp: 1, Load: 1, Recv: 1, Store: 2, FieldAddr: 1, Field: 1, IndexAddr: 2, Index: 2, Lookup: 2,
	MapUpdate: 3, Slice: 4, MakeSlice: 2, MakeInterface: 1, ChangeType: 1, Convert: 1, TypeAssert: 1, Extract: 1,
	Panic: 1, If: 1, Send: 2, Range: 1, Next: 1,
}

// check says whether every index of a decoded package is in range, so that the
// interpreter need not ask again.
func (p *Package) check(typesToo bool) error {
	typ := func(is ...int32) error {
		for _, i := range is {
			if i < -1 || int(i) >= len(p.Types) {
				return fmt.Errorf("type %d of %d", i, len(p.Types))
			}
		}
		return nil
	}
	if typesToo {
		if err := p.checkTypes(typ); err != nil {
			return err
		}
	}
	for _, g := range p.Globals {
		if err := typ(g.Type); err != nil {
			return err
		}
	}
	for _, f := range p.Funcs {
		if err := f.check(typ); err != nil {
			return fmt.Errorf("%s: %w", f.Name, err)
		}
	}
	return nil
}

func (p *Package) checkTypes(typ func(...int32) error) error {
	for _, t := range p.Types {
		if t.Kind >= lastKind {
			return fmt.Errorf("kind %d", t.Kind)
		}
		for _, f := range t.Fields {
			if err := typ(f.Type); err != nil {
				return err
			}
		}
		if err := typ(append(append([]int32{t.Elem, t.Key}, t.Params...), t.Results...)...); err != nil {
			return err
		}
	}
	for i := range p.Types {
		if !p.ends(int32(i)) {
			return fmt.Errorf("a pointer to itself")
		}
	}
	return nil
}

// ends says whether a chain of pointers leads to something else.
func (p *Package) ends(i int32) bool {
	for range len(p.Types) + 1 {
		if i < 0 || p.Types[i].Kind != KPointer {
			return true
		}
		i = p.Types[i].Elem
	}
	return false
}

func (f *Func) check(typ func(...int32) error) error {
	if err := typ(append(append(append([]int32(nil), f.Params...), f.Free...), f.Results...)...); err != nil {
		return err
	}
	if f.Regs < int32(len(f.Params)+len(f.Free)) || f.Regs > maxRegs || f.Recover < -1 || int(f.Recover) >= len(f.Blocks) {
		return fmt.Errorf("registers or recover block out of range")
	}
	for _, c := range f.Consts {
		if err := typ(append([]int32{c.Type}, c.TArgs...)...); err != nil {
			return err
		}
	}
	for _, in := range f.Code {
		if in.Op == Invalid || in.Op >= lastOp || in.Dst < -1 || in.Dst >= f.Regs {
			return fmt.Errorf("instruction %d", in.Op)
		}
		if err := typ(append([]int32{in.Type}, in.TArgs...)...); err != nil {
			return err
		}
		if len(in.Args) < operands[in.Op] {
			return fmt.Errorf("operation %d has %d operands", in.Op, len(in.Args))
		}
		if in.Op == Select && (in.N < 0 || len(in.Args) != 2*int(in.N)) {
			return fmt.Errorf("a select of %d states has %d operands", in.N, len(in.Args))
		}
		if in.Flags&(Dynamic|Invoke) != 0 && (len(in.Args) == 0 || in.Flags&Invoke != 0 && len(in.TArgs) == 0) {
			return fmt.Errorf("a call of nothing")
		}
		for _, a := range in.Args {
			if a != None && (a >= f.Regs || a < 0 && int(^a) >= len(f.Consts)) {
				return fmt.Errorf("operand %d", a)
			}
		}
	}
	for _, b := range f.Blocks {
		for i := b.Start; i >= 0 && i < b.End && int(b.End) <= len(f.Code); i++ {
			if in := f.Code[i]; in.Op == Jump && len(b.Succs) < 1 || in.Op == If && len(b.Succs) < 2 || in.Op == Phi && (len(in.Args) != len(b.Preds) || in.Dst < 0) {
				return fmt.Errorf("a branch, or phi, without its edges")
			}
		}
		if b.Start < 0 || b.End < b.Start || int(b.End) > len(f.Code) {
			return fmt.Errorf("block out of range")
		}
		for _, s := range append(append([]int32(nil), b.Preds...), b.Succs...) {
			if s < 0 || int(s) >= len(f.Blocks) {
				return fmt.Errorf("edge to block %d", s)
			}
		}
	}
	return nil
}
