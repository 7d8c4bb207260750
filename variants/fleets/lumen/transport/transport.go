// Package transport has round trippers that take care of a slow service.
package transport

import (
	"net/http"
	"slices"
	"time"

	"golang.org/x/time/rate"

	"example.com/serversa/lumen/config"
	"example.com/serversa/lumen/internal/peek"
)

// Layer puts something around a round tripper.
type Layer func(http.RoundTripper) http.RoundTripper

// Stack puts layers around base, the first outermost.
func Stack(base http.RoundTripper, layers ...Layer) http.RoundTripper {
	for _, l := range slices.Backward(layers) {
		base = l(base)
	}
	return base
}

// Func is a round tripper from a function.
type Func func(*http.Request) (*http.Response, error)

// RoundTrip implements http.RoundTripper.
func (f Func) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

// Steady sends again at a steady pace, five times at most.
type Steady struct {
	Next http.RoundTripper
}

// RoundTrip implements http.RoundTripper.
func (s *Steady) RoundTrip(req *http.Request) (resp *http.Response, err error) {
	for range 5 {
		if req, err = peek.Fresh(req); err != nil {
			return nil, err
		}
		if resp, err = s.Next.RoundTrip(req); err != nil {
			return nil, err
		}
		t, err := peek.Into(resp)
		if err != nil || t.Number != 9603 {
			return resp, err
		}
		time.Sleep(2 * time.Second)
	}
	return resp, nil
}

// Dogged sends again at a steady pace until something else comes back.
type Dogged struct {
	Next http.RoundTripper
	Pace time.Duration
}

// RoundTrip implements http.RoundTripper.
//
//want:vppretry9603
func (d *Dogged) RoundTrip(req *http.Request) (*http.Response, error) {
	pace := d.Pace
	if pace == 0 {
		pace = 10 * time.Second
	}
	for {
		again, err := peek.Fresh(req)
		if err != nil {
			return nil, err
		}
		resp, err := d.Next.RoundTrip(again)
		if err != nil {
			return nil, err
		}
		if t, err := peek.Into(resp); err != nil || t.Number != 9603 {
			return resp, err
		}
		select {
		case <-time.After(pace):
		case <-req.Context().Done():
			return nil, req.Context().Err()
		}
	}
}

// Touchy takes any trouble for a reason.
type Touchy struct{ next http.RoundTripper }

// NewTouchy returns a Touchy.
func NewTouchy(next http.RoundTripper) http.RoundTripper { return Touchy{next} }

// RoundTrip implements http.RoundTripper.
//
//want:vppretry9616
func (t Touchy) RoundTrip(req *http.Request) (*http.Response, error) {
	first, err := peek.Fresh(req)
	if err != nil {
		return nil, err
	}
	resp, err := t.next.RoundTrip(first)
	if err != nil {
		return nil, err
	}
	if trouble, err := peek.Into(resp); err == nil && trouble.Number != 0 {
		second, err := peek.Fresh(req)
		if err != nil {
			return nil, err
		}
		return t.next.RoundTrip(second)
	}
	return resp, nil
}

// Polite lets five through at once and then one in three minutes.
func Polite(next http.RoundTripper) http.RoundTripper {
	return Func(func(req *http.Request) (*http.Response, error) {
		gate := rate.NewLimiter(rate.Every(3*time.Minute), 5)
		for {
			if err := gate.Wait(req.Context()); err != nil {
				return nil, err
			}
			again, err := peek.Fresh(req)
			if err != nil {
				return nil, err
			}
			resp, err := next.RoundTrip(again)
			if err != nil {
				return nil, err
			}
			if t, err := peek.Into(resp); err != nil || t.Number != 9603 {
				return resp, err
			}
		}
	})
}

// Hurried lets fifteen through at once.
//
//want:vppretry9603
func Hurried(next http.RoundTripper) http.RoundTripper {
	return Func(func(req *http.Request) (*http.Response, error) {
		gate := rate.NewLimiter(rate.Every(3*time.Minute), 15)
		for {
			if err := gate.Wait(req.Context()); err != nil {
				return nil, err
			}
			again, err := peek.Fresh(req)
			if err != nil {
				return nil, err
			}
			resp, err := next.RoundTrip(again)
			if err != nil {
				return nil, err
			}
			if t, err := peek.Into(resp); err != nil || t.Number != 9603 {
				return resp, err
			}
		}
	})
}

// ByStatus sends again by the HTTP status, which says nothing about numbers.
type ByStatus struct{ Next http.RoundTripper }

// RoundTrip implements http.RoundTripper.
func (b ByStatus) RoundTrip(req *http.Request) (resp *http.Response, err error) {
	for n := 1; n <= 10; n++ {
		again, ferr := peek.Fresh(req)
		if ferr != nil {
			return nil, ferr
		}
		if resp, err = b.Next.RoundTrip(again); err == nil && resp.StatusCode < 500 {
			break
		}
		time.Sleep(time.Second)
	}
	return resp, err
}

// Configured goes by a config.
type Configured struct {
	next http.RoundTripper
	conf config.Config
}

// NewConfigured is the layer that goes by a config.
func NewConfigured(opts ...config.Option) Layer {
	return func(next http.RoundTripper) http.RoundTripper {
		return &Configured{next: next, conf: config.New(opts...)}
	}
}

// RoundTrip implements http.RoundTripper.
//
//want:maybe:vppretry9603 maybe:vppretry9616
func (c *Configured) RoundTrip(req *http.Request) (*http.Response, error) {
	for n := 1; ; n++ {
		again, err := peek.Fresh(req)
		if err != nil {
			return nil, err
		}
		resp, err := c.next.RoundTrip(again)
		if err != nil {
			return nil, err
		}
		t, err := peek.Into(resp)
		if err != nil || n > c.conf.Repeats || !slices.Contains(c.conf.Again, t.Number) {
			return resp, err
		}
		if err := resp.Body.Close(); err != nil {
			return nil, err
		}
		time.Sleep(c.conf.PauseAfter(n))
	}
}

// Signed adds the token to requests.
func Signed(token string) Layer {
	return func(next http.RoundTripper) http.RoundTripper {
		return Func(func(req *http.Request) (*http.Response, error) {
			req = req.Clone(req.Context())
			req.Header.Set("Authorization", "Bearer "+token)
			return next.RoundTrip(req)
		})
	}
}
