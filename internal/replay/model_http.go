package replay

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/vpplint/vpplint/internal/body"
	"github.com/vpplint/vpplint/internal/standard"
)

// fieldOf is a field of the struct that a pointer points to, by its name.
func (m *machine) fieldOf(v Value, name string) *Cell {
	v = unboxed(v)
	var c *Cell
	switch p := v.(type) {
	case *Cell:
		c = p
	case *Sym:
		c = m.deref(p)
	default:
		return nil
	}
	switch s := c.v.(type) {
	case *Struct:
		u := s.typ.under()
		for i := range s.f {
			if u != nil && i < len(u.Fields) && u.Fields[i].Name == name {
				return s.f[i]
			}
		}
	case *Bag:
		return s.field(m, name, nil)
	case *Sym:
		return m.fieldCell(c, 0, name, nil)
	}
	return nil
}

func (m *machine) setField(v Value, name string, to Value) {
	if c := m.fieldOf(v, name); c != nil {
		c.v = to
	}
}

// made is a new struct that the result type of a call points to: the i-th of
// several.
func (c *call) made(i int, name string) *Cell {
	t := c.res
	if t != nil && t.Kind == body.KTuple {
		t = t.sub(t.Params[i])
	}
	if t != nil && t.Kind == body.KPointer {
		t = t.elem()
	}
	cell := &Cell{typ: t, v: c.m.zero(t)}
	if _, ok := cell.v.(*Struct); !ok {
		cell.v = &Bag{sym: &Sym{name: name}, f: map[string]*Cell{}}
	}
	return cell
}

func newMap() *Map { return &Map{m: map[string]*entry{}} }

// urlValue is a *url.URL: the text it was made of, and what was set since.
func urlValue(v Value) *Cell {
	if s, ok := v.(string); ok {
		return knownURL(s)
	}
	return &Cell{v: &Bag{sym: &Sym{name: nameOf(render(v)), from: origins(v) &^ volatile}, f: map[string]*Cell{}}}
}

// knownURL is a *url.URL that is made of known text.
func knownURL(s string) *Cell {
	b := &Bag{sym: &Sym{name: nameOf(render(s))}, f: map[string]*Cell{}, text: s}
	if u, err := url.Parse(s); err == nil {
		b.known = map[string]Value{
			"Scheme": u.Scheme, "Opaque": u.Opaque, "Host": u.Host, "Path": u.Path, "RawPath": u.RawPath,
			"RawQuery": u.RawQuery, "Fragment": u.Fragment,
		}
	}
	return &Cell{v: b}
}

func (c *call) newRequest(method, url, data, ctx Value) Value {
	req := c.made(0, "request")
	if s, ok := method.(string); ok && s == "" {
		method = "GET"
	}
	c.m.setField(req, "Method", method)
	c.m.setField(req, "URL", urlValue(url))
	c.m.setField(req, "Header", newMap())
	c.m.setField(req, "Body", snapshot(data))
	c.m.setField(req, "ctx", ctx)
	clone := snapshot(data)
	if !isNull(data) {
		c.m.setField(req, "GetBody", &Closure{name: "GetBody", native: func(*call) Value { return Tuple{clone, Null{}} }})
	}
	return req
}

// snapshot keeps the content that a body has now.
func snapshot(v Value) Value {
	if isNull(v) {
		return Null{}
	}
	return Boxed{v: &buffer{content: []Value{&Sym{name: nameOf(render(v)), from: origins(v) &^ volatile}}}}
}

// requestOf reads a request at the moment of sending.
func (m *machine) requestOf(req Value) request {
	get := func(name string) Value {
		if c := m.fieldOf(req, name); c != nil {
			return c.v
		}
		return Null{}
	}
	r := request{ctx: get("ctx")}
	method, url, data, header := get("Method"), get("URL"), get("Body"), get("Header")
	if s, ok := method.(string); ok && s == "" {
		method = "GET"
	}
	r.method = strings.Trim(render(m.settled(method)), `"`)
	if u, ok := url.(*Cell); ok {
		url = u.v
	}
	r.url = strings.Trim(render(url), "&")
	r.from = origins(method, url, data)
	r.key = r.method + " " + r.url + " " + strings.TrimPrefix(render(data), "&") + headers(header)
	if c := m.fieldOf(req, "Method"); c == nil {
		// A request that is no struct: it is what its name says.
		r.key = "request " + render(req)
		r.from = origins(req)
	}
	return r
}

