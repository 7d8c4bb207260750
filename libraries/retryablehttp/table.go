// Package retryablehttp is the table of github.com/hashicorp/go-retryablehttp.
package retryablehttp

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"time"

	"github.com/hashicorp/go-retryablehttp"

	"github.com/vpplint/vpplint/libraries/vpp"
)

// Table is what the options and defaults of the library do.
type Table struct {
	VPP *vpp.Client
}

// client is one with the library's defaults.
func (t Table) client() *retryablehttp.Client {
	c := retryablehttp.NewClient()
	c.HTTPClient = t.VPP.HTTP
	c.Logger = nil
	return c
}

// send sends with a client of the library.
func send(ctx context.Context, c *retryablehttp.Client, serial string) (*vpp.Response, error) {
	body, err := vpp.Body(serial)
	if err != nil {
		return nil, err
	}
	req, err := retryablehttp.NewRequestWithContext(ctx, http.MethodPost, vpp.URL, body)
	if err != nil {
		return nil, err
	}
	res, err := c.Do(req)
	if err != nil {
		return nil, err
	}
	return vpp.Read(res)
}

// number reads the number of a response, and puts the body back.
func number(res *http.Response) (int, error) {
	text, err := io.ReadAll(res.Body)
	if err != nil {
		return 0, err
	}
	res.Body.Close()
	res.Body = io.NopCloser(bytes.NewReader(text))
	var r vpp.Response
	if err := json.Unmarshal(text, &r); err != nil {
		return 0, err
	}
	return r.ErrorNumber, nil
}

// internal retries 9603.
func internal(ctx context.Context, res *http.Response, err error) (bool, error) {
	if ctx.Err() != nil || err != nil {
		return false, ctx.Err()
	}
	n, err := number(res)
	return n == vpp.Internal, err
}

// refused retries whatever is refused.
func refused(ctx context.Context, res *http.Response, err error) (bool, error) {
	if again, err := retryablehttp.DefaultRetryPolicy(ctx, res, err); again || err != nil {
		return again, err
	}
	n, err := number(res)
	return n != 0, err
}

// Defaults retries what HTTP calls a failure; the service does not.
func (t Table) Defaults(ctx context.Context, serial string) (*vpp.Response, error) {
	return send(ctx, t.client(), serial)
}

// Internal sends five times.
func (t Table) Internal(ctx context.Context, serial string) (*vpp.Response, error) {
	c := t.client()
	c.CheckRetry = internal
	return send(ctx, c, serial)
}

// Refused does so whatever the number is.
//
//want:vppretry9616
func (t Table) Refused(ctx context.Context, serial string) (*vpp.Response, error) {
	c := t.client()
	c.CheckRetry = refused
	return send(ctx, c, serial)
}

// More sends eleven times.
//
//want:vppretry9603
func (t Table) More(ctx context.Context, serial string) (*vpp.Response, error) {
	c := t.client()
	c.CheckRetry = internal
	c.RetryMax = 10
	return send(ctx, c, serial)
}

// MoreSlowly begins with five seconds and ends with minutes.
func (t Table) MoreSlowly(ctx context.Context, serial string) (*vpp.Response, error) {
	c := t.client()
	c.CheckRetry = internal
	c.RetryMax = 10
	c.RetryWaitMin = 5 * time.Second
	c.RetryWaitMax = 10 * time.Minute
	return send(ctx, c, serial)
}

// None does not retry.
func (t Table) None(ctx context.Context, serial string) (*vpp.Response, error) {
	c := t.client()
	c.CheckRetry = refused
	c.RetryMax = 0
	return send(ctx, c, serial)
}

// Linear waits one second more each time.
//
//want:vppretry9603
func (t Table) Linear(ctx context.Context, serial string) (*vpp.Response, error) {
	c := t.client()
	c.CheckRetry = internal
	c.RetryMax = 10
	c.RetryWaitMax = time.Second
	c.Backoff = retryablehttp.LinearJitterBackoff
	return send(ctx, c, serial)
}

// LinearLimited is the other name for it.
//
//want:vppretry9603
func (t Table) LinearLimited(ctx context.Context, serial string) (*vpp.Response, error) {
	c := t.client()
	c.CheckRetry = internal
	c.RetryMax = 10
	c.RetryWaitMax = 2 * time.Second
	c.Backoff = retryablehttp.RateLimitLinearJitterBackoff
	return send(ctx, c, serial)
}

// LinearWide leaves the waits as they are: part of them is long enough.
func (t Table) LinearWide(ctx context.Context, serial string) (*vpp.Response, error) {
	c := t.client()
	c.CheckRetry = internal
	c.RetryMax = 10
	c.Backoff = retryablehttp.LinearJitterBackoff
	return send(ctx, c, serial)
}

