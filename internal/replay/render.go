package replay

import (
	"fmt"
	"hash"
	"hash/fnv"
	"io"
	"slices"
	"strconv"
	"strings"
)

// render names a value structurally: equal names mean equal values. It is what
// requests are compared by, and what symbols are made of. Random and volatile
// parts are left out: they do not make a request a different one.
func render(v Value) string {
	switch v := v.(type) {
	case int64:
		return strconv.FormatInt(v, 10)
	case string:
		return strconv.Quote(v)
	case *Sym:
		if v.from&volatile == 0 && !v.neg {
			return v.name
		}
	}
	r := renderer{b: &name{}, seen: map[any]bool{}}
	r.value(v, 0)
	return r.b.String()
}

type renderer struct {
	b    *name
	seen map[any]bool
}

// maxParts and maxDeep are how many parts of a value are looked at: values can
// refer to each other, so that there is no end.
const (
	maxParts = 10_000
	maxDeep  = 14
)

func (r renderer) value(v Value, depth int) {
	if r.b.parts++; depth > maxDeep || r.b.parts > maxParts {
		r.b.WriteString("…")
		return
	}
	switch v := v.(type) {
	case nil:
		r.b.WriteString("?")
	case bool:
		r.b.WriteString(strconv.FormatBool(v))
	case int64:
		r.b.WriteString(strconv.FormatInt(v, 10))
	case float64:
		r.b.WriteString(strconv.FormatFloat(v, 'g', -1, 64))
	case string:
		r.b.WriteString(strconv.Quote(v))
	case Span, FSpan, Stamp, Instant:
		r.b.WriteString("~")
	case *Sym:
		if v.from&volatile != 0 {
			r.b.WriteString("~")
			return
		}
		if v.neg {
			r.b.WriteString("!")
		}
		r.b.WriteString(v.name)
	case Null:
		r.b.WriteString("nil")
	case *Cell:
		r.b.WriteString("&")
		if r.seen[v] {
			r.b.WriteString("loop")
			return
		}
		r.seen[v] = true
		r.value(v.v, depth+1)
		delete(r.seen, v)
	case *Struct:
		u := v.typ.under()
		r.b.WriteString("{")
		for i, f := range v.f {
			name := ""
			if u != nil && i < len(u.Fields) {
				name = u.Fields[i].Wire
			}
			if name == "-" || volatileName(name) {
				continue
			}
			r.b.WriteString(name + ":")
			r.value(f.v, depth+1)
			r.b.WriteString(",")
		}
		r.b.WriteString("}")
	case *Array:
		r.cells(v.e, depth)
	case List:
		r.cells(v.e, depth)
	case *Map:
		keys := slices.Clone(v.keys)
		slices.Sort(keys)
		r.b.WriteString("map{")
		if v.sym != nil {
			r.b.WriteString(v.sym.name + ";")
		}
		for _, k := range keys {
			e := v.m[k]
			if s, ok := e.k.(string); ok && volatileName(s) {
				continue
			}
			r.b.WriteString(k + ":")
			r.value(e.v, depth+1)
			r.b.WriteString(",")
		}
		r.b.WriteString("}")
	case Boxed:
		r.value(v.v, depth+1)
	case *Closure:
		if v.fn != nil {
			r.b.WriteString("func " + v.fn.Name)
		} else {
			r.b.WriteString("func " + v.name)
		}
	case Tuple:
		for _, x := range v {
			r.value(x, depth+1)
			r.b.WriteString(",")
		}
	case *ctxValue:
		r.b.WriteString("ctx") // a context does not make a request a different one
	case interface{ render(renderer, int) }:
		v.render(r, depth)
	case interface{ parts() []Value }:
		r.b.WriteString(v.(native).nativeName() + "(")
		for _, x := range v.parts() {
			r.value(x, depth+1)
			r.b.WriteString(",")
		}
		r.b.WriteString(")")
	case native:
		r.b.WriteString(v.nativeName())
	default:
		fmt.Fprintf(r.b, "%T", v)
	}
}

func (r renderer) cells(cells []*Cell, depth int) {
	r.b.WriteString("[")
	for _, e := range cells {
		r.value(e.v, depth+1)
		r.b.WriteString(",")
	}
	r.b.WriteString("]")
}

// maxName is how long a name gets.
const maxName = 4000

// name is a text that gets no longer than maxName: of what is beyond there is
// only a hash, so that equal names are still those of equal values.
type name struct {
	text  strings.Builder
	rest  hash.Hash64 // nil: nothing is beyond
	parts int
}

// Write never fails.
func (n *name) Write(p []byte) (int, error) {
	n.WriteString(string(p))
	return len(p), nil
}

func (n *name) WriteString(s string) {
	if room := maxName - n.text.Len(); n.rest == nil && len(s) <= room {
		n.text.WriteString(s)
		return
	} else if n.rest == nil {
		n.text.WriteString(s[:room])
		n.rest, s = fnv.New64a(), s[room:]
	}
	_, _ = io.WriteString(n.rest, s) // a hash never fails
}

func (n *name) String() string {
	if n.rest == nil {
		return n.text.String()
	}
	return n.text.String() + "…" + strconv.FormatUint(n.rest.Sum64(), 36)
}

var separators = strings.NewReplacer("_", "", "-", "")

// volatileName says whether a field on the wire tells nothing about what is
// asked for: an attempt number, a request ID, a time.
func volatileName(name string) bool {
	n := strings.ToLower(separators.Replace(name))
	return volatileNames[n] || volatileNames[strings.TrimPrefix(n, "x")]
}

var volatileNames = map[string]bool{
	"requestid": true, "correlationid": true, "traceid": true, "spanid": true, "messageid": true, "transactionid": true, "idempotencykey": true,
	"attempt": true, "attempts": true, "attemptnumber": true, "retry": true, "retries": true, "retrycount": true, "try": true, "tries": true,
	"timestamp": true, "nonce": true, "sentat": true, "senttime": true, "clienttime": true, "requesttime": true, "requestedat": true, "deadline": true,
}
