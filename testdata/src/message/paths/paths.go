// Package paths shows the ways that message text takes.
package paths

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"sort"
	"strings"
	"sync"
	"sync/atomic"
)

// Reply is what manageVPPLicensesByAdamIdSrv answers.
type Reply struct {
	Status int    `json:"status"`
	Num    int    `json:"errorNumber"`
	Msg    string `json:"errorMessage"`
	Adam   string `json:"adamIdStr"`
}

const notFound = "License not found"

func local(r *Reply) bool {
	a := r.Msg
	b := a
	return b == notFound // want `errorMessage compared with "License not found" in paths\.local`
}

func localOther(r *Reply) bool {
	a, b := r.Msg, r.Adam
	_ = a
	return b == notFound
}

func closure(r *Reply) func() bool {
	msg := r.Msg
	return func() bool { return msg == notFound } // want `errorMessage compared with "License not found" in paths\.closure`
}

func closureWrites(r *Reply) bool {
	var msg string
	read := func() { msg = r.Msg }
	read()
	return msg == notFound // want `errorMessage compared with "License not found" in paths\.closureWrites`
}

func closureWritesOther(r *Reply) bool {
	var msg string
	read := func() { msg = r.Adam }
	read()
	return msg == notFound
}

func methodValue(r *Reply) bool {
	get := r.text
	return get() == notFound // want `errorMessage compared with "License not found" in paths\.methodValue \(text through paths\.Reply\.text\)`
}

func methodExpr(r *Reply) bool {
	get := (*Reply).text
	return get(r) == notFound // want `errorMessage compared with "License not found" in paths\.methodExpr \(text through paths\.Reply\.text\)`
}

func methodValueOther(r *Reply) bool {
	get := r.adam
	return get() == notFound
}

func (r *Reply) text() string { return r.Msg }
func (r *Reply) adam() string { return r.Adam }

var getters = map[string]func(*Reply) string{"text": (*Reply).text}
var others = []func(*Reply) string{(*Reply).adam}

func fromTable(r *Reply) bool { return getters["text"](r) == notFound } // want `errorMessage compared with "License not found" in paths\.fromTable \(text through paths\.Reply\.text\)`

func fromOtherTable(r *Reply) bool { return others[0](r) == notFound }

type options struct{ pick func(*Reply) string }

func fieldFunc(r *Reply) bool {
	o := options{pick: func(r *Reply) string { return r.Msg }}
	return o.pick(r) == notFound // want `errorMessage compared with "License not found" in paths\.fieldFunc`
}

func deferred(r *Reply) (ok bool) {
	msg := ""
	defer func() { ok = msg == notFound }() // want `errorMessage compared with "License not found" in paths\.deferred`
	msg = r.Msg
	return false
}

func channel(rs []*Reply) (n int) {
	ch := make(chan string)
	go func() {
		for _, r := range rs {
			ch <- r.Msg
		}
		close(ch)
	}()
	for m := range ch {
		if m == notFound { // want `errorMessage compared with "License not found" in paths\.channel`
			n++
		}
	}
	return n
}

func channelOther(rs []*Reply) (n int) {
	ch := make(chan string, len(rs))
	for _, r := range rs {
		ch <- r.Adam
	}
	for range rs {
		if <-ch == notFound {
			n++
		}
	}
	return n
}

func selected(r *Reply, done chan struct{}) bool {
	ch := make(chan string, 1)
	ch <- r.Msg
	select {
	case m := <-ch:
		return m == notFound // want `errorMessage compared with "License not found" in paths\.selected`
	case <-done:
		return false
	}
}

func list(rs []Reply) bool {
	var msgs []string
	for _, r := range rs {
		msgs = append(msgs, r.Msg)
	}
	sort.Strings(msgs)
	return slices.Contains(msgs, notFound) // want `errorMessage looked up by slices\.Contains among "License not found" in paths\.list`
}

func listElement(rs []Reply) bool {
	msgs := make([]string, len(rs))
	for i := range rs {
		msgs[i] = rs[i].Msg
	}
	return len(msgs) > 0 && msgs[0] == notFound // want `errorMessage compared with "License not found" in paths\.listElement`
}

