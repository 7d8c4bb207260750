package replay

import (
	"go/token"
	"math"
	"strconv"

	"github.com/vpplint/vpplint/internal/body"
)

// binop is an arithmetic operation or a comparison of a type t. lit says that
// one operand is written as a constant.
func (m *machine) binop(op token.Token, t *Type, x, y Value, litX, litY bool) (Value, *userPanic) {
	switch op {
	case token.EQL:
		return m.equals(x, y), nil
	case token.NEQ:
		return not(m.equals(x, y)), nil
	case token.LSS:
		return m.less(x, y, litX, litY), nil
	case token.GTR:
		return m.less(y, x, litY, litX), nil
	case token.LEQ:
		return not(m.less(y, x, litY, litX)), nil
	case token.GEQ:
		return not(m.less(x, y, litX, litY)), nil
	}
	if a, ok := x.(Stamp); ok {
		return stampOp(op, a, y), nil
	}
	if b, ok := y.(Stamp); ok && op == token.ADD {
		return stampOp(op, b, x), nil
	}
	switch a := x.(type) {
	case int64:
		if b, ok := y.(int64); ok {
			if b == 0 && (op == token.QUO || op == token.REM) {
				return nil, m.runtimePanic("integer divide by zero")
			}
			return wrap(t, intOp(op, a, b, t)), nil
		}
	case float64:
		if b, ok := y.(float64); ok {
			return floatOp(op, a, b), nil
		}
	case string:
		if b, ok := y.(string); ok && op == token.ADD {
			if len(a)+len(b) > 1<<20 {
				m.stop("a string grows without end")
			}
			return a + b, nil
		}
	case bool:
		if b, ok := y.(bool); ok {
			switch op {
			case token.AND:
				return a && b, nil
			case token.OR:
				return a || b, nil
			case token.XOR:
				return a != b, nil
			}
		}
	}
	if v := spanOp(op, t, x, y); v != nil {
		return v, nil
	}
	if s, ok := x.(*Sym); ok && s.from&volatile != 0 && op == token.REM {
		if n, ok := y.(int64); ok && n > 0 {
			return Span{0, n - 1}, nil
		}
	}
	return &Sym{name: nameOf("(" + render(x) + op.String() + render(y) + ")"), typ: t, from: origins(x, y) &^ volatile, raw: rawOf(x, y)}, nil
}

func intOp(op token.Token, a, b int64, t *Type) int64 {
	u := t.under()
	unsigned := u != nil && u.Unsigned
	switch op {
	case token.ADD:
		return a + b
	case token.SUB:
		return a - b
	case token.MUL:
		return a * b
	case token.QUO:
		if unsigned {
			return int64(uint64(a) / uint64(b))
		}
		return a / b
	case token.REM:
		if unsigned {
			return int64(uint64(a) % uint64(b))
		}
		return a % b
	case token.AND:
		return a & b
	case token.OR:
		return a | b
	case token.XOR:
		return a ^ b
	case token.AND_NOT:
		return a &^ b
	case token.SHL:
		if uint64(b) > 63 {
			return 0
		}
		return a << uint64(b)
	case token.SHR:
		if unsigned {
			if uint64(b) > 63 {
				return 0
			}
			return int64(uint64(a) >> uint64(b))
		}
		return a >> min(uint64(b), 63)
	}
	return 0
}

func floatOp(op token.Token, a, b float64) float64 {
	switch op {
	case token.ADD:
		return a + b
	case token.SUB:
		return a - b
	case token.MUL:
		return a * b
	case token.QUO:
		return a / b
	}
	return math.NaN()
}

// wrap cuts an integer to the width of its type.
func wrap(t *Type, v int64) int64 {
	u := t.under()
	if u == nil || u.Kind != body.KInt {
		return v
	}
	switch {
	case u.Bits == 8 && u.Unsigned:
		return int64(uint8(v))
	case u.Bits == 8:
		return int64(int8(v))
	case u.Bits == 16 && u.Unsigned:
		return int64(uint16(v))
	case u.Bits == 16:
		return int64(int16(v))
	case u.Bits == 32 && u.Unsigned:
		return int64(uint32(v))
	case u.Bits == 32:
		return int64(int32(v))
	}
	return v
}

