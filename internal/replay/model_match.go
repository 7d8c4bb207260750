package replay

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"github.com/vpplint/vpplint/internal/body"
)

// pattern is a compiled regular expression.
type pattern struct{ re *regexp.Regexp }

func (*pattern) nativeName() string { return "regexp.Regexp" }

func compile(c *call) (*pattern, error) {
	text, ok := c.text(0)
	if !ok {
		return nil, nil
	}
	re, err := regexp.Compile(text)
	if err != nil {
		return nil, err
	}
	return &pattern{re}, nil
}

// matched applies a compiled expression to a text that is known.
func matched(apply func(re *regexp.Regexp, text string) Value) func(*call) Value {
	return func(c *call) Value {
		p, ok := nativeOf[*pattern](c.arg(0))
		text, known := c.bytes(1)
		if !ok || !known {
			return c.unknown()
		}
		return apply(p.re, text)
	}
}

// nativeOf is the native object that a value is, or points to.
func nativeOf[T native](v Value) (T, bool) {
	switch v := v.(type) {
	case T:
		return v, true
	case Boxed:
		return nativeOf[T](v.v)
	case *Cell:
		t, ok := v.v.(T)
		return t, ok
	}
	var none T
	return none, false
}

// bytes is an argument that is a text, or bytes, that are known.
func (c *call) bytes(i int) (string, bool) {
	if l, ok := c.arg(i).(List); ok {
		return bytesOf(l)
	}
	return c.text(i)
}

func texts(list []string) Value {
	if list == nil {
		return Null{}
	}
	l := List{e: []*Cell{}}
	for _, s := range list {
		l.e = append(l.e, &Cell{v: s})
	}
	return l
}

// sequence is an iterator over texts.
func sequence(list []string) Value {
	return &Closure{name: "seq", native: func(c *call) Value {
		for _, s := range list {
			more := c.apply(c.arg(0), s)
			if c.panic != nil || !c.m.truth(more) {
				break
			}
		}
		return Null{}
	}}
}

// split makes the models of functions that cut a text in parts: as a list, and
// as an iterator.
func split(cut func(c *call, s string) ([]string, bool), result func([]string) Value) func(*call) Value {
	return func(c *call) Value {
		s, ok := c.text(0)
		if !ok {
			return c.unknown()
		}
		parts, ok := cut(c, s)
		if !ok {
			return c.unknown()
		}
		return result(parts)
	}
}

func bySeparator(cut func(s, sep string) []string) func(*call, string) ([]string, bool) {
	return func(c *call, s string) ([]string, bool) {
		sep, ok := c.text(1)
		if !ok {
			return nil, false
		}
		return cut(s, sep), true
	}
}

func always(cut func(s string) []string) func(*call, string) ([]string, bool) {
	return func(_ *call, s string) ([]string, bool) { return cut(s), true }
}

func lines(s string) []string {
	var out []string
	for l := range strings.Lines(s) {
		out = append(out, l)
	}
	return out
}

// byRune is a function of the code that decides about letters.
func (c *call) byRune(i int) func(rune) bool {
	return func(r rune) bool {
		if c.panic != nil {
			return false
		}
		v := c.apply(c.arg(i), int64(r))
		return c.panic == nil && c.m.truth(v)
	}
}

// runes makes the model of a function that asks a function about letters.
func runes(apply func(s string, is func(rune) bool) Value) func(*call) Value {
	return func(c *call) Value {
		s, ok := c.bytes(0)
		if !ok {
			return c.unknown()
		}
		return apply(s, c.byRune(1))
	}
}

// scan reads values from a text that is known.
func scan(from int, read func(text string, format string, to []any) (int, error)) func(*call) Value {
	return func(c *call) Value {
		text, ok := c.text(0)
		format, okFormat := c.text(1)
		targets, _ := c.arg(from).(List)
		if !ok || from == 2 && !okFormat {
			return c.unknown()
		}
		to := make([]any, len(targets.e))
		cells := make([]*Cell, len(targets.e))
		for i, e := range targets.e {
			b, _ := e.v.(Boxed)
			cell, isCell := b.v.(*Cell)
			switch {
			case !isCell:
				return c.unknown()
			case cell.typ.kind() == body.KInt:
				to[i] = new(int64)
			case cell.typ.kind() == body.KFloat:
				to[i] = new(float64)
			case cell.typ.kind() == body.KString:
				to[i] = new(string)
			default:
				return c.unknown()
			}
			cells[i] = cell
		}
		n, err := read(text, format, to)
		for i := range min(n, len(cells)) {
			switch v := to[i].(type) {
			case *int64:
				cells[i].v = *v
			case *float64:
				cells[i].v = *v
			case *string:
				cells[i].v = *v
			}
		}
		if err != nil {
			return Tuple{int64(n), Boxed{v: &stdError{text: err.Error()}}}
		}
		return Tuple{int64(n), Null{}}
	}
}

