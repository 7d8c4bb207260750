// Package difftest compares the replay with reality. It writes random functions
// that retry, runs them as a real program in virtual time against a service
// that gives the same answer for ever, replays the same package, and compares
// the complete schedules.
package difftest

import (
	_ "embed"
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
)

// Case is one generated function that retries.
type Case struct {
	Name       string
	Root       string // unique name of the function that is replayed
	Call       string // how the program calls it
	Source     string // its declarations
	Bullets    []string
	Background bool // it goes on after it returned
}

// Batch is a package of generated functions.
type Batch struct {
	Seed  uint64
	Cases []Case
}

// path is the import path of a generated package.
const path = "difftest/vpp"

// Generate writes n functions. The same seed writes the same ones. Every kind
// of construct, decision, delay, limit, wait and send is dealt from a deck of
// its own, so that each gets its share.
func Generate(seed uint64, n int) Batch {
	r := rand.New(rand.NewPCG(seed, 4))
	g := &generator{
		rand:     r,
		forms:    newDeck(r, forms),
		deciders: newDeck(r, deciders),
		errors:   newDeck(r, errorStyles),
		delays:   newDeck(r, delays),
		waits:    newDeck(r, waits),
		limits:   newDeck(r, limits),
		sends:    newDeck(r, sends),
	}
	b := Batch{Seed: seed}
	for i := range n {
		b.Cases = append(b.Cases, g.function(fmt.Sprintf("F%03d", i)))
	}
	return b
}

// Bullets are all kinds of things that a large enough batch contains.
func Bullets() []string {
	all := map[string]bool{}
	add := func(bullets ...string) {
		for _, b := range bullets {
			all[b] = true
		}
	}
	for _, x := range forms {
		add(x.bullet)
	}
	for _, x := range deciders {
		add(x.bullet)
	}
	for _, x := range delays {
		add(x.bullet)
	}
	for _, x := range waits {
		add(x.bullet)
	}
	for _, x := range limits {
		add(x.bullet)
	}
	for _, x := range sends {
		add(x.bullet)
	}
	return slices.Sorted(maps.Keys(all))
}

//go:embed testdata/prelude.txt
var prelude string

//go:embed testdata/harness.txt
var harness string

var imports = []string{
	"bytes", "cmp", "container/list", "context", "encoding/json", "errors", "flag", "fmt", "io", "iter", "log", "math", "math/rand", "net/http", "net/url",
	"os", "slices", "strconv", "strings", "sync", "sync/atomic", "time",
}

// Source is the package as one file.
func (b Batch) Source() string {
	var code strings.Builder
	code.WriteString(prelude)
	for _, c := range b.Cases {
		code.WriteString("\n" + c.Source)
	}
	var out strings.Builder
	out.WriteString("package vpp\n\nimport (\n")
	for _, imp := range imports {
		if regexp.MustCompile(`\b` + imp[strings.LastIndexByte(imp, '/')+1:] + `\.[A-Z]`).MatchString(code.String()) {
			fmt.Fprintf(&out, "\t%q\n", imp)
		}
	}
	if strings.Contains(code.String(), "randv2.") {
		out.WriteString("\trandv2 \"math/rand/v2\"\n")
	}
	out.WriteString(")\n\n")
	out.WriteString(code.String())
	return out.String()
}

// Harness is the test that runs the functions of the package.
func (b Batch) Harness() string {
	var out strings.Builder
	out.WriteString(harness)
	out.WriteString("\nvar scenarios = []scenario{\n")
	for _, c := range b.Cases {
		fmt.Fprintf(&out, "\t{%q, %v, func(ctx context.Context, api API, it Item) { %s }},\n", c.Name, c.Background, c.Call)
	}
	out.WriteString("}\n")
	return out.String()
}

// deck deals cards so that each comes up before one comes again.
type deck[T any] struct {
	rand *rand.Rand
	all  []T
	left []T
}

func newDeck[T any](r *rand.Rand, all []T) *deck[T] { return &deck[T]{rand: r, all: all} }

// draw takes the first card that fits.
func (d *deck[T]) draw(fits func(T) bool) T {
	for {
		for i, c := range d.left {
			if fits(c) {
				d.left = slices.Delete(d.left, i, i+1)
				return c
			}
		}
		more := slices.Clone(d.all)
		d.rand.Shuffle(len(more), func(i, j int) { more[i], more[j] = more[j], more[i] })
		d.left = append(d.left, more...)
	}
}

type generator struct {
	rand     *rand.Rand
	forms    *deck[form]
	deciders *deck[decider]
	errors   *deck[errorStyle]
	delays   *deck[delay]
	waits    *deck[wait]
	limits   *deck[limit]
	sends    *deck[send]
}

