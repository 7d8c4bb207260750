//go:build verify

// Package pin replays one function against a service that gives the same
// answer for ever, under virtual time, and compares the schedule of its sends
// with the want label of its declaration.
//
//	go test -tags verify ./...
package pin

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"log"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"sort"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

const (
	maxSends = 100
	horizon  = 2 * 24 * time.Hour
	years    = 365 * 24 * time.Hour
)

// Case is one top-level declaration of the package under test.
type Case struct {
	name   string
	ways   []func(ctx context.Context)
	every  bool
	afresh string
	hand   string
	answer func(number int, path string, body []byte) string
	header http.Header
	code   int
	runs   int
}

// C is a declaration that is executed.
func C(name string, run func(ctx context.Context)) Case {
	return Case{name: name, ways: []func(context.Context){run}, runs: 1}
}

// Or adds another way an unknown condition could go: it is a finding if one way yields it.
func (c Case) Or(run func(ctx context.Context)) Case { c.ways = append(c.ways, run); return c }

// And adds another implementation or value: it is a finding if every one yields it.
func (c Case) And(run func(ctx context.Context)) Case {
	c.ways, c.every = append(c.ways, run), true
	return c
}

// Afresh names a part of the path of requests that change the service's state:
// what is sent after one of them does not count as the same request.
func (c Case) Afresh(path string) Case { c.afresh = path; return c }

// Lookup says that the request assigns nothing: 9616 is no answer to it.
func (c Case) Lookup() Case {
	old := c.answer
	return c.Answer(func(n int, path string, body []byte) string {
		if n == 9616 {
			n = 0
		}
		if old != nil {
			return old(n, path, body)
		}
		return Body(n)
	})
}

// Only pins requests whose path or body contains the text; all others succeed.
func (c Case) Only(text string) Case {
	old := c.answer
	return c.Answer(func(n int, path string, body []byte) string {
		if !strings.Contains(path, text) && !bytes.Contains(body, []byte(text)) {
			n = 0
		}
		if old != nil {
			return old(n, path, body)
		}
		return Body(n)
	})
}

// Hand is a declaration whose label was worked out by hand only.
func Hand(name, why string) Case { return Case{name: name, hand: why} }

// Answer replaces the pinned body.
func (c Case) Answer(f func(number int, path string, body []byte) string) Case {
	c.answer = f
	return c
}

// Header adds a response header to every answer.
func (c Case) Header(k, v string) Case { c.header = http.Header{k: {v}}; return c }

// Runs repeats the replay (random delays).
func (c Case) Runs(n int) Case { c.runs = n; return c }

// Body is the default pinned answer.
func Body(n int) string {
	if n == 0 {
		return `{"status":0,"eventId":"e-1","eventStatus":"PENDING","associations":[{"licenseIdStr":"11","serialNumber":"C02A"}]}`
	}
	return fmt.Sprintf(`{"status":-1,"errorNumber":%d,"errorMessage":"pinned","associations":[{"licenseIdStr":"11","serialNumber":"C02A","errorNumber":%d,"errorMessage":"pinned"}]}`, n, n)
}

type sent struct {
	key string
	at  time.Duration
}

type recorder struct {
	mu     sync.Mutex
	c      Case
	number int
	start  time.Time
	cancel context.CancelFunc
	epoch  int
	sends  []sent
}

var volatile = regexp.MustCompile(`("?(?:requestId|requestID|attempt|timestamp|nonce|sentAt|clientTime|traceId)"?[:=])("[^"]*"|[0-9A-Za-z.:+-]+)`)

func (r *recorder) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := req.Context().Err(); err != nil {
		return nil, err
	}
	var body []byte
	if req.Body != nil {
		body, _ = io.ReadAll(req.Body)
		req.Body.Close()
	}
	key := req.Method + " " + req.URL.String() + " " + req.Header.Get("Authorization") + " " + string(body)
	key = volatile.ReplaceAllString(key, "$1*")
	r.mu.Lock()
	key = fmt.Sprintf("%s #%d", key, r.epoch)
	if r.c.afresh != "" && strings.Contains(req.URL.Path, r.c.afresh) {
		r.epoch++
	}
	r.sends = append(r.sends, sent{key, time.Since(r.start)})
	n := len(r.sends)
	r.mu.Unlock()
	if n >= maxSends || time.Since(r.start) > years {
		r.cancel()
		runtime.Goexit()
	}
	time.Sleep(time.Millisecond)
	text := Body(r.number)
	if r.c.answer != nil {
		text = r.c.answer(r.number, req.URL.Path, body)
	}
	h := http.Header{"Content-Type": {"application/json"}}
	for k, v := range r.c.header {
		h[k] = v
	}
	return &http.Response{Status: "200 OK", StatusCode: 200, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: h, Body: io.NopCloser(bytes.NewReader([]byte(text))), ContentLength: int64(len(text)), Request: req}, nil
}

func replay(t *testing.T, c Case, run func(context.Context), number int) map[string][]time.Duration {
	r := &recorder{c: c, number: number}
	old := http.DefaultTransport
	http.DefaultTransport = r
	defer func() { http.DefaultTransport = old }()
	func() {
		defer func() {
			if p := recover(); p != nil && !strings.Contains(fmt.Sprint(p), "deadlock") {
				panic(p)
			}
		}()
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithCancel(context.Background())
			r.cancel, r.start = cancel, time.Now()
			done := make(chan struct{})
			go func() { defer close(done); run(ctx) }()
			<-done
			time.Sleep(horizon)
			cancel()
			synctest.Wait()
		})
	}()
	r.mu.Lock()
	defer r.mu.Unlock()
	out := map[string][]time.Duration{}
	for _, s := range r.sends {
		out[s.key] = append(out[s.key], s.at)
	}
	return out
}

