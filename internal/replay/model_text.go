package replay

import (
	"math"
	"math/bits"
	"net/url"
	"path"
	"reflect"
	"strconv"
	"strings"
	"unicode"
)

// buffer is a strings.Builder or bytes.Buffer, or any writer's contents.
type buffer struct{ content []Value }

func (*buffer) nativeName() string { return "buffer" }

func (b *buffer) parts() []Value { return b.content }

func (b *buffer) render(r renderer, depth int) {
	if len(b.content) == 1 {
		r.value(b.content[0], depth)
		return
	}
	r.b.WriteString("buffer(")
	for _, p := range b.content {
		r.value(p, depth+1)
		r.b.WriteString(",")
	}
	r.b.WriteString(")")
}

func (b *buffer) write(v Value) {
	if s, ok := v.(string); ok && len(b.content) > 0 {
		if t, ok := b.content[len(b.content)-1].(string); ok {
			b.content[len(b.content)-1] = t + s
			return
		}
	}
	if l, ok := v.(List); ok {
		if s, ok := bytesOf(l); ok {
			b.write(s)
			return
		}
	}
	b.content = append(b.content, v)
}

// value is all that was written.
func (b *buffer) value() Value {
	switch len(b.content) {
	case 0:
		return ""
	case 1:
		return b.content[0]
	}
	return &Sym{name: nameOf(render(b)), from: origins(b.content...) &^ volatile, raw: rawOf(b.content...), nonNil: true}
}

func bufferOf(c *call) *buffer { return object(c, 0, func() *buffer { return &buffer{} }) }

// writeTo writes to the writer that is the first argument.
func writeTo(c *call, v Value) {
	w := c.arg(0)
	if b, ok := w.(Boxed); ok {
		switch b.typ.named() {
		case "bytes.Buffer", "strings.Builder":
			d := *c
			d.args = []Value{b.v}
			bufferOf(&d).write(v)
		default:
			if s, ok := b.v.(*buffer); ok {
				s.write(v)
			}
		}
	}
}

func write(c *call) Value {
	bufferOf(c).write(c.arg(1))
	return Tuple{c.m.len(c.arg(1), false), Null{}}
}

var textModels = map[string]func(*call) Value{
	"(strings.Builder).WriteString": write,
	"(strings.Builder).Write":       write,
	"(bytes.Buffer).WriteString":    write,
	"(bytes.Buffer).Write":          write,
	"(strings.Builder).WriteByte":   writeRune,
	"(strings.Builder).WriteRune":   writeRune,
	"(bytes.Buffer).WriteByte":      writeRune,
	"(bytes.Buffer).WriteRune":      writeRune,
	"(strings.Builder).String":      func(c *call) Value { return bufferOf(c).value() },
	"(bytes.Buffer).String":         func(c *call) Value { return bufferOf(c).value() },
	"(bytes.Buffer).Bytes":          func(c *call) Value { return bufferOf(c).value() },
	"(strings.Builder).Len":         func(c *call) Value { return c.m.len(bufferOf(c).value(), false) },
	"(bytes.Buffer).Len":            func(c *call) Value { return c.m.len(bufferOf(c).value(), false) },
	"(strings.Builder).Grow":        nothing,
	"(bytes.Buffer).Grow":           nothing,
	"(strings.Builder).Reset":       reset,
	"(bytes.Buffer).Reset":          reset,
	"bytes.NewBufferString":         func(c *call) Value { return &buffer{content: []Value{c.arg(0)}} },
	"bytes.NewBuffer": func(c *call) Value {
		if isNull(c.arg(0)) {
			return &buffer{}
		}
		return &buffer{content: []Value{c.arg(0)}}
	},
	"io.WriteString": func(c *call) Value {
		writeTo(c, c.arg(1))
		return Tuple{int64(1), Null{}}
	},
	"io.Copy": func(c *call) Value {
		writeTo(c, c.arg(1))
		if b, ok := c.arg(0).(Boxed); ok {
			if cell, ok := b.v.(*Cell); ok {
				if r := rawOf(c.arg(1)); r != nil {
					cell.v = &buffer{content: []Value{&Sym{name: "body", from: r.ans.origin(), raw: r, nonNil: true}}}
				}
			}
		}
		return Tuple{int64(1), Null{}}
	},
	"io.TeeReader": func(c *call) Value { // whoever has one reads it to its end
		d := *c
		d.args = []Value{c.arg(1)}
		writeTo(&d, c.arg(0))
		return c.arg(0)
	},
	"(bytes.Buffer).ReadFrom": func(c *call) Value {
		bufferOf(c).write(c.arg(1))
		return Tuple{int64(1), Null{}}
	},
	"(buffer).Write":       func(c *call) Value { c.args[0].(*buffer).write(c.arg(1)); return Tuple{int64(1), Null{}} },
	"(buffer).WriteString": func(c *call) Value { c.args[0].(*buffer).write(c.arg(1)); return Tuple{int64(1), Null{}} },
	"(buffer).String":      func(c *call) Value { return c.args[0].(*buffer).value() },
	"(buffer).Read":        nothing,
	"(buffer).Bytes":       func(c *call) Value { return c.args[0].(*buffer).value() },
}

