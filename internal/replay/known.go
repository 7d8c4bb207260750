package replay

import (
	"math"
	"strconv"
	"strings"
)

// Conditions are named "eq x k", "lt x k" and "gt x k", where k is a constant,
// and "same x y". What was decided before rules out other answers.
func (m *machine) follows(cond string) (value, known bool) {
	if c, ok := m.decided[cond]; ok {
		return c == 0, true
	}
	op, x, k, ok := splitCond(cond)
	if !ok {
		return false, false
	}
	switch op {
	case "same":
		return m.compared(x, k)
	case "eq":
		if value, known := m.compared(x, constant(k)); known {
			return value, true
		}
	}
	n, err := strconv.ParseInt(k, 10, 64)
	if err != nil {
		return false, false
	}
	if was, ok := m.constantOf(x); ok {
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
	switch op {
	case "same":
		m.note(x, k, yes)
		return
	case "eq":
		m.note(x, constant(k), yes)
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

// equalities are what symbols were found equal to, and different from.
type equalities struct {
	equal map[string]string // a name -> one that it is equal to
	apart [][2]string
}

// constant is the name of a constant among those of symbols.
func constant(k string) string { return "\x00" + k }

// class is the name that stands for all that is equal to x: a constant, if
// there is one among them.
func (m *machine) class(x string) string {
	for {
		y, ok := m.equal[x]
		if !ok {
			return x
		}
		x = y
	}
}

// constantOf is the constant that x was found equal to.
func (m *machine) constantOf(x string) (k string, ok bool) {
	return strings.CutPrefix(m.class(x), "\x00")
}

// comparisons is how many names are compared in the time of a step.
const comparisons = 8

// compared says whether two names are known to be equal, or different.
func (m *machine) compared(x, y string) (value, known bool) {
	x, y = m.class(x), m.class(y)
	if x == y {
		return true, true
	}
	if strings.HasPrefix(x, "\x00") && strings.HasPrefix(y, "\x00") {
		return false, true
	}
	m.spend(len(m.apart) / comparisons)
	for _, p := range m.apart {
		if a, b := m.class(p[0]), m.class(p[1]); a == x && b == y || a == y && b == x {
			return false, true
		}
	}
	return false, false
}

// note keeps whether two names are equal.
func (m *machine) note(x, y string, equal bool) {
	if !equal {
		m.apart = append(m.apart, [2]string{x, y})
		return
	}
	if x, y = m.class(x), m.class(y); x == y {
		return
	}
	if strings.HasPrefix(x, "\x00") {
		x, y = y, x
	}
	m.equal[x] = y
}