// function writes one function.
func (g *generator) function(name string) Case {
	form := g.forms.draw(func(form) bool { return true })
	f := &function{rand: g.rand, name: name, root: path + "." + name, vars: map[string]string{"f": name, "n": "attempt"}}
	f.send = g.sends.draw(func(s send) bool { return !(form.asserts && s.onlyError) })
	f.decider = g.deciders.draw(func(d decider) bool {
		if f.send.onlyError {
			return d.examines
		}
		return d.errors || !form.errors
	})
	f.style = g.errors.draw(func(s errorStyle) bool {
		return f.decider.style == "" && s.general() || f.decider.style == s.name
	})
	f.bullets = append(f.bullets, form.bullet, f.send.bullet, f.decider.bullet)
	f.delay.none = true
	if !form.ownDelay {
		f.delay = g.delays.draw(func(d delay) bool {
			return !(form.needsDelay && d.none || form.stateless && d.stateful || form.noRandom && d.random)
		})
		f.bullets = append(f.bullets, f.delay.bullet)
	}
	if !form.ownLimit {
		f.limit = g.limits.draw(func(l limit) bool {
			switch {
			case l.attempts == nil && form.needsCount, l.attempts != nil && form.noCount,
				l.timed && (form.noClock || f.delay.random), l.delayed && (form.noBudget || f.delay.none),
				form.stateless && l.local && !l.context:
				return false
			}
			return true
		})
		f.bullets = append(f.bullets, f.limit.bullet)
	}
	if form.needsWait || !form.ownWait && !form.ownDelay && !f.delay.none {
		f.wait = g.waits.draw(func(w wait) bool { return !(w.exact && f.delay.random) })
		f.bullets = append(f.bullets, f.wait.bullet)
	}
	f.prepare()
	form.write(f)
	call := f.call
	if call == "" {
		call = name + "(@args)"
	}
	slices.Sort(f.bullets)
	return Case{
		Name: name, Root: f.root, Call: f.x(call), Source: f.decls.String(),
		Bullets: slices.Compact(f.bullets), Background: f.background,
	}
}

// function is a function that is being written. Its parts are texts with names
// that stand for other texts: @step, @again, @d…
type function struct {
	rand *rand.Rand
	name string
	root string
	call string

	send    send
	decider decider
	style   errorStyle
	delay   delay
	wait    wait
	limit   limit
	numbers []int

	background bool
	bullets    []string
	vars       map[string]string
	decls      strings.Builder
}

// pick returns one of several.
func pick[T any](f *function, of ...T) T { return of[f.rand.IntN(len(of))] }

var names = regexp.MustCompile(`@[a-z]+`)

// x expands a text. Further names and their meanings follow it in pairs.
func (f *function) x(text string, pairs ...string) string {
	vars := maps.Clone(f.vars)
	for i := 0; i+1 < len(pairs); i += 2 {
		vars[pairs[i]] = pairs[i+1]
	}
	for range 20 {
		again := false
		text = names.ReplaceAllStringFunc(text, func(n string) string {
			v, ok := vars[n[1:]]
			if !ok {
				panic("difftest: " + f.name + ": no meaning for " + n)
			}
			again = true
			return v
		})
		if !again {
			return text
		}
	}
	panic("difftest: a name stands for itself")
}

// emit writes a declaration.
func (f *function) emit(text string, pairs ...string) {
	f.decls.WriteString(strings.TrimSpace(f.x(text, pairs...)) + "\n\n")
}

// exits are the ways out of a region of code, which hands on an error by some
// statements with a %s.
func exits(leave string) []string {
	out := func(what string) string { return strings.ReplaceAll(leave, "%s", what) }
	return []string{"fail", out("err"), "late", out("ctx.Err()"), "giveup", out("errGaveUp"), "done", out("@result")}
}

// prepare gives the names their meanings.
func (f *function) prepare() {
	f.set("params", "ctx context.Context, it Item", "args", "ctx, it", "own", "j.ctx, j.it", "fields", "ctx context.Context\nit Item", "fill", "ctx: ctx, it: it")
	if f.send.opaque {
		f.set("params", "ctx context.Context, api API, it Item", "args", "ctx, api, it", "own", "j.ctx, j.api, j.it", "fields", "ctx context.Context\napi API\nit Item", "fill", "ctx: ctx, api: api, it: it")
	}
	for i := 0; i+1 < len(returning); i += 2 {
		f.vars[returning[i]] = returning[i+1]
	}
	f.numbers = pick(f, []int{9603}, []int{9603}, []int{9616}, []int{9603, 9616}, []int{9603, 9620}, []int{9616, 9603, 9630}, []int{9620, 9625})
	f.vars["sending"] = f.send.call
	f.decide()
	f.vars["pre"], f.vars["init"], f.vars["next"], f.vars["d"] = "", "", "", "0"
	f.vars["wait"] = ""
	if f.delay.write != nil {
		f.delay.write(f)
	}
	if f.wait.write != nil {
		f.wait.write(f)
	}
	f.vars["limit"], f.vars["top"], f.vars["check"], f.vars["count"], f.vars["while"] = "", "", "", "", ""
	f.limit.write(f)
	f.vars["setup"] = "@limit\n@init"
	if f.limit.attempts != nil {
		f.vars["while"] = "attempt < @count"
		f.vars["last"] = "if @n+1 >= @count {\n@giveup\n}"
	} else {
		f.vars["last"] = ""
	}
	// What follows a send that is to be repeated.
	f.vars["after"] = "@check\n@pre\n@budget\n@wait\n@next"
	if f.rand.IntN(2) == 0 {
		f.vars["body"] = "@top\n@step\nif !(@again) {\n@done\n}\n@after"
		f.vars["loop"] = "@body"
	} else {
		f.vars["body"] = "@top\n@step\nif !(@again) {\n@done\n}\n@after"
		f.vars["loop"] = "@top\n@step\nif @again {\n@after\ncontinue\n}\n@done"
	}
}

var returning = exits("return %s")
