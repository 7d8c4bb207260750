// Package appcat serves the app catalogue. What has to be repeated is repeated
// below the client, in its transport.
package appcat

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"time"
)

// envelope is the part that all answers of the VPP service have.
type envelope struct {
	Status int  `json:"status"`
	Number *int `json:"errorNumber"`
	Reason any  `json:"errorMessage"`
}

const (
	numBusy     = 9603
	numAssigned = 9616
)

func (e envelope) is(n int) bool { return e.Number != nil && *e.Number == n }

// peek reads the envelope and leaves the body as it was.
func peek(resp *http.Response) (e envelope, err error) {
	b, err := io.ReadAll(resp.Body)
	resp.Body.Close()
	resp.Body = io.NopCloser(bytes.NewReader(b))
	if err != nil {
		return e, err
	}
	return e, json.Unmarshal(b, &e)
}

// keep makes it possible to send a request again.
func keep(req *http.Request) error {
	if req.Body == nil {
		return nil
	}
	b, err := io.ReadAll(req.Body)
	if err != nil {
		return err
	}
	req.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(b)), nil }
	return nil
}

func rewind(req *http.Request) {
	if req.GetBody != nil {
		req.Body, _ = req.GetBody()
	}
}

// busyTransport waits longer and longer.
type busyTransport struct{ next http.RoundTripper }

//want:vppretry9603
func (t busyTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := keep(req); err != nil {
		return nil, err
	}
	for i := 0; ; i++ {
		rewind(req)
		resp, err := t.next.RoundTrip(req)
		if err != nil {
			return nil, err
		}
		env, err := peek(resp)
		if err != nil || !env.is(numBusy) || i == 7 {
			return resp, nil
		}
		time.Sleep(time.Second << i)
	}
}

// politeTransport asks five times.
type politeTransport struct {
	next  http.RoundTripper
	times int
}

func newPoliteTransport(next http.RoundTripper) *politeTransport {
	return &politeTransport{next: next, times: 5}
}

func (t *politeTransport) RoundTrip(req *http.Request) (resp *http.Response, err error) {
	if err = keep(req); err != nil {
		return nil, err
	}
	for n := t.times; n > 0; n-- {
		rewind(req)
		if resp, err = t.next.RoundTrip(req); err != nil {
			return nil, err
		}
		if env, _ := peek(resp); !env.is(numBusy) {
			return resp, nil
		}
		time.Sleep(2 * time.Second)
	}
	return resp, nil
}

// stubbornTransport asks three times, no matter what is wrong.
type stubbornTransport struct{ http.RoundTripper }

//want:vppretry9616
func (t stubbornTransport) RoundTrip(req *http.Request) (resp *http.Response, err error) {
	if err = keep(req); err != nil {
		return nil, err
	}
	for range 3 {
		rewind(req)
		if resp, err = t.RoundTripper.RoundTrip(req); err != nil {
			return nil, err
		}
		if env, err := peek(resp); err != nil || env.Status == 0 {
			break
		}
	}
	return resp, nil
}

// gatewayTransport repeats what a gateway refused.
type gatewayTransport struct{ next http.RoundTripper }

func (t gatewayTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := keep(req); err != nil {
		return nil, err
	}
	for tries := 0; ; tries++ {
		rewind(req)
		resp, err := t.next.RoundTrip(req)
		if err != nil {
			return nil, err
		}
		env, err := peek(resp)
		if err == nil && env.Number != nil && resp.StatusCode == http.StatusBadGateway && tries < 20 {
			time.Sleep(time.Second)
			continue
		}
		return resp, nil
	}
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

// persistent returns a transport that never gives up.
//
//want:vppretry9603 vppretry9616
func persistent(next http.RoundTripper) http.RoundTripper {
	return roundTrip(func(req *http.Request) (*http.Response, error) {
		if err := keep(req); err != nil {
			return nil, err
		}
		for {
			rewind(req)
			resp, err := next.RoundTrip(req)
			if err != nil {
				return nil, err
			}
			if env, err := peek(resp); err != nil || env.Number == nil || *env.Number == 0 {
				return resp, nil
			}
			select {
			case <-req.Context().Done():
				return resp, nil
			case <-time.After(10 * time.Second):
			}
		}
	})
}

// readTransport repeats requests that change nothing.
type readTransport struct{ next http.RoundTripper }

//want:vppretry9603
func (t readTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Method != http.MethodGet {
		return t.next.RoundTrip(req)
	}
	left := 20
	for {
		resp, err := t.next.RoundTrip(req)
		if err != nil {
			return nil, err
		}
		env, err := peek(resp)
		if err != nil || env.Status == 0 || left == 0 {
			return resp, nil
		}
		left--
		time.Sleep(3 * time.Second)
	}
}

// askedTransport comes back when it is told to.
type askedTransport struct{ next http.RoundTripper }

func (t askedTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := keep(req); err != nil {
		return nil, err
	}
	for {
		rewind(req)
		resp, err := t.next.RoundTrip(req)
		if err != nil {
			return nil, err
		}
		if env, err := peek(resp); err != nil || !env.is(numBusy) {
			return resp, nil
		}
		secs, err := strconv.Atoi(resp.Header.Get("Retry-After"))
		if err != nil {
			return resp, nil
		}
		time.Sleep(time.Duration(secs) * time.Second)
	}
}

// eagerTransport comes back without being asked.
type eagerTransport struct{ next http.RoundTripper }

//want:vppretry9603
func (t eagerTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := keep(req); err != nil {
		return nil, err
	}
	for {
		rewind(req)
		resp, err := t.next.RoundTrip(req)
		if err != nil {
			return nil, err
		}
		if env, err := peek(resp); err != nil || !env.is(numBusy) {
			return resp, nil
		}
		pause := 15 * time.Second
		if h := resp.Header.Get("Retry-After"); h != "" {
			if d, err := time.ParseDuration(h + "s"); err == nil {
				pause = d
			}
		}
		time.Sleep(pause)
	}
}

// assignedTransport turns "already assigned" into success, and repeats the rest.
type assignedTransport struct{ next http.RoundTripper }

func (t assignedTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := keep(req); err != nil {
		return nil, err
	}
	var resp *http.Response
	for n := 0; n < 6; n++ {
		rewind(req)
		var err error
		if resp, err = t.next.RoundTrip(req); err != nil {
			return nil, err
		}
		env, err := peek(resp)
		if err != nil || env.is(numAssigned) || env.is(0) || env.Number == nil {
			return resp, err
		}
		time.Sleep(time.Duration(n) * time.Second)
	}
	return resp, nil
}
