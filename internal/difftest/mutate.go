package difftest

import (
	"strings"
	"time"

	"github.com/vpplint/vpplint/internal/body"
)

// Belongs says whether a function of the package was written for a case.
func (c Case) Belongs(f *body.Func) bool { return strings.Contains(f.Name, c.Name) }

// Delayed seeds a defect: every duration that a function of the case mentions
// is off by one second. It says whether there is one.
func Delayed(p *body.Package, c Case) bool {
	changed := false
	for _, f := range p.Funcs {
		if !c.Belongs(f) {
			continue
		}
		for i := range f.Consts {
			k := &f.Consts[i]
			if k.Kind == body.Int && k.Type >= 0 && p.Types[k.Type].Name == "time.Duration" && k.Int >= int64(100*time.Millisecond) {
				k.Int += int64(time.Second)
				changed = true
			}
		}
	}
	return changed
}

// Branches counts the branches of a case.
func Branches(p *body.Package, c Case) int {
	n := 0
	eachBranch(p, c, func(*body.Block) { n++ })
	return n
}

// Inverted seeds a defect: the i-th branch of a case goes the other way.
func Inverted(p *body.Package, c Case, i int) {
	eachBranch(p, c, func(b *body.Block) {
		if i == 0 {
			b.Succs[0], b.Succs[1] = b.Succs[1], b.Succs[0]
		}
		i--
	})
}

func eachBranch(p *body.Package, c Case, visit func(*body.Block)) {
	for _, f := range p.Funcs {
		if !c.Belongs(f) {
			continue
		}
		for i := range f.Blocks {
			b := &f.Blocks[i]
			if b.End > b.Start && f.Code[b.End-1].Op == body.If {
				visit(b)
			}
		}
	}
}
