package difftest

import (
	"fmt"
	"strings"
)

// delay is how long to wait: @d, with @pre before it in every round, @init
// before the loop, and @next after waiting.
type delay struct {
	bullet   string
	none     bool
	stateful bool // keeps something from round to round
	random   bool
	write    func(f *function)
}

// round is a duration that a person would write.
func (f *function) round() string {
	return pick(f, "250*time.Millisecond", "500*time.Millisecond", "time.Second", "time.Second", "2*time.Second", "3*time.Second", "5*time.Second",
		"10*time.Second", "15*time.Second", "30*time.Second", "45*time.Second", "time.Minute", "90*time.Second", "2*time.Minute", "10*time.Minute")
}

// short is a duration to start with.
func (f *function) short() string {
	return pick(f, "200*time.Millisecond", "500*time.Millisecond", "time.Second", "2*time.Second", "4*time.Second")
}

// long is a duration at which to stop growing.
func (f *function) long() string {
	return pick(f, "8*time.Second", "20*time.Second", "30*time.Second", "time.Minute", "5*time.Minute")
}

func (f *function) set(pairs ...string) {
	for i := 0; i+1 < len(pairs); i += 2 {
		f.vars[pairs[i]] = pairs[i+1]
	}
}

var delays = []delay{
	{bullet: "delay: none", none: true},
	{bullet: "delay: constant", write: func(f *function) { f.set("d", "("+f.round()+")") }},
	{bullet: "delay: constant", write: func(f *function) {
		f.emit("const pause@f = " + f.round())
		f.set("d", "pause@f")
	}},
	{bullet: "delay: package variable", write: func(f *function) {
		f.emit("var pause@f = " + f.round())
		f.set("d", "pause@f")
	}},
	{bullet: "delay: shift", write: func(f *function) {
		f.set("d", pick(f, "(time.Second << @n)", "(time.Duration(1<<@n) * time.Second)", "(500 * time.Millisecond << uint(@n))", "(time.Duration(1<<uint(@n)) * 250 * time.Millisecond)"))
	}},
	{bullet: "delay: doubling", stateful: true, write: func(f *function) {
		f.set("init", "delay := "+f.short(), "d", "delay", "next", pick(f, "delay *= 2", "delay += delay", "delay <<= 1", "delay = 2 * delay"))
	}},
	{bullet: "delay: multiply", stateful: true, write: func(f *function) {
		f.set("init", "delay := "+f.short(), "d", "delay", "next", pick(f, "delay = delay * 3 / 2", "delay = time.Duration(float64(delay) * 1.5)", "delay *= 3", "delay += time.Second"))
	}},
	{bullet: "delay: math.Pow", write: func(f *function) {
		f.set("d", pick(f, "(time.Duration(math.Pow(2, float64(@n))) * time.Second)", "time.Duration(math.Pow(1.5, float64(@n)) * float64(time.Second))", "time.Duration(math.Min(60, math.Pow(2, float64(@n))) * float64(time.Second))", "time.Duration(float64(time.Second) * math.Exp2(float64(@n)))"))
	}},
	{bullet: "delay: table", write: func(f *function) {
		f.emit("var delays@f = []time.Duration{@list}", "list", f.table())
		f.set("d", "delays@f[min(@n, len(delays@f)-1)]")
	}},
	{bullet: "delay: table", write: func(f *function) {
		f.emit("var delays@f = [...]time.Duration{@list}", "list", f.table())
		f.set("pre", "pause := "+f.round()+"\nif i := @n; i < len(delays@f) {\npause = delays@f[i]\n}", "d", "pause")
	}},
	{bullet: "delay: table", write: func(f *function) {
		f.emit("var delays@f = map[int]time.Duration{0: @a, 1: @b, 2: @c}", "a", f.short(), "b", f.round(), "c", f.round())
		f.set("pre", "pause, ok := delays@f[@n]\nif !ok {\npause = "+f.long()+"\n}", "d", "pause")
	}},
	{bullet: "delay: capped", write: func(f *function) {
		f.set("d", pick(f, "min(time.Second<<@n, @cap)", "max(min(time.Second<<@n, @cap), 2*time.Second)", "min(time.Duration(@n+1)*@base, @cap)"), "cap", f.long(), "base", f.short())
	}},
	{bullet: "delay: capped", stateful: true, write: func(f *function) {
		f.set("init", "delay := "+f.short(), "d", "delay", "next", pick(f, "delay = min(2*delay, @cap)", "if delay *= 2; delay > @cap {\ndelay = @cap\n}", "if delay < @cap {\ndelay *= 2\n}"), "cap", f.long())
	}},
	{bullet: "delay: number of seconds", write: func(f *function) {
		f.set("d", pick(f, "(time.Duration(@n+1) * time.Second)", "(time.Duration(5*(@n+1)) * time.Second)", "(time.Duration((@n+1)*(@n+1)) * time.Second)"))
	}},
	{bullet: "delay: number of seconds", write: func(f *function) {
		f.emit("const seconds@f = @s", "s", fmt.Sprint(1+f.rand.IntN(90)))
		f.set("d", "(time.Duration(seconds@f) * time.Second)")
	}},
	{bullet: "delay: parsed", write: func(f *function) {
		f.emit("var pause@f, _ = time.ParseDuration(\"@s\")", "s", pick(f, "1m30s", "2s", "750ms", "1m", "10m"))
		f.set("d", "pause@f")
	}},
	{bullet: "delay: parsed", write: func(f *function) {
		f.emit("func mustParse@f(s string) time.Duration {\nd, err := time.ParseDuration(s)\nif err != nil {\npanic(err)\n}\nreturn d\n}")
		f.set("d", "mustParse@f(\""+pick(f, "1.5s", "20s", "59s", "61s")+"\")")
	}},
	{bullet: "delay: jitter of math/rand", random: true, write: func(f *function) {
		f.set("d", pick(f, "(@base + time.Duration(rand.Int63n(int64(@base))))", "time.Duration(rand.Intn(5)+1) * time.Second", "time.Duration(float64(@base) * (0.5 + rand.Float64()))", "(@base/2 + time.Duration(rand.Int63n(int64(@base)/2)))"), "base", f.jittered())
		f.set("d", "("+f.vars["d"]+")")
	}},
	{bullet: "delay: jitter of math/rand/v2", random: true, write: func(f *function) {
		f.set("d", pick(f, "(@base + randv2.N(@base))", "(time.Duration(randv2.IntN(3000)) * time.Millisecond)", "time.Duration(randv2.Float64()*float64(@base))", "(@base + time.Duration(randv2.Int64N(int64(@base))) - @base/2)"), "base", f.jittered())
	}},
	{bullet: "delay: jitter of math/rand/v2", random: true, stateful: true, write: func(f *function) {
		f.set("init", "delay := "+f.short(), "pre", "pause := delay/2 + randv2.N(delay)", "d", "pause", "next", "delay = min(2*delay, 30*time.Second)")
	}},
	{bullet: "delay: helper", write: func(f *function) {
		f.emit("func backoff@f(n int) time.Duration {\n@code\n}", "code", pick(f,
			"d := "+f.short()+"\nfor range n {\nd *= 2\nif d > "+f.long()+" {\nreturn "+f.long()+"\n}\n}\nreturn d",
			"switch n {\ncase 0:\nreturn "+f.short()+"\ncase 1, 2:\nreturn "+f.round()+"\ndefault:\nreturn "+f.long()+"\n}",
			"if n == 0 {\nreturn "+f.short()+"\n}\nreturn min(backoff@f(n-1)*2, "+f.long()+")"))
		f.set("d", "backoff@f(@n)")
	}},
	{bullet: "delay: helper", stateful: true, write: func(f *function) {
		f.emit("func newBackoff@f(first, most time.Duration) func() time.Duration {\nd := first\nreturn func() time.Duration {\nnow := d\nd = min(2*d, most)\nreturn now\n}\n}") //nolint:dupword // a program
		f.set("init", "nextDelay := newBackoff@f("+f.short()+", "+f.long()+")", "pre", "pause := nextDelay()", "d", "pause")
	}},
	{bullet: "delay: helper", stateful: true, write: func(f *function) {
		f.emit("type backoff@f struct {\nfirst, most, now time.Duration\n}\n\nfunc (b *backoff@f) next() time.Duration {\nif b.now == 0 {\nb.now = b.first\n} else if b.now *= 2; b.now > b.most {\nb.now = b.most\n}\nreturn b.now\n}")
		f.set("init", "b := &backoff@f{first: "+f.short()+", most: "+f.long()+"}", "pre", "pause := b.next()", "d", "pause")
	}},
	{bullet: "delay: escalation", write: func(f *function) {
		f.set("pre", "pause := "+f.short()+"\nif @n >= "+fmt.Sprint(3+f.rand.IntN(4))+" {\npause = "+pick(f, "5*time.Minute", "time.Minute", "10*time.Minute", "59*time.Second")+"\n}", "d", "pause")
	}},
	{bullet: "delay: escalation", stateful: true, write: func(f *function) {
		f.set("init", "failures, delay := 0, time.Duration("+f.short()+")", "pre", "if failures++; failures > "+fmt.Sprint(3+f.rand.IntN(4))+" {\ndelay = "+pick(f, "5*time.Minute", "time.Minute", "30*time.Second")+"\n}", "d", "delay")
	}},
	{bullet: "delay: helper", write: func(f *function) {
		f.emit("func pause@f(n int) time.Duration {\na, b := time.Second, time.Second\nfor range n {\na, b = b, a+b\n}\nreturn a\n}")
		f.set("d", "pause@f(@n)")
	}},
	{bullet: "delay: helper", write: func(f *function) {
		f.emit("type backoff@f struct {\nbase, most time.Duration\nfactor float64\n}\n\nfunc (b backoff@f) after(n int) time.Duration {\nd := float64(b.base)\nfor i := 0; i < n && d < float64(b.most); i++ {\nd *= b.factor\n}\nif d > float64(b.most) {\nreturn b.most\n}\nreturn time.Duration(d)\n}\n\nvar backoffOf@f = &backoff@f{base: @a, most: @b, factor: @c}", "a", f.short(), "b", f.long(), "c", pick(f, "2", "1.5", "3"))
		f.set("d", "backoffOf@f.after(@n)")
	}},
	{bullet: "delay: helper", write: func(f *function) {
		f.emit("func seconds@f[N ~int | ~int64](n N) time.Duration { return time.Duration(n) * time.Second }")
		f.set("d", pick(f, "seconds@f(@n + 1)", "seconds@f(int64(3 * (@n + 1)))"))
	}},
	{bullet: "delay: parsed", write: func(f *function) {
		f.set("pre", "pause, err := time.ParseDuration("+pick(f, "fmt.Sprintf(\"%ds\", 2*@n+1)", "strconv.Itoa(@n+1)+\"500ms\"")+")\nif err != nil {\npause = time.Minute\n}", "d", "pause")
	}},
	{bullet: "delay: number of seconds", write: func(f *function) {
		f.emit("type settings@f struct{ RetrySeconds, RetryMillis int64 }\n\nvar settingsOf@f = settings@f{RetrySeconds: @s, RetryMillis: 250}", "s", fmt.Sprint(1+f.rand.IntN(70)))
		f.set("d", "(time.Duration(settingsOf@f.RetrySeconds)*time.Second + time.Duration(settingsOf@f.RetryMillis)*time.Millisecond)")
	}},
	{bullet: "delay: number of seconds", write: func(f *function) {
		f.set("pre", "pause := 3 * time.Second\npause = time.Duration(pause.Seconds()*float64(@n+1)) * time.Second\npause = (pause + 700*time.Millisecond).Round(time.Second)", "d", "pause")
	}},
	{bullet: "delay: table", write: func(f *function) {
		f.emit("var steps@f = []struct {\nupTo int\npause time.Duration\n}{{2, @a}, {4, @b}, {1 << 30, @c}}", "a", f.short(), "b", f.round(), "c", f.round())
		f.set("pre", "var pause time.Duration\nfor _, step := range steps@f {\nif @n < step.upTo {\npause = step.pause\nbreak\n}\n}", "d", "pause")
	}},
	{bullet: "delay: table", stateful: true, write: func(f *function) {
		f.set("init", "pauses := []time.Duration{"+f.table()+"}", "pre", "pause := pauses[0]", "d", "pause", "next", "if len(pauses) > 1 {\npauses = pauses[1:]\n}")
	}},
	{bullet: "delay: table", write: func(f *function) {
		f.set("d", "[]time.Duration{"+f.table()+"}[@n%2]")
	}},
	{bullet: "delay: shift", stateful: true, write: func(f *function) {
		f.set("init", "exponent := uint(0)", "d", "(time.Second << exponent)", "next", "if exponent < 6 {\nexponent++\n}")
	}},
	{bullet: "delay: doubling", stateful: true, write: func(f *function) {
		f.set("init", "nextPause := doubling@f(@first)", "pre", "pause := nextPause()", "d", "pause", "first", f.short())
		f.emit("func doubling@f(d time.Duration) func() time.Duration {\nreturn func() time.Duration {\ndefer func() { d *= 2 }()\nreturn d\n}\n}")
	}},
	{bullet: "delay: math.Pow", write: func(f *function) {
		f.emit("func exponential@f(base, factor float64, n int) time.Duration {\nreturn time.Duration(min(base*math.Pow(factor, float64(n)), @cap) * float64(time.Second))\n}", "cap", pick(f, "30", "90", "1e4"))
		f.set("d", "exponential@f("+pick(f, "0.5", "1", "2")+", "+pick(f, "2", "1.5", "3")+", @n)")
	}},
	{bullet: "delay: multiply", stateful: true, write: func(f *function) {
		f.set("init", "factor := int64(1)", "d", "time.Duration(factor*int64(time.Second))", "next", pick(f, "factor *= 5", "factor = factor*2 + 1"))
	}},
	{bullet: "delay: capped", write: func(f *function) {
		f.emit("func clamp@f[T time.Duration | int](v, low, high T) T {\nswitch {\ncase v < low:\nreturn low\ncase v > high:\nreturn high\n}\nreturn v\n}")
		f.set("d", "clamp@f(time.Second<<min(@n, 20), 3*time.Second, "+f.long()+")")
	}},
	{bullet: "delay: jitter of math/rand", random: true, write: func(f *function) {
		f.set("pre", "pause := @base\npause += time.Duration((rand.Float64()*0.2 - 0.1) * float64(pause))", "d", "pause", "base", f.jittered())
	}},
	{bullet: "delay: jitter of math/rand", random: true, write: func(f *function) {
		f.emit("func jitter@f(d time.Duration) time.Duration {\nif d <= 0 {\nreturn 0\n}\nhalf := d / 2\nreturn half + time.Duration(rand.Int63n(int64(half)+1))\n}")
		f.set("d", "jitter@f(min(time.Second<<@n, @cap))", "cap", f.long())
	}},
	{bullet: "delay: jitter of math/rand/v2", random: true, write: func(f *function) {
		f.set("d", pick(f, "min(@base+randv2.N(5*time.Second), 30*time.Second)", "(@base + time.Duration(randv2.Uint32N(1000))*time.Millisecond)", "max(randv2.N(@base), time.Second)"), "base", f.jittered())
	}},
	{bullet: "delay: escalation", write: func(f *function) {
		f.set("pre", "var pause time.Duration\nswitch i := @n; {\ncase i < 2:\npause = "+f.short()+"\ncase i < 5:\npause = "+f.round()+"\ndefault:\npause = "+pick(f, "5*time.Minute", "time.Minute", "time.Hour")+"\n}", "d", "pause")
	}},
}

func (f *function) jittered() string {
	return pick(f, "time.Second", "(2 * time.Second)", "(10 * time.Second)", "time.Minute", "(5 * time.Minute)")
}

func (f *function) table() string {
	var out []string
	for range 2 + f.rand.IntN(6) {
		out = append(out, f.round())
	}
	return strings.Join(out, ", ")
}
