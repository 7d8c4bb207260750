package portable

import (
	"github.com/vpplint/vpplint/internal/body"
)

// slice is the part of an initialiser that sets the wanted variables. A
// function that is called for its effect alone stays if it mentions one.
func slice(f *body.Func, wanted map[string]bool, mentions func(string) bool) *body.Func {
	s := &slicer{f: f, wanted: wanted, mentions: mentions, keep: make([]bool, len(f.Code)), regs: map[int32]bool{}, def: map[int32]int{}}
	for i, in := range f.Code {
		if in.Dst >= 0 {
			s.def[in.Dst] = i
		}
	}
	for s.pass() {
	}
	out := *f
	out.Code, out.Blocks = nil, make([]body.Block, len(f.Blocks))
	for bi, b := range f.Blocks {
		nb := b
		nb.Start = int32(len(out.Code))
		for i := b.Start; i < b.End; i++ {
			if s.keep[i] {
				out.Code = append(out.Code, f.Code[i])
			}
		}
		nb.End = int32(len(out.Code))
		out.Blocks[bi] = nb
	}
	out.Consts = s.consts(&out)
	return &out
}

type slicer struct {
	f        *body.Func
	wanted   map[string]bool
	mentions func(string) bool
	keep     []bool
	regs     map[int32]bool // registers whose value is needed
	def      map[int32]int
}

// pass keeps what the kept instructions need; true while there was more.
func (s *slicer) pass() bool {
	more := false
	for i := len(s.f.Code) - 1; i >= 0; i-- { // what is needed mostly comes before
		in := &s.f.Code[i]
		if s.keep[i] || !s.needed(in) {
			continue
		}
		s.keep[i], more = true, true
		for _, a := range in.Args {
			if a >= 0 && a != body.None {
				s.regs[a] = true
			}
		}
	}
	return more
}

func (s *slicer) needed(in *body.Instr) bool {
	switch in.Op {
	case body.Jump, body.If, body.Return, body.Panic, body.RunDefers:
		return true
	case body.Store, body.MapUpdate:
		return s.aims(in.Args[0])
	case body.Call:
		if in.Dst >= 0 && s.regs[in.Dst] {
			return true
		}
		return in.Flags == 0 && s.mentions(in.Sym)
	}
	return in.Dst >= 0 && s.regs[in.Dst]
}

// aims says whether an address lies in a wanted variable, or in a value that
// is needed.
func (s *slicer) aims(a body.Operand) bool {
	for range 50 {
		if a < 0 {
			k := s.f.Consts[^a]
			return k.Kind == body.Global && s.wanted[k.Str]
		}
		if s.regs[a] {
			return true
		}
		i, ok := s.def[a]
		if !ok {
			return false
		}
		in := &s.f.Code[i]
		if in.Op != body.FieldAddr && in.Op != body.IndexAddr && in.Op != body.Load || len(in.Args) == 0 {
			return false
		}
		a = in.Args[0]
	}
	return false
}

// consts renumbers the operands of what is left.
func (s *slicer) consts(f *body.Func) []body.Const {
	var out []body.Const
	ids := map[int32]int32{}
	for i := range f.Code {
		args := make([]body.Operand, len(f.Code[i].Args))
		for k, a := range f.Code[i].Args {
			if a < 0 {
				id, ok := ids[^a]
				if !ok {
					id = int32(len(out))
					ids[^a] = id
					out = append(out, s.f.Consts[^a])
				}
				a = ^id
			}
			args[k] = a
		}
		f.Code[i].Args = args
	}
	return out
}