// settled is a text that is not known, but was found equal to one that is.
func (m *machine) settled(v Value) Value {
	if s, ok := v.(*Sym); ok {
		if k, known := m.constantOf(render(s)); known {
			if text, err := strconv.Unquote(k); err == nil {
				return text
			}
		}
	}
	return v
}

var versions = lazily(`'\d+`)

// headers are what tells accounts and locations apart. What an unseen method
// answers differently each time, like a token source, does not.
func headers(v Value) string {
	mp, ok := v.(*Map)
	if !ok {
		return ""
	}
	var out []string
	for _, k := range mp.keys {
		name, _ := mp.m[k].k.(string)
		if volatileName(name) || strings.EqualFold(name, "Content-Type") || strings.EqualFold(name, "Accept") || strings.EqualFold(name, "User-Agent") {
			continue
		}
		if origins(mp.m[k].v)&volatile != 0 {
			continue
		}
		if n := strings.ToLower(name); n != "authorization" && n != "cookie" && !strings.Contains(n, "token") && !strings.Contains(n, "account") && !strings.Contains(n, "location") {
			continue
		}
		out = append(out, name+"="+versions().ReplaceAllString(render(mp.m[k].v), ""))
	}
	slices.Sort(out)
	return " " + strings.Join(out, ";")
}

// roundTrip sends a request over HTTP.
func (c *call) roundTrip(req Value) Value {
	m := c.m
	r := m.requestOf(req)
	if err := m.ctxErr(ctxOf(r.ctx)); err != nil {
		return Tuple{Null{}, Boxed{v: &stdError{text: "Post: " + err.text.(string), wraps: []Value{Boxed{v: err}}}}}
	}
	return Tuple{c.response(m.dispatch(c.f, r), req), Null{}}
}

// response is the answer as an http.Response.
func (c *call) response(a *answer, req Value) Value {
	m := c.m
	res := c.made(0, "response")
	m.setField(res, "Status", "200 OK")
	m.setField(res, "StatusCode", int64(200))
	m.setField(res, "Proto", "HTTP/1.1")
	m.setField(res, "ContentLength", int64(100))
	header := newMap()
	m.put(header, "Content-Type", List{e: []*Cell{{v: "application/json"}}})
	m.setField(res, "Header", header)
	m.setField(res, "Request", req)
	m.setField(res, "Body", &Sym{name: "body", from: a.origin(), nonNil: true, raw: &raw{ans: a}})
	return res
}

// do sends through a client, whose transport may be the user's own.
func (c *call) do(client, req Value) Value {
	if client != nil {
		if t := c.m.fieldOf(client, "Transport"); t != nil {
			if b, ok := t.v.(Boxed); ok {
				if fn := c.m.prog.method(b.typ.named(), "RoundTrip"); fn != nil {
					v, p := c.m.invoke(c.f, fn, b.typ.args(), []Value{c.m.receiverFor(fn, b.v), req}, nil, nil, nil)
					if p != nil {
						c.panic = p
						return Null{}
					}
					return v
				}
			}
		}
	}
	return c.roundTrip(req)
}

// simple sends what http.Get and its like send.
func simple(method string, at int, data func(c *call) Value) func(*call) Value {
	return func(c *call) Value {
		d := *c
		d.res = c.m.requestType()
		var payload Value = Null{}
		if data != nil {
			payload = data(c)
		}
		req := d.newRequest(method, c.arg(at), payload, Null{})
		var client Value
		if at == 1 {
			client = c.arg(0)
		}
		return c.do(client, req)
	}
}

// requestType is *http.Request as far as the program knows it.
func (m *machine) requestType() *Type {
	t := m.prog.known["net/http.Request"]
	if t == nil {
		return nil
	}
	return &Type{Type: &body.Type{Kind: body.KPointer, Elem: m.prog.index(t), Key: -1}, pkg: t.pkg}
}

// index is where a named type stands in its package's table.
func (p *Program) index(t *Type) int32 {
	for i := range t.pkg.Types {
		if &t.pkg.Types[i] == t.Type {
			return int32(i)
		}
	}
	return -1
}

func post(at int) func(c *call) Value {
	return func(c *call) Value { return c.arg(at) }
}

