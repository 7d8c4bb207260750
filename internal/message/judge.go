package message

import (
	"go/constant"
	"go/types"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/tools/go/ssa"

	"github.com/vpplint/vpplint/internal/apple"
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

// maxLeaves is how many things a helper is passed, at most, of which it compares
// some with others.
const maxLeaves = 24

// maxHelpers is how many generic helpers deep a needle is followed.
const maxHelpers = 4

// look judges a decision from both sides.
func (j *judge) look(d *decision) {
	k := decisionKey{d.instr, d.a, d.b, d.known}
	if j.seen[k] || d.depth > maxHelpers {
		return
	}
	j.seen[k] = true
	if c, ok := d.b.v.(*ssa.Const); ok && c.Value != nil && isText(c.Type()) && isNothing(constText(c)) {
		return
	}
	a := j.ask(d, d.a, d.num[0], false)
	if !d.known && !a.mayBeText() && !d.both {
		return
	}
	b := j.ask(d, d.b, d.num[1], false)
	if d.known {
		j.side(d, nil, b, d.a, d.b)
		return
	}
	reversed := d.both && b.mayBeText() && reversible(d, a, b)
	if reversed && b.isText() && !a.isText() {
		j.side(d, b, a, d.b, d.a)
		return
	}
	if a.mayBeText() && j.side(d, a, b, d.a, d.b) {
		return
	}
	if reversed {
		j.side(d, b, a, d.b, d.a)
	}
}

// ask asks where an operand of a decision comes from.
func (j *judge) ask(d *decision, o operand, num, up bool) *walk {
	if o.v == nil {
		return nil
	}
	n := node{v: o.v, p: o.p, at: d.instr, num: num, up: up}
	if o.elsewhere {
		n.at, n.ctx = o.at, o.ctx
	}
	return j.e.origins(n)
}

// reversible says whether a decision can also have its text on the other side:
// where a text is looked for in something else, only what is written down there
// makes it a comparison; and a table that counts texts may count other things.
func reversible(d *decision, a, b *walk) bool {
	switch d.match {
	case matchContains, matchPrefix, matchSuffix:
		return len(a.res.literals) > 0
	case matchLookup:
		return slices.ContainsFunc(a.needles(), func(s string) bool {
			return isApples(s) || !b.has(s) && (isPhrase(s) && !isTransport(s) || len(apple.Containing(s)) > 0)
		})
	}
	return true
}

func constText(c *ssa.Const) string {
	if c.Value.Kind() != constant.String {
		return "?"
	}
	return constant.StringVal(c.Value)
}

// isText says whether a walk ended at message text, or at the number in the text
// of an error.
func (w *walk) isText() bool { return w.res.text || w.res.number }

// mayBeText says whether a walk ended somewhere message text can come from.
func (w *walk) mayBeText() bool {
	return w.isText() || len(w.res.params) > 0
}

// has says whether a literal is among what a walk found.
func (w *walk) has(s string) bool {
	_, ok := w.res.literals[s]
	return ok
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
	text := d.known || x.isText()
	if y != nil && y.res.text && !mixed(d, x, y) {
		return true // texts among themselves
	}
	var parts []paramLeaf
	if y != nil {
		from := needleParams(y, false)
		if text {
			from = slices.DeleteFunc(from, isReceiver) // an object is asked: that is the helper's own
		}
		if len(from) > 0 && !y.res.written {
			j.toCallers(d, x, from, text)
			return text
		}
		// A part of a parameter is a setting, which belongs to the helper, unless
		// those who call it make it.
		parts = needleParams(y, true)
		if !text && e.texts && j.madeByCallers(parts) {
			j.toCallers(d, x, parts, false)
			return true
		}
	}
	if !text {
		var up *walk
		if e.texts {
			up = j.ask(d, xo, d.num[0], true)
		}
		if up == nil || !up.isText() {
			j.toCallers(d, x, parts, false)
			return e.texts && j.unknownError(d, x, y)
		}
		x = up
	}
	shown := y
	if y != nil && !y.res.text {
		up := j.ask(d, yo, false, true)
		if up.res.text && !mixed(d, x, up) {
			return true
		}
		if len(y.res.literals) == 0 {
			shown = up
		}
	}
	if j.matters(d, x, y) && !j.onlyShows(d) && !j.filters(d, y) {
		j.report(d, x, shown)
	}
	return true
}

// mixed says whether a text is looked up among phrases that are written down,
// though message texts are there, too. A phrase that stands in for the text on
// both sides is none of them.
func mixed(d *decision, x, y *walk) bool {
	return (d.match == matchLookup || isList(d.kind)) && slices.ContainsFunc(y.needles(), func(s string) bool {
		return isPhrase(s) && (x == nil || !x.has(s) || isApples(s))
	})
}

// needleParams are the parameters that a needle comes from, or those of which a
// part is the needle.
func needleParams(y *walk, part bool) []paramLeaf {
	var out []paramLeaf
	for _, p := range y.res.params {
		if !p.call && throughField(p.p) == part && !isIs(p.fn) {
			out = append(out, p)
		}
	}
	return out
}

func isReceiver(p paramLeaf) bool { return p.index == 0 && p.fn.Signature.Recv() != nil }

// isIs says whether a function is an Is method, which package errors calls.
func isIs(fn *ssa.Function) bool {
	sig := fn.Signature
	return fn.Name() == "Is" && sig.Recv() != nil && sig.Params().Len() == 1 && isErrorType(sig.Params().At(0).Type())
}

// madeByCallers says whether callers make one of the parameters of which a part
// is the needle with a needle that is written down there: a matcher.
func (j *judge) madeByCallers(parts []paramLeaf) bool {
	for _, p := range parts {
		for _, c := range j.e.callers[p.fn] {
			if p.index >= len(c.args) || c.args[p.index].v == nil {
				continue
			}
			arg := c.args[p.index]
			w := j.e.origins(node{v: arg.v, p: j.e.join(arg.p, p.p), at: c.site})
			if len(w.res.literals) > 0 {
				return true
			}
		}
	}
	return false
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
	if len(needles) > maxLeaves || x != nil && len(x.res.params) > maxLeaves {
		return // that is no helper that compares two things
	}
	for _, nl := range needles {
		byParam := false
		if x != nil {
			for _, tl := range x.res.params {
				if tl.fn != nl.fn || tl.call {
					continue
				}
				byParam = true
				from := paramOrigin(tl)
				if from.Kind == 0 && text {
					from.Kind = FromText
				}
				j.sink(nl.fn, Sink{Kind: d.kind, Text: from, Needle: paramOrigin(nl)})
				for _, c := range e.callers[nl.fn] {
					if a, b := c.arg(e, tl), c.arg(e, nl); a.v != nil && b.v != nil {
						j.look(&decision{instr: c.site, kind: d.kind, match: d.match, depth: d.depth + 1, a: a, b: b, num: [2]bool{tl.num, nl.num}})
					}
				}
			}
		}
		if byParam || !text {
			continue
		}
		j.sink(nl.fn, Sink{Kind: d.kind, Text: Origin{Kind: FromText}, Needle: paramOrigin(nl)})
		for _, c := range e.callers[nl.fn] {
			if b := c.arg(e, nl); b.v != nil {
				j.look(&decision{instr: c.site, kind: d.kind, match: d.match, known: true, depth: d.depth + 1, b: b})
			}
		}
	}
}

// arg is what a caller passes for a parameter, or for a part of it.
func (c *caller) arg(e *engine, p paramLeaf) operand {
	if p.index >= len(c.args) || c.args[p.index].v == nil {
		return operand{}
	}
	o := c.args[p.index]
	o.p = e.join(o.p, p.p)
	return o
}

func paramOrigin(p paramLeaf) Origin {
	steps, ok := toSteps(p.p)
	if !ok {
		return Origin{}
	}
	return Origin{Kind: FromParam, Param: p.index, Path: steps}
}

func (j *judge) sink(fn *ssa.Function, s Sink) {
	if s.Text.Kind != 0 && s.Needle.Kind != 0 && !slices.ContainsFunc(j.sinks[fn], func(t Sink) bool { return compareSinks(s, t) == 0 }) {
		j.sinks[fn] = append(j.sinks[fn], s)
	}
}

// matters says whether what the text is compared with can be Apple's.
func (j *judge) matters(d *decision, x, y *walk) bool {
	if y == nil {
		return true
	}
	needles := y.needles()
	switch d.match {
	case matchRune:
		return slices.ContainsFunc(needles, func(s string) bool { return !isLayout(s) || isMark(s) && j.isTruth(d) })
	case matchLetters:
		return slices.ContainsFunc(needles, isWord)
	}
	if len(needles) == 0 {
		if d.b.v != nil && d.foreign && throughField(d.b.p) {
			return false // what is in an object of another package
		}
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
	if isNothing(s) || d.match != matchRegexp && d.match != matchParse && isLayout(s) && !(isMark(s) && j.isTruth(d)) {
		return false
	}
	if d.match == matchEqual && x != nil && x.has(s) && len(numbersOf(matchEqual, s)) == 0 {
		return false // the stand-in for no text
	}
	switch {
	case x == nil:
		return true
	case d.match == matchParse:
		return j.parsesText(x, s)
	case !x.res.text: // the number alone
		return strings.ContainsAny(s, "0123456789")
	case len(namedNumbers(s)) > 0 || isApples(s) || len(numbersOf(d.match, s)) > 0:
		return true
	}
	if inOwnWords(x, s) {
		return false
	}
	return x.res.plain || !isTransport(s)
}

// inOwnWords says whether a needle is made of words that the program itself has
// put around the text: "HTTP 503" is of "HTTP %d".
func inOwnWords(x *walk, needle string) bool {
	var own []string
	for lit := range x.res.literals {
		if strings.Contains(lit, needle) {
			return true
		}
		own = append(own, wordsOf(lit)...)
	}
	words := wordsOf(needle)
	return len(words) > 0 && !slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(own, w) })
}

func wordsOf(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
}

// parsesText says whether a format finds message text or the number: where its
// words are the program's own, what it has put behind them.
func (j *judge) parsesText(x *walk, format string) bool {
	before, _, _ := strings.Cut(format, "%")
	own := false
	for lit, maker := range x.res.literals {
		words := verbs.Split(lit, -1)
		if maker.v == nil || !slices.ContainsFunc(words[:len(words)-1], func(w string) bool { return len(wordsOf(w)) > 0 && strings.HasSuffix(before, w) }) {
			continue
		}
		own = true
		if j.e.origins(maker).isText() {
			return true
		}
	}
	return !own
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
	w := e.newWalk(nil)
	w.method(node{num: true}, operand{}, t, errorText(), nil)
	w.run()
	return w.isText()
}
