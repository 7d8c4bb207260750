package difftest

import (
	"fmt"
	"strings"
)

// decider is who says whether to send again. It looks at a response r, or at
// an error err: pre is run first, again is the condition.
type decider struct {
	bullet   string
	errors   bool   // looks at err
	examines bool   // looks into err for the number
	style    string // of the errors that it understands
	write    func(f *function) (pre, again string)
}

var deciders = []decider{
	{bullet: "decider: compared", write: func(f *function) (string, string) { return "", f.anyOf("r.ErrorNumber", "==", " || ") }},
	{bullet: "decider: compared", write: func(f *function) (string, string) {
		return "", "!(" + f.anyOf("r.ErrorNumber", "!=", " && ") + ")"
	}},
	{bullet: "decider: switch with several values", write: func(f *function) (string, string) {
		return "again := false\nswitch r.ErrorNumber {\ncase 0:\ncase " + f.list() + ":\nagain = true\ndefault:\nagain = r.ErrorNumber == 1\n}", "again"
	}},
	{bullet: "decider: switch with several values", write: func(f *function) (string, string) {
		return "var again bool\nswitch n := r.ErrorNumber; {\ncase n == 0:\ncase " + f.anyOf("n", "==", ", ") + ":\nagain = true\n}", "again"
	}},
	{bullet: "decider: fallthrough", write: func(f *function) (string, string) {
		pre := "again := false\nswitch r.ErrorNumber {\n"
		for _, n := range f.numbers {
			pre += "case " + f.number(n) + ":\nfallthrough\n"
		}
		return pre + "case 1, 2:\nagain = true\n}", "again"
	}},
	{bullet: "decider: ranged", write: func(f *function) (string, string) {
		low, high := f.numbers[0]-f.rand.IntN(5), f.numbers[0]+1+f.rand.IntN(20)
		return "", fmt.Sprintf("r.ErrorNumber >= %d && r.ErrorNumber < %d", low, high)
	}},
	{bullet: "decider: map", write: func(f *function) (string, string) {
		f.emit("var retryable@f = map[int]bool{@entries, 1: true}", "entries", f.join(": true, ")+": true")
		return "", "retryable@f[r.ErrorNumber]"
	}},
	{bullet: "decider: map", write: func(f *function) (string, string) {
		f.emit("var classes@f = map[int]string{@entries, 9602: \"permanent\"}", "entries", f.join(": \"transient\", ")+": \"transient\"")
		return "class, known := classes@f[r.ErrorNumber]", "known && class == \"transient\""
	}},
	{bullet: "decider: map", write: func(f *function) (string, string) {
		f.emit("type set@f map[int]struct{}\n\nfunc (s set@f) has(n int) bool {\n_, ok := s[n]\nreturn ok\n}")
		return "retryable := set@f{" + f.join(": {}, ") + ": {}}", "retryable.has(r.ErrorNumber)"
	}},
	{bullet: "decider: slice", write: func(f *function) (string, string) {
		f.emit("var retryable@f = []int{1, @list}", "list", f.list())
		return "", "slices.Contains(retryable@f, r.ErrorNumber)"
	}},
	{bullet: "decider: slice", write: func(f *function) (string, string) {
		f.emit("var retryable@f = []int{@list, 2}", "list", f.list())
		return "again := false\nfor _, n := range retryable@f {\nif n == r.ErrorNumber {\nagain = true\nbreak\n}\n}", "again"
	}},
	{bullet: "decider: slice", write: func(f *function) (string, string) {
		f.emit("func in@f[T comparable](v T, list ...T) bool {\nfor i := range list {\nif list[i] == v {\nreturn true\n}\n}\nreturn false\n}")
		return "", "in@f(r.ErrorNumber, " + f.list() + ")"
	}},
	{bullet: "decider: classifier", write: func(f *function) (string, string) {
		f.emit("func retryable@f(n int) bool {\nswitch n {\ncase @list:\nreturn true\n}\nreturn false\n}", "list", f.list())
		return "", "retryable@f(r.ErrorNumber)"
	}},
	{bullet: "decider: classifier", write: func(f *function) (string, string) {
		f.emit("type class@f int\n\nconst (\npermanent@f class@f = iota\ntransient@f\n)\n\nfunc classify@f(r *Response) class@f {\nif @cond {\nreturn transient@f\n}\nreturn permanent@f\n}", "cond", f.anyOf("r.ErrorNumber", "==", " || "))
		return "", "classify@f(r) == transient@f"
	}},
	{bullet: "decider: method", write: func(f *function) (string, string) {
		f.emit("func (r *Response) transient@f() bool { return @cond }", "cond", f.anyOf("r.ErrorNumber", "==", " || "))
		return "", "r.transient@f()"
	}},
	{bullet: "decider: function variable", write: func(f *function) (string, string) {
		f.emit("var retryable@f = func(n int) bool { return @cond }", "cond", f.anyOf("n", "==", " || "))
		return "", "retryable@f(r.ErrorNumber)"
	}},
	{bullet: "decider: function field", write: func(f *function) (string, string) {
		f.emit("type policy@f struct{ again func(*Response) bool }\n\nfunc newPolicy@f() *policy@f {\nreturn &policy@f{again: func(r *Response) bool { return @cond }}\n}", "cond", f.anyOf("r.ErrorNumber", "==", " || "))
		return "policy := newPolicy@f()", "policy.again(r)"
	}},
	{bullet: "decider: associations walked", write: func(f *function) (string, string) {
		return "again := false\nfor _, a := range r.Associations {\nif " + f.anyOf("a.ErrorNumber", "==", " || ") + " {\nagain = true\n}\n}", "again"
	}},
	{bullet: "decider: associations walked", write: func(f *function) (string, string) {
		return "broken := 0\nfor i := range r.Associations {\nswitch r.Associations[i].ErrorNumber {\ncase " + f.list() + ":\nbroken++\n}\n}", "broken > 0"
	}},
	{bullet: "decider: associations walked", write: func(f *function) (string, string) {
		return "", "slices.ContainsFunc(r.Associations, func(a Association) bool { return " + f.anyOf("a.ErrorNumber", "==", " || ") + " })"
	}},
	{bullet: "decider: status", write: func(f *function) (string, string) {
		return "", pick(f, "r.Status != 0", "r.Status == -1", "r.Status < 0")
	}},
	{bullet: "decider: any number", write: func(f *function) (string, string) { return "", "r.ErrorNumber != 0" }},

	{bullet: "decider: errors.As", errors: true, examines: true, write: func(f *function) (string, string) {
		return "var ae *APIError", "errors.As(err, &ae) && (" + f.anyOf("ae.Number", "==", " || ") + ")"
	}},
	{bullet: "decider: errors.As", errors: true, examines: true, write: func(f *function) (string, string) {
		f.emit("func number@f(err error) int {\nvar ae *APIError\nif errors.As(err, &ae) {\nreturn ae.Number\n}\nreturn 0\n}")
		return "", f.anyOf("number@f(err)", "==", " || ")
	}},
	{bullet: "decider: errors.AsType", errors: true, examines: true, write: func(f *function) (string, string) {
		return "ae, ok := errors.AsType[*APIError](err)", "ok && (" + f.anyOf("ae.Number", "==", " || ") + ")"
	}},
	{bullet: "decider: errors.Is", errors: true, style: "sentinel", write: func(f *function) (string, string) {
		f.emit("var errAgain@f = errors.New(\"try again\")")
		return "", "errors.Is(err, errAgain@f)"
	}},
	{bullet: "decider: type assertion", errors: true, examines: true, style: "plain", write: func(f *function) (string, string) {
		return "ae, ok := err.(*APIError)", "ok && (" + f.anyOf("ae.Number", "==", " || ") + ")"
	}},
	{bullet: "decider: type switch", errors: true, examines: true, style: "plain", write: func(f *function) (string, string) {
		return "again := false\nswitch e := err.(type) {\ncase nil:\ncase *APIError:\nagain = " + f.anyOf("e.Number", "==", " || ") + "\ndefault:\n}", "again"
	}},
	{bullet: "decider: Temporary", errors: true, style: "typed", write: func(f *function) (string, string) {
		f.failType()
		return "var temp interface{ Temporary() bool }", "errors.As(err, &temp) && temp.Temporary()"
	}},
	{bullet: "decider: Is method", errors: true, style: "typed", write: func(f *function) (string, string) {
		f.failType()
		f.emit("var errTransient@f = errors.New(\"transient\")\n\nfunc (e fail@f) Is(target error) bool { return target == errTransient@f && e.Temporary() }")
		return "", "errors.Is(err, errTransient@f)"
	}},
	{bullet: "decider: classifier of errors", errors: true, examines: true, write: func(f *function) (string, string) {
		f.emit("func isRetryable@f(err error) bool {\nif err == nil {\nreturn false\n}\nvar ae *APIError\nif !errors.As(err, &ae) {\nreturn false\n}\nreturn slices.Contains([]int{@list}, ae.Number)\n}", "list", f.list())
		return "", "isRetryable@f(err)"
	}},
	{bullet: "decider: function field", errors: true, examines: true, write: func(f *function) (string, string) {
		f.emit("type policy@f struct{ retryIf func(error) bool }\n\nvar policyOf@f = policy@f{retryIf: retryIf@f}\n\nfunc retryIf@f(err error) bool {\nae, ok := errors.AsType[*APIError](err)\nreturn ok && (@cond)\n}", "cond", f.anyOf("ae.Number", "==", " || "))
		return "", "policyOf@f.retryIf(err)"
	}},
	{bullet: "decider: err != nil", errors: true, write: func(f *function) (string, string) { return "", "err != nil" }},
	{bullet: "decider: captured error", errors: true, examines: true, write: func(f *function) (string, string) {
		f.emit("func run@f(op func() error) error { return op() }")
		return "", f.anyOfErr()
	}},
	{bullet: "decider: compared", write: func(f *function) (string, string) {
		return "code := strconv.Itoa(r.ErrorNumber)", "strings.Contains(\" 1 " + f.digits(" ") + " \", \" \"+code+\" \")"
	}},
	{bullet: "decider: compared", write: func(f *function) (string, string) {
		return "var again bool\nif r.ErrorNumber == 0 {\nagain = false\n} else if " + f.anyOf("r.ErrorNumber", "==", " || ") + " {\nagain = true\n} else {\nagain = r.ErrorNumber < 100\n}", "again"
	}},
	{bullet: "decider: ranged", write: func(f *function) (string, string) {
		return "", pick(f, "r.ErrorNumber/10 == 960", "r.ErrorNumber > 9600 && r.ErrorNumber%2 == 1", "r.ErrorNumber > 9600 && r.ErrorNumber != 9616", "9610 < r.ErrorNumber")
	}},
	{bullet: "decider: switch with several values", write: func(f *function) (string, string) {
		return "again := true\nswitch n := r.ErrorNumber; {\ncase n == 0, n < 9000:\nagain = false\ncase " + f.anyOf("n", "==", " || ") + ":\nbreak\ndefault:\nagain = false\n}", "again"
	}},
	{bullet: "decider: map", write: func(f *function) (string, string) {
		f.emit("var actions@f = map[int]func() bool{@entries, 0: func() bool { return false }}", "entries", f.join(": func() bool { return true }, ")+": func() bool { return true }")
		return "again := false\nif act, ok := actions@f[r.ErrorNumber]; ok {\nagain = act()\n}", "again"
	}},
	{bullet: "decider: map", write: func(f *function) (string, string) {
		f.emit("var meanings@f = map[int]struct {\nname string\nagain bool\n}{\n9602: {\"bad token\", false},\n@entries}", "entries", f.join(": {\"busy\", true},\n")+": {\"busy\", true},\n")
		return "", "meanings@f[r.ErrorNumber].again"
	}},
	{bullet: "decider: map", write: func(f *function) (string, string) {
		f.emit("var retryable@f = map[string]bool{\"1\": true, @entries: true}", "entries", "\""+f.digits("\": true, \"")+"\"")
		return "", "retryable@f[fmt.Sprint(r.ErrorNumber)]"
	}},
	{bullet: "decider: slice", write: func(f *function) (string, string) {
		f.emit("var retryable@f = [...]int{1, @list}", "list", f.list())
		return "", pick(f, "slices.IndexFunc(retryable@f[:], func(n int) bool { return n == r.ErrorNumber }) >= 0", "slices.Index(retryable@f[1:], r.ErrorNumber) >= 0")
	}},
	{bullet: "decider: slice", write: func(f *function) (string, string) {
		f.emit("var rules@f = []struct {\nlow, high int\nagain bool\n}{{1, 9602, false}, {9603, 9603, @a}, {9604, 9615, false}, {9616, 9616, @b}, {9617, 9999, true}}", "a", pick(f, "true", "false"), "b", pick(f, "true", "false"))
		return "again := false\nfor _, rule := range rules@f {\nif rule.low <= r.ErrorNumber && r.ErrorNumber <= rule.high {\nagain = rule.again\n}\n}", "again"
	}},
	{bullet: "decider: classifier", write: func(f *function) (string, string) {
		f.emit("type judge@f interface{ again(n int) bool }\n\ntype strict@f struct{}\n\nfunc (strict@f) again(int) bool { return false }\n\ntype among@f []int\n\nfunc (a among@f) again(n int) bool { return slices.Contains(a, n) }\n\nfunc newJudge@f() judge@f { return among@f{@list} }", "list", f.list())
		return "", "newJudge@f().again(r.ErrorNumber)"
	}},
	{bullet: "decider: classifier", write: func(f *function) (string, string) {
		f.emit("const (\nfinal@f = 1 << iota\ntransient@f\nbusy@f\n)\n\nfunc flags@f(n int) (out uint8) {\ndefer func() {\nif n == 9620 {\nout |= busy@f\n}\n}()\nif @cond {\nout |= transient@f\n} else {\nout = final@f\n}\nreturn\n}", "cond", f.anyOf("n", "==", " || "))
		return "", "flags@f(r.ErrorNumber)&transient@f != 0"
	}},
	{bullet: "decider: method", write: func(f *function) (string, string) {
		f.emit("type code@f int\n\nfunc (c code@f) retryable() bool { return @cond }", "cond", f.anyOf("c", "==", " || "))
		return "", pick(f, "code@f(r.ErrorNumber).retryable()", "code@f.retryable(code@f(r.ErrorNumber))")
	}},
	{bullet: "decider: function variable", write: func(f *function) (string, string) {
		f.emit("var checks@f = []func(int) bool{\nfunc(n int) bool { return n < 0 },\nfunc(n int) bool { return @cond },\n}", "cond", f.anyOf("n", "==", " || "))
		return "again := false\nfor _, check := range checks@f {\nagain = again || check(r.ErrorNumber)\n}", "again"
	}},
	{bullet: "decider: function field", write: func(f *function) (string, string) {
		f.emit("type policy@f struct{ again func(n int) bool }\n\nfunc (p policy@f) or(q policy@f) policy@f {\nreturn policy@f{func(n int) bool { return p.again(n) || q.again(n) }}\n}\n\nfunc is@f(want int) policy@f { return policy@f{func(n int) bool { return n == want }} }")
		var parts []string
		for _, n := range f.numbers {
			parts = append(parts, "is@f("+f.number(n)+")")
		}
		return "policy := " + strings.Join(append(parts, "is@f(1)"), ".or(") + strings.Repeat(")", len(parts)), "policy.again(r.ErrorNumber)"
	}},
	{bullet: "decider: associations walked", write: func(f *function) (string, string) {
		return "var refused []Association\nfor _, a := range r.Associations {\nif a.ErrorNumber == 0 {\ncontinue\n}\nif !(" + f.anyOf("a.ErrorNumber", "==", " || ") + ") {\nbreak\n}\nrefused = append(refused, a)\n}", "len(refused) > 0"
	}},
	{bullet: "decider: associations walked", write: func(f *function) (string, string) {
		f.emit("func worst@f(r *Response) int {\nworst := 0\nfor _, a := range r.Associations {\nworst = max(worst, a.ErrorNumber)\n}\nreturn worst\n}")
		return "", f.anyOf("worst@f(r)", "==", " || ")
	}},
	{bullet: "decider: status", write: func(f *function) (string, string) {
		return "", "r.Status != 0 && r.ErrorNumber != " + f.number(pick(f, 9603, 9616, 9620))
	}},
	{bullet: "decider: errors.As", errors: true, examines: true, style: "wrapped", write: func(f *function) (string, string) {
		return "again := false\nif ae := new(APIError); errors.As(err, &ae) {\nswitch ae.Number {\ncase " + f.list() + ":\nagain = true\n}\n}", "again"
	}},
	{bullet: "decider: errors.As", errors: true, style: "typed", write: func(f *function) (string, string) {
		f.failType()
		return "var fe fail@f", "errors.As(err, &fe) && (" + f.anyOf("fe.number", "==", " || ") + ")"
	}},
	{bullet: "decider: errors.AsType", errors: true, style: "typed", write: func(f *function) (string, string) {
		f.failType()
		return "again := false\nif fe, ok := errors.AsType[fail@f](err); ok {\nagain = fe.Temporary()\n}", "again"
	}},
	{bullet: "decider: errors.Is", errors: true, style: "sentinel", write: func(f *function) (string, string) {
		f.emit("var errAgain@f = fmt.Errorf(\"busy: %w\", errBase@f)\n\nvar errBase@f = errors.New(\"base\")")
		return "", pick(f, "errors.Is(err, errBase@f)", "slices.ContainsFunc([]error{io.EOF, errAgain@f}, func(e error) bool { return errors.Is(err, e) })")
	}},
	{bullet: "decider: errors.Is", errors: true, style: "table", write: func(f *function) (string, string) {
		f.emit("var errAgain@f = errors.New(\"try again\")\n\nvar errFinal@f = errors.New(\"final\")\n\nvar sentinels@f = map[int]error{9602: errFinal@f, @entries: errAgain@f}", "entries", f.join(": errAgain@f, "))
		return "", "errors.Is(err, errAgain@f)"
	}},
	{bullet: "decider: type assertion", errors: true, style: "wrapped", write: func(f *function) (string, string) {
		return "number := 0\nfor e := err; e != nil; e = errors.Unwrap(e) {\nif ae, ok := e.(*APIError); ok {\nnumber = ae.Number\n}\n}", f.anyOf("number", "==", " || ")
	}},
	{bullet: "decider: type switch", errors: true, style: "typed", write: func(f *function) (string, string) {
		f.failType()
		return "again := false\nswitch e := err.(type) {\ncase *APIError:\nagain = e.Number == 1\ncase fail@f:\nagain = e.Temporary()\ncase interface{ Unwrap() error }:\nif fe, ok := e.Unwrap().(fail@f); ok {\nagain = fe.Temporary()\n}\n}", "again"
	}},
	{bullet: "decider: Temporary", errors: true, style: "typed", write: func(f *function) (string, string) {
		f.failType()
		f.emit("type temporary@f interface {\nerror\nTemporary() bool\n}\n\nfunc isTemporary@f(err error) bool {\nt, ok := errors.AsType[temporary@f](err)\nreturn ok && t.Temporary()\n}")
		return "", "isTemporary@f(err)"
	}},
	{bullet: "decider: captured error", errors: true, examines: true, write: func(f *function) (string, string) {
		f.emit("func run@f(op func() error) error {\ndefer func() { _ = recover() }()\nreturn op()\n}")
		return "", f.anyOfErr()
	}},
}

