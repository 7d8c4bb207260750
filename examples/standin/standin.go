// Package standin stands in for Apple's app-and-book service (VPP) in tests: it
// answers in process, can be pinned to any error number, and records when each
// request was sent.
package standin

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"path"
	"sync"
	"time"
)

// latency is how long an answer takes.
const latency = time.Millisecond

// Apple is the stand-in. It is an http.RoundTripper and not a server, because
// a goroutine that waits for a socket would hold up the virtual clock of
// testing/synctest. Set its fields before the first request.
type Apple struct {
	// Number is the errorNumber of every answer; 0 is success.
	Number int
	// Text is the errorMessage. The default is the text in Apple's
	// documentation; the service itself says the same in other words.
	Text string
	// Times limits how many requests are answered with Number, after which the
	// service has recovered; 0 is for ever.
	Times int

	mu    sync.Mutex
	sends []Send
}

// Send is one request that arrived.
type Send struct {
	At      time.Time
	Service string // such as manageVPPLicensesByAdamIdSrv
	Body    string
}

// Client returns an HTTP client that reaches no other service than this one.
func (a *Apple) Client() *http.Client { return &http.Client{Transport: a} }

// RoundTrip implements http.RoundTripper.
func (a *Apple) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := req.Context().Err(); err != nil {
		return nil, err
	}
	var body []byte
	if req.Body != nil {
		defer req.Body.Close()
		var err error
		if body, err = io.ReadAll(req.Body); err != nil {
			return nil, err
		}
	}
	number := a.record(Send{time.Now(), path.Base(req.URL.Path), string(body)})
	time.Sleep(latency)
	answer, err := json.Marshal(a.answer(number))
	if err != nil {
		return nil, err
	}
	return &http.Response{
		Status:        "200 OK",
		StatusCode:    http.StatusOK,
		Proto:         "HTTP/1.1",
		ProtoMajor:    1,
		ProtoMinor:    1,
		Header:        http.Header{"Content-Type": {"application/json"}},
		Body:          io.NopCloser(bytes.NewReader(answer)),
		ContentLength: int64(len(answer)),
		Request:       req,
	}, nil
}

// record notes the request and says which number to answer it with.
func (a *Apple) record(s Send) int {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.sends = append(a.sends, s)
	if a.Times > 0 && len(a.sends) > a.Times {
		return 0
	}
	return a.Number
}

// answer is the body of an answer with this number. Errors of a single
// association come in its own entry, beside those of the whole request.
func (a *Apple) answer(number int) map[string]any {
	entry := map[string]any{"serialNumber": "C02EXAMPLE", "licenseIdStr": "99147599840"}
	answer := map[string]any{"status": 0, "associations": []any{entry}}
	if number == 0 {
		return answer
	}
	answer["status"] = -1
	for _, m := range []map[string]any{answer, entry} {
		m["errorNumber"] = number
		m["errorMessage"] = a.text(number)
	}
	return answer
}

// documented holds texts of Apple's "Interpreting Error Codes".
var documented = map[int]string{
	9603: "Internal error.",
	9609: "Registered user not found.",
	9610: "License not found.",
	9616: "License already assigned.",
	9618: "The user has already been retired.",
	9626: "License already assigned to a different user. The MDM server should retry the assignment with a different license.",
}

func (a *Apple) text(number int) string {
	if a.Text != "" {
		return a.Text
	}
	if text, ok := documented[number]; ok {
		return text
	}
	return fmt.Sprintf("Error %d.", number)
}

// Sends returns the requests that arrived, in their order.
func (a *Apple) Sends() []Send {
	a.mu.Lock()
	defer a.mu.Unlock()
	return append([]Send(nil), a.sends...)
}

// Gaps returns the time from each request to the next one, to the second.
func (a *Apple) Gaps() []time.Duration {
	var gaps []time.Duration
	sends := a.Sends()
	for i := 1; i < len(sends); i++ {
		gaps = append(gaps, sends[i].At.Sub(sends[i-1].At).Truncate(time.Second))
	}
	return gaps
}
