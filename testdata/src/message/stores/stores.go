// Package stores shows text that is put somewhere and comes back.
package stores

import (
	"container/heap"
	"container/list"
	"context"
	"database/sql"
	"maps"
	"net/url"
	"slices"
	"sync"
	"sync/atomic"
)

// Reply is what retireVPPUserSrv answers.
type Reply struct {
	Num  int    `json:"errorNumber"`
	Msg  string `json:"errorMessage"`
	User string `json:"clientUserIdStr"`
}

type memory struct {
	last  atomic.Value
	reply atomic.Pointer[Reply]
	named sync.Map
	queue *list.List
}

func (m *memory) see(r *Reply) {
	m.last.Store(*r)
	m.reply.Store(r)
	m.named.Store("text", r.Msg)
	m.named.Store("user", r.User)
	m.queue.PushBack(*r)
}

func (m *memory) value() bool       { return m.last.Load().(Reply).Msg == "License not found" } // want `errorMessage compared with "License not found" in stores\.memory\.value`
func (m *memory) valueUser() bool   { return m.last.Load().(Reply).User == "License not found" }
func (m *memory) pointed() bool     { return m.reply.Load().Msg == "License not found" } // want `errorMessage compared with "License not found" in stores\.memory\.pointed`
func (m *memory) pointedUser() bool { return m.reply.Load().User == "License not found" }

func (m *memory) entry() bool {
	v, _ := m.named.Load("text")
	return v == "License not found" // want `errorMessage compared with "License not found" in stores\.memory\.entry`
}

func (m *memory) entryUser() bool {
	v, _ := m.named.Load("user")
	return v == "License not found"
}

func (m *memory) listed() bool {
	for e := m.queue.Front(); e != nil; e = e.Next() {
		if e.Value.(Reply).Msg == "License not found" { // want `errorMessage compared with "License not found" in stores\.memory\.listed`
			return true
		}
	}
	return false
}

func (m *memory) listedUser() bool {
	for e := m.queue.Front(); e != nil; e = e.Next() {
		if e.Value.(Reply).User == "License not found" {
			return true
		}
	}
	return false
}

// first is a heap of answers.
type first []Reply

func (f first) Len() int           { return len(f) }
func (f first) Less(i, j int) bool { return f[i].Num < f[j].Num }
func (f first) Swap(i, j int)      { f[i], f[j] = f[j], f[i] }

// Push adds.
func (f *first) Push(x any) { *f = append(*f, x.(Reply)) }

// Pop takes.
func (f *first) Pop() any {
	old := *f
	x := old[len(old)-1]
	*f = old[:len(old)-1]
	return x
}

func heaped(rs []Reply) bool {
	f := &first{}
	for _, r := range rs {
		heap.Push(f, r)
	}
	return heap.Pop(f).(Reply).Msg == "License not found" // want `errorMessage compared with "License not found" in stores\.heaped`
}

func heapedUser(rs []Reply) bool {
	f := &first{}
	for _, r := range rs {
		heap.Push(f, r)
	}
	return heap.Pop(f).(Reply).User == "License not found"
}

type key struct{}
type userKey struct{}

func with(ctx context.Context, r *Reply) context.Context {
	return context.WithValue(context.WithValue(ctx, userKey{}, r.User), key{}, r.Msg)
}

func inContext(ctx context.Context) bool {
	s, _ := ctx.Value(key{}).(string)
	return s == "License not found" // want `errorMessage compared with "License not found" in stores\.inContext`
}

func inContextUser(ctx context.Context) bool {
	s, _ := ctx.Value(userKey{}).(string)
	return s == "License not found"
}

func form(r Reply) bool {
	v := url.Values{}
	v.Set("text", r.Msg)
	v.Set("user", r.User)
	return v.Get("text") == "License not found" // want `errorMessage compared with "License not found" in stores\.form`
}

func formUser(r Reply) bool {
	v := url.Values{}
	v.Set("text", r.Msg)
	v.Set("user", r.User)
	return v.Get("user") == "License not found"
}

type row struct {
	id   int64
	text sql.NullString
	user string
}

func save(db *sql.DB, r Reply) error {
	x := row{text: sql.NullString{String: r.Msg, Valid: true}, user: r.User}
	_, err := db.Exec("INSERT INTO refusals VALUES (?, ?)", x.text, x.user)
	return err
}

func load(db *sql.DB) (x row, err error) {
	return x, db.QueryRow("SELECT * FROM refusals").Scan(&x.id, &x.text, &x.user)
}

func inDatabase(db *sql.DB) bool {
	x, err := load(db)
	return err == nil && x.text.String == "License not found" // want `errorMessage compared with "License not found" in stores\.inDatabase \(text through stores\.load\)`
}

func inDatabaseUser(db *sql.DB) bool {
	x, err := load(db)
	return err == nil && x.user == "License not found"
}

func cloned(r Reply) bool {
	m := maps.Clone(map[string]string{"text": r.Msg, "user": r.User})
	return m["text"] == "License not found" // want `errorMessage compared with "License not found" in stores\.cloned`
}

func clonedUser(r Reply) bool {
	m := maps.Clone(map[string]string{"text": r.Msg, "user": r.User})
	return m["user"] == "License not found"
}

func copiedTo(r Reply) bool {
	m := map[string]string{}
	maps.Copy(m, map[string]string{"text": r.Msg, "user": r.User})
	return m["text"] == "License not found" // want `errorMessage compared with "License not found" in stores\.copiedTo`
}

func reversed(r Reply) bool {
	s := []string{r.User, r.Msg}
	slices.Reverse(s)
	return s[0] == "License not found" // want `errorMessage compared with "License not found" in stores\.reversed`
}

// days has what was said, by day and user.
type days map[string]map[string]string

func (d days) note(day string, r Reply) {
	if d[day] == nil {
		d[day] = map[string]string{}
	}
	d[day][r.User] = r.Msg
}

func (d days) said(day string) bool {
	for _, text := range d[day] {
		if text == "License not found" { // want `errorMessage compared with "License not found" in stores\.days\.said`
			return true
		}
	}
	return false
}

func (d days) saidTo(day string) bool {
	for user := range d[day] {
		if user == "License not found" {
			return true
		}
	}
	return false
}

type group struct {
	wg  sync.WaitGroup
	err error
}

func (g *group) run(f func() error) {
	g.wg.Go(func() {
		if err := f(); err != nil {
			g.err = err
		}
	})
}

func (g *group) wait() error {
	g.wg.Wait()
	return g.err
}

type refused struct{ Reply }

func (r refused) Error() string { return r.Msg }

func waited(r Reply) bool {
	var g group
	g.run(func() error { return refused{r} })
	err := g.wait()
	return err != nil && err.Error() == "License not found" // want `errorMessage compared with "License not found" in stores\.waited \(text through stores\.group\.wait\)`
}
