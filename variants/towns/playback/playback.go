// Package playback runs license code against a service that never changes its
// mind, in virtual time, and says at which times the same request went out.
package playback

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"log"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

const (
	limit    = 100
	yearLong = 365 * 24 * time.Hour
	sendTime = time.Millisecond
)

// Case is one construct: the declaration that owns it and a way to set it off.
// Several cases with one name are the ways that settings can go.
type Case struct {
	Name string
	Run  func(ctx context.Context, hc *http.Client)
	// Horizon ends the replay early, for code with tickers of its own.
	Horizon time.Duration
	// InnerOwns says that what is found belongs to another declaration.
	InnerOwns string
}

// volatile parts do not make a request another one.
var volatile = regexp.MustCompile(`"(attempt|requestId|requestID|sentAt|timestamp|nonce)":("[^"]*"|[0-9.]+)`)

var (
	reStateful  = regexp.MustCompile(`(?i)disassociate|retire`)
	reNotAssign = regexp.MustCompile(`(?i)^GET |/get\w*srv|/users|/client/config|/status|register|retire|edit|disassociate`)
)

// world answers requests.
type world struct {
	mu      sync.Mutex
	start   time.Time
	horizon time.Duration
	pinKey  string // empty pins every request
	pinAll  bool
	number  int
	text    string
	status  int
	order   []string
	sends   map[string][]time.Time
	best    map[string][]time.Time // the longest run without a change of state
	stop    context.CancelFunc
}

func newWorld() *world {
	return &world{sends: map[string][]time.Time{}, best: map[string][]time.Time{}, horizon: yearLong}
}

func (w *world) body(number int, sent []byte) []byte {
	var serials []string
	var in map[string]any
	if json.Unmarshal(sent, &in) == nil {
		for _, k := range []string{"serialNumbers", "associateSerialNumbers", "clientUserIds", "associateClientUserIdStrs", "serials"} {
			list, _ := in[k].([]any)
			for _, s := range list {
				serials = append(serials, fmt.Sprint(s))
			}
		}
	}
	if len(serials) == 0 {
		serials = []string{"C02XK1ABJG5H"}
	}
	out := map[string]any{"status": 0, "eventId": "e-1", "totalPages": 1, "currentPageIndex": 0, "uId": "u", "eventStatus": "COMPLETE"}
	var lines []map[string]any
	for _, s := range serials {
		line := map[string]any{"serialNumber": s, "clientUserIdStr": s}
		if number != 0 {
			line["errorNumber"], line["errorMessage"] = number, w.text
		}
		lines = append(lines, line)
	}
	out["associations"] = lines
	if number != 0 {
		out["status"] = -1
		out["errorNumber"] = number
		out["errorMessage"] = w.text
		out["errorInfo"] = map[string]any{}
		if number == 9616 {
			out["licenseAlreadyAssigned"] = map[string]any{"clientUserIdStr": "other", "adamIdStr": "1", "licenseIdStr": "77"}
			out["regUsersAlreadyAssigned"] = []map[string]any{{"clientUserIdStr": "other"}}
		}
	}
	raw, _ := json.Marshal(out)
	return raw
}

// RoundTrip implements http.RoundTripper.
func (w *world) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := req.Context().Err(); err != nil {
		return nil, err
	}
	var sent []byte
	if req.Body != nil {
		sent, _ = io.ReadAll(req.Body)
		req.Body.Close()
	}
	key := req.Method + " " + req.URL.String() + " " + volatile.ReplaceAllString(string(sent), "")
	w.mu.Lock()
	if _, ok := w.sends[key]; !ok && !slices.Contains(w.order, key) {
		w.order = append(w.order, key)
	}
	if reStateful.MatchString(req.URL.Path) {
		for k := range w.sends {
			if k != key {
				w.settle(k)
			}
		}
	}
	w.sends[key] = append(w.sends[key], time.Now())
	over := len(w.sends[key]) >= limit || time.Since(w.start) > w.horizon
	w.mu.Unlock()
	if over {
		w.stop()
		runtime.Goexit()
	}
	select {
	case <-time.After(sendTime):
	case <-req.Context().Done():
		return nil, req.Context().Err()
	}
	number := 0
	if w.pinAll || w.pinKey == key {
		number = w.number
	}
	status := w.status
	if status == 0 {
		status = 200
	}
	return &http.Response{
		StatusCode: status, Status: fmt.Sprintf("%d %s", status, http.StatusText(status)), Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: http.Header{"Content-Type": {"application/json"}},
		Body:   io.NopCloser(bytes.NewReader(w.body(number, sent))), Request: req,
	}, nil
}

