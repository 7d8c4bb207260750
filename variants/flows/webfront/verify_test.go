//go:build verify

package webfront

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"example.com/loopsb/internal/pin"
)

type base struct{}

func (base) RoundTrip(r *http.Request) (*http.Response, error) {
	return http.DefaultTransport.RoundTrip(r)
}

func TestPinned(t *testing.T) {
	p := NewPortal("https://vpp.example")
	through := func(rt http.RoundTripper) func(context.Context) {
		return func(ctx context.Context) {
			req, _ := http.NewRequestWithContext(ctx, http.MethodPost, "https://vpp.example/assign", strings.NewReader(`{"adamIdStr":"1"}`))
			if resp, err := (&http.Client{Transport: rt}).Do(req); err == nil {
				resp.Body.Close()
			}
		}
	}
	pin.Run(t,
		pin.C("Portal.ServeHTTP", func(ctx context.Context) {
			r := httptest.NewRequest("POST", "/?app=1", nil).WithContext(ctx)
			r.SetBasicAuth("u", "p")
			p.ServeHTTP(httptest.NewRecorder(), r)
		}),
		pin.C("Portal.Quick", func(ctx context.Context) {
			r := httptest.NewRequest("POST", "/", nil).WithContext(ctx)
			p.Quick(httptest.NewRecorder(), r)
		}),
		pin.C("Portal.Again", func(ctx context.Context) { p.Again(ctx, "1", "u") }),
		pin.C("Portal.AgainFew", func(ctx context.Context) { p.AgainFew(ctx, "1", "u") }),
		pin.C("Portal.AgainTaken", func(ctx context.Context) { p.AgainTaken(ctx, "1", "u") }),
		pin.C("transport.RoundTrip", through(newTransport(base{}))),
		pin.C("codes.RoundTrip", through(codes{base{}, []int{429, 502, 503}})),
	)
}
