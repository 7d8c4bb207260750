package message

import (
	"go/constant"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// judge looks at decisions and keeps what it finds.
type judge struct {
	e        *engine
	places   *places
	findings []*Finding
	byPlace  map[placeKey]*Finding
	sinks    map[*ssa.Function][]Sink
	seen     map[decisionKey]bool
}

type decisionKey struct {
	instr ssa.Instruction
	a, b  operand
	known bool
}

// maxHelpers is how many generic helpers deep a needle is followed.
const maxHelpers = 4

// look judges a decision from both sides.
func (j *judge) look(d *decision) {
	k := decisionKey{d.instr, d.a, d.b, d.known}
	if j.seen[k] || d.depth > maxHelpers {
		return
	}
	j.seen[k] = true
	var a, b *walk
	ask := func(o operand, num bool) *walk {
		if o.v == nil {
			return nil
		}
		return j.e.origins(node{v: o.v, p: o.p, at: d.instr, num: num})
	}
	if d.b.v != nil {
		if c, ok := d.b.v.(*ssa.Const); ok && c.Value != nil && isText(c.Type()) && isNothing(constText(c)) {
			return
		}
	}
	a = ask(d.a, d.num[0])
	if d.known {
		b = ask(d.b, d.num[1])
		j.side(d, nil, b, d.a, d.b)
		return
	}
	if a != nil && (a.mayBeText() || d.both) {
		b = ask(d.b, d.num[1])
		if a.mayBeText() && j.side(d, a, b, d.a, d.b) {
			return
		}
	}
	if d.both && b != nil && b.mayBeText() {
		if d.match == matchContains || d.match == matchPrefix || d.match == matchSuffix || d.match == matchLookup {
			// The text is looked for in something else: only what is written
			// down there makes it a comparison.
			if len(a.res.literals) == 0 {
				return
			}
		}
		if d.match == matchLookup && !slices.ContainsFunc(a.needles(), isApples) {
			return
		}
		j.side(d, b, a, d.b, d.a)
	}
}

func constText(c *ssa.Const) string {
	if c.Value.Kind() != constant.String {
		return "?"
	}
	return constant.StringVal(c.Value)
}

// mayBeText says whether a walk ended somewhere message text can come from.
func (w *walk) mayBeText() bool {
	return w.res.text || w.res.number || len(w.res.params) > 0
}

func (w *walk) needles() []string {
	var out []string
	for s := range w.res.literals {
		out = append(out, s)
	}
	slices.Sort(out)
	return out
}

// side judges a decision whose text is x and whose needle is y (nil: there is
// none), and says whether that settles it.
func (j *judge) side(d *decision, x, y *walk, xo, yo operand) bool {
	e := j.e
	text := d.known || x.res.text || x.res.number
	if y != nil && y.res.text {
		return true // texts among themselves
	}
	if y != nil {
		if from := needleParams(y); len(from) > 0 && len(y.res.literals) == 0 {
			j.toCallers(d, x, from, text)
			return text
		}
		if text || !e.texts {
			// A part of a parameter is a setting.
		} else if from := j.madeByCallers(y); len(from) > 0 {
			j.toCallers(d, x, from, text)
			return true
		}
	}
	if !text {
		if !e.texts {
			return false
		}
		up := e.origins(node{v: xo.v, p: xo.p, at: d.instr, up: true, num: d.num[0]})
		if !up.res.text && !up.res.number {
			return j.unknownError(d, x, y)
		}
		x = up
	}
	if y != nil && e.origins(node{v: yo.v, p: yo.p, at: d.instr, up: true}).res.text {
		return true
	}
	if j.matters(d, x, y) && !j.onlyShows(d) && !j.filters(d, y) {
		j.report(d, x, y)
	}
	return true
}

// needleParams are the parameters that a needle comes from.
func needleParams(y *walk) []paramLeaf {
	var out []paramLeaf
	for _, p := range y.res.params {
		if !p.call && !throughField(p.p) && !isIs(p.fn) {
			out = append(out, p)
		}
	}
	return out
}

// isIs says whether a function is an Is method, which package errors calls.
func isIs(fn *ssa.Function) bool {
	sig := fn.Signature
	return fn.Name() == "Is" && sig.Recv() != nil && sig.Params().Len() == 1 && isErrorType(sig.Params().At(0).Type())
}

// madeByCallers are the parameters of which a part is the needle, if callers
// make them with a needle that is written down there: a matcher. Otherwise the
// part is a setting, which belongs to the helper.
func (j *judge) madeByCallers(y *walk) []paramLeaf {
	var out []paramLeaf
	for _, p := range y.res.params {
		if p.call || !throughField(p.p) {
			continue
		}
		for _, c := range j.e.callers[p.fn] {
			if p.index >= len(c.args) || c.args[p.index].v == nil {
				continue
			}
			arg := c.args[p.index]
			w := j.e.origins(node{v: arg.v, p: j.e.join(arg.p, p.p), at: c.site})
			if len(w.res.literals) > 0 {
				out = append(out, p)
				break
			}
		}
	}
	return out
}

func throughField(p *path) bool {
	for ; p != nil; p = p.tail {
		if p.head.kind == stepField {
			return true
		}
	}
	return false
}

// toCallers moves a decision of a generic helper to those who call it with a
// needle.
func (j *judge) toCallers(d *decision, x *walk, needles []paramLeaf, text bool) {
	e := j.e
	for _, nl := range needles {
		if text {
			j.sink(nl.fn, Sink{Kind: d.kind, Text: Origin{Kind: FromText}, Needle: paramOrigin(nl)})
			for _, c := range e.callers[nl.fn] {
				if nl.index < len(c.args) && c.args[nl.index].v != nil {
					arg := c.args[nl.index]
					j.look(&decision{instr: c.site, kind: d.kind, match: d.match, known: true, depth: d.depth + 1,
						b: operand{v: arg.v, p: e.join(arg.p, nl.p)}})
				}
			}
			continue
		}
		for _, tl := range x.res.params {
			if tl.fn != nl.fn || tl.call {
				continue
			}
			j.sink(nl.fn, Sink{Kind: d.kind, Text: paramOrigin(tl), Needle: paramOrigin(nl)})
			for _, c := range e.callers[nl.fn] {
				if nl.index >= len(c.args) || tl.index >= len(c.args) || c.args[nl.index].v == nil || c.args[tl.index].v == nil {
					continue
				}
				a, b := c.args[tl.index], c.args[nl.index]
				j.look(&decision{instr: c.site, kind: d.kind, match: d.match, depth: d.depth + 1,
					a: operand{v: a.v, p: e.join(a.p, tl.p)}, b: operand{v: b.v, p: e.join(b.p, nl.p)},
					num: [2]bool{tl.num, nl.num}})
			}
		}
	}
}

func paramOrigin(p paramLeaf) Origin {
	steps, ok := toSteps(p.p)
	if !ok {
		return Origin{}
	}
	return Origin{Kind: FromParam, Param: p.index, Path: steps}
}

func (j *judge) sink(fn *ssa.Function, s Sink) {
	if s.Text.Kind != 0 && s.Needle.Kind != 0 {
		j.sinks[fn] = append(j.sinks[fn], s)
	}
}

// matters says whether what the text is compared with can be Apple's.
func (j *judge) matters(d *decision, x, y *walk) bool {
	if y == nil {
		return true
	}
	needles := y.needles()
	if d.match == matchRune {
		return slices.ContainsFunc(needles, func(s string) bool { return !isLayout(s) })
	}
	if len(needles) == 0 {
		if y.res.typed || y.res.asked && x != nil && !x.res.plain {
			return false
		}
		if !y.res.unknown && len(y.res.funcs) == 0 && len(y.res.params) == 0 && len(y.res.fields) == 0 {
			return false // an empty list, an empty map
		}
		return true
	}
	for _, s := range needles {
		if j.needleMatters(d, x, s) {
			return true
		}
	}
	return false
}

func (j *judge) needleMatters(d *decision, x *walk, s string) bool {
	if isNothing(s) || d.match != matchRegexp && d.match != matchParse && isLayout(s) {
		return false
	}
	if d.match == matchEqual && x != nil && x.res.literals[s] && len(numbersOf(matchEqual, s)) == 0 {
		return false // the stand-in for no text
	}
	if x == nil || x.res.plain {
		return true
	}
	if len(namedNumbers(s)) > 0 {
		return true
	}
	if !x.res.text {
		return strings.ContainsAny(s, "0123456789")
	}
	if isTransport(s) {
		return false
	}
	if isApples(s) || len(numbersOf(d.match, s)) > 0 {
		return true
	}
	for own := range x.res.literals {
		if strings.Contains(own, s) {
			return false // words that this program has put there
		}
	}
	return true
}

// unknownError judges a search in the text of an error that some caller
// passes: where the package knows errors with Apple's texts, and the needle is
// beyond doubt Apple's, such an error is meant.
func (j *judge) unknownError(d *decision, x, y *walk) bool {
	if x == nil || y == nil || len(y.res.literals) == 0 || !j.e.errorsCarryText() {
		return false
	}
	asks := slices.ContainsFunc(x.res.params, func(p paramLeaf) bool {
		return p.p != nil && p.p.head == errorText() && p.p.tail == nil && (exported(p.fn) || len(j.e.callers[p.fn]) == 0)
	})
	if !asks {
		return false
	}
	for _, s := range y.needles() {
		if !isNothing(s) && !isApples(s) {
			return false
		}
	}
	if j.onlyShows(d) {
		return true
	}
	j.report(d, x, y)
	return true
}

// errorsCarryText says whether an error type of the package or of its imports
// shows message text or number in its text.
func (e *engine) errorsCarryText() bool {
	if e.carriesErr == 0 {
		e.carriesErr = 1
		for _, t := range e.named {
			for _, u := range []types.Type{t, types.NewPointer(t)} {
				if e.showsText(u) {
					e.carriesErr = 2
					return true
				}
			}
		}
		for _, p := range e.in.Source.Pkg.Imports() {
			if e.hidesError(p) {
				e.carriesErr = 2
			}
		}
	}
	return e.carriesErr == 2
}

// hidesError says whether an import's facts tell of an error type, which need
// not be exported, that shows message text or number in its text.
func (e *engine) hidesError(p *types.Package) bool {
	for name, f := range e.imported {
		method, ok := strings.CutPrefix(strings.TrimLeft(name, "(*"), p.Path()+".")
		if ok && strings.HasSuffix(method, ").Error") && f.showsText() {
			return true
		}
	}
	return false
}

func (e *engine) showsText(t types.Type) bool {
	if !hasMethod(t, "Error") {
		return false
	}
	w := &walk{e: e, seen: map[node]node{}}
	w.res.literals = map[string]bool{}
	w.method(node{num: true}, operand{}, t, errorText(), nil)
	w.run()
	return w.res.text || w.res.number
}
