package message

import (
	"go/constant"
	"slices"

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
	moved    int // decisions that were moved through several helpers
	movedNow int // … for the one that is looked at
}

type decisionKey struct {
	instr ssa.Instruction
	a, b  operand
	known bool
}

// look judges a decision from both sides.
func (j *judge) look(d *decision) {
	k := decisionKey{d.instr, d.a, d.b, d.known}
	if j.seen[k] || !j.follows(d) {
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