// digits are the numbers as text.
func (f *function) digits(sep string) string {
	var parts []string
	for _, n := range f.numbers {
		parts = append(parts, fmt.Sprint(n))
	}
	return strings.Join(parts, sep)
}

// failType declares an error type with a Temporary method.
func (f *function) failType() {
	f.emit("type fail@f struct {\nnumber int\ntext string\n}\n\nfunc (e fail@f) Error() string { return e.text }\n\nfunc (e fail@f) Temporary() bool { return @cond }", "cond", f.anyOf("e.number", "==", " || "))
}

func (f *function) anyOfErr() string {
	f.emit("func among@f(err error) bool {\nvar ae *APIError\nreturn errors.As(err, &ae) && (@cond)\n}", "cond", f.anyOf("ae.Number", "==", " || "))
	return "among@f(err)"
}

// anyOf compares an expression with the numbers.
func (f *function) anyOf(x, op, sep string) string {
	var parts []string
	for _, n := range f.numbers {
		parts = append(parts, x+" "+op+" "+f.number(n))
	}
	return strings.Join(parts, sep)
}

func (f *function) list() string { return f.join(", ") }

func (f *function) join(sep string) string {
	var parts []string
	for _, n := range f.numbers {
		parts = append(parts, f.number(n))
	}
	return strings.Join(parts, sep)
}

