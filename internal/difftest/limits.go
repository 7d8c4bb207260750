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
	{bullet: "limit: default", local: true, attempts: func(f *function) string {
		f.emit("type options@f struct {\nattempts int\nverbose bool\n}\n\nfunc orDefault@f(o *options@f) *options@f {\nif o == nil {\no = &options@f{}\n}\nif o.attempts <= 0 {\no.attempts = @n\n}\nreturn o\n}", "n", f.times())
		f.set("limit", "opts := orDefault@f("+pick(f, "nil", "&options@f{}", "&options@f{attempts: "+f.times()+"}")+")")
		return "opts.attempts"
	}},
	{bullet: "limit: default", attempts: func(f *function) string {
		f.emit("var attempts@f = cmp.Or(0, defaultAttempts@f)\n\nconst defaultAttempts@f = @n", "n", f.times())
		return "attempts@f"
	}},
	{bullet: "limit: package variable", attempts: func(f *function) string {
		f.emit("var config@f = struct {\nretry struct{ attempts, more int }\n}{}\n\nfunc init() { config@f.retry.attempts = @n }", "n", f.times())
		return "config@f.retry.attempts"
	}},
	{bullet: "limit: flag", attempts: func(f *function) string {
		f.emit("var attempts@f = flag.Int(\"attempts@f\", @n, \"attempts\")", "n", f.times())
		return "*attempts@f"
	}},
	{bullet: "limit: attempts", local: true, attempts: func(f *function) string {
		f.set("limit", "var attempts uint8 = "+f.times())
		return "int(attempts)"
	}},
	{bullet: "limit: attempts that are counted down", local: true, set: func(f *function) {
		f.set("limit", "left := "+f.times(), "check", pick(f, "if left--; left <= 0 {\n@giveup\n}", "left--\nif left < 1 {\n@giveup\n}"))
	}},
	{bullet: "limit: length of a table", attempts: func(f *function) string {
		f.emit("var table@f = []time.Duration{" + f.table() + "}")
		return "len(table@f)"
	}},
	{bullet: "limit: attempts and a deadline", local: true, timed: true, attempts: func(f *function) string {
		f.set("limit", "start := time.Now()", "check", "if time.Since(start) > "+f.span()+" {\n@giveup\n}")
		return f.times()
	}},
	{bullet: "limit: context.WithTimeout", local: true, context: true, timed: true, set: func(f *function) {
		f.set("limit", "ctx, cancel := context.WithTimeoutCause(ctx, "+f.span()+", errGaveUp)\ndefer cancel()", "top", pick(f, "if ctx.Err() != nil {\n@late\n}", "if errors.Is(ctx.Err(), context.DeadlineExceeded) {\n@giveup\n}"))
	}},
	{bullet: "limit: time.Since", local: true, timed: true, set: func(f *function) {
		f.emit("type budget@f struct {\nsince time.Time\nmost time.Duration\n}\n\nfunc (b budget@f) spent() bool { return time.Since(b.since) > b.most }")
		f.set("limit", "budget := budget@f{time.Now(), "+f.span()+"}", "check", "if budget.spent() {\n@giveup\n}")
	}},
	{bullet: "limit: After", local: true, timed: true, set: func(f *function) {
		f.set("limit", "expired := time.After("+f.span()+")", "check", "select {\ncase <-expired:\n@giveup\ndefault:\n}")
	}},
	{bullet: "limit: Before", local: true, timed: true, set: func(f *function) {
		f.set("limit", "var until time.Time\nif until.IsZero() {\nuntil = time.Now().Add("+f.span()+")\n}", "check", "if !time.Now().Before(until) {\n@giveup\n}")
	}},
	{bullet: "limit: time.Until", local: true, timed: true, set: func(f *function) {
		f.set("limit", "until := time.Now().Add("+f.span()+")", "check", "if left := until.Sub(time.Now()); left <= 0 {\n@giveup\n}")
	}},
}