func reset(c *call) Value {
	bufferOf(c).content = nil
	return Null{}
}

func writeRune(c *call) Value {
	if r, ok := c.int(1); ok {
		bufferOf(c).write(string(rune(r)))
	} else {
		bufferOf(c).write(c.arg(1))
	}
	if c.res != nil && c.res.Kind == 0 {
		return Null{}
	}
	return c.okResult()
}

// okResult is the result of a call that worked: zero values, no error.
func (c *call) okResult() Value { return c.m.unknownResult("ok", c.res, 0, nil) }

// pure are functions that are called as they are where all arguments are known.
var pure = map[string]any{
	"strings.Contains": strings.Contains, "strings.ContainsAny": strings.ContainsAny, "strings.HasPrefix": strings.HasPrefix,
	"strings.HasSuffix": strings.HasSuffix, "strings.Index": strings.Index, "strings.LastIndex": strings.LastIndex,
	"strings.IndexByte": strings.IndexByte, "strings.ToLower": strings.ToLower, "strings.ToUpper": strings.ToUpper,
	"strings.TrimSpace": strings.TrimSpace, "strings.Trim": strings.Trim, "strings.TrimLeft": strings.TrimLeft,
	"strings.TrimRight": strings.TrimRight, "strings.TrimPrefix": strings.TrimPrefix, "strings.TrimSuffix": strings.TrimSuffix,
	"strings.EqualFold": strings.EqualFold, "strings.Repeat": repeat, "strings.ReplaceAll": strings.ReplaceAll,
	"strings.Replace": strings.Replace, "strings.Count": strings.Count, "strings.Cut": strings.Cut,
	"strings.CutPrefix": strings.CutPrefix, "strings.CutSuffix": strings.CutSuffix, "strings.Compare": strings.Compare,
	"strings.Fields": strings.Fields, "strings.Split": strings.Split, "strings.SplitN": strings.SplitN, "strings.Join": strings.Join,
	"strings.Clone": strings.Clone, "strings.Title": strings.ToTitle,
	"strconv.Itoa": strconv.Itoa, "strconv.FormatInt": strconv.FormatInt, "strconv.FormatBool": strconv.FormatBool,
	"strconv.Quote": strconv.Quote, "strconv.Atoi": strconv.Atoi, "strconv.ParseInt": strconv.ParseInt,
	"strconv.ParseUint": strconv.ParseUint, "strconv.ParseBool": strconv.ParseBool, "strconv.ParseFloat": strconv.ParseFloat,
	"strconv.FormatFloat": strconv.FormatFloat, "strconv.FormatUint": strconv.FormatUint,
	"math.Pow": math.Pow, "math.Pow10": math.Pow10, "math.Exp": math.Exp, "math.Exp2": math.Exp2, "math.Log": math.Log,
	"math.Log2": math.Log2, "math.Log10": math.Log10, "math.Sqrt": math.Sqrt, "math.Floor": math.Floor, "math.Ceil": math.Ceil, "math.Round": math.Round,
	"math.Trunc": math.Trunc, "math.Min": math.Min, "math.Max": math.Max, "math.Abs": math.Abs, "math.Mod": math.Mod,
	"math.Inf": math.Inf, "math.IsInf": math.IsInf, "math.IsNaN": math.IsNaN, "math.Float64bits": math.Float64bits, "math.Log1p": math.Log1p,
	"math.Cbrt": math.Cbrt, "math.Hypot": math.Hypot, "math.Signbit": math.Signbit,
	"math/bits.Len": bits.Len, "math/bits.Len32": bits.Len32, "math/bits.Len64": bits.Len64, "math/bits.OnesCount": bits.OnesCount,
	"math/bits.OnesCount64": bits.OnesCount64, "math/bits.LeadingZeros": bits.LeadingZeros, "math/bits.LeadingZeros64": bits.LeadingZeros64,
	"math/bits.TrailingZeros": bits.TrailingZeros, "math/bits.TrailingZeros64": bits.TrailingZeros64,
	"path.Join": path.Join, "path.Base": path.Base, "path.Dir": path.Dir,
	"net/http.CanonicalHeaderKey": canonicalHeader, "net/url.PathEscape": url.PathEscape, "net/url.QueryEscape": url.QueryEscape,
	"unicode.IsDigit": unicode.IsDigit, "unicode.IsSpace": unicode.IsSpace, "unicode.IsLetter": unicode.IsLetter,
	"unicode.ToUpper": unicode.ToUpper, "unicode.ToLower": unicode.ToLower, "unicode.IsUpper": unicode.IsUpper,
}

