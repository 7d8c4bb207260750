package message

import (
	"cmp"
	"go/ast"
	"slices"

	"github.com/vpplint/vpplint/internal/apple"
)

// report keeps a finding. The cases of a switch are one.
func (j *judge) report(d *decision, x, y *walk) {
	at := d.instr
	if d.at != nil {
		at = d.at
	}
	expr, sw := j.places.of(at)
	if expr == nil {
		return // nothing that a person wrote
	}
	kind := d.kind
	var n ast.Node = expr
	if sw != nil {
		kind, n = "switch", sw.Tag
	}
	k := placeKey{n.Pos(), n.End()}
	f, ok := j.byPlace[k]
	if !ok {
		f = &Finding{Pos: n.Pos(), End: n.End(), Decl: j.places.decl(n.Pos()), Kind: kind, expr: expr, sw: sw, match: d.match}
		j.byPlace[k] = f
		j.findings = append(j.findings, f)
	}
	if y != nil {
		for _, s := range y.needles() {
			if isNothing(s) || slices.Contains(f.Needles, s) {
				continue
			}
			f.Needles = append(f.Needles, s)
			f.Numbers = append(f.Numbers, numbersOf(d.matches(x, s), s)...)
		}
		slices.Sort(f.Numbers)
		f.Numbers = slices.Compact(f.Numbers)
	}
	if x != nil && f.Via == nil {
		f.Via = x.via()
	}
}

// matches is how a needle is to be looked up: what equals a part of a text, and
// a single word can equal no more, is contained in it.
func (d *decision) matches(x *walk, needle string) match {
	if (d.match == matchEqual || d.match == matchLookup) && len(apple.Exact(needle)) == 0 && isWord(needle) &&
		(!isPhrase(needle) || x != nil && x.res.part) {
		return matchContains
	}
	return d.match
}

// sorted are the findings in source order.
func (j *judge) sorted() []Finding {
	out := make([]Finding, 0, len(j.findings))
	for _, f := range j.findings {
		slices.Sort(f.Needles)
		out = append(out, *f)
	}
	slices.SortStableFunc(out, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Pos, b.Pos), cmp.Compare(a.End, b.End))
	})
	return out
}