// spanOp computes with random numbers: with both ends.
func spanOp(op token.Token, t *Type, x, y Value) Value {
	if op == token.SHL || op == token.ADD || op == token.SUB || op == token.MUL || op == token.QUO || op == token.REM || op == token.SHR {
		a, aRandom, ok1 := span(x)
		b, bRandom, ok2 := span(y)
		if ok1 && ok2 && (aRandom || bRandom) {
			if op == token.REM {
				if b.Lo == b.Hi && b.Lo > 0 && (a.Lo != a.Hi) && a.Hi-a.Lo >= b.Lo {
					return Span{0, b.Lo - 1}
				}
			}
			if op == token.QUO && b.Lo <= 0 && b.Hi >= 0 {
				return nil
			}
			lo, hi := int64(math.MaxInt64), int64(math.MinInt64)
			for _, p := range []int64{a.Lo, a.Hi} {
				for _, q := range []int64{b.Lo, b.Hi} {
					if q == 0 && op == token.REM {
						return nil
					}
					v := wrap(t, endOp(op, p, q, t))
					lo, hi = min(lo, v), max(hi, v)
				}
			}
			return Span{lo, hi}
		}
	}
	a, aRandom, ok1 := fspan(x)
	b, bRandom, ok2 := fspan(y)
	if ok1 && ok2 && (aRandom || bRandom) {
		lo, hi := math.Inf(1), math.Inf(-1)
		for _, p := range []float64{a.Lo, a.Hi} {
			for _, q := range []float64{b.Lo, b.Hi} {
				v := floatOp(op, p, q)
				lo, hi = math.Min(lo, v), math.Max(hi, v)
			}
		}
		return FSpan{lo, hi}
	}
	return nil
}

// endOp computes with ends of ranges. What is too large stays at the largest
// number: most often, the code has excluded it by a comparison, which does not
// narrow a range.
func endOp(op token.Token, a, b int64, t *Type) int64 {
	switch op {
	case token.ADD, token.SUB, token.MUL:
		if f := floatOp(op, float64(a), float64(b)); f >= math.MaxInt64 || f <= math.MinInt64 {
			return clampInt(f)
		}
	}
	return intOp(op, a, b, t)
}

// span reads an integer as a range.
func span(v Value) (s Span, random, ok bool) {
	switch v := v.(type) {
	case int64:
		return Span{v, v}, false, true
	case Span:
		return v, true, true
	}
	return Span{}, false, false
}

func fspan(v Value) (s FSpan, random, ok bool) {
	switch v := v.(type) {
	case float64:
		return FSpan{v, v}, false, true
	case FSpan:
		return v, true, true
	}
	return FSpan{}, false, false
}

// not negates a condition.
func not(v Value) Value {
	switch v := v.(type) {
	case bool:
		return !v
	case *Sym:
		n := *v
		n.neg = !n.neg
		return &n
	}
	return v
}

// less compares in order. An unknown number against a computed one is a limit.
func (m *machine) less(x, y Value, litX, litY bool) Value {
	switch a := x.(type) {
	case int64:
		if b, ok := y.(int64); ok {
			return a < b
		}
	case float64:
		if b, ok := y.(float64); ok {
			return a < b
		}
	case string:
		if b, ok := y.(string); ok {
			return a < b
		}
	case Stamp:
		if b, ok := y.(Stamp); ok {
			return lessSpan(Span{a.lo, a.hi}, Span{b.lo, b.hi})
		}
	}
	if a, _, ok := span(x); ok {
		if b, _, ok := span(y); ok {
			return lessSpan(a, b)
		}
	}
	if a, _, ok := fspan(x); ok {
		if b, _, ok := fspan(y); ok {
			if a.Hi < b.Lo {
				return true
			}
			if a.Lo >= b.Hi {
				return false
			}
		}
	}
	if a, b, ok := m.neighbours(x, y); ok {
		return a < b // in the order of the list
	}
	from := origins(x, y) &^ volatile
	_, symX := x.(*Sym)
	_, symY := y.(*Sym)
	if symX && !litY || symY && !litX || symX && derived(x) || symY && derived(y) {
		from |= fromLimit
	}
	if m.sawNumber(x, y) {
		from |= fromAnswer // on which side of a number from elsewhere the pinned one is
	}
	if symX {
		if k, ok := constText(y); ok {
			return &Sym{name: condName("lt", render(x), k), from: from}
		}
	}
	if symY {
		if k, ok := constText(x); ok {
			return &Sym{name: condName("gt", render(y), k), from: from}
		}
	}
	a, b := render(x), render(y)
	return &Sym{name: nameOf("less(" + a + "," + b + ")"), from: from, ordered: true, first: a < b}
}

// derived says whether a symbol was computed from another: what changes with
// the iteration is a limit, too, when it is compared with a literal.
func derived(v Value) bool {
	s, ok := v.(*Sym)
	return ok && len(s.name) > 0 && s.name[0] == '('
}