func repeat(s string, n int) string {
	if n < 0 || n > 1<<16 || len(s)*n > 1<<16 {
		return s
	}
	return strings.Repeat(s, n)
}

var pureModels = pureTable()

func pureTable() map[string]func(*call) Value {
	out := map[string]func(*call) Value{}
	for name, fn := range pure {
		v := reflect.ValueOf(fn)
		out[name] = func(c *call) Value { return callPure(c, v) }
	}
	return out
}

// callPure calls a function with known arguments. Random numbers go in with
// both ends, which is right for functions that rise or fall.
func callPure(c *call, fn reflect.Value) Value {
	t := fn.Type()
	if t.NumIn() != len(c.args) {
		return c.unknown()
	}
	lo, hi := make([]reflect.Value, len(c.args)), make([]reflect.Value, len(c.args))
	random := false
	for i, a := range c.args {
		a = unboxed(a)
		l, h, ok := reflectArg(a, t.In(i))
		if !ok {
			return c.unknown()
		}
		switch a.(type) {
		case Span, FSpan:
			random = true
		}
		lo[i], hi[i] = l, h
	}
	invoke := fn.Call
	if t.IsVariadic() {
		invoke = fn.CallSlice // SSA has made the slice
	}
	out := invoke(lo)
	if random && len(out) == 1 {
		a, b := reflectResult(out[0]), reflectResult(invoke(hi)[0])
		switch x := a.(type) {
		case float64:
			y := b.(float64)
			return FSpan{math.Min(x, y), math.Max(x, y)}
		case int64:
			return exact(min(x, b.(int64)), max(x, b.(int64)))
		}
		return c.unknown()
	}
	if len(out) == 1 {
		return reflectResult(out[0])
	}
	res := make(Tuple, len(out))
	for i, o := range out {
		res[i] = reflectResult(o)
	}
	return res
}

func reflectArg(v Value, t reflect.Type) (lo, hi reflect.Value, ok bool) {
	same := func(x any) (reflect.Value, reflect.Value, bool) {
		r := reflect.ValueOf(x).Convert(t)
		return r, r, true
	}
	switch t.Kind() {
	case reflect.String:
		if s, ok := v.(string); ok {
			return same(s)
		}
	case reflect.Bool:
		if b, ok := v.(bool); ok {
			return same(b)
		}
	case reflect.Int, reflect.Int64, reflect.Int32, reflect.Uint, reflect.Uint8, reflect.Uint32, reflect.Uint64:
		if n, ok := v.(int64); ok {
			return same(n)
		}
	case reflect.Float64:
		switch f := v.(type) {
		case float64:
			return same(f)
		case FSpan:
			return reflect.ValueOf(f.Lo), reflect.ValueOf(f.Hi), true
		}
	case reflect.Slice:
		if l, ok := v.(List); ok && t.Elem().Kind() == reflect.String {
			var out []string
			for _, e := range l.e {
				s, ok := e.v.(string)
				if !ok {
					return lo, hi, false
				}
				out = append(out, s)
			}
			return same(out)
		}
	}
	return lo, hi, false
}

func reflectResult(v reflect.Value) Value {
	switch v.Kind() {
	case reflect.String:
		return v.String()
	case reflect.Bool:
		return v.Bool()
	case reflect.Int, reflect.Int64, reflect.Int32:
		return v.Int()
	case reflect.Uint, reflect.Uint8, reflect.Uint32, reflect.Uint64:
		return int64(v.Uint())
	case reflect.Float64:
		return v.Float()
	case reflect.Slice:
		l := List{e: []*Cell{}}
		for i := range v.Len() {
			l.e = append(l.e, &Cell{v: v.Index(i).String()})
		}
		return l
	case reflect.Interface:
		if v.IsNil() {
			return Null{}
		}
		if err, ok := v.Interface().(error); ok {
			return Boxed{v: &stdError{text: err.Error()}}
		}
	}
	return Null{}
}