// settle ends the run of a request, with the lock held.
func (w *world) settle(key string) {
	if len(w.sends[key]) > len(w.best[key]) {
		w.best[key] = w.sends[key]
	}
	delete(w.sends, key)
}

func (w *world) run(t *testing.T, c Case) {
	t.Helper()
	if c.Horizon != 0 {
		w.horizon = c.Horizon
	}
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(context.Background())
		w.start, w.stop = time.Now(), cancel
		done := make(chan struct{})
		go func() {
			defer close(done)
			time.Sleep(time.Duration(rand.Int64N(int64(time.Second))))
			c.Run(ctx, &http.Client{Transport: w})
		}()
		end := time.NewTimer(w.horizon)
		select {
		case <-done:
		case <-ctx.Done():
		case <-end.C:
		}
		end.Stop()
		cancel()
		<-done
	})
	for k := range w.sends {
		w.settle(k)
	}
}

// Schedule is what a pinned request yields over all runs.
type Schedule struct {
	Key      string
	Sends    int
	MinSends int
	Lo, Hi   []time.Duration
}

func (s Schedule) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d sends", s.Sends)
	if s.Sends >= limit {
		b.Reset()
		b.WriteString("endless")
	}
	if s.MinSends != s.Sends {
		fmt.Fprintf(&b, " (%d in some runs)", s.MinSends)
	}
	for i := range s.Lo {
		if i == 9 {
			b.WriteString(" …")
			break
		}
		lo, hi := s.Lo[i].Round(10*time.Millisecond), s.Hi[i].Round(10*time.Millisecond)
		if lo == hi {
			fmt.Fprintf(&b, " %s", lo)
		} else {
			fmt.Fprintf(&b, " %s–%s", lo, hi)
		}
	}
	return b.String()
}

func (s Schedule) random() bool {
	for i := range s.Lo {
		if s.Hi[i]-s.Lo[i] > time.Millisecond {
			return true
		}
	}
	return s.MinSends != s.Sends
}

func (s Schedule) hasty() bool {
	for i := 5; i < len(s.Hi); i++ {
		if s.Hi[i] < time.Minute {
			return true
		}
	}
	return false
}

// Pin replays c with one request pinned to number.
func pin(t *testing.T, c Case, key string, number, runs int) Schedule {
	t.Helper()
	out := Schedule{Key: key, MinSends: 1 << 30}
	for range runs {
		w := newWorld()
		w.pinKey, w.number, w.text = key, number, "pinned"
		w.run(t, c)
		got := w.best[key]
		out.Sends = max(out.Sends, len(got))
		out.MinSends = min(out.MinSends, len(got))
		for i := 1; i < len(got); i++ {
			gap := got[i].Sub(got[i-1])
			if i > len(out.Lo) {
				out.Lo, out.Hi = append(out.Lo, gap), append(out.Hi, gap)
				continue
			}
			out.Lo[i-1], out.Hi[i-1] = min(out.Lo[i-1], gap), max(out.Hi[i-1], gap)
		}
	}
	return out
}

type verdict struct {
	hasty, again bool
	s3, s6       []string
	requests     int
}

func judge(t *testing.T, c Case) verdict {
	t.Helper()
	var v verdict
	w0 := newWorld()
	w0.run(t, c)
	v.requests = len(w0.order)
	for _, key := range w0.order {
		if n := len(w0.best[key]); n > 1 {
			v.s3 = append(v.s3, fmt.Sprintf("poll (%d)", n))
			continue
		}
		s3 := pin(t, c, key, 9603, 3)
		if s3.random() {
			s3 = pin(t, c, key, 9603, 200)
		}
		v.s3 = append(v.s3, s3.String())
		v.hasty = v.hasty || s3.hasty()
		if reNotAssign.MatchString(strings.SplitN(key, "{", 2)[0]) {
			continue
		}
		s6 := pin(t, c, key, 9616, 2)
		v.s6 = append(v.s6, s6.String())
		v.again = v.again || s6.Sends > 1
	}
	return v
}

// Labels reads the want lines of all packages below root. A declaration is
// named by its folder below root, receiver and name: "seat.Desk.Claim".
func Labels(t *testing.T, root string) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, src, parser.ParseComments)
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(root, filepath.Dir(path))
		for _, d := range file.Decls {
			var name string
			var doc *ast.CommentGroup
			switch d := d.(type) {
			case *ast.FuncDecl:
				name, doc = d.Name.Name, d.Doc
				if d.Recv != nil {
					name = recv(d.Recv.List[0].Type) + "." + name
				}
			case *ast.GenDecl:
				doc = d.Doc
				if len(d.Specs) > 0 {
					if vs, ok := d.Specs[0].(*ast.ValueSpec); ok {
						name = vs.Names[0].Name
					}
				}
			}
			if rel != "." {
				name = rel + "." + name
			}
			labels := []string{}
			if doc != nil {
				for _, c := range doc.List {
					if rest, ok := strings.CutPrefix(c.Text, "//want:"); ok {
						labels = append(labels, strings.Fields(rest)...)
					}
				}
			}
			out[name] = labels
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func recv(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.StarExpr:
		return recv(e.X)
	case *ast.IndexExpr:
		return recv(e.X)
	case *ast.IndexListExpr:
		return recv(e.X)
	case *ast.Ident:
		return e.Name
	}
	return "?"
}

