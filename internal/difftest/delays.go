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
		f.emit("func newBackoff@f(first, most time.Duration) func() time.Duration {\nd := first\nreturn func() time.Duration {\nnow := d\nd = min(2*d, most)\nreturn now\n}\n}")
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