// Own waits as it likes.
//
//want:vppretry9603
func (t Table) Own(ctx context.Context, serial string) (*vpp.Response, error) {
	c := t.client()
	c.CheckRetry = internal
	c.RetryMax = 10
	c.Backoff = func(least, _ time.Duration, n int, _ *http.Response) time.Duration { return least * time.Duration(n+1) }
	return send(ctx, c, serial)
}

// Handler reads the response in a handler, whose errors are retried.
//
//want:vppretry9616
func (t Table) Handler(ctx context.Context, serial string) error {
	body, err := vpp.Body(serial)
	if err != nil {
		return err
	}
	req, err := retryablehttp.NewRequestWithContext(ctx, http.MethodPost, vpp.URL, body)
	if err != nil {
		return err
	}
	req.SetResponseHandler(func(res *http.Response) error {
		_, err := vpp.Read(res)
		return err
	})
	c := retryablehttp.NewClient()
	c.HTTPClient = t.VPP.HTTP
	c.Logger = nil
	res, err := c.Do(req)
	if err != nil {
		return err
	}
	return res.Body.Close()
}

// Passed hands the last response on.
//
//want:vppretry9603
func (t Table) Passed(ctx context.Context, serial string) (*vpp.Response, error) {
	c := t.client()
	c.CheckRetry = internal
	c.RetryMax = 7
	c.ErrorHandler = retryablehttp.PassthroughErrorHandler
	return send(ctx, c, serial)
}

var errStop = errors.New("stop")

// Prepared stops in the hook that prepares a retry.
func (t Table) Prepared(ctx context.Context, serial string) (*vpp.Response, error) {
	c := t.client()
	c.CheckRetry = internal
	c.RetryMax = 20
	n := 0
	c.PrepareRetry = func(*http.Request) error {
		if n++; n > 4 {
			return errStop
		}
		return nil
	}
	return send(ctx, c, serial)
}

// Hooks looks on.
//
//want:vppretry9603
func (t Table) Hooks(ctx context.Context, serial string) (*vpp.Response, error) {
	c := t.client()
	c.CheckRetry = internal
	c.RetryMax = 9
	sent, answered := 0, 0
	c.RequestLogHook = func(retryablehttp.Logger, *http.Request, int) { sent++ }
	c.ResponseLogHook = func(retryablehttp.Logger, *http.Response) { answered++ }
	return send(ctx, c, serial)
}

// Standard is a client of net/http that retries inside.
//
//want:vppretry9603 vppretry9616
func (t Table) Standard(ctx context.Context, serial string) error {
	c := t.client()
	c.CheckRetry = refused
	c.RetryMax = 9
	return vpp.New(c.StandardClient()).Assign(ctx, serial)
}

// StandardDefaults retries nothing that the service answers.
func (t Table) StandardDefaults(ctx context.Context, serial string) error {
	return vpp.New(t.client().StandardClient()).Assign(ctx, serial)
}

// Transport is the same without the library's constructor.
//
//want:vppretry9603
func (t Table) Transport(ctx context.Context, serial string) error {
	c := t.client()
	c.CheckRetry = internal
	c.RetryMax = 9
	return vpp.New(&http.Client{Transport: &retryablehttp.RoundTripper{Client: c}}).Assign(ctx, serial)
}

// Literal is a client without the library's defaults.
//
//want:vppretry9603 vppretry9616
func (t Table) Literal(ctx context.Context, serial string) (*vpp.Response, error) {
	return send(ctx, &retryablehttp.Client{
		HTTPClient:   t.VPP.HTTP,
		RetryWaitMin: 500 * time.Millisecond,
		RetryWaitMax: 20 * time.Second,
		RetryMax:     20,
		Backoff:      retryablehttp.DefaultBackoff,
		CheckRetry:   refused,
	}, serial)
}

// Post uses the short way.
//
//want:vppretry9603
func (t Table) Post(_ context.Context, serial string) (*vpp.Response, error) {
	c := t.client()
	c.CheckRetry = internal
	c.RetryMax = 9
	body, err := vpp.Body(serial)
	if err != nil {
		return nil, err
	}
	res, err := c.Post(vpp.URL, "application/json", body)
	if err != nil {
		return nil, err
	}
	return vpp.Read(res)
}

// Deadline ends with its context, before the seventh send.
func (t Table) Deadline(ctx context.Context, serial string) (*vpp.Response, error) {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	c := t.client()
	c.CheckRetry = internal
	c.RetryMax = 20
	return send(ctx, c, serial)
}
