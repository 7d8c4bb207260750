// Package pinned runs functions against a service that gives the same answer
// for ever, in virtual time, and notes when each request was sent. It depends
// on the standard library alone: programs that are made for a test get a copy.
package pinned

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// A run ends after so many sends, or so much time.
const (
	maxSends = 100
	horizon  = 365 * 24 * time.Hour
	sendTime = time.Millisecond
)

// Numbers are the answers to which a service is pinned: success, and the two
// numbers of the rules.
var Numbers = []int{0, 9603, 9616}

// Case is a function to run.
type Case struct {
	Name string
	// Make returns the function. It is called for every run, inside the
	// virtual time.
	Make func() any
	// Horizon is when a run ends; 0 is a year.
	Horizon time.Duration
}

// Recording is what a function sends.
type Recording struct {
	Name     string
	Requests []Request // in the order in which they are sent under success
}

// Request is one request, and when it is sent while the service answers it
// with a number, and everything else with success.
type Request struct {
	Key   string
	Times map[int][]time.Duration // number -> since the start of the function
}

// Record runs every case and writes a list of recordings as JSON.
func Record(t *testing.T, file string, cases []Case) {
	recordings := make([]Recording, len(cases))
	for i, c := range cases {
		recordings[i] = record(t, c)
	}
	out, err := json.Marshal(recordings)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, out, 0o666); err != nil {
		t.Fatal(err)
	}
}

func record(t *testing.T, c Case) Recording {
	rec := Recording{Name: c.Name}
	success := run(t, c, "", 0)
	for _, s := range success {
		known := func(r Request) bool { return r.Key == s.key }
		if !slices.ContainsFunc(rec.Requests, known) {
			rec.Requests = append(rec.Requests, Request{Key: s.key, Times: map[int][]time.Duration{}})
		}
	}
	for _, r := range rec.Requests {
		for _, n := range Numbers {
			sends := success
			if n != 0 {
				sends = run(t, c, r.Key, n)
			}
			for _, s := range sends {
				if s.key == r.Key {
					r.Times[n] = append(r.Times[n], s.at)
				}
			}
		}
	}
	return rec
}

// run runs a case once, with one request pinned to a number.
func run(t *testing.T, c Case, target string, number int) (sends []sent) {
	s := &service{target: target, number: number}
	old := http.DefaultTransport
	http.DefaultTransport = s
	defer func() { http.DefaultTransport = old }()
	defer func() {
		sends = s.list()
		// What is left waiting at the end does no harm.
		if p := recover(); p != nil && !strings.Contains(fmt.Sprint(p), "deadlock") {
			panic(p)
		}
	}()
	synctest.Test(t, func(*testing.T) {
		ctx, cancel := context.WithCancel(context.Background())
		defer cancel()
		s.start, s.cancel = time.Now(), cancel
		go call(ctx, c.Make())
		time.Sleep(cmp.Or(c.Horizon, horizon))
		s.close()
	})
	return nil
}

// service is an http.RoundTripper that answers by itself.
type service struct {
	target string
	number int
	start  time.Time
	cancel context.CancelFunc

	mu    sync.Mutex
	sends []sent
	over  bool
}

type sent struct {
	key string
	at  time.Duration
}

func (s *service) list() []sent {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.sends)
}

func (s *service) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.over = true
}

// RoundTrip answers a request. Whoever sends too much does not come back.
func (s *service) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := req.Context().Err(); err != nil {
		return nil, err
	}
	key, err := identify(req)
	if err != nil {
		return nil, err
	}
	if !s.note(key) {
		s.cancel()
		runtime.Goexit()
	}
	time.Sleep(sendTime)
	number := 0
	if key == s.target {
		number = s.number
	}
	text := Answer(number)
	return &http.Response{
		Status: "200 OK", StatusCode: http.StatusOK, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: http.Header{"Content-Type": {"application/json"}}, Request: req,
		Body: io.NopCloser(strings.NewReader(text)), ContentLength: int64(len(text)),
	}, nil
}

// note notes a send, and says whether there may be more.
func (s *service) note(key string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.over {
		return false
	}
	s.sends = append(s.sends, sent{key, time.Since(s.start)})
	s.over = len(s.sends) == maxSends
	return !s.over
}

// volatile are the parts of a request that tell nothing about what is asked.
var volatile = regexp.MustCompile(`("?(?:requestId|attempt|timestamp)"?[:=])("[^"]*"|[0-9A-Za-z.:+-]+)`)

// identify names a request: equal names mean the same request.
func identify(req *http.Request) (string, error) {
	var body []byte
	if req.Body != nil {
		var err error
		if body, err = io.ReadAll(req.Body); err != nil {
			return "", err
		}
		req.Body.Close()
	}
	key := bytes.TrimSpace(fmt.Appendf(nil, "%s %s %s %s", req.Method, req.URL, req.Header.Get("Authorization"), body))
	return string(volatile.ReplaceAll(key, []byte("$1~"))), nil
}

// Answer is what the service says with a number.
func Answer(number int) string {
	if number == 0 {
		return `{"status":0,"associations":[{"licenseIdStr":"11","serialNumber":"C02A"}]}`
	}
	return fmt.Sprintf(`{"status":-1,"errorNumber":%[1]d,"errorMessage":"pinned",`+
		`"associations":[{"licenseIdStr":"11","serialNumber":"C02A","errorNumber":%[1]d,"errorMessage":"pinned"}]}`, number)
}
