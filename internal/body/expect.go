package body

import "go/token"

// expectation tells what an instruction will be from those before it, as far as
// go/ssa has no choice: the register that comes next, how many operands there
// are, the type of a field. What it says need not be so.
type expectation struct {
	pkg  *Package
	f    *Func
	next int32 // register
	regs []held
	seen map[symbol]typing
	// given is how many operands something was called with.
	given map[string]int
}

// held is what a register holds.
type held struct {
	typ int32 // -1 is not known
	as  holding
}

type holding uint8

const (
	value    holding = iota
	address          // of a value of the type
	pair             // of it, and whether there is one
	iterator         // over it
)

// typing is the part of an instruction that is about types.
type typing struct {
	typ  int32
	sym  string
	args []int32
}

// symbol is what is called.
type symbol struct {
	op   Op
	name string
	of   int32 // type with the method
}

// maxGap is how many registers may be left out: the memory has to be bounded by
// how much is read.
const maxGap = 64

// newExpectation begins with a package.
func newExpectation(p *Package) *expectation {
	return &expectation{pkg: p, seen: map[symbol]typing{}, given: map[string]int{}}
}

// enter begins with a function, whose parameters and constants are known.
func (e *expectation) enter(f *Func) {
	e.f, e.next, e.regs = f, int32(len(f.Params)+len(f.Free)), e.regs[:0]
	for _, list := range [][]int32{f.Params, f.Free} {
		for _, t := range list {
			e.regs = append(e.regs, held{typ: t})
		}
	}
}

// result is the register of an instruction's result.
func (e *expectation) result(in *Instr) int32 {
	switch in.Op {
	case Store, MapUpdate, Go, Defer, RunDefers, Panic, Return, Jump, If, Send:
		return -1
	}
	return e.next
}

// operands is how many operands an instruction has.
func (e *expectation) operands(in *Instr) int {
	switch in.Op {
	case Phi:
		return 2
	case Select:
		return 2 * int(max(0, min(in.N, 100)))
	case Return:
		return len(e.f.Results)
	case Call, Go, Defer, MakeClosure:
		return e.given[in.Sym]
	}
	if int(in.Op) < len(operands) {
		return operands[in.Op]
	}
	return 0
}

// typing is what an instruction, whose operands are known, says about types.
func (e *expectation) typing(in *Instr) typing {
	t := typing{typ: -1}
	x := e.operand(in, 0)
	switch in.Op {
	case FieldAddr, Field:
		of := x.typ
		if in.Op == FieldAddr {
			of = e.pointee(x)
			t.args = []int32{of}
		}
		if s := e.under(of); s != nil && in.N >= 0 && int(in.N) < len(s.Fields) {
			t.sym, t.typ = s.Fields[in.N].Name, s.Fields[in.N].Type
		}
	case IndexAddr, Index, Lookup:
		t.typ = e.elem(x)
	case BinOp, UnOp, Slice, Range, MakeInterface:
		if x.as == value {
			t.typ = x.typ
		}
	case Recv:
		t.typ = e.elem(x)
	case Extract:
		t.typ = e.extracted(x, in.N)
	case Call, Go, Defer, MakeClosure:
		if in.Flags&Dynamic != 0 {
			if sig := e.under(x.typ); sig != nil && len(sig.Results) == 1 {
				t.typ = sig.Results[0]
			}
			break
		}
		if seen, ok := e.seen[e.symbol(in)]; ok {
			t.typ, t.args = seen.typ, seen.args
		} else if in.Flags&Invoke != 0 {
			t.args = []int32{x.typ}
		}
	}
	return t
}

// saw notes an instruction.
func (e *expectation) saw(in *Instr) {
	if calls(in.Op) {
		e.given[in.Sym] = len(in.Args)
	}
	if calls(in.Op) && in.Flags&Dynamic == 0 {
		e.seen[e.symbol(in)] = typing{typ: in.Type, args: in.TArgs}
	}
	if in.Dst < 0 || in.Dst >= maxRegs {
		return
	}
	e.next = max(e.next, in.Dst+1)
	h := held{typ: in.Type}
	switch x := e.operand(in, 0); in.Op {
	case Alloc, FieldAddr, IndexAddr:
		h.as = address
	case Load:
		h.typ = e.pointee(x)
	case Phi:
		h = x
		for i := range in.Args {
			if o := e.operand(in, i); o.typ >= 0 {
				h = o
				break
			}
		}
	case BinOp:
		if isComparison(token.Token(in.N)) {
			h.typ = -1
		}
	case MakeInterface:
		h.typ = -1
	case Lookup, Recv, TypeAssert:
		if in.Flags&CommaOk != 0 {
			h.as = pair
		}
	case Range:
		h.as = iterator
	case Next:
		h = x
	}
	// Registers that are left out are those that come round in a loop.
	for len(e.regs) <= int(in.Dst) && int(in.Dst) < len(e.regs)+maxGap {
		e.regs = append(e.regs, held{typ: -1})
	}
	if int(in.Dst) < len(e.regs) {
		e.regs[in.Dst] = h
	}
}

func isComparison(op token.Token) bool {
	switch op {
	case token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ:
		return true
	}
	return false
}

func (e *expectation) symbol(in *Instr) symbol {
	s := symbol{op: in.Op, name: in.Sym, of: -1}
	if in.Flags&Invoke != 0 {
		s.of = e.operand(in, 0).typ
	}
	return s
}

// operand is what an operand of an instruction holds.
func (e *expectation) operand(in *Instr, i int) held {
	if i < len(in.Args) {
		switch a := in.Args[i]; {
		case a >= 0 && int(a) < len(e.regs):
			return e.regs[a]
		case a < 0 && int(^a) < len(e.f.Consts):
			return held{typ: e.f.Consts[^a].Type}
		}
	}
	return held{typ: -1}
}

// typ is a type, nil if there is none.
func (e *expectation) typ(i int32) *Type {
	if i < 0 || int(i) >= len(e.pkg.Types) {
		return nil
	}
	return &e.pkg.Types[i]
}

// under is what is under a type's name.
func (e *expectation) under(i int32) *Type {
	t := e.typ(i)
	if t != nil && t.Kind == KNamed {
		t = e.typ(t.Elem)
	}
	return t
}

// pointee is the type of what an address leads to.
func (e *expectation) pointee(h held) int32 {
	if h.as == address {
		return h.typ
	}
	if t := e.under(h.typ); t != nil && t.Kind == KPointer {
		return t.Elem
	}
	return -1
}

// elem is the type of the elements of something, or of the array that a pointer
// leads to.
func (e *expectation) elem(h held) int32 {
	t := e.under(h.typ)
	if t != nil && h.as != address && t.Kind == KPointer {
		t = e.under(t.Elem)
	}
	if t == nil {
		return -1
	}
	return t.Elem
}

// extracted is the type of the nth of several values.
func (e *expectation) extracted(h held, n int32) int32 {
	t := e.under(h.typ)
	switch {
	case h.as == pair && n == 0:
		return h.typ
	case t == nil || n < 0:
	case h.as == iterator && n == 1:
		return t.Key
	case h.as == iterator && n == 2:
		return t.Elem
	case h.as == value && t.Kind == KTuple && int(n) < len(t.Params):
		return t.Params[n]
	}
	return -1
}