func constantKeys(r *Reply) bool {
	data := map[string]any{"text": r.Msg, "adam": r.Adam}
	return data["adam"] == "361309726"
}

func constantKey(r *Reply) bool {
	data := map[string]any{"text": r.Msg, "adam": r.Adam}
	return data["text"] == notFound // want `errorMessage compared with "License not found" in paths\.constantKey`
}

func constantIndex(r *Reply) bool {
	pair := [2]string{r.Adam, r.Msg}
	return pair[0] == "361309726"
}

func constantIndexText(r *Reply) bool {
	pair := [2]string{r.Adam, r.Msg}
	return pair[1] == notFound // want `errorMessage compared with "License not found" in paths\.constantIndexText`
}

func mapped(rs map[string]Reply) bool {
	texts := map[string]string{}
	for serial, r := range rs {
		texts[serial] = r.Msg
	}
	for serial, text := range texts {
		if serial == "C02" || text == notFound { // want `errorMessage compared with "License not found" in paths\.mapped`
			return true
		}
	}
	return false
}

func mapKeys(rs []Reply) bool {
	seen := map[string]int{}
	for _, r := range rs {
		seen[r.Msg]++
	}
	for text := range seen {
		if strings.HasPrefix(text, "License") { // want `errorMessage searched by strings\.HasPrefix for "License" in paths\.mapKeys`
			return true
		}
	}
	return slices.Contains(slices.Sorted(maps.Keys(seen)), notFound) // want `errorMessage looked up by slices\.Contains among "License not found" in paths\.mapKeys`
}

// Explainer explains.
type Explainer interface{ Explain() string }

// Explain explains.
func (r *Reply) Explain() string { return "apple: " + r.Msg }

type site struct{ name string }

// Explain explains.
func (s site) Explain() string { return s.name }

func iface(e Explainer) bool { return strings.HasSuffix(e.Explain(), notFound) } // want `errorMessage searched by strings\.HasSuffix for "License not found" in paths\.iface`

func ifaceKnown() bool {
	var e Explainer = site{"lab"}
	return e.Explain() == "lab"
}

func transformed(r *Reply) bool {
	s := strings.Join(strings.Fields(strings.TrimSpace(strings.ToLower(r.Msg))), "-")
	s = strings.ReplaceAll(s, "-", " ")
	return s == "license not found" // want `errorMessage compared with "license not found" in paths\.transformed`
}

func formatted(r *Reply) bool {
	return fmt.Sprintf("%s/%d", r.Msg, r.Num) == "License not found/9610" // want `errorMessage compared with "License not found/9610" in paths\.formatted`
}

func formattedOther(r *Reply) bool {
	return fmt.Sprintf("%s/%d", r.Adam, r.Num) == "361309726/9610"
}

func concatenated(r *Reply) bool { return "apple: "+r.Msg == "apple: License not found" } // want `errorMessage compared with "apple: License not found" in paths\.concatenated`

func asBytes(r *Reply) bool { return bytes.Contains([]byte(r.Msg), []byte("not found")) } // want `errorMessage searched by bytes\.Contains for "not found" in paths\.asBytes`

func asRunes(r *Reply) bool { return string([]rune(r.Msg)[:7]) == "License" } // want `errorMessage compared with "License" in paths\.asRunes`

func part(r *Reply) bool { return len(r.Msg) > 7 && r.Msg[:7] == "License" } // want `errorMessage compared with "License" in paths\.part`

func firstWord(r *Reply) bool { return strings.Fields(r.Msg)[0] == "License" } // want `errorMessage compared with "License" in paths\.firstWord`

func builder(r *Reply) bool {
	var b strings.Builder
	b.WriteString("apple: ")
	b.WriteString(r.Msg)
	return strings.Contains(b.String(), "not found") // want `errorMessage searched by strings\.Contains for "not found" in paths\.builder`
}

func builderOther(r *Reply) bool {
	var b strings.Builder
	fmt.Fprintf(&b, "%d", r.Num)
	return b.String() == "9616"
}

func buffer(r *Reply) bool {
	var b bytes.Buffer
	fmt.Fprintf(&b, "apple: %s", r.Msg)
	return bytes.HasSuffix(b.Bytes(), []byte("not found")) // want `errorMessage searched by bytes\.HasSuffix for "not found" in paths\.buffer`
}

