//go:build verify

package appcat

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"example.com/loopsa/internal/pin"
)

type base struct{}

func (base) RoundTrip(r *http.Request) (*http.Response, error) {
	return http.DefaultTransport.RoundTrip(r)
}

func TestPinned(t *testing.T) {
	do := func(rt http.RoundTripper, method string) func(context.Context) {
		return func(ctx context.Context) {
			req, _ := http.NewRequestWithContext(ctx, method, "https://vpp.example/assets", strings.NewReader(`{"adamIdStr":"1"}`))
			if method == "GET" {
				req, _ = http.NewRequestWithContext(ctx, method, "https://vpp.example/assets", nil)
			}
			if resp, err := (&http.Client{Transport: rt}).Do(req); err == nil {
				resp.Body.Close()
			}
		}
	}
	pin.Run(t,
		pin.C("busyTransport.RoundTrip", do(busyTransport{base{}}, "POST")),
		pin.C("politeTransport.RoundTrip", do(newPoliteTransport(base{}), "POST")),
		pin.C("stubbornTransport.RoundTrip", do(stubbornTransport{base{}}, "POST")),
		pin.C("gatewayTransport.RoundTrip", do(gatewayTransport{base{}}, "POST")),
		pin.C("persistent", do(persistent(base{}), "POST")),
		pin.C("readTransport.RoundTrip", do(readTransport{base{}}, "GET")).Lookup(),
		pin.C("askedTransport.RoundTrip", do(askedTransport{base{}}, "POST")),
		pin.C("eagerTransport.RoundTrip", do(eagerTransport{base{}}, "POST")),
		pin.C("assignedTransport.RoundTrip", do(assignedTransport{base{}}, "POST")),
	)
}
