// Package courier is a transport that sends again what its owner wants sent
// again. It knows nothing of what it carries.
package courier

import (
	"net/http"
	"time"
)

// Courier is a transport.
type Courier struct {
	Next  http.RoundTripper
	Times int
	Wait  time.Duration
	Again func(*http.Response) bool
}

// New returns a Courier that sends four times, a second apart.
//
//twin:none it sends nothing
func New(again func(*http.Response) bool) *Courier {
	return &Courier{Next: http.DefaultTransport, Times: 4, Wait: time.Second, Again: again}
}

// RoundTrip implements http.RoundTripper.
//
//twin:none it sends whatever it is given
func (c *Courier) RoundTrip(req *http.Request) (*http.Response, error) {
	for n := 1; ; n++ {
		resp, err := c.Next.RoundTrip(req)
		if err != nil || n == c.Times || !c.Again(resp) {
			return resp, err
		}
		time.Sleep(c.Wait)
		if req.GetBody != nil {
			req.Body, _ = req.GetBody()
		}
	}
}

// Client returns a client that goes through it.
//
//twin:none it sends nothing
func (c *Courier) Client() *http.Client { return &http.Client{Transport: c} }
