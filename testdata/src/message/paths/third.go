package paths

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"html"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

func viaJSONMap(r *Reply) bool {
	b, _ := json.Marshal(map[string]string{"text": r.Msg})
	var m map[string]string
	_ = json.Unmarshal(b, &m)
	return m["text"] == notFound // out of reach
}

func viaContext(ctx context.Context) bool {
	text, _ := ctx.Value(ctxKey{}).(string)
	return text == notFound // want `errorMessage compared with "License not found" in paths\.viaContext`
}

func fallback(r *Reply) string { return cmp.Or(r.Msg, "unknown error") }

func fell(r *Reply) bool { return fallback(r) == "unknown error" }

func fellText(r *Reply) bool { return fallback(r) == notFound } // want `errorMessage compared with "License not found" in paths\.fellText \(text through paths\.fallback\)`

func trimmed(r *Reply) bool {
	s, _ := strings.CutPrefix(r.Msg, "Error: ")
	return s == notFound // want `errorMessage compared with "License not found" in paths\.trimmed`
}

func escaped(r *Reply) bool { return html.EscapeString(r.Msg) == notFound } // want `errorMessage compared with "License not found" in paths\.escaped`

func decoded(r *Reply) bool {
	c, _ := utf8.DecodeRuneInString(r.Msg)
	return c == 'L' // want `errorMessage compared with "L" in paths\.decoded`
}

type once struct {
	sync.Once
	text string
}

func (o *once) load(r *Reply) string {
	o.Do(func() { o.text = r.Msg })
	return o.text
}

func (o *once) missing(r *Reply) bool { return o.load(r) == notFound } // want `errorMessage compared with "License not found" in paths\.once\.missing \(text through paths\.once\.load\)`

type tree struct {
	children []*tree
	reply    *Reply
}

func (t *tree) any() bool {
	for _, c := range t.children {
		if c.any() {
			return true
		}
	}
	return t.reply != nil && t.reply.Msg == notFound // want `errorMessage compared with "License not found" in paths\.tree\.any`
}

func walk(t *tree, visit func(*Reply) bool) bool {
	for _, c := range t.children {
		if walk(c, visit) {
			return true
		}
	}
	return visit(t.reply)
}

func walked(t *tree) bool {
	return walk(t, func(r *Reply) bool { return strings.HasPrefix(r.Msg, "License") }) // want `errorMessage searched by strings\.HasPrefix for "License" in paths\.walked`
}

func walkedOther(t *tree) bool {
	return walk(t, func(r *Reply) bool { return strings.HasPrefix(r.Adam, "3613") })
}

func collect(t *tree) (texts []string) {
	walk(t, func(r *Reply) bool {
		texts = append(texts, r.Msg)
		return false
	})
	return texts
}

func collected(t *tree) bool { return slices.Contains(collect(t), notFound) } // want `errorMessage looked up by slices\.Contains among "License not found" in paths\.collected \(text through paths\.collect\)`

func unique(rs []Reply) []string {
	set := map[string]struct{}{}
	for _, r := range rs {
		set[r.Msg] = struct{}{}
	}
	return slices.Sorted(maps.Keys(set))
}

func uniqueHas(rs []Reply) bool {
	_, ok := slices.BinarySearch(unique(rs), notFound) // want `errorMessage looked up by slices\.BinarySearch among "License not found" in paths\.uniqueHas \(text through paths\.unique\)`
	return ok
}

type number int

func (n number) label() string { return [...]string{"License not found", "Internal error."}[n] }

func labelled(r *Reply) bool { return number(r.Num-9610).label() == notFound }

func table(r *Reply) (string, bool) {
	rows := [][]string{{"text", r.Msg}, {"adam", r.Adam}}
	for _, row := range rows {
		if row[0] == "adam" {
			return row[1], true
		}
	}
	return "", false
}

func env(r *Reply) bool {
	fmt.Println(r.Msg)
	return os.Getenv("MODE") == "quiet"
}

type pool[T any] struct{ items []T }

func (p *pool[T]) put(v T) { p.items = append(p.items, v) }

func (p *pool[T]) has(ok func(T) bool) bool { return slices.ContainsFunc(p.items, ok) }

func pooled(rs []Reply) bool {
	var p pool[string]
	for _, r := range rs {
		p.put(r.Msg)
	}
	return p.has(func(s string) bool { return s == notFound }) // want `errorMessage compared with "License not found" in paths\.pooled`
}

func pooledOther(rs []Reply) bool {
	var p pool[int]
	for _, r := range rs {
		p.put(r.Num)
	}
	return p.has(func(n int) bool { return n == 9610 })
}

func apply(r *Reply, fs ...func(string) string) string {
	s := r.Msg
	for _, f := range fs {
		s = f(s)
	}
	return s
}

func applied(r *Reply) bool {
	return apply(r, strings.ToLower, strings.TrimSpace) == "license not found" // want `errorMessage compared with "license not found" in paths\.applied \(text through paths\.apply\)`
}

func labels(r *Reply) (label string) {
	defer func() {
		if p := recover(); p != nil {
			label = fmt.Sprint(p)
		}
	}()
	if r.Adam == "" {
		label = "none"
	}
	return label
}

func maxText(rs []Reply) string {
	return slices.MaxFunc(rs, func(a, b Reply) int { return cmp.Compare(a.Num, b.Num) }).Msg
}

func maxed(rs []Reply) bool { return maxText(rs) == notFound } // want `errorMessage compared with "License not found" in paths\.maxed \(text through paths\.maxText\)`

func constant(r *Reply) bool {
	const text = notFound
	return strings.Contains(text, "not") && r.Num == 9610
}

func joinedWords(r *Reply) bool {
	return strings.Join([]string{r.Adam, r.Msg}, "|") == "1|License not found" // want `errorMessage compared with "1\|License not found" in paths\.joinedWords`
}

func swapped(r *Reply) bool {
	a, b := r.Msg, r.Adam
	a, b = b, a
	return a == "361309726" || b == notFound // want `errorMessage compared with "License not found" in paths\.swapped`
}

func labelLoop(rs []Reply) int {
	i := 0
next:
	if i < len(rs) {
		if rs[i].Msg == notFound { // want `errorMessage compared with "License not found" in paths\.labelLoop`
			return i
		}
		i++
		goto next
	}
	return -1
}