func lessSpan(a, b Span) Value {
	if a.Hi < b.Lo {
		return true
	}
	if a.Lo >= b.Hi {
		return false
	}
	return &Sym{name: nameOf("less(" + strconv.FormatInt(a.Lo, 10) + ".." + strconv.FormatInt(a.Hi, 10) + "," + strconv.FormatInt(b.Lo, 10) + ".." + strconv.FormatInt(b.Hi, 10) + ")"), from: fromAnswer}
}

func constText(v Value) (string, bool) {
	switch v := v.(type) {
	case int64:
		return strconv.FormatInt(v, 10), true
	case string:
		return strconv.Quote(v), true
	case bool:
		return strconv.FormatBool(v), true
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64), true
	}
	return "", false
}

// equals compares two values.
func (m *machine) equals(x, y Value) Value {
	if bx, ok := x.(Boxed); ok {
		if by, ok := y.(Boxed); ok {
			if (bx.typ == nil) != (by.typ == nil) || bx.typ != nil && bx.typ.Key() != by.typ.Key() {
				return false
			}
			return m.equals(bx.v, by.v)
		}
		if isNull(y) {
			return false
		}
		if s, ok := y.(*Sym); ok && s.typ.kind() == body.KInterface {
			return m.unknownEqual(x, y)
		}
		return m.equals(bx.v, y)
	}
	if _, ok := y.(Boxed); ok {
		return m.equals(y, x)
	}
	switch a := x.(type) {
	case bool:
		if b, ok := y.(bool); ok {
			return a == b
		}
		if s, ok := y.(*Sym); ok {
			if a {
				return s
			}
			return not(s)
		}
	case int64:
		if b, ok := y.(int64); ok {
			return a == b
		}
	case float64:
		if b, ok := y.(float64); ok {
			return a == b
		}
	case string:
		if b, ok := y.(string); ok {
			return a == b
		}
	case Stamp:
		if b, ok := y.(Stamp); ok {
			return a == b
		}
	case Null:
		return m.isNil(y)
	case *Cell:
		switch b := y.(type) {
		case *Cell:
			return a == b
		case Null:
			return false
		}
	case *Struct:
		if b, ok := y.(*Struct); ok && len(a.f) == len(b.f) {
			return m.allEqual(a.f, b.f)
		}
	case *Array:
		if b, ok := y.(*Array); ok && len(a.e) == len(b.e) {
			return m.allEqual(a.e, b.e)
		}
	case native:
		if b, ok := y.(native); ok {
			return a == b
		}
	case *Map, List, *Closure, *Chan:
		if isNull(y) {
			return m.isNil(x)
		}
		if c, ok := x.(*Chan); ok {
			if d, ok := y.(*Chan); ok {
				return c == d
			}
		}
	}
	if isNull(y) {
		return m.isNil(x)
	}
	if s, ok := y.(*Sym); ok {
		if _, isSym := x.(*Sym); !isSym {
			return m.symEqual(s, x)
		}
	}
	if s, ok := x.(*Sym); ok {
		return m.symEqual(s, y)
	}
	if a, aRandom, ok := span(x); ok {
		if b, bRandom, ok := span(y); ok && (aRandom || bRandom) {
			if a.Hi < b.Lo || b.Hi < a.Lo {
				return false
			}
		}
	}
	return m.unknownEqual(x, y)
}

func (m *machine) symEqual(s *Sym, y Value) Value {
	if k, ok := constText(y); ok {
		if b, isBool := y.(bool); isBool {
			if b {
				return s
			}
			return not(s)
		}
		// A text that is there is not empty.
		if s.nonNil && k == `""` {
			return false
		}
		from := s.from &^ volatile
		if m.sawNumber(y) {
			from |= fromAnswer // whether it is the number that was answered
		}
		if countedDown().MatchString(s.name) {
			from |= fromLimit // "n == 0", where n counts down from what is not known
		}
		return &Sym{name: condName("eq", render(s), k), from: from}
	}
	if c, ok := y.(*Cell); ok {
		if c == m.mem[s.name] {
			return true
		}
		if c.name == "" || m.mem[s.name] != nil {
			return false // made here, or made up for another pointer
		}
	}
	if t, ok := y.(*Sym); ok && t.name == s.name && t.neg == s.neg && s.from&volatile == 0 {
		return true
	}
	return m.unknownEqual(s, y)
}

// place is where in a list, or which entry of a map, a name leads.
var place = lazily(`\[\d+\]|\.key\d+`)

// neighbours are the names of two values that are the same part of two entries
// of one list from outside.
func (m *machine) neighbours(x, y Value) (a, b string, ok bool) {
	if origins(x, y) != 0 {
		return "", "", false
	}
	a, b = render(x), render(y)
	return a, b, a != b && place().ReplaceAllString(a, "[]") == place().ReplaceAllString(b, "[]")
}