// decide gives @step, which sends once, @again, which says whether to send
// again, and @result, the error, their meanings. @once returns both.
func (f *function) decide() {
	pre, again := f.decider.write(f)
	f.vars["again"] = again
	switch {
	case !f.decider.errors:
		f.vars["result"] = "r.err()"
		f.vars["step"] = "r, err := @sending\nif err != nil {\n@fail\n}\n" + pre
	case f.decider.bullet == "decider: captured error":
		f.vars["result"] = "err"
		f.vars["step"] = "var err error\n_ = run@f(func() error {\nerr = @assign\nreturn nil\n})\n" + pre
	default:
		f.vars["result"] = "err"
		f.vars["step"] = "err := @assign\n" + pre
	}
	if f.decider.errors {
		f.set("assign", "assign@f(@args)", "get", strings.TrimSuffix(f.vars["step"], pre), "judge", pre, "verdict", again)
		if f.send.onlyError {
			f.vars["assign"] = "@sending"
		} else {
			second := f.numbers[len(f.numbers)-1]
			if len(f.numbers) == 1 {
				second = 1
			}
			f.emit("func assign@f(@params) error {\nr, err := @sending\nif err != nil {\nreturn err\n}\n@style\n}",
				"style", f.style.code, "first", fmt.Sprint(f.numbers[0]), "second", fmt.Sprint(second))
		}
	}
	f.vars["once"] = f.x("@step\nreturn @again, @result", exits("return false, %s")...)
	if f.rand.IntN(4) == 0 {
		// All in a function of its own.
		f.emit("func try@f(@params) (bool, error) {\n@once\n}")
		f.vars["once"] = "return try@f(@args)"
		f.vars["step"], f.vars["again"], f.vars["result"] = "again, err := try@f(@args)", "again", "err"
	}
}
