package replay

// A choice is a point at which a path could go on in several ways.
type choice struct {
	key   string
	every bool // the finding needs every way; otherwise any way will do
	limit bool // … of those on which something is sent at all
	n     int
	taken int
}

// choose picks one of n ways. The same question gets the same answer for the
// whole path.
func (m *machine) choose(key string, n int, from origin) int {
	if c, ok := m.decided[key]; ok {
		return c
	}
	if m.walks(from) {
		m.decided[key] = 0
		return 0
	}
	if way, ok := m.ex.given[key]; ok {
		m.decided[key] = way
		return way
	}
	c := choice{key: key, n: n, every: from&fromAnswer != 0}
	if from&fromLimit != 0 && from&fromAnswer == 0 {
		// An unknown limit may be anything for 9603, and counts as two or
		// more for 9616.
		c.every = m.number != numberAssigned
		c.limit = c.every
	}
	if way, enough := m.again(c); enough {
		m.decided[key] = way
		return way
	}
	i := len(m.log)
	if i < len(m.prefix) {
		c.taken = m.prefix[i]
	} else if i >= m.ex.budget.Choices {
		m.stop("it branches too often on what is not known")
	}
	m.log = append(m.log, c)
	m.decided[key] = c.taken
	if m.at != nil {
		at := site{m.at.fn, m.at.pc}
		m.last[at] = asked{m.last[at].n + 1, c.taken, len(m.sends)}
		m.asking, m.askedAt = m.at, m.at.pc
	}
	return c.taken
}

// maxAsked is how often one place may ask about the configuration anew.
const maxAsked = 6

// asked is how often a place was answered, what was answered last, and how many
// requests had been sent by then.
type asked struct{ n, way, sends int }

// again says whether a place has asked often enough about the configuration:
// what it is told then is what it was told before, or, if nothing comes of that,
// something else.
func (m *machine) again(c choice) (way int, enough bool) {
	if c.every && !c.limit || m.at == nil {
		return 0, false
	}
	at := site{m.at.fn, m.at.pc}
	a := m.last[at]
	if a.n < maxAsked || a.way >= c.n {
		return 0, false
	}
	if a.n++; a.n > maxVain && a.sends == len(m.sends) {
		return (a.way + 1) % c.n, true
	}
	if a.sends != len(m.sends) {
		a.n = maxAsked
	}
	a.sends = len(m.sends)
	m.last[at] = a
	return a.way, true
}

// maxVain is how often one place may be told the same with nothing sent.
const maxVain = 4 * maxAsked

// Way is how a path answers the questions about what the configuration is.
type Way map[string]int

// way is that of the path so far.
func (m *machine) way() Way {
	w := Way{}
	for _, c := range m.log {
		if !c.every {
			w[c.key] = c.taken
		}
	}
	return w
}

// maxPages is how often one place in the code may ask for what the answers say
// that are not examined: that is enough to see that it goes on to another
// request each time, as code that turns pages does.
const maxPages = 2

// walks says whether the question that is asked now has been asked often
// enough, of other answers.
func (m *machine) walks(from origin) bool {
	if from&fromAny == 0 || len(m.targets) > 0 && from&fromAnswer != 0 || m.at == nil {
		return false
	}
	at := site{m.at.fn, m.at.pc}
	m.asked[at]++
	return m.asked[at] > maxPages
}

// site is a place in the code.
type site struct {
	fn *Func
	pc int
}

// decide settles a condition that is not known.
func (m *machine) decide(s *Sym) bool {
	yes := m.answer(s)
	if s.about != nil {
		m.narrow(s.about, yes != (s.neg != s.about.neg))
	}
	return yes
}

func (m *machine) answer(s *Sym) bool {
	if v, known := m.follows(s.name); known {
		return v != s.neg
	}
	if v, sorts := m.sorting(s); sorts {
		return v != s.neg
	}
	if v, settled := m.counted(s); settled {
		m.learn(s.name, v)
		return v != s.neg
	}
	yes := m.choose(s.name, 2, s.from) == 0
	m.learn(s.name, yes)
	if s.from == 0 && leftOut(s.name, yes) {
		m.assumed = true
	}
	return yes != s.neg
}

// sorting answers what an algorithm of the standard library asks about the order
// of things that are not known: any order will do, and no two are the same.
func (m *machine) sorting(s *Sym) (value, sorts bool) {
	if m.at == nil || m.prog.standard().funcs[m.at.fn.Name] != m.at.fn {
		return false, false
	}
	if op, _, _, ok := splitCond(s.name); ok {
		return false, op == "same" && s.from&fromAnswer == 0
	}
	return s.first, s.ordered
}

// leftOut says whether an answer to a condition means that a setting has been
// left out, so that its default counts.
func leftOut(cond string, value bool) bool {
	op, _, k, ok := splitCond(cond)
	switch {
	case !ok:
		return false
	case op == "eq":
		return value && (k == "0" || k == "nil" || k == `""` || k == "false")
	case op == "lt":
		return value && (k == "0" || k == "1")
	}
	return !value && k == "0"
}

// maxIdle is how often a count from outside, say of workers, lets a loop go on
// in which nothing is sent: like a list from outside, it is two.
const maxIdle = 2

// maxLimit is how many limits of attempts are tried one by one.
const maxLimit = 8

// counted settles a limit that has been asked often enough: one that has let
// enough pass with nothing sent ends that; one that has let many sends pass has
// none.
func (m *machine) counted(s *Sym) (value, settled bool) {
	if s.from&fromLimit == 0 || s.from&fromAnswer != 0 {
		return false, false
	}
	op, x, _, ok := splitCond(s.name)
	if !ok || op == "eq" {
		return false, false
	}
	for {
		inner := countedDown().FindStringSubmatch(x)
		if inner == nil {
			break
		}
		x = inner[1]
	}
	if m.passes == nil {
		m.passes = map[string]passes{}
	}
	p := m.passes[x]
	p.all++
	if p.sends != len(m.sends) {
		p.n, p.sends = 0, len(m.sends)
	}
	p.n++
	m.passes[x] = p
	switch {
	case p.n > maxIdle:
		return op == "lt", true
	case p.all > maxLimit:
		return op == "gt", true
	}
	return false, false
}

// countedDown is the name of what is left of a count.
var countedDown = lazily(`^\((.*)[-+][0-9]+\)$`)

// passes count how often a limit was asked, in all and since the last send.
type passes struct{ all, n, sends int }