func has(labels []string, rule string) (want, maybe bool) {
	for _, l := range labels {
		switch l {
		case rule, "module:" + rule:
			want = true
		case "maybe:" + rule:
			maybe = true
		}
	}
	return want, maybe
}

func quiet() {
	log.SetOutput(io.Discard)
	slog.SetDefault(slog.New(slog.NewTextHandler(io.Discard, nil)))
}

// opened says whether name is listed, by itself or with its package.
func opened(open []string, name string) bool {
	return slices.ContainsFunc(open, func(o string) bool { return name == o || strings.HasPrefix(name, o+".") })
}

// Prove replays every case, compares with the labels below root, and demands a
// case for each retry label there. open names declarations and packages that are proven elsewhere or that no run can prove.
func Prove(t *testing.T, root string, cases []Case, open ...string) {
	t.Helper()
	quiet()
	labels := Labels(t, root)
	byName := map[string][]Case{}
	var names []string
	for _, c := range cases {
		if _, ok := byName[c.Name]; !ok {
			names = append(names, c.Name)
		}
		byName[c.Name] = append(byName[c.Name], c)
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			want, ok := labels[name]
			if !ok {
				t.Fatalf("no declaration %s", name)
			}
			var hasty, again bool
			for _, c := range byName[name] {
				v := judge(t, c)
				hasty, again = hasty || v.hasty, again || v.again
				t.Logf("REPLAY %s\t9603: %s\t9616: %s\twant: %v", name, strings.Join(v.s3, " | "), strings.Join(v.s6, " | "), want)
				if v.requests == 0 {
					t.Error("nothing was sent under success")
				}
				if c.InnerOwns != "" {
					inner, ok := labels[c.InnerOwns]
					if !ok {
						t.Fatalf("no declaration %s", c.InnerOwns)
					}
					if w, _ := has(inner, "vppretry9603"); w {
						hasty = false
					}
					if w, _ := has(inner, "vppretry9616"); w {
						again = false
					}
				}
			}
			if w, maybe := has(want, "vppretry9603"); !maybe && w != hasty {
				t.Errorf("9603: label says %v, replay %v", w, hasty)
			}
			if w, maybe := has(want, "vppretry9616"); !maybe && w != again {
				t.Errorf("9616: label says %v, replay %v", w, again)
			}
		})
	}
	for name, want := range labels {
		if _, ok := byName[name]; ok || opened(open, name) {
			continue
		}
		for _, l := range want {
			if strings.Contains(l, "vppretry") {
				t.Errorf("%s: label %s has no case", name, l)
			}
		}
	}
}

// Methods makes a case of each exported method of what build returns.
func Methods(prefix string, build func(hc *http.Client) any, skip ...string) []Case {
	typ := reflect.TypeOf(build(http.DefaultClient))
	base := typ
	if base.Kind() == reflect.Pointer {
		base = base.Elem()
	}
	var out []Case
	for i := range typ.NumMethod() {
		m := typ.Method(i)
		if slices.Contains(skip, m.Name) {
			continue
		}
		name := base.Name() + "." + m.Name
		if prefix != "" {
			name = prefix + "." + name
		}
		out = append(out, Case{Name: name, Run: func(ctx context.Context, hc *http.Client) {
			v := reflect.ValueOf(build(hc)).MethodByName(m.Name)
			var args []reflect.Value
			for i := range v.Type().NumIn() {
				if v.Type().IsVariadic() && i == v.Type().NumIn()-1 {
					break
				}
				args = append(args, makeUp(v.Type().In(i), ctx))
			}
			v.Call(args)
		}})
	}
	return out
}

