package difftest

import "fmt"

// limit is what ends a retry: @count attempts, or @check after an attempt.
// @limit is run first, @top before each attempt.
type limit struct {
	bullet   string
	attempts func(f *function) string // the number of attempts
	local    bool                     // needs something that was made before the loop
	context  bool                     // all that it needs is a context
	timed    bool                     // depends on the clock
	delayed  bool                     // has to do with the delay
	set      func(f *function)
}

func (l limit) write(f *function) {
	f.vars["budget"] = ""
	if l.attempts != nil {
		f.vars["count"] = l.attempts(f)
	}
	if l.set != nil {
		l.set(f)
	}
}

// times is a number of attempts.
func (f *function) times() string { return fmt.Sprint(pick(f, 1, 2, 3, 4, 5, 6, 7, 7, 8, 10, 12)) }

// span is how long to go on. No send falls on its end.
func (f *function) span() string {
	return pick(f, "5*time.Second", "10*time.Second", "20*time.Second", "time.Minute", "2*time.Minute", "10*time.Minute", "time.Hour") + "+500*time.Microsecond"
}

var limits = []limit{
	{bullet: "limit: attempts", attempts: func(f *function) string { return f.times() }},
	{bullet: "limit: attempts", attempts: func(f *function) string {
		f.emit("const attempts@f = " + f.times())
		return "attempts@f"
	}},
	{bullet: "limit: package variable", attempts: func(f *function) string {
		f.emit("var attempts@f = " + f.times())
		return "attempts@f"
	}},
	{bullet: "limit: default", local: true, attempts: func(f *function) string {
		f.emit("type config@f struct{ attempts int }\n\nfunc (c config@f) withDefaults() config@f {\nif c.attempts == 0 {\nc.attempts = @n\n}\nreturn c\n}", "n", f.times())
		f.set("limit", "cfg := config@f{}.withDefaults()")
		return "cfg.attempts"
	}},
	{bullet: "limit: environment", attempts: func(f *function) string {
		f.emit("func attempts@f() int {\nif n, err := strconv.Atoi(os.Getenv(\"DIFFTEST_ATTEMPTS\")); err == nil {\nreturn n\n}\nreturn @n\n}", "n", f.times())
		return "attempts@f()"
	}},
	{bullet: "limit: none"},
	{bullet: "limit: none"},
	{bullet: "limit: context.WithTimeout", local: true, context: true, timed: true, set: func(f *function) {
		f.set("limit", "ctx, cancel := context.WithTimeout(ctx, "+f.span()+")\ndefer cancel()", "top", "if err := ctx.Err(); err != nil {\n@fail\n}")
	}},
	{bullet: "limit: context.WithDeadline", local: true, context: true, timed: true, set: func(f *function) {
		f.set("limit", "ctx, cancel := context.WithDeadline(ctx, time.Now().Add("+f.span()+"))\ndefer cancel()", "top", pick(f, "if err := ctx.Err(); err != nil {\n@fail\n}", "select {\ncase <-ctx.Done():\n@late\ndefault:\n}"))
	}},
	{bullet: "limit: deadline of the context", local: true, context: true, timed: true, set: func(f *function) {
		f.set("limit", "ctx, cancel := context.WithTimeout(ctx, "+f.span()+")\ndefer cancel()", "top", "if err := ctx.Err(); err != nil {\n@fail\n}",
			"check", "if until, ok := ctx.Deadline(); ok && time.Now().After(until) {\n@giveup\n}")
	}},
	{bullet: "limit: time.Since", local: true, timed: true, set: func(f *function) {
		f.set("limit", "start := time.Now()", "check", pick(f, "if time.Since(start) > @span {\n@giveup\n}", "if time.Since(start) >= @span {\n@giveup\n}", "if time.Now().Sub(start) > @span {\n@giveup\n}"), "span", f.span())
	}},
	{bullet: "limit: time.Until", local: true, timed: true, set: func(f *function) {
		f.set("limit", "deadline := time.Now().Add("+f.span()+")", "check", pick(f, "if time.Until(deadline) <= 0 {\n@giveup\n}", "if time.Until(deadline) < 0 {\n@giveup\n}"))
	}},
	{bullet: "limit: time.Until", local: true, timed: true, delayed: true, set: func(f *function) {
		f.set("limit", "deadline := time.Now().Add("+f.span()+")", "budget", "if time.Until(deadline) < @d {\n@giveup\n}")
	}},
	{bullet: "limit: After", local: true, timed: true, set: func(f *function) {
		f.set("limit", "deadline := time.Now().Add("+f.span()+")", "check", "if time.Now().After(deadline) {\n@giveup\n}")
	}},
	{bullet: "limit: After", local: true, timed: true, delayed: true, set: func(f *function) {
		f.set("limit", "deadline := time.Now().Add("+f.span()+")", "budget", "if time.Now().Add(@d).After(deadline) {\n@giveup\n}")
	}},
	{bullet: "limit: Before", local: true, timed: true, set: func(f *function) {
		f.set("limit", "deadline := time.Now().Add("+f.span()+")", "check", "if deadline.Before(time.Now()) {\n@giveup\n}")
	}},
	{bullet: "limit: elapsed budget", local: true, timed: true, delayed: true, set: func(f *function) {
		f.set("limit", "var elapsed time.Duration", "budget", "if elapsed += @d; elapsed > @span {\n@giveup\n}", "span", f.span())
	}},
}