func form(at int) func(c *call) Value {
	return func(c *call) Value {
		return &Sym{name: nameOf("form(" + render(c.arg(at)) + ")"), from: origins(c.arg(at)) &^ volatile, nonNil: true}
	}
}

// valuesOf is the map of a url.Values or http.Header.
func valuesOf(c *call) *Map {
	if cell, ok := c.arg(0).(*Cell); ok {
		return c.m.mapOf(cell.v)
	}
	return c.m.mapOf(c.arg(0))
}

func canonical(c *call, k Value) Value {
	if s, ok := k.(string); ok && strings.Contains(c.name, "http.Header") {
		return canonicalHeader(s)
	}
	return k
}

func valuesModels(out map[string]func(*call) Value, typ string) {
	p := "(" + typ + ")."
	out[p+"Set"] = func(c *call) Value {
		if mp := valuesOf(c); mp != nil {
			c.m.put(mp, canonical(c, c.arg(1)), List{e: []*Cell{{v: c.arg(2)}}})
		}
		return Null{}
	}
	out[p+"Add"] = func(c *call) Value {
		mp := valuesOf(c)
		if mp == nil {
			return Null{}
		}
		k := canonical(c, c.arg(1))
		var l List
		if e := c.m.find(mp, k); e != nil {
			l, _ = e.v.(List)
		}
		c.m.put(mp, k, List{e: append(slices.Clone(l.e), &Cell{v: c.arg(2)})})
		return Null{}
	}
	out[p+"Get"] = func(c *call) Value {
		mp := valuesOf(c)
		if mp == nil {
			return ""
		}
		if e := c.m.find(mp, canonical(c, c.arg(1))); e != nil {
			if l, ok := e.v.(List); ok && len(l.e) > 0 {
				return l.e[0].v
			}
		}
		if mp.sym != nil {
			return &Sym{name: nameOf(mp.sym.name + "[" + render(c.arg(1)) + "]"), from: mp.sym.from}
		}
		return ""
	}
	out[p+"Del"] = func(c *call) Value {
		if mp := valuesOf(c); mp != nil {
			c.m.remove(mp, canonical(c, c.arg(1)))
		}
		return Null{}
	}
	out[p+"Has"] = func(c *call) Value {
		mp := valuesOf(c)
		return mp != nil && c.m.find(mp, canonical(c, c.arg(1))) != nil
	}
	out[p+"Clone"] = func(c *call) Value {
		mp := valuesOf(c)
		if mp == nil {
			return Null{}
		}
		n := newMap()
		n.sym = mp.sym
		for _, k := range mp.keys {
			c.m.put(n, mp.m[k].k, copyOf(mp.m[k].v))
		}
		return n
	}
	out[p+"Encode"] = func(c *call) Value {
		return &Sym{name: nameOf("query(" + render(c.arg(0)) + ")"), from: origins(c.arg(0)) &^ volatile, nonNil: true}
	}
}

var httpModels = httpTable()