func early(ts []time.Duration) bool {
	for i := 6; i < len(ts); i++ {
		if ts[i]-ts[i-1] < time.Minute {
			return true
		}
	}
	return false
}

func show(ts []time.Duration) string {
	var b strings.Builder
	if len(ts) >= maxSends-1 {
		fmt.Fprintf(&b, "unlimited:")
	} else {
		fmt.Fprintf(&b, "%d:", len(ts))
	}
	for i := 1; i < len(ts) && i < 13; i++ {
		fmt.Fprintf(&b, " %s", tidy((ts[i] - ts[i-1]).Round(time.Millisecond).String()))
	}
	return b.String()
}

func tidy(s string) string {
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

func longest(m map[string][]time.Duration) []time.Duration {
	var best []time.Duration
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for _, k := range keys {
		if len(m[k]) > len(best) {
			best = m[k]
		}
	}
	return best
}

func labels(t *testing.T) (want map[string]string, all map[string]bool) {
	want, all = map[string]string{}, map[string]bool{}
	files, _ := filepath.Glob("*.go")
	fset := token.NewFileSet()
	for _, f := range files {
		if f == "verify_test.go" {
			continue
		}
		file, err := parser.ParseFile(fset, f, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		claimed := map[*ast.CommentGroup]bool{}
		for _, d := range file.Decls {
			fd, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			name := fd.Name.Name
			if fd.Recv != nil {
				e := fd.Recv.List[0].Type
				if s, ok := e.(*ast.StarExpr); ok {
					e = s.X
				}
				if ix, ok := e.(*ast.IndexExpr); ok {
					e = ix.X
				}
				if ix, ok := e.(*ast.IndexListExpr); ok {
					e = ix.X
				}
				name = e.(*ast.Ident).Name + "." + name
			}
			all[name] = true
			if fd.Doc == nil {
				continue
			}
			claimed[fd.Doc] = true
			for i, c := range fd.Doc.List {
				if l, ok := strings.CutPrefix(c.Text, "//want:"); ok {
					if i != len(fd.Doc.List)-1 {
						t.Errorf("%s: label is not the last line", name)
					}
					want[name] = l
				}
			}
		}
		for _, g := range file.Comments {
			for _, c := range g.List {
				if strings.Contains(c.Text, "want:") && (!claimed[g] || !strings.HasPrefix(c.Text, "//want:")) {
					t.Errorf("%s: stray label %q", fset.Position(c.Pos()), c.Text)
				}
			}
		}
	}
	return want, all
}

// Run checks all cases of a package.
func Run(t *testing.T, cases ...Case) {
	log.SetOutput(io.Discard)
	want, all := labels(t)
	seen := map[string]bool{}
	var sink io.Writer = io.Discard
	if p := os.Getenv("PIN_OUT"); p != "" {
		f, err := os.OpenFile(p, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		sink = f
	}
	pkg := filepath.Base(func() string { d, _ := os.Getwd(); return d }())
	for _, c := range cases {
		if !all[c.name] {
			t.Errorf("%s: no such declaration", c.name)
		}
		if seen[c.name] {
			t.Errorf("%s: twice", c.name)
		}
		seen[c.name] = true
		label := want[c.name]
		rec := map[string]string{"pkg": pkg, "name": c.name, "label": label, "hand": c.hand}
		if c.hand == "" {
			for range c.runs {
				var got []string
				b3, b6 := c.every, c.every
				for _, way := range c.ways {
					open := replay(t, c, way, 0)
					verdict := func(number int, bad func([]time.Duration) bool) (string, bool) {
						m := replay(t, c, way, number)
						for k, ts := range m {
							if len(open[k]) < 2 && bad(ts) {
								return show(longest(m)), true
							}
						}
						return show(longest(m)), false
					}
					s3, w3 := verdict(9603, early)
					s6, w6 := verdict(9616, func(ts []time.Duration) bool { return len(ts) > 1 })
					if c.every {
						b3, b6 = b3 && w3, b6 && w6
					} else {
						b3, b6 = b3 || w3, b6 || w6
					}
					rec["s9603"] += s3 + "; "
					rec["s9616"] += s6 + "; "
					rec["s0"] += show(longest(open)) + "; "
					if len(longest(open)) == 0 {
						t.Errorf("%s: nothing was sent", c.name)
					}
				}
				if b3 {
					got = append(got, "vppretry9603")
				}
				if b6 {
					got = append(got, "vppretry9616")
				}
				if !agree(label, b3, b6) {
					t.Errorf("%s: label %q, replay says %q (9603 %s | 9616 %s | 0 %s)", c.name, label, strings.Join(got, " "), rec["s9603"], rec["s9616"], rec["s0"])
				}
			}
			if testing.Verbose() {
				t.Logf("%-28s %-28s 9603 %s | 9616 %s | 0 %s", c.name, label, rec["s9603"], rec["s9616"], rec["s0"])
			}
		}
		line, _ := json.Marshal(rec)
		fmt.Fprintf(sink, "%s\n", line)
	}
	for n := range want {
		if !seen[n] {
			t.Errorf("%s: labelled, but no case", n)
		}
	}
}

func agree(label string, b3, b6 bool) bool {
	l := map[string]bool{}
	for _, w := range strings.Fields(label) {
		l[w] = true
	}
	one := func(rule string, b bool) bool { return l["maybe:"+rule] || l[rule] == b }
	return one("vppretry9603", b3) && one("vppretry9616", b6)
}
