// Package transport retries below the client, where the code that sends does
// not see it.
package transport

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"
)

const service = "https://vpp.itunes.apple.com/mdm/manageVPPLicensesByAdamIdSrv"

type reply struct {
	Status       int    `json:"status"`
	ErrorNumber  int    `json:"errorNumber"`
	ErrorMessage string `json:"errorMessage"`
}

// number reads the number of an answer, and leaves the answer to be read again.
func number(resp *http.Response) (int, error) {
	text, err := io.ReadAll(resp.Body)
	resp.Body.Close()
	if err != nil {
		return 0, err
	}
	resp.Body = io.NopCloser(bytes.NewReader(text))
	var r reply
	err = json.Unmarshal(text, &r)
	return r.ErrorNumber, err
}

// rewind gives a request the body that it had.
func rewind(req *http.Request) {
	if req.GetBody != nil {
		req.Body, _ = req.GetBody()
	}
}

// Eager sends again after a second.
type Eager struct{ next http.RoundTripper }

// RoundTrip sends a request, again and again.
func (t *Eager) RoundTrip(req *http.Request) (*http.Response, error) {
	next := t.next
	if next == nil {
		next = http.DefaultTransport
	}
	for {
		resp, err := next.RoundTrip(req) // want `transport.Eager.RoundTrip retries 9603 every 1s`
		if err != nil {
			return nil, err
		}
		if n, err := number(resp); err != nil || n != 9603 {
			return resp, err
		}
		time.Sleep(time.Second)
		rewind(req)
	}
}

// Careful sends again after minutes.
type Careful struct{}

// RoundTrip sends a request, and again later.
func (Careful) RoundTrip(req *http.Request) (*http.Response, error) {
	for {
		resp, err := http.DefaultTransport.RoundTrip(req)
		if err != nil {
			return nil, err
		}
		if n, err := number(resp); err != nil || n != 9603 {
			return resp, err
		}
		time.Sleep(4 * time.Minute)
		rewind(req)
	}
}

// Blind asks for success.
type Blind struct{}

// RoundTrip sends a request until all is well.
func (Blind) RoundTrip(req *http.Request) (*http.Response, error) {
	for range 3 {
		resp, err := http.DefaultTransport.RoundTrip(req) // want `transport.Blind.RoundTrip retries 9616 .*: sent 3 times without delay`
		if err != nil {
			return nil, err
		}
		if n, err := number(resp); err != nil || n == 0 {
			return resp, err
		}
		rewind(req)
	}
	return nil, errors.New("all is not well")
}

// Assign sends once, as far as it knows.
func Assign(ctx context.Context, body string) (int, error) {
	client := &http.Client{Transport: Careful{}}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, service, strings.NewReader(body))
	if err != nil {
		return 0, err
	}
	resp, err := client.Do(req)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	return number(resp)
}

// AssignEagerly is retried by its transport, which is to blame.
func AssignEagerly(ctx context.Context, body string) (int, error) {
	client := &http.Client{Transport: &Eager{http.DefaultTransport}}
	resp, err := client.Post(service, "application/json", strings.NewReader(body))
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	return number(resp)
}
