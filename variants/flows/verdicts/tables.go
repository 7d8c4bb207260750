package verdicts

import (
	"fmt"
	"strconv"
	"strings"
)

// Numbers of the service, as its documentation orders them.
const (
	MissingArgument = iota + 9600
	LoginRequired
	InvalidArgument
	InternalError
	ResultNotFound
	_
	_
	Irrevocable
	EmptyResponse
	NoUser
	NoLicense
)

// Some are known by their hexadecimal numbers only.
const (
	hexInternal = 0x2583
	hexAssigned = 0x2590
	hexExpired  = 0x2595
)

// class is a set of properties.
type class uint8

const (
	transient class = 1 << iota
	tokenRelated
	harmless
	counted

	none class = 0
)

var classes = map[int]class{
	9601: tokenRelated,
	9603: transient | counted,
	9608: transient,
	9612: transient | counted,
	9616: harmless | counted,
	9621: tokenRelated,
	9622: tokenRelated | counted,
	9644: transient,
}

func (c class) has(of class) bool { return c&of == of }
func (c class) any(of class) bool { return c&of != 0 }

// Action is what to do.
type Action string

// Actions.
const (
	Accept Action = "accept"
	Retry  Action = "retry"
	Reject Action = "reject"
)

// rules are looked through from the top.
var rules = []struct {
	from, to int
	action   Action
}{
	{0, 0, Accept},
	{9603, 9603, Retry},
	{9616, 9616, Accept},
	{9640, 9649, Retry},
	{9600, 9799, Reject},
}

// laxRules are the rules of the pilot phase.
var laxRules = append(rules[:1:1], struct {
	from, to int
	action   Action
}{9600, 9799, Retry})

func actionOf(n int) Action {
	for _, r := range rules {
		if r.from <= n && n <= r.to {
			return r.action
		}
	}
	return Reject
}

func laxActionOf(n int) Action {
	i := 0
	for i < len(laxRules) && (n < laxRules[i].from || n > laxRules[i].to) {
		i++
	}
	if i == len(laxRules) {
		return Reject
	}
	return laxRules[i].action
}

// phase is a phase of the roll-out.
type phase int

const (
	pilot phase = iota
	live
	frozen
)

// severity is our own scale.
type severity int

const (
	fine severity = iota
	passing
	lasting
	fatal
)

// may tells which severity may be repeated in which phase.
var may = [...][4]bool{
	pilot:  {fine: false, passing: true, lasting: true, fatal: false},
	live:   {fine: false, passing: true, lasting: false, fatal: false},
	frozen: {},
}

func severityOf(n int) severity {
	switch {
	case n == 0:
		return fine
	case n == InternalError, n == EmptyResponse:
		return passing
	case n/10 == 961: // licenses
		return lasting
	default:
		return fatal
	}
}

// ours are our own codes for those of the service.
var ours = map[int]string{9603: "E_BUSY", 9610: "E_NONE", 9616: "E_HAS", 9619: "E_HASNT"}

// theirs goes the other way.
var theirs = func() map[string]int {
	m := make(map[string]int, len(ours))
	for n, code := range ours {
		m[code] = n
	}
	return m
}()

// listed tells whether a number is in a list like the one in the manual.
func listed(n int, list string) bool {
	for part := range strings.SplitSeq(list, ",") {
		lo, hi, isRange := strings.Cut(strings.TrimSpace(part), "-")
		from, err := strconv.Atoi(lo)
		if err != nil {
			continue
		}
		to := from
		if isRange {
			if to, err = strconv.Atoi(hi); err != nil {
				continue
			}
		}
		if from <= n && n <= to {
			return true
		}
	}
	return false
}

// handlers has a function for each number that needs one. It returns whether
// the request may be sent again.
var handlers = map[int]func(*Result) bool{
	0:           func(*Result) bool { return false },
	hexInternal: again,
	hexAssigned: func(r *Result) bool { r.Notes = append(r.Notes, "has it already"); return false },
	hexExpired:  func(r *Result) bool { r.Notes = append(r.Notes, "token expired"); return false },
}

func again(r *Result) bool {
	r.Notes = append(r.Notes, fmt.Sprintf("again after %d", r.Number))
	return true
}
