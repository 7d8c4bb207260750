package transport

import (
	"net/http"
	"time"
)

type roundTrip func(*http.Request) (*http.Response, error)

// RoundTrip calls the function.
func (f roundTrip) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

// Persistent returns a transport that never gives up.
//
//twin:none it only returns what sends
func Persistent(next http.RoundTripper) http.RoundTripper {
	return roundTrip(func(req *http.Request) (*http.Response, error) {
		for {
			resp, err := next.RoundTrip(req) // want `transport.Persistent retries 9603 every 10s` `transport.Persistent retries 9616 .*sent again and again`
			if err != nil {
				return nil, err
			}
			if n, err := number(resp); err != nil || n == 0 {
				return resp, err
			}
			rewind(req)
			time.Sleep(10 * time.Second)
		}
	})
}

// Modest returns a transport that tries again once, and not when the license is
// there.
//
//twin:none it only returns what sends
func Modest(next http.RoundTripper) http.RoundTripper {
	return roundTrip(func(req *http.Request) (*http.Response, error) {
		resp, err := next.RoundTrip(req)
		if err != nil {
			return nil, err
		}
		if n, err := number(resp); err != nil || n != 9603 {
			return resp, err
		}
		rewind(req)
		time.Sleep(10 * time.Second)
		return next.RoundTrip(req)
	})
}

// Reader sends again what only reads: 9616 cannot be the answer.
type Reader struct{ next http.RoundTripper }

// RoundTrip sends a request.
//
//twin:none it needs a request that reads
func (t Reader) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Method != http.MethodGet {
		return t.next.RoundTrip(req)
	}
	for {
		resp, err := t.next.RoundTrip(req) // want `transport.Reader.RoundTrip retries 9603 every 3s`
		if err != nil {
			return nil, err
		}
		if n, err := number(resp); err != nil || n == 0 {
			return resp, err
		}
		time.Sleep(3 * time.Second)
	}
}
