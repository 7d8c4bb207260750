package replay

import (
	"go/token"
	"math"

	"github.com/vpplint/vpplint/internal/body"
)

// comparison is a question about a random value: its answer narrows the value.
type comparison struct {
	f    *Frame
	op   token.Token
	x, y body.Operand
	neg  bool // whether the condition said the opposite
}

// remember notes what an unknown condition compares, if one side is random.
func (m *machine) remember(f *Frame, in *body.Instr, v, x, y Value) Value {
	s, ok := v.(*Sym)
	if !ok || !isRandom(x) && !isRandom(y) {
		return v
	}
	c := *s
	c.about = &comparison{f, token.Token(in.N), in.Args[0], in.Args[1], s.neg}
	return &c
}

func isRandom(v Value) bool {
	switch v.(type) {
	case Span, FSpan:
		return true
	}
	return false
}

// narrow takes the answer to a comparison into account.
func (m *machine) narrow(c *comparison, holds bool) {
	if c.f.regs == nil {
		return // a helper that has returned made it: nothing there is asked for again
	}
	x, y := c.f.get(m, c.x), c.f.get(m, c.y)
	op := c.op
	if !holds {
		op = map[token.Token]token.Token{token.LSS: token.GEQ, token.GEQ: token.LSS, token.GTR: token.LEQ, token.LEQ: token.GTR}[op]
	}
	switch op {
	case token.LSS:
		c.f.replace(c.x, x, upTo(x, y, 1))
		c.f.replace(c.y, y, from(y, x, 1))
	case token.LEQ:
		c.f.replace(c.x, x, upTo(x, y, 0))
		c.f.replace(c.y, y, from(y, x, 0))
	case token.GTR:
		c.f.replace(c.x, x, from(x, y, 1))
		c.f.replace(c.y, y, upTo(y, x, 1))
	case token.GEQ:
		c.f.replace(c.x, x, from(x, y, 0))
		c.f.replace(c.y, y, upTo(y, x, 0))
	}
}

// upTo is a random value of which it is known that it stays below another.
func upTo(v, limit Value, less int64) Value {
	switch v := v.(type) {
	case Span:
		if l, _, ok := span(limit); ok && l.Hi > math.MinInt64 {
			return Span{v.Lo, max(v.Lo, min(v.Hi, l.Hi-less))}
		}
	case FSpan:
		if l, _, ok := fspan(limit); ok {
			return FSpan{v.Lo, max(v.Lo, min(v.Hi, l.Hi))}
		}
	}
	return v
}

// from is a random value of which it is known that it stays above another.
func from(v, limit Value, more int64) Value {
	switch v := v.(type) {
	case Span:
		if l, _, ok := span(limit); ok && l.Lo < math.MaxInt64 {
			return Span{min(v.Hi, max(v.Lo, l.Lo+more)), v.Hi}
		}
	case FSpan:
		if l, _, ok := fspan(limit); ok {
			return FSpan{min(v.Hi, max(v.Lo, l.Lo)), v.Hi}
		}
	}
	return v
}

// replace puts what is known now into a register, and into the variable that it
// was loaded from.
func (f *Frame) replace(at body.Operand, old, v Value) {
	if at < 0 || !isRandom(old) || old == v {
		return
	}
	f.regs[at] = v
	for i := range f.fn.Code {
		if in := &f.fn.Code[i]; in.Op == body.Load && in.Dst == at && in.Args[0] >= 0 {
			if c, ok := f.regs[in.Args[0]].(*Cell); ok && c.v == old {
				c.v = v
			}
		}
	}
}
