// Package chain has transports that are put one behind the other.
package chain

import (
	"bytes"
	"errors"
	"io"
	"log"
	"net/http"
	"strconv"
	"time"

	"example.com/towns/relay/breaker"
	"example.com/towns/relay/bucket"
	"example.com/towns/relay/wire"
)

// Link is a link of a chain.
type Link func(http.RoundTripper) http.RoundTripper

// Of makes a chain; the first link sees a request first.
func Of(last http.RoundTripper, links ...Link) http.RoundTripper {
	for i := len(links) - 1; i >= 0; i-- {
		last = links[i](last)
	}
	return last
}

type tripper func(*http.Request) (*http.Response, error)

func (t tripper) RoundTrip(r *http.Request) (*http.Response, error) { return t(r) }

// peek reads the refusal in a response and puts the body back.
func peek(resp *http.Response) error {
	raw, err := io.ReadAll(resp.Body)
	resp.Body.Close()
	resp.Body = io.NopCloser(bytes.NewReader(raw))
	if err != nil {
		return err
	}
	_, err = wire.Decode(resp.Request.URL.Path, raw)
	return err
}

// again is the request with a fresh body.
func again(r *http.Request) *http.Request {
	c := r.Clone(r.Context())
	if r.GetBody != nil {
		if b, err := r.GetBody(); err == nil {
			c.Body = b
		}
	}
	return c
}

// Token adds the token.
func Token(token string) Link {
	return func(next http.RoundTripper) http.RoundTripper {
		return tripper(func(r *http.Request) (*http.Response, error) {
			r = again(r)
			r.Header.Set("Authorization", "Bearer "+token)
			return next.RoundTrip(r)
		})
	}
}

// Logged logs refusals.
func Logged(next http.RoundTripper) http.RoundTripper {
	return tripper(func(r *http.Request) (*http.Response, error) {
		resp, err := next.RoundTrip(r)
		if err != nil {
			return nil, err
		}
		if ref := peek(resp); ref != nil {
			log.Printf("%s %s: %v", r.Method, r.URL.Path, ref)
		}
		return resp, nil
	})
}

// Repeater sends again what it is told to.
type Repeater struct {
	Next  http.RoundTripper
	Most  int
	Pause func(n int) time.Duration
	When  func(error) bool
}

// RoundTrip implements http.RoundTripper.
//
//want:maybe:vppretry9603 maybe:vppretry9616
func (p *Repeater) RoundTrip(r *http.Request) (*http.Response, error) {
	for n := 1; ; n++ {
		resp, err := p.Next.RoundTrip(again(r))
		if err != nil || n >= p.Most {
			return resp, err
		}
		if ref := peek(resp); ref == nil || !p.When(ref) {
			return resp, nil
		}
		time.Sleep(p.Pause(n))
	}
}

// Repeat is the link that sends again.
func Repeat(most int, pause func(int) time.Duration, when func(error) bool) Link {
	return func(next http.RoundTripper) http.RoundTripper {
		return &Repeater{Next: next, Most: most, Pause: pause, When: when}
	}
}

// Evenly pauses evenly.
func Evenly(d time.Duration) func(int) time.Duration {
	return func(int) time.Duration { return d }
}

// FastThenSlow pauses for seconds and then for minutes.
func FastThenSlow(n int) time.Duration {
	if n < 5 {
		return time.Duration(n) * time.Second
	}
	return time.Duration(n) * time.Minute
}

// Tenacious holds on to a request while Apple is busy.
type Tenacious struct{ Next http.RoundTripper }

// RoundTrip implements http.RoundTripper.
//
//want:vppretry9603
func (t Tenacious) RoundTrip(r *http.Request) (*http.Response, error) {
	for {
		resp, err := t.Next.RoundTrip(again(r))
		if err != nil {
			return nil, err
		}
		if !wire.Busy(peek(resp)) {
			return resp, nil
		}
		resp.Body.Close()
		time.Sleep(12 * time.Second)
	}
}

// Second gives refused requests a second chance.
type Second struct{ Next http.RoundTripper }

// RoundTrip implements http.RoundTripper.
//
//want:vppretry9616
func (s *Second) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := s.Next.RoundTrip(again(r))
	if err != nil {
		return nil, err
	}
	var ref wire.Refusal
	if errors.As(peek(resp), &ref) && ref.Code != 9610 {
		resp.Body.Close()
		return s.Next.RoundTrip(again(r))
	}
	return resp, nil
}

// Unavailable sends again when a proxy says so, by status.
type Unavailable struct{ Next http.RoundTripper }

// RoundTrip implements http.RoundTripper.
func (u Unavailable) RoundTrip(r *http.Request) (resp *http.Response, err error) {
	for n := 0; n < 20; n++ {
		resp, err = u.Next.RoundTrip(again(r))
		if err != nil || resp.StatusCode != http.StatusServiceUnavailable {
			return resp, err
		}
		resp.Body.Close()
		time.Sleep(2 * time.Second)
	}
	return resp, err
}

// Told sends again when the answer tells when.
type Told struct{ Next http.RoundTripper }

// RoundTrip implements http.RoundTripper.
func (t Told) RoundTrip(r *http.Request) (*http.Response, error) {
	for {
		resp, err := t.Next.RoundTrip(again(r))
		if err != nil {
			return nil, err
		}
		secs, serr := strconv.Atoi(resp.Header.Get("Retry-After"))
		if serr != nil || peek(resp) == nil {
			return resp, nil
		}
		resp.Body.Close()
		time.Sleep(time.Duration(secs) * time.Second)
	}
}

// Broken lets nothing through while the breaker is open.
func Broken(b *breaker.Breaker) Link {
	return func(next http.RoundTripper) http.RoundTripper {
		return tripper(func(r *http.Request) (resp *http.Response, err error) {
			open := b.Do(func() error {
				if resp, err = next.RoundTrip(r); err != nil {
					return err
				}
				return peek(resp)
			}, wire.Temporary)
			if _, ok := errors.AsType[*breaker.Open](open); ok {
				return nil, open
			}
			return resp, err
		})
	}
}

// Limited waits for the bucket.
func Limited(b *bucket.Bucket) Link {
	return func(next http.RoundTripper) http.RoundTripper {
		return tripper(func(r *http.Request) (*http.Response, error) {
			if err := b.Wait(r.Context()); err != nil {
				return nil, err
			}
			return next.RoundTrip(r)
		})
	}
}
