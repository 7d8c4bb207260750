package replay

import (
	"strconv"
	"strings"
)

// jsonDecoder reads from a source; jsonEncoder writes to a sink.
type jsonDecoder struct {
	src  Value
	read int // documents that were read
}

func (*jsonDecoder) nativeName() string { return "encoding/json.Decoder" }

type jsonEncoder struct{ sink Value }

func (*jsonEncoder) nativeName() string { return "encoding/json.Encoder" }

// document names the encoding of a value: its content at this moment.
func document(v Value) Value {
	if r := rawOf(v); r != nil {
		return &Sym{name: "body", from: r.ans.origin(), raw: r, nonNil: true}
	}
	name := "json("
	if gives, takes := licensing(v, 0); takes && !gives {
		name = takingAway
	}
	return &Sym{name: nameOf(name + render(v) + ")"), from: origins(v) &^ volatile, nonNil: true}
}

// takingAway begins the name of a document that only takes licenses away.
const takingAway = "disassociating json("

// licensing says whether a document gives licenses, and whether it takes some
// away: Apple's manageVPPLicensesByAdamIdSrv does both, by the fields associate…
// and disassociate….
func licensing(v Value, depth int) (gives, takes bool) {
	field := func(name string, v Value) {
		g, t := licensing(v, depth+1)
		switch name = strings.ToLower(name); {
		case isEmpty(v):
		case strings.HasPrefix(name, "associate"):
			g = true
		case strings.HasPrefix(name, "disassociate"):
			t = true
		}
		gives, takes = gives || g, takes || t
	}
	if depth > 3 {
		return false, false
	}
	switch v := v.(type) {
	case Boxed:
		return licensing(v.v, depth)
	case *Cell:
		return licensing(v.v, depth)
	case *Struct:
		if u := v.typ.under(); u != nil {
			for i, f := range v.f {
				if i < len(u.Fields) {
					field(u.Fields[i].Wire, f.v)
				}
			}
		}
	case *Map:
		if v.sym != nil {
			return true, false // or whatever else there is
		}
		for _, k := range v.keys {
			if name, ok := v.m[k].k.(string); ok {
				field(name, v.m[k].v)
			}
		}
	}
	return gives, takes
}

// isEmpty says whether a value is nothing, or a text or a list with nothing in it.
func isEmpty(v Value) bool {
	switch v := unboxed(v).(type) {
	case string:
		return v == ""
	case List:
		return len(v.e) == 0
	case nil, Null:
		return true
	}
	return false
}

func marshal(c *call) Value { return Tuple{document(c.arg(0)), Null{}} }

// unmarshal decodes data into the variable that target points to.
func unmarshal(c *call, data, target Value) Value {
	target = unboxed(target)
	var cell *Cell
	switch t := target.(type) {
	case *Cell:
		cell = t
	case *Sym:
		cell = c.m.deref(t)
	default:
		return Null{}
	}
	was := c.m.caller
	c.m.caller = c.f
	defer func() { c.m.caller = was }()
	if r := rawOf(data); r != nil {
		c.m.decodeInto(cell, cell.typ, r)
		if c.m.reason == "" {
			return Null{}
		}
		return Null{}
	}
	if s, ok := data.(string); ok && s == "" {
		return Boxed{v: errEOF}
	}
	// A document that is no answer: what it says is its own business.
	cell.v = c.m.symbolic("decode("+render(data)+")", cell.typ, origins(data)&^volatile)
	return Null{}
}

var jsonModels = map[string]func(*call) Value{
	"encoding/json.Marshal":       marshal,
	"encoding/json.MarshalIndent": marshal,
	"encoding/json/v2.Marshal":    marshal,
	"encoding/json.Unmarshal":     func(c *call) Value { return unmarshal(c, c.arg(0), c.arg(1)) },
	"encoding/json/v2.Unmarshal":  func(c *call) Value { return unmarshal(c, c.arg(0), c.arg(1)) },
	"encoding/json/v2.UnmarshalRead": func(c *call) Value {
		return unmarshal(c, c.arg(0), c.arg(1))
	},
	"encoding/json/v2.MarshalWrite": func(c *call) Value {
		writeTo(c, document(c.arg(1)))
		return Null{}
	},
	"encoding/json.NewDecoder": func(c *call) Value { return &jsonDecoder{src: c.arg(0)} },
	"encoding/json.NewEncoder": func(c *call) Value { return &jsonEncoder{sink: c.arg(0)} },
	"(encoding/json.Decoder).Decode": func(c *call) Value {
		d, ok := c.arg(0).(*jsonDecoder)
		if !ok {
			c.m.fill(c, c.arg(1), "decode("+render(c.arg(0))+")")
			return c.unknown()
		}
		if d.read++; d.read > 1 && rawOf(d.src) == nil {
			return unmarshal(c, &Sym{name: nameOf(render(d.src) + "'" + strconv.Itoa(d.read)), from: origins(d.src) &^ volatile}, c.arg(1))
		}
		return unmarshal(c, d.src, c.arg(1))
	},
	"(encoding/json.Decoder).UseNumber":             nothing,
	"(encoding/json.Decoder).DisallowUnknownFields": nothing,
	"(encoding/json.Encoder).Encode": func(c *call) Value {
		e, ok := c.arg(0).(*jsonEncoder)
		if !ok {
			return c.unknown()
		}
		d := *c
		d.args = []Value{e.sink}
		writeTo(&d, document(c.arg(1)))
		return Null{}
	},
	"(encoding/json.Encoder).SetIndent":     nothing,
	"(encoding/json.Encoder).SetEscapeHTML": nothing,
	"encoding/json.Valid":                   func(*call) Value { return true },
	"(encoding/json.Number).String":         func(c *call) Value { return c.arg(0) },
	"(encoding/json.Number).Int64": func(c *call) Value {
		if s, ok := c.text(0); ok {
			d := *c
			d.args = []Value{s, int64(10), int64(64)}
			return models()["strconv.ParseInt"](&d)
		}
		return c.unknown()
	},
	"(encoding/json.Number).Float64": func(c *call) Value {
		if s, ok := c.text(0); ok {
			d := *c
			d.args = []Value{s, int64(64)}
			return models()["strconv.ParseFloat"](&d)
		}
		return c.unknown()
	},
}
