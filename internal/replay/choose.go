package replay

import (
	"math"
	"strconv"
	"strings"
)

// A choice is a point at which a path could go on in several ways.
type choice struct {
	every bool // the finding needs every way; otherwise any way will do
	n     int
	taken int
}

// choose picks one of n ways. The same question gets the same answer for the
// whole path.
func (m *machine) choose(key string, n int, from origin) int {
	if c, ok := m.decided[key]; ok {
		return c
	}
	c := choice{n: n, every: from&fromAnswer != 0}
	if from&fromLimit != 0 && from&fromAnswer == 0 {
		// An unknown limit may be anything for 9603, and counts as two or
		// more for 9616.
		c.every = m.number != numberAssigned
	}
	i := len(m.log)
	if i < len(m.prefix) {
		c.taken = m.prefix[i]
	} else if i >= m.ex.budget.Choices {
		m.stop("it branches too often on what is not known")
	}
	m.log = append(m.log, c)
	m.decided[key] = c.taken
	return c.taken
}

// decide settles a condition that is not known.
func (m *machine) decide(s *Sym) bool {
	if v, known := m.follows(s.name); known {
		return v != s.neg
	}
	yes := m.choose(s.name, 2, s.from) == 0
	m.learn(s.name, yes)
	if s.from == 0 && yes && strings.Contains(s.name, "\x00") {
		m.assumed = true // a setting that is left out
	}
	return yes != s.neg
}

// Conditions are named "eq x y", "lt x y" with the constant, if there is one,
// last (for lt: marked). What was decided about x rules out other answers.
func (m *machine) follows(cond string) (value, known bool) {
	if c, ok := m.decided[cond]; ok {
		return c == 0, true
	}
	op, x, k, ok := splitCond(cond)
	if !ok {
		return false, false
	}
	if op == "eq" {
		if was, ok := m.equal[x]; ok && was != k {
			return false, true
		} else if ok {
			return true, true
		}
	}
	n, err := strconv.ParseInt(k, 10, 64)
	if err != nil {
		return false, false
	}
	if was, ok := m.equal[x]; ok {
		if w, err := strconv.ParseInt(was, 10, 64); err == nil {
			switch op {
			case "lt":
				return w < n, true
			case "gt":
				return w > n, true
			}
		}
	}
	b, ok := m.bounds[x]
	if !ok {
		return false, false
	}
	switch op {
	case "eq":
		if n < b.Lo || n > b.Hi {
			return false, true
		}
	case "lt":
		if b.Hi < n {
			return true, true
		}
		if b.Lo >= n {
			return false, true
		}
	case "gt":
		if b.Lo > n {
			return true, true
		}
		if b.Hi <= n {
			return false, true
		}
	}
	return false, false
}

func (m *machine) learn(cond string, yes bool) {
	op, x, k, ok := splitCond(cond)
	if !ok {
		return
	}
	if op == "eq" {
		if yes {
			m.equal[x] = k
		}
		return
	}
	n, err := strconv.ParseInt(k, 10, 64)
	if err != nil {
		return
	}
	b, ok := m.bounds[x]
	if !ok {
		b = Span{math.MinInt64, math.MaxInt64}
	}
	switch {
	case op == "lt" && yes:
		b.Hi = min(b.Hi, n-1)
	case op == "lt":
		b.Lo = max(b.Lo, n)
	case op == "gt" && yes:
		b.Lo = max(b.Lo, n+1)
	case op == "gt":
		b.Hi = min(b.Hi, n)
	}
	m.bounds[x] = b
}

// condName names a comparison of a symbol with a constant.
func condName(op, x, k string) string { return op + "\x00" + x + "\x00" + k }

func splitCond(cond string) (op, x, k string, ok bool) {
	op, rest, ok := strings.Cut(cond, "\x00")
	if !ok {
		return "", "", "", false
	}
	x, k, ok = strings.Cut(rest, "\x00")
	return op, x, k, ok
}
