package body

import "fmt"

// maxRegs bounds the registers of one function: go/ssa's largest have some ten
// thousand.
const maxRegs = 1 << 20

// check says whether every index of a decoded package is in range, so that the
// interpreter need not ask again.
func (p *Package) check() error {
	typ := func(is ...int32) error {
		for _, i := range is {
			if i < -1 || int(i) >= len(p.Types) {
				return fmt.Errorf("type %d of %d", i, len(p.Types))
			}
		}
		return nil
	}
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
		if err := typ(append([]int32{in.Type}, in.TArgs...)...); err != nil && in.Op != Select {
			return err
		}
		for _, a := range in.Args {
			if a != None && (a >= f.Regs || a < 0 && int(^a) >= len(f.Consts)) {
				return fmt.Errorf("operand %d", a)
			}
		}
	}
	for _, b := range f.Blocks {
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