func httpTable() map[string]func(*call) Value {
	out := map[string]func(*call) Value{
		"net/http.NewRequestWithContext": func(c *call) Value {
			return Tuple{c.newRequest(c.arg(1), c.arg(2), c.arg(3), c.arg(0)), Null{}}
		},
		"net/http.NewRequest": func(c *call) Value {
			return Tuple{c.newRequest(c.arg(0), c.arg(1), c.arg(2), Null{}), Null{}}
		},
		"(net/http.Request).WithContext": func(c *call) Value { return cloneRequest(c, c.arg(1)) },
		"(net/http.Request).Clone":       func(c *call) Value { return cloneRequest(c, c.arg(1)) },
		"(net/http.Request).Context": func(c *call) Value {
			if f := c.m.fieldOf(c.arg(0), "ctx"); f != nil && !isNull(f.v) {
				return f.v
			}
			return &Sym{name: "request context", typ: c.res, nonNil: true}
		},
		"(net/http.Request).SetBasicAuth": func(c *call) Value {
			if h := c.m.fieldOf(c.arg(0), "Header"); h != nil {
				if mp := c.m.mapOf(h.v); mp != nil {
					c.m.put(mp, "Authorization", List{e: []*Cell{{v: &Sym{name: nameOf("basic(" + render(Tuple{c.arg(1), c.arg(2)}) + ")")}}}})
				}
			}
			return Null{}
		},
		"(net/http.Client).Do":                   func(c *call) Value { return c.do(c.arg(0), c.arg(1)) },
		"(net/http.Transport).RoundTrip":         func(c *call) Value { return c.roundTrip(c.arg(1)) },
		"(net/http.RoundTripper).RoundTrip":      func(c *call) Value { return c.roundTrip(c.arg(1)) },
		"(net/http.Client).Get":                  simple("GET", 1, nil),
		"(net/http.Client).Head":                 simple("HEAD", 1, nil),
		"(net/http.Client).Post":                 simple("POST", 1, post(3)),
		"(net/http.Client).PostForm":             simple("POST", 1, form(2)),
		"net/http.Get":                           simple("GET", 0, nil),
		"net/http.Head":                          simple("HEAD", 0, nil),
		"net/http.Post":                          simple("POST", 0, post(2)),
		"net/http.PostForm":                      simple("POST", 0, form(1)),
		"(net/http.Client).CloseIdleConnections": nothing,
		"net/http.StatusText":                    func(c *call) Value { return c.unknown() },
		"(net/url.URL).String": func(c *call) Value {
			if cell, ok := c.arg(0).(*Cell); ok {
				if b, ok := cell.v.(*Bag); ok && render(b) == b.sym.name {
					if b.text != "" {
						return b.text
					}
					return &Sym{name: b.sym.name, from: b.sym.from, nonNil: true}
				}
			}
			return &Sym{name: nameOf("url(" + strings.TrimPrefix(render(c.arg(0)), "&") + ")"), from: origins(c.arg(0)) &^ volatile, nonNil: true}
		},
		"net/url.Parse": func(c *call) Value { return Tuple{urlValue(c.arg(0)), Null{}} },
		"(net/url.URL).IsAbs": func(c *call) Value {
			if s := c.m.fieldOf(c.arg(0), "Scheme"); s != nil {
				if scheme, known := s.v.(string); known {
					return scheme != ""
				}
			}
			return c.unknown()
		},
		"(net/url.URL).Query": func(c *call) Value {
			return newMap()
		},
		"(net/url.URL).JoinPath": func(c *call) Value {
			path := strings.TrimPrefix(render(c.arg(0)), "&")
			elems, ok := c.arg(1).(List)
			if !ok {
				path += "/" + render(c.arg(1))
			}
			for _, e := range elems.e {
				part, ok := e.v.(string)
				if !ok {
					part = render(e.v)
				}
				path += "/" + part
			}
			return urlValue(&Sym{name: nameOf("(" + path + ")"), from: origins(c.args...) &^ volatile})
		},
	}
	valuesModels(out, "net/url.Values")
	valuesModels(out, "net/http.Header")
	return out
}

func cloneRequest(c *call, ctx Value) Value {
	cell, ok := c.arg(0).(*Cell)
	if !ok {
		return c.arg(0)
	}
	n := &Cell{v: copyOf(cell.v), typ: cell.typ}
	if h := c.m.fieldOf(n, "Header"); h != nil {
		if mp, ok := h.v.(*Map); ok {
			clone := newMap()
			clone.sym = mp.sym
			for _, k := range mp.keys {
				c.m.put(clone, mp.m[k].k, mp.m[k].v)
			}
			h.v = clone
		}
	}
	c.m.setField(n, "ctx", ctx)
	return n
}