func (m *machine) unknownEqual(x, y Value) Value {
	if _, _, ok := m.neighbours(x, y); ok {
		return false // no duplicates
	}
	a, b := render(x), render(y)
	if b < a {
		a, b = b, a
	}
	return &Sym{name: condName("same", nameOf(a), nameOf(b)), from: origins(x, y) &^ volatile}
}

func (m *machine) allEqual(a, b []*Cell) Value {
	var open Value = true
	for i := range a {
		switch e := m.equals(a[i].v, b[i].v).(type) {
		case bool:
			if !e {
				return false
			}
		case *Sym:
			if s, ok := open.(*Sym); ok {
				open = &Sym{name: nameOf(s.name + "&" + render(e)), from: s.from | e.from}
			} else {
				open = e
			}
		}
	}
	return open
}

func isNull(v Value) bool {
	_, ok := v.(Null)
	return ok || v == nil
}

// isNil says whether a value is nil.
func (m *machine) isNil(v Value) Value {
	switch v := v.(type) {
	case Null, nil:
		return true
	case *Sym:
		if v.nonNil {
			return false
		}
		return &Sym{name: condName("eq", v.name, "nil"), from: v.from &^ volatile}
	case Boxed:
		return false
	case List:
		return v.e == nil
	}
	return false
}

// convert changes a value to a type.
func (m *machine) convert(v Value, t *Type) Value {
	u := t.under()
	if u == nil {
		return v
	}
	switch u.Kind {
	case body.KInt:
		switch v := v.(type) {
		case int64:
			return wrap(t, v)
		case float64:
			if math.IsNaN(v) || v >= math.MaxInt64 || v <= math.MinInt64 {
				return wrap(t, math.MinInt64) // as amd64 does
			}
			return wrap(t, int64(v))
		case FSpan:
			return Span{clampInt(v.Lo), clampInt(v.Hi)}
		case Span:
			return v
		case Stamp:
			return v
		}
	case body.KFloat:
		switch v := v.(type) {
		case int64:
			return float64(v)
		case Span:
			return FSpan{float64(v.Lo), float64(v.Hi)}
		case float64:
			if u.Bits == 32 || u.Name == "float32" {
				return float64(float32(v))
			}
			return v
		case FSpan:
			return v
		}
	case body.KString:
		switch v := v.(type) {
		case string:
			return v
		case int64:
			return string(rune(v))
		case List:
			if s, ok := bytesOf(v); ok {
				return s
			}
			return &Sym{name: nameOf(render(v)), typ: t, from: origins(v), raw: rawOf(v)}
		case Null:
			return ""
		}
	case body.KSlice:
		if s, ok := v.(string); ok {
			if e := u.elem().under(); e != nil && e.Kind == body.KInt && e.Bits == 8 && len(s) <= 1<<12 {
				return bytesList(s, u.elem())
			} else if len(s) <= 1<<12 {
				l := List{e: []*Cell{}}
				for _, r := range s {
					l.e = append(l.e, &Cell{v: int64(r), typ: u.elem()})
				}
				return l
			}
		}
	case body.KArray:
		if l, ok := v.(List); ok {
			a := &Array{typ: t}
			for i := range min(int(u.Len), len(l.e)) {
				a.e = append(a.e, &Cell{v: copyOf(l.e[i].v), typ: u.elem()})
			}
			return a
		}
	case body.KStruct:
		if s, ok := v.(*Struct); ok {
			c := copyOf(s).(*Struct)
			c.typ = t
			return c
		}
	}
	if s, ok := v.(*Sym); ok {
		c := *s
		c.typ = t
		return &c
	}
	return v
}

func clampInt(f float64) int64 {
	if f >= math.MaxInt64 {
		return math.MaxInt64
	}
	if f <= math.MinInt64 {
		return math.MinInt64
	}
	return int64(f)
}

func bytesList(s string, elem *Type) List {
	l := List{e: make([]*Cell, len(s))}
	cells := make([]Cell, len(s))
	for i := range len(s) {
		cells[i] = Cell{v: int64(s[i]), typ: elem}
		l.e[i] = &cells[i]
	}
	return l
}

// bytesOf reads a slice of known bytes.
func bytesOf(l List) (string, bool) {
	b := make([]byte, len(l.e))
	for i, c := range l.e {
		n, ok := c.v.(int64)
		if !ok {
			return "", false
		}
		b[i] = byte(n)
	}
	return string(b), true
}