func helperA(r *Reply) string { return helperB(r) }
func helperB(r *Reply) string { return helperC(r, true) }
func helperC(r *Reply, tidy bool) string {
	if tidy {
		return strings.TrimSuffix(r.Msg, ".")
	}
	return r.Msg
}

func deep(r *Reply) bool { return helperA(r) == notFound } // want `errorMessage compared with "License not found" in paths\.deep \(text through paths\.helperC, paths\.helperB, paths\.helperA\)`

func viaParam(r *Reply) bool { return isMissing(r.Msg) }

func isMissing(text string) bool { return text == notFound } // want `errorMessage compared with "License not found" in paths\.isMissing`

func isMissingSite(text string) bool { return text == notFound }

func viaOtherParam(r *Reply) bool { return isMissingSite(r.Adam) }

func same(a, b string) bool { return a == b }

func viaGeneric(r *Reply) bool { return same(r.Msg, notFound) } // want `errorMessage compared with "License not found" in paths\.viaGeneric`

func viaGenericOther(r *Reply) bool { return same(r.Adam, "361309726") }

func viaGenericTexts(r, s *Reply) bool { return same(r.Msg, s.Msg) }

func hasAny(text string, needles ...string) bool {
	for _, n := range needles {
		if strings.Contains(text, n) {
			return true
		}
	}
	return false
}

func variadic(r *Reply) bool { return hasAny(r.Msg, "not found", "already") } // want `errorMessage searched by strings\.Contains for "already", "not found" in paths\.variadic`

func variadicOther(r *Reply) bool { return hasAny(r.Adam, "3613", "3614") }

func nested(r *Reply) bool { return either(r.Msg, "not found") } // want `errorMessage searched by strings\.Contains for "not found" in paths\.nested`

func either(text, needle string) bool { return hasAny(text, needle, strings.ToUpper(needle)) }

type matcher struct{ needle string }

func (m matcher) match(text string) bool { return strings.Contains(text, m.needle) }

func matched(r *Reply) bool { return matcher{"not found"}.match(r.Msg) } // want `errorMessage searched by strings\.Contains for "not found" in paths\.matched`

func matchedOther(r *Reply) bool { return matcher{"3613"}.match(r.Adam) }

func named(r *Reply) (msg string, ok bool) {
	msg = r.Msg
	ok = msg == notFound // want `errorMessage compared with "License not found" in paths\.named`
	return
}

func results(r *Reply) (int, string) { return r.Num, r.Msg }

func multi(r *Reply) bool {
	_, text := results(r)
	return text == notFound // want `errorMessage compared with "License not found" in paths\.multi \(text through paths\.results\)`
}

type record struct {
	note  string
	owner string
}

func copied(r *Reply) bool {
	a := record{note: r.Msg, owner: r.Adam}
	b := a
	c := &b
	return c.owner == "me" || c.note == notFound // want `errorMessage compared with "License not found" in paths\.copied`
}

func fill(rec *record, r *Reply) { rec.note = r.Msg }

func filled(r *Reply) bool {
	var rec record
	fill(&rec, r)
	return rec.note == notFound // want `errorMessage compared with "License not found" in paths\.filled`
}

func filledOther(r *Reply) bool {
	var rec record
	fill(&rec, r)
	return rec.owner == notFound
}

func overwritten(r *Reply) bool {
	var rec record
	fill(&rec, r)
	rec.note = r.Adam
	return rec.note == notFound
}

func pointer(r *Reply) bool {
	p := &r.Msg
	return *p == notFound // want `errorMessage compared with "License not found" in paths\.pointer`
}

func pointerTo(r *Reply) bool {
	var s string
	p := &s
	*p = r.Msg
	return s == notFound // want `errorMessage compared with "License not found" in paths\.pointerTo`
}

func all(rs []Reply) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, r := range rs {
			if !yield(r.Msg) {
				return
			}
		}
	}
}

func ranged(rs []Reply) bool {
	for m := range all(rs) {
		if m == notFound { // want `errorMessage compared with "License not found" in paths\.ranged`
			return true
		}
	}
	return false
}