// opaqueSend recognises a send by an unseen function: it returns an HTTP
// response, or a VPP response, or is handed an empty VPP response to fill.
func (m *machine) opaqueSend(c *call) (Value, bool) {
	if strings.HasPrefix(c.name, "builtin") || rawOf(c.args...) != nil {
		return nil, false
	}
	results := resultTypes(c.res)
	http, vpp := -1, -1
	for i, t := range results {
		switch {
		case t.named() == "net/http.Response":
			http = i
		case t.vpp():
			vpp = i
		}
	}
	var target *Cell
	if http < 0 && vpp < 0 && len(results) > 0 && results[len(results)-1].isError() && !standardFunc(c.name) {
		target = m.emptyResponse(c.args)
	}
	marked := m.ex.marked(c) || m.repeats(c, results)
	if http < 0 && vpp < 0 && target == nil && !marked {
		return nil, false
	}
	if standardFunc(c.name) && http < 0 {
		return nil, false
	}
	r, args := m.opaqueRequest(c, target)
	if err := m.expired(args); err != nil {
		return m.failed(results, err), true
	}
	a := m.dispatch(c.f, r)
	out := make(Tuple, len(results))
	for i, t := range results {
		switch {
		case i == http:
			d := *c
			d.res = t
			out[i] = d.response(a, &Sym{name: "request"})
		case i == vpp:
			a.send.vpp = true
			cell := &Cell{v: m.zero(t), typ: t}
			if t.Kind == body.KPointer {
				inner := &Cell{v: m.zero(t.elem()), typ: t.elem()}
				m.decodeInto(inner, t.elem(), &raw{ans: a})
				cell.v = inner
			} else {
				m.decodeInto(cell, t, &raw{ans: a})
			}
			out[i] = cell.v
		case t.isError():
			out[i] = Null{}
			if marked {
				a.send.vpp = true
				if a.number != 0 {
					out[i] = &Sym{name: "answer.error", typ: t, from: fromAnswer, nonNil: true, raw: &raw{ans: a}}
				}
			}
		default:
			out[i] = m.unknownResult(nameOf(a.prefix()+"#"+c.name), t, a.origin(), nil)
		}
	}
	if target != nil {
		a.send.vpp = true
		m.decodeInto(target, target.typ, &raw{ans: a})
	}
	switch len(out) {
	case 0:
		return Null{}, true
	case 1:
		return out[0], true
	}
	return out, true
}

func resultTypes(t *Type) []*Type {
	if t == nil {
		return nil
	}
	if t.Kind != body.KTuple {
		return []*Type{t}
	}
	out := make([]*Type, len(t.Params))
	for i, p := range t.Params {
		out[i] = t.sub(p)
	}
	return out
}

// repeats says whether a call of an unseen function does what is pinned once
// more: it is the same function with the same arguments, at a place that is
// not reached while all succeeds.
func (m *machine) repeats(c *call, results []*Type) bool {
	if len(m.targets) == 0 || len(m.ex.marks) == 0 || standardFunc(c.name) || len(results) == 0 || !results[len(results)-1].isError() {
		return false
	}
	r, _ := m.opaqueRequest(c, nil)
	return slices.Contains(m.targets, m.ex.lasting(r.key))
}

// emptyResponse is a VPP response that is handed over by its address and holds
// nothing yet.
func (m *machine) emptyResponse(args []Value) *Cell {
	for _, a := range args {
		a = unboxed(a)
		if c, ok := a.(*Cell); ok && c.typ != nil && c.typ.speaks() && ownNumber(c.typ.under(), 0) && render(c.v) == render(m.zero(c.typ)) {
			return c
		}
	}
	return nil
}

// opaqueRequest names what an unseen function sends: the HTTP request among
// its arguments, or all of them.
func (m *machine) opaqueRequest(c *call, target *Cell) (request, []Value) {
	var args []Value
	for _, a := range c.args {
		v := unboxed(a)
		if cell, ok := v.(*Cell); ok {
			if cell == target {
				continue
			}
			if cell.typ.named() == "net/http.Request" {
				r := m.requestOf(cell)
				return r, []Value{r.ctx}
			}
		}
		args = append(args, a)
	}
	name := c.name[strings.LastIndexByte(c.name, '.')+1:]
	r := request{method: name, url: "", from: origins(args...)}
	var b strings.Builder
	b.WriteString(name + "  ")
	for _, a := range args {
		if s, ok := a.(*Sym); ok && s.typ.named() == "context.Context" {
			continue
		}
		b.WriteString(render(a) + ",")
	}
	r.key = b.String()
	r.url = name
	return r, args
}

func (m *machine) expired(args []Value) *stdError {
	for _, a := range args {
		if ctx := ctxOf(a); ctx != nil {
			return m.ctxErr(ctx)
		}
	}
	return nil
}

func (m *machine) failed(results []*Type, err *stdError) Value {
	out := make(Tuple, len(results))
	for i, t := range results {
		out[i] = m.zero(t)
		if t.isError() {
			out[i] = Boxed{v: err}
		}
	}
	if len(out) == 1 {
		return out[0]
	}
	return out
}

// standardFunc says whether a function belongs to the standard library.
func standardFunc(name string) bool { return standard.Is(PackageOf(name)) }