var matchModels = matchTable()

func matchTable() map[string]func(*call) Value {
	out := map[string]func(*call) Value{
		"regexp.MustCompile": func(c *call) Value {
			p, err := compile(c)
			if err != nil {
				c.panic = c.m.runtimePanic("%v", err)
				return Null{}
			}
			if p == nil {
				return c.unknown()
			}
			return &Cell{v: p}
		},
		"regexp.Compile": func(c *call) Value {
			p, err := compile(c)
			switch {
			case err != nil:
				return Tuple{Null{}, Boxed{v: &stdError{text: err.Error()}}}
			case p == nil:
				return c.unknown()
			}
			return Tuple{&Cell{v: p}, Null{}}
		},
		"regexp.MatchString": func(c *call) Value {
			p, err := compile(c)
			text, ok := c.text(1)
			if p == nil || err != nil || !ok {
				return c.unknown()
			}
			return Tuple{p.re.MatchString(text), Null{}}
		},
		"(regexp.Regexp).MatchString":        matched(func(re *regexp.Regexp, s string) Value { return re.MatchString(s) }),
		"(regexp.Regexp).Match":              matched(func(re *regexp.Regexp, s string) Value { return re.MatchString(s) }),
		"(regexp.Regexp).FindString":         matched(func(re *regexp.Regexp, s string) Value { return re.FindString(s) }),
		"(regexp.Regexp).FindStringSubmatch": matched(func(re *regexp.Regexp, s string) Value { return texts(re.FindStringSubmatch(s)) }),

		"strings.FieldsFunc":    runes(func(s string, is func(rune) bool) Value { return texts(strings.FieldsFunc(s, is)) }),
		"strings.FieldsFuncSeq": runes(func(s string, is func(rune) bool) Value { return sequence(strings.FieldsFunc(s, is)) }),
		"strings.ContainsFunc":  runes(func(s string, is func(rune) bool) Value { return strings.ContainsFunc(s, is) }),
		"strings.IndexFunc":     runes(func(s string, is func(rune) bool) Value { return int64(strings.IndexFunc(s, is)) }),
		"strings.TrimFunc":      runes(func(s string, is func(rune) bool) Value { return strings.TrimFunc(s, is) }),
		"strings.TrimLeftFunc":  runes(func(s string, is func(rune) bool) Value { return strings.TrimLeftFunc(s, is) }),
		"strings.TrimRightFunc": runes(func(s string, is func(rune) bool) Value { return strings.TrimRightFunc(s, is) }),
		"strings.SplitSeq":      split(bySeparator(strings.Split), sequence),
		"strings.SplitAfter":    split(bySeparator(strings.SplitAfter), texts),
		"strings.SplitAfterSeq": split(bySeparator(strings.SplitAfter), sequence),
		"strings.FieldsSeq":     split(always(strings.Fields), sequence),
		"strings.Lines":         split(always(lines), sequence),
		"fmt.Sscan":             scan(1, func(s, _ string, to []any) (int, error) { return fmt.Sscan(s, to...) }),
		"fmt.Sscanln":           scan(1, func(s, _ string, to []any) (int, error) { return fmt.Sscanln(s, to...) }),
		"fmt.Sscanf":            scan(2, func(s, format string, to []any) (int, error) { return fmt.Sscanf(s, format, to...) }),
		"bytes.Equal":           bothKnown(func(a, b string) Value { return a == b }),
		"bytes.Contains":        bothKnown(func(a, b string) Value { return strings.Contains(a, b) }),
		"bytes.HasPrefix":       bothKnown(func(a, b string) Value { return strings.HasPrefix(a, b) }),
		"bytes.HasSuffix":       bothKnown(func(a, b string) Value { return strings.HasSuffix(a, b) }),
		"bytes.TrimSpace": func(c *call) Value {
			s, ok := c.bytes(0)
			if !ok {
				return c.unknown()
			}
			return bytesList(string(bytes.TrimSpace([]byte(s))), nil)
		},
	}
	return out
}

// bothKnown is a comparison of two byte slices.
func bothKnown(compare func(a, b string) Value) func(*call) Value {
	return func(c *call) Value {
		a, ok1 := c.bytes(0)
		b, ok2 := c.bytes(1)
		if !ok1 || !ok2 {
			return c.unknown()
		}
		return compare(a, b)
	}
}
