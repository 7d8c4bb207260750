package paths

import (
	"bufio"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"text/template"
)

// Rule says whether a text is meant.
type Rule interface{ Match(text string) bool }

type partOf string

// Match searches.
func (p partOf) Match(text string) bool { return strings.Contains(text, string(p)) }

type pattern struct{ re *regexp.Regexp }

// Match matches.
func (p pattern) Match(text string) bool { return p.re.MatchString(text) }

var rules = []Rule{partOf("already"), pattern{regexp.MustCompile("not (found|associated)")}}

func ruled(r *Reply) bool {
	for _, rule := range rules {
		if rule.Match(r.Msg) { // want `errorMessage searched by strings\.Contains for "already", "not \(found\|associated\)" in paths\.ruled`
			return true
		}
	}
	return false
}

func ruledOther(r *Reply) bool { return rules[0].Match(r.Adam) }

type class struct {
	re   *regexp.Regexp
	name string
}

var classes = []class{{regexp.MustCompile("(?i)token"), "token"}}

func classified(r *Reply) string {
	for _, c := range classes {
		if c.re.MatchString(r.Msg) { // want `errorMessage matched by regexp\.Regexp\.MatchString with "\(\?i\)token" in paths\.classified`
			return c.name
		}
	}
	return ""
}

func classifiedOther(r *Reply) string {
	for _, c := range classes {
		if c.name == r.Adam {
			return c.name
		}
	}
	return ""
}

// Refused embeds an error.
type Refused struct {
	error
	Num int
}

func refuse(r *Reply) error {
	if r.Num == 0 {
		return nil
	}
	return Refused{errors.New(r.Msg), r.Num}
}

func refused(r *Reply) bool {
	err := refuse(r)
	return err != nil && err.Error() == notFound // want `errorMessage compared with "License not found" in paths\.refused \(text through paths\.refuse\)`
}

func refusedField(r *Reply) bool {
	var e Refused
	return errors.As(refuse(r), &e) && e.error.Error() == notFound // want `errorMessage compared with "License not found" in paths\.refusedField`
}

type store struct {
	get   func(*Reply) string
	label func(*Reply) string
}

func newStore() *store {
	s := &store{}
	s.get = func(r *Reply) string { return r.Msg }
	s.label = func(r *Reply) string { return r.Adam }
	return s
}

func (s *store) missing(r *Reply) bool { return s.get(r) == notFound } // want `errorMessage compared with "License not found" in paths\.store\.missing`

func (s *store) mine(r *Reply) bool { return s.label(r) == "361309726" }

func localMap(r *Reply) bool {
	m := map[string]any{"errorNumber": 9616, "errorMessage": "none"}
	return m["errorMessage"] == "none" && r.Num == 9616
}

func sub[S ~string](s S, needle string) bool { return strings.Contains(string(s), needle) }

func subbed(r *Reply) bool { return sub(r.Msg, "not found") } // want `errorMessage searched by strings\.Contains for "not found" in paths\.subbed`

func parsed(r *Reply) bool {
	u, err := url.Parse("app://show?text=" + url.QueryEscape(r.Msg))
	return err == nil && u.Query().Get("text") == notFound // want `errorMessage compared with "License not found" in paths\.parsed`
}

func scanned(r *Reply) bool {
	line, _, _ := bufio.NewReader(strings.NewReader(r.Msg)).ReadLine()
	return string(line) == notFound // want `errorMessage compared with "License not found" in paths\.scanned`
}

func rendered(r *Reply) bool {
	var b strings.Builder
	_ = template.Must(template.New("").Parse("{{.}}")).Execute(&b, r.Msg)
	return b.String() == notFound // want `errorMessage compared with "License not found" in paths\.rendered`
}

func switched(r *Reply) string {
	switch text := strings.ToLower(r.Msg); {
	case text == "":
		return ""
	case strings.HasPrefix(text, "license"): // want `errorMessage searched by strings\.HasPrefix for "license" in paths\.switched`
		return "license"
	default:
		return text
	}
}

var handlers = map[string]func() error{notFound: func() error { return nil }}

func handled(r *Reply) error {
	if h := handlers[r.Msg]; h != nil { // want `errorMessage looked up in a map of "License not found" in paths\.handled`
		return h()
	}
	return nil
}

type chain struct {
	next *chain
	text string
}