func makeUp(typ reflect.Type, ctx context.Context) reflect.Value {
	if typ.Kind() == reflect.Interface && reflect.TypeOf(ctx).Implements(typ) {
		return reflect.ValueOf(ctx)
	}
	v := reflect.New(typ).Elem()
	switch typ.Kind() {
	case reflect.String:
		v.SetString("C02XK1ABJG5H")
	case reflect.Int, reflect.Int64, reflect.Int32:
		v.SetInt(7)
	case reflect.Slice:
		v = reflect.Append(reflect.MakeSlice(typ, 0, 1), makeUp(typ.Elem(), ctx))
	case reflect.Pointer:
		p := reflect.New(typ.Elem())
		p.Elem().Set(makeUp(typ.Elem(), ctx))
		v = p
	case reflect.Struct:
		for i := range typ.NumField() {
			if typ.Field(i).IsExported() {
				switch typ.Field(i).Type.Kind() {
				case reflect.String, reflect.Int, reflect.Int64, reflect.Slice, reflect.Struct:
					v.Field(i).Set(makeUp(typ.Field(i).Type, ctx))
				}
			}
		}
	case reflect.Func:
		v = reflect.MakeFunc(typ, func([]reflect.Value) (out []reflect.Value) {
			for i := range typ.NumOut() {
				if typ.Out(i).Kind() == reflect.Interface {
					out = append(out, reflect.Zero(typ.Out(i)))
					continue
				}
				out = append(out, makeUp(typ.Out(i), ctx))
			}
			return out
		})
	}
	return v
}

// TextCase is a declaration that may look at what the service says.
type TextCase struct {
	Name string
	Run  func(ctx context.Context, hc *http.Client) string
	// Number is pinned, 9602 when zero.
	Number int
}

var said = []string{
	"License already assigned", "License already assigned.", "License not found", "License not found.",
	"License is irrevocable", "License was refunded and is no longer valid.", "License not associated.",
	"License already assigned to a different user. The MDM server should retry the assignment with a different license.",
	"License already assigned to other user", "Internal error.", "Login required.", "Account storefront incorrect.",
	"Unable to find the registered user.", "Registered user not found.", "The user has already been retired.",
	"The user has already been deleted.", "The token has expired. Generate a new token in Apple School Manager.",
	"The sToken has been revoked.", "The server has revoked the sToken.", "Invalid authentication token",
	"The Apple ID already associated to registered user.", "Too many recent calls to manage licenses with identical requests",
	"This request contains an invalid email address. Change the request to send valid email addresses.",
	"There aren't enough assets available to complete this association.", "There are too many recent requests. Try again momentarily.",
	"Volume Purchase Program is currently in maintenance mode. Please try again later.", "EventId could not be found.",
	"A registered user already exists with the specified clientUserId.", "Result not found", "No license for item 361309726",
	"The Apple ID passed cannot be used at this time because it requires user to agree to Terms.",
	"Bad Request", "This request contains duplicate assets. Change the request to send unique assets.", "License not eligible for device assignment.", "Invalid date format.", "Service removed.",
	"error 9610", "error 9603", "error 9616", "error 9621",
}

// ProveTexts runs each case with every text and says whether what it returns
// depends on the text, once the text itself is taken out. It demands a case for
// each message label below root but those in open.
func ProveTexts(t *testing.T, root string, cases []TextCase, open ...string) {
	t.Helper()
	quiet()
	labels := Labels(t, root)
	seen := map[string]bool{}
	for _, c := range cases {
		seen[c.Name] = true
		t.Run(c.Name, func(t *testing.T) {
			want, ok := labels[c.Name]
			if !ok {
				t.Fatalf("no declaration %s", c.Name)
			}
			outcomes := map[string]bool{}
			for _, text := range said {
				w := newWorld()
				w.pinAll, w.text, w.number = true, text, c.Number
				if w.number == 0 {
					w.number = 9602
				}
				var got string
				synctest.Test(t, func(t *testing.T) {
					ctx, cancel := context.WithCancel(context.Background())
					defer cancel()
					w.start, w.stop = time.Now(), cancel
					got = c.Run(ctx, &http.Client{Transport: w})
				})
				escaped := strings.ReplaceAll(text, "'", "\\u0027")
				html := strings.ReplaceAll(text, "'", "&#39;")
				for _, form := range []string{text, escaped, html, strings.TrimSuffix(text, "."), strings.ToLower(text), strings.ToUpper(text)} {
					got = strings.ReplaceAll(got, form, "§")
				}
				outcomes[strings.ReplaceAll(got, "§.", "§")] = true
			}
			decides := len(outcomes) > 1
			t.Logf("TEXT %s decides: %v want: %v", c.Name, decides, want)
			if w, maybe := has(want, "vpperrormessage"); !maybe && w != decides {
				t.Errorf("label says %v, run %v: %v", w, decides, outcomes)
			}
		})
	}
	for name, want := range labels {
		if w, _ := has(want, "vpperrormessage"); w && !seen[name] && !opened(open, name) {
			t.Errorf("%s: message label has no case", name)
		}
	}
}
