package message

import (
	"go/types"
	"slices"
	"strings"
)

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