func (c *chain) find() bool {
	for ; c != nil; c = c.next {
		if c.text == notFound { // want `errorMessage compared with "License not found" in paths\.chain\.find`
			return true
		}
	}
	return false
}

func chained(rs []Reply) (c *chain) {
	for _, r := range rs {
		c = &chain{c, r.Msg}
	}
	return c
}

func options1(r *Reply) bool {
	opts := []func(*record){withNote(r.Msg), withOwner(r.Adam)}
	var rec record
	for _, o := range opts {
		o(&rec)
	}
	return rec.note == notFound // want `errorMessage compared with "License not found" in paths\.options1`
}

func withNote(s string) func(*record)  { return func(r *record) { r.note = s } }
func withOwner(s string) func(*record) { return func(r *record) { r.owner = s } }

func options2(r *Reply) bool {
	var rec record
	withOwner(r.Adam)(&rec)
	return rec.owner == "me"
}

func halfOverwritten(r *Reply, quiet bool) bool {
	rec := record{note: r.Msg}
	if quiet {
		rec.note = ""
	}
	return rec.note == notFound // want `errorMessage compared with "License not found" in paths\.halfOverwritten`
}

func wholeOverwritten(r *Reply) bool {
	rec := record{note: r.Msg}
	rec = record{owner: r.Adam}
	return rec.note == notFound
}

func loopOverwritten(rs []Reply) bool {
	for _, r := range rs {
		note := r.Adam
		if note == notFound {
			return true
		}
		note = r.Msg
		_ = note
	}
	return false
}

// Problem is what our own API answers.
type Problem struct {
	Title  string
	Detail string
}

func problems(rs []Reply) map[string]Problem {
	out := map[string]Problem{}
	for _, r := range rs {
		out[r.Adam] = Problem{"refused", r.Msg}
	}
	return out
}

func problem(rs []Reply) bool {
	ps := problems(rs)
	if p, ok := ps["361309726"]; ok && p.Title == "refused" {
		return p.Detail == notFound // want `errorMessage compared with "License not found" in paths\.problem \(text through paths\.problems\)`
	}
	return false
}

func grouped(rs []Reply) map[bool][]string {
	out := map[bool][]string{}
	for _, r := range rs {
		out[r.Num == 0] = append(out[r.Num == 0], r.Msg)
	}
	return out
}

func group(rs []Reply) bool {
	for _, text := range grouped(rs)[false] {
		if text == notFound { // want `errorMessage compared with "License not found" in paths\.group \(text through paths\.grouped\)`
			return true
		}
	}
	return false
}

func both(a, b *Reply) bool { return textOf(a) == textOf(b) }

func textOf(r *Reply) string {
	if r == nil {
		return ""
	}
	return fmt.Sprint(r.Msg)
}

type waiter struct{ results chan Reply }

func (w *waiter) work(r Reply) { w.results <- r }

func (w *waiter) wait() bool {
	r := <-w.results
	return r.Msg == notFound // want `errorMessage compared with "License not found" in paths\.waiter\.wait`
}

type queueItem struct{ why string }

type workQueue struct{ items chan queueItem }

func (q *workQueue) put(r *Reply) { q.items <- queueItem{r.Msg} }

func (q *workQueue) run() (n int) {
	for it := range q.items {
		if strings.HasPrefix(it.why, "License") { // want `errorMessage searched by strings\.HasPrefix for "License" in paths\.workQueue\.run`
			n++
		}
	}
	return n
}

func goroutine(r *Reply) bool {
	done := make(chan struct{})
	var text string
	go func() {
		defer close(done)
		text = r.Msg
	}()
	<-done
	return text == notFound // want `errorMessage compared with "License not found" in paths\.goroutine`
}

func explain(r *Reply) (string, error) {
	if r.Num == 0 {
		return "", errors.New("no refusal")
	}
	return r.Msg, nil
}

func explained(r *Reply) bool {
	text, err := explain(r)
	if err != nil && err.Error() == "no refusal" {
		return false
	}
	return text == notFound // want `errorMessage compared with "License not found" in paths\.explained \(text through paths\.explain\)`
}

type settings struct{ ignore string }

type service struct{ cfg settings }

func (s *service) ignored(text string) bool { return text == s.cfg.ignore } // want `errorMessage compared with a value in paths\.service\.ignored`

func (s *service) assign(r *Reply) bool { return s.ignored(r.Msg) }
