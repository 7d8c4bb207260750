// Package retryable equips fleet clients with transports built on
// github.com/hashicorp/go-retryablehttp.
package retryable

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"time"

	"github.com/hashicorp/go-retryablehttp"

	"example.com/serversa/libs/storefront"
)

// verdict reads the number off an answer and leaves the answer readable.
func verdict(resp *http.Response) int {
	var rej storefront.Rejection
	var kept bytes.Buffer
	err := json.NewDecoder(io.TeeReader(resp.Body, &kept)).Decode(&rej)
	rest, _ := io.ReadAll(resp.Body)
	kept.Write(rest)
	_ = resp.Body.Close()
	resp.Body = io.NopCloser(&kept)
	if err != nil {
		return -1
	}
	return rej.Number
}

// on makes a policy of numbers.
func on(numbers ...int) retryablehttp.CheckRetry {
	return func(ctx context.Context, resp *http.Response, err error) (bool, error) {
		if again, perr := retryablehttp.ErrorPropagatedRetryPolicy(ctx, resp, err); again || perr != nil || resp == nil {
			return again, perr
		}
		got := verdict(resp)
		for _, n := range numbers {
			if n == got {
				return true, nil
			}
		}
		return false, nil
	}
}

func basis(hc *http.Client) *retryablehttp.Client {
	c := retryablehttp.NewClient()
	c.HTTPClient, c.Logger = hc, nil
	c.ErrorHandler = retryablehttp.PassthroughErrorHandler
	return c
}

// ForKiosk keeps to what the library does, but looks at the number.
func ForKiosk(hc *http.Client, token string) *storefront.Store {
	c := basis(hc)
	c.CheckRetry = on(storefront.Busy)
	return storefront.Open(c.StandardClient(), token)
}

// ForBatch keeps at it for longer.
//
//want:vppretry9603
func ForBatch(hc *http.Client, token string) *storefront.Store {
	c := basis(hc)
	c.RetryMax = 9
	c.CheckRetry = on(storefront.Busy, storefront.Throttled)
	return storefront.Open(c.StandardClient(), token)
}

// ForBatchOvernight starts at two seconds and has no practical cap.
func ForBatchOvernight(hc *http.Client, token string) *storefront.Store {
	c := basis(hc)
	c.RetryMax, c.RetryWaitMin, c.RetryWaitMax = 9, 2*time.Second, 2*time.Hour
	c.CheckRetry = on(storefront.Busy, storefront.Throttled)
	return storefront.Open(c.StandardClient(), token)
}

// ForAudit repeats what looks contested.
//
//want:vppretry9616
func ForAudit(hc *http.Client, token string) *storefront.Store {
	c := basis(hc)
	c.RetryMax = 2
	c.CheckRetry = on(storefront.Busy, storefront.Held, storefront.Short)
	return storefront.Open(c.StandardClient(), token)
}

// ForStatus repeats by HTTP status alone.
func ForStatus(hc *http.Client, token string) *storefront.Store {
	c := basis(hc)
	c.RetryMax = 30
	return storefront.Open(c.StandardClient(), token)
}

// ForLinear waits a second more each time.
//
//want:vppretry9603
func ForLinear(hc *http.Client, token string) *storefront.Store {
	c := basis(hc)
	c.RetryMax, c.RetryWaitMin, c.RetryWaitMax = 20, time.Second, 2*time.Second
	c.Backoff = retryablehttp.LinearJitterBackoff
	c.CheckRetry = on(storefront.Busy)
	return storefront.Open(c.StandardClient(), token)
}

// ForLinearLong waits half a minute more each time.
func ForLinearLong(hc *http.Client, token string) *storefront.Store {
	c := basis(hc)
	c.RetryMax, c.RetryWaitMin, c.RetryWaitMax = 20, 30*time.Second, 30*time.Second
	c.Backoff = retryablehttp.LinearJitterBackoff
	c.CheckRetry = on(storefront.Busy)
	return storefront.Open(c.StandardClient(), token)
}

// tiers waits by the tier that an attempt falls into.
type tiers []struct {
	until int
	wait  time.Duration
}

func (t tiers) backoff(_, _ time.Duration, attempt int, _ *http.Response) time.Duration {
	for _, tier := range t {
		if attempt < tier.until {
			return tier.wait
		}
	}
	return t[len(t)-1].wait
}

// ForTiers goes from seconds to minutes in time.
func ForTiers(hc *http.Client, token string) *storefront.Store {
	c := basis(hc)
	c.RetryMax = 100
	c.CheckRetry = on(storefront.Busy)
	c.Backoff = tiers{{3, 2 * time.Second}, {5, 20 * time.Second}, {100, 4 * time.Minute}}.backoff
	return storefront.Open(c.StandardClient(), token)
}

// ForTiersWrong goes from seconds to minutes.
//
//want:vppretry9603
func ForTiersWrong(hc *http.Client, token string) *storefront.Store {
	c := basis(hc)
	c.RetryMax = 100
	c.CheckRetry = on(storefront.Busy)
	c.Backoff = tiers{{3, 2 * time.Second}, {12, 20 * time.Second}, {100, 4 * time.Minute}}.backoff
	return storefront.Open(c.StandardClient(), token)
}

var errRefused = errors.New("refused")

// ForEverything turns each refusal into an error that the library repeats.
//
//want:vppretry9603 vppretry9616
func ForEverything(hc *http.Client, token string) *storefront.Store {
	c := retryablehttp.NewClient()
	c.Logger = nil
	c.RetryMax = 7
	c.HTTPClient = &http.Client{Transport: refusing{hc.Transport}}
	return storefront.Open(c.StandardClient(), token)
}

// refusing is a transport that fails where the service has refused.
type refusing struct{ next http.RoundTripper }

// RoundTrip implements http.RoundTripper.
func (r refusing) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := r.next.RoundTrip(req)
	if err == nil && verdict(resp) > 0 {
		return nil, errRefused
	}
	return resp, err
}

// ForHeld retries while busy and ends a held assignment at once.
func ForHeld(hc *http.Client, token string) *storefront.Store {
	c := basis(hc)
	c.RetryMax = 5
	c.CheckRetry = func(ctx context.Context, resp *http.Response, err error) (bool, error) {
		if err != nil || resp == nil {
			return retryablehttp.DefaultRetryPolicy(ctx, resp, err)
		}
		switch verdict(resp) {
		case 0, -1, storefront.Held, storefront.NoStock, storefront.Short, storefront.Expired:
			return false, nil
		default:
			return true, nil
		}
	}
	return storefront.Open(c.StandardClient(), token)
}