func lines(r *Reply) bool {
	for l := range strings.Lines(r.Msg) {
		if strings.HasPrefix(l, "License") { // want `errorMessage searched by strings\.HasPrefix for "License" in paths\.lines`
			return true
		}
	}
	return false
}

var last atomic.Value
var texts sync.Map

func remember(serial string, r *Reply) {
	last.Store(r.Msg)
	texts.Store(serial, r.Msg)
}

func remembered() bool { return last.Load().(string) == notFound } // want `errorMessage compared with "License not found" in paths\.remembered`

func rememberedFor(serial string) bool {
	t, _ := texts.Load(serial)
	return t == notFound // want `errorMessage compared with "License not found" in paths\.rememberedFor`
}

var lastText string

func keep(r *Reply) { lastText = r.Msg }

func kept() bool { return lastText == notFound } // want `errorMessage compared with "License not found" in paths\.kept`

func kept2() bool {
	lastText = "nothing"
	return lastText == "nothing"
}

// Event goes over a queue.
type Event struct {
	Kind string `json:"kind"`
	Text string `json:"text"`
}

func queue(r *Reply) ([]byte, error) { return json.Marshal(Event{"refused", r.Msg}) }

func consume(b []byte) bool {
	var ev Event
	if json.Unmarshal(b, &ev) != nil {
		return false
	}
	return ev.Kind == "refused" && ev.Text == notFound // want `errorMessage compared with "License not found" in paths\.consume`
}

type ctxKey struct{}

func withText(ctx context.Context, r *Reply) context.Context {
	return context.WithValue(ctx, ctxKey{}, r.Msg)
}

func filter[T any](in []T, keep func(T) bool) (out []T) {
	for _, v := range in {
		if keep(v) {
			out = append(out, v)
		}
	}
	return out
}

func filtered(rs []Reply) []Reply {
	return filter(rs, func(r Reply) bool { return r.Msg == notFound }) // want `errorMessage compared with "License not found" in paths\.filtered`
}

func filteredNames(names []string) []string {
	return filter(names, func(s string) bool { return s == notFound })
}

type pairOf[A, B any] struct {
	a A
	b B
}

func pairs(r *Reply) bool {
	p := pairOf[int, string]{r.Num, r.Msg}
	return p.b == notFound // want `errorMessage compared with "License not found" in paths\.pairs`
}

func orDefault(r *Reply) error {
	text := r.Msg
	if text == "" {
		text = "unknown error"
	}
	if text == "unknown error" {
		return nil
	}
	return errors.New(text)
}

func loop(rs []Reply) bool {
	prev := ""
	for _, r := range rs {
		if prev == notFound { // want `errorMessage compared with "License not found" in paths\.loop`
			return true
		}
		prev = r.Msg
	}
	return false
}

func recursive(rs []Reply, n int) string {
	if n == 0 {
		return ""
	}
	return rs[n].Msg + recursive(rs, n-1)
}

func recursed(rs []Reply) bool { return strings.Contains(recursive(rs, 3), notFound) } // want `errorMessage searched by strings\.Contains for "License not found" in paths\.recursed \(text through paths\.recursive\)`

func pick(r *Reply, name string) string {
	switch name {
	case "text":
		return r.Msg
	}
	return r.Adam
}

func picked(r *Reply) bool      { return pick(r, "text") == notFound } // want `errorMessage compared with "License not found" in paths\.picked \(text through paths\.pick\)`
func pickedOther(r *Reply) bool { return pick(r, "adam") == notFound }

func dispatched(r *Reply) bool {
	var pred func(string) bool
	if r.Num == 0 {
		pred = func(s string) bool { return s == notFound } // want `errorMessage compared with "License not found" in paths\.dispatched`
	} else {
		pred = func(s string) bool { return s == "" }
	}
	return pred(r.Msg)
}

func curried(needle string) func(string) bool {
	return func(s string) bool { return strings.Contains(s, needle) }
}

func curriedUse(r *Reply) bool { return curried("not found")(r.Msg) } // want `errorMessage searched by strings\.Contains for "not found" in paths\.curriedUse`
