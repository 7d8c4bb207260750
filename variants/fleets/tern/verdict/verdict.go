// Package verdict decides what becomes of a task that has failed.
package verdict

import (
	"time"

	"example.com/serversa/tern/shop"
)

// Verdict is the decision.
type Verdict struct {
	Kind  Kind
	After time.Duration
}

// Kind is the kind of a decision.
type Kind string

// Kinds.
const (
	Drop  Kind = "drop"
	Park  Kind = "park"
	Again Kind = "again"
)

// Judge decides. Tries counts the one that has just failed.
type Judge interface {
	Judge(err error, tries int) Verdict
}

// Standard lets five tries pass, a little longer apart each time.
type Standard struct{}

// Judge implements Judge.
func (Standard) Judge(err error, tries int) Verdict {
	switch shop.NumOf(err) {
	case 9603, 9646, 0:
		if tries < 5 {
			return Verdict{Again, time.Duration(tries) * 2 * time.Second}
		}
		return Verdict{Kind: Park}
	}
	return Verdict{Kind: Drop}
}

// Rash lets everything pass.
type Rash struct{ After time.Duration }

// Judge implements Judge.
func (r Rash) Judge(error, int) Verdict { return Verdict{Again, r.After} }

// Cooling is quick for a while and cool from then on.
type Cooling struct {
	Quick int
	Cool  time.Duration
}

// Judge implements Judge.
func (c Cooling) Judge(err error, tries int) Verdict {
	if n := shop.NumOf(err); n != 9603 && n != 9646 {
		return Verdict{Kind: Drop}
	}
	if tries <= c.Quick {
		return Verdict{Again, 4 * time.Second}
	}
	return Verdict{Again, c.Cool}
}

// Limit drops what another judge has let pass most times.
func Limit(most int, j Judge) Judge { return limited{most, j} }

type limited struct {
	most int
	next Judge
}

// Judge implements Judge.
func (l limited) Judge(err error, tries int) Verdict {
	if tries >= l.most {
		return Verdict{Kind: Park}
	}
	return l.next.Judge(err, tries)
}

// Sparing drops some numbers and leaves the rest to another judge.
func Sparing(j Judge, nums ...int) Judge {
	return judgeFunc(func(err error, tries int) Verdict {
		for _, n := range nums {
			if shop.NumOf(err) == n {
				return Verdict{Kind: Drop}
			}
		}
		return j.Judge(err, tries)
	})
}

type judgeFunc func(error, int) Verdict

// Judge implements Judge.
func (f judgeFunc) Judge(err error, tries int) Verdict { return f(err, tries) }
