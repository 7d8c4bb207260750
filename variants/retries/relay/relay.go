// Package relay passes license requests of several tenants on to Apple.
package relay

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"
)

// Envelope is what a tenant sends.
type Envelope struct {
	Tenant  string
	Payload json.RawMessage
}

// Response is what Apple says.
type Response struct {
	Status       int             `json:"status"`
	ErrorNumber  *json.Number    `json:"errorNumber"`
	ErrorMessage json.RawMessage `json:"errorMessage"`

	retryAfter string
}

func (r *Response) number() int {
	if r.ErrorNumber == nil {
		return 0
	}
	n, err := strconv.Atoi(r.ErrorNumber.String())
	if err != nil {
		return -1
	}
	return n
}

// Numbers of Apple.
const (
	AppleInternal = 9603
	AppleAssigned = 9616
	AppleThrottle = 9644
)

// Upstream is the way to Apple.
type Upstream interface {
	Manage(ctx context.Context, e Envelope) (*Response, error)
}

// apple is the only upstream there is.
type apple struct{ url string }

// Manage implements Upstream.
func (a apple) Manage(ctx context.Context, e Envelope) (*Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, a.url+"/"+e.Tenant, bytes.NewReader(e.Payload))
	if err != nil {
		return nil, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	r := &Response{retryAfter: resp.Header.Get("Retry-After")}
	return r, json.Unmarshal(b, r)
}

// Relay is a relay.
type Relay struct {
	up       Upstream
	decide   func(*Response) bool
	attempts int
	waits    func(int) time.Duration
	seq      atomic.Uint64
}

// NewRelay returns a relay to Apple.
func NewRelay() *Relay {
	r := &Relay{up: apple{"https://vpp.itunes.apple.com/mdm"}, attempts: 9}
	r.decide = r.internal
	r.waits = func(n int) time.Duration { return time.Duration(n+1) * time.Second }
	return r
}

func (r *Relay) internal(resp *Response) bool { return resp.number() == AppleInternal }

var errRelay = errors.New("relay: not accepted")

// Pass passes one envelope on.
//
//want:vppretry9603
func (r *Relay) Pass(ctx context.Context, e Envelope) (*Response, error) {
	for {
		resp, err := r.up.Manage(ctx, e)
		if err != nil {
			return nil, err
		}
		if resp.number() != AppleInternal {
			return resp, nil
		}
		time.Sleep(40 * time.Second)
	}
}

// Decide asks a field of the relay whether to pass it on again.
//
//want:vppretry9603
func (r *Relay) Decide(ctx context.Context, e Envelope) (*Response, error) {
	for i := 0; ; i++ {
		resp, err := r.up.Manage(ctx, e)
		if err != nil || !r.decide(resp) {
			return resp, err
		}
		if i+1 == r.attempts {
			return resp, errRelay
		}
		time.Sleep(r.waits(i))
	}
}

// DecideHalf makes fewer attempts.
func (r *Relay) DecideHalf(ctx context.Context, e Envelope) (*Response, error) {
	for i := 0; ; i++ {
		resp, err := r.up.Manage(ctx, e)
		if err != nil || !r.decide(resp) {
			return resp, err
		}
		if 2*(i+1) >= r.attempts {
			return resp, errRelay
		}
		time.Sleep(r.waits(i))
	}
}

// Numbered gives each attempt a number, which changes nothing about the request.
//
//want:vppretry9603 vppretry9616
func (r *Relay) Numbered(ctx context.Context, app, serial string) error {
	for {
		payload, err := json.Marshal(map[string]any{"adamIdStr": app, "serialNumber": serial, "requestId": r.seq.Add(1)})
		if err != nil {
			return err
		}
		resp, err := r.up.Manage(ctx, Envelope{"main", payload})
		if err != nil {
			return err
		}
		if resp.Status != -1 {
			return nil
		}
		time.Sleep(8 * time.Second)
	}
}

// Tenants passes an envelope on for the first tenant that may.
func (r *Relay) Tenants(ctx context.Context, tenants []string, payload []byte) (*Response, error) {
	for _, t := range tenants {
		resp, err := r.up.Manage(ctx, Envelope{t, payload})
		if err != nil {
			return nil, err
		}
		if resp.number() == 0 {
			return resp, nil
		}
	}
	return nil, errRelay
}

// Obedient waits for what Apple says, and for a minute and a half if it does not.
func (r *Relay) Obedient(ctx context.Context, e Envelope) (*Response, error) {
	for {
		resp, err := r.up.Manage(ctx, e)
		if err != nil {
			return nil, err
		}
		switch resp.number() {
		case AppleInternal, AppleThrottle:
		default:
			return resp, nil
		}
		d := 90 * time.Second
		if n, err := strconv.Atoi(resp.retryAfter); err == nil {
			d = time.Duration(n) * time.Second
		}
		select {
		case <-time.After(d):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// Disobedient waits for three seconds if it does not.
//
//want:vppretry9603
func (r *Relay) Disobedient(ctx context.Context, e Envelope) (*Response, error) {
	for {
		resp, err := r.up.Manage(ctx, e)
		if err != nil {
			return nil, err
		}
		switch resp.number() {
		case AppleInternal, AppleThrottle:
		default:
			return resp, nil
		}
		d := 3 * time.Second
		if n, err := strconv.Atoi(resp.retryAfter); err == nil {
			d = time.Duration(n) * time.Second
		}
		select {
		case <-time.After(d):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

type settings struct {
	tries int
	gap   time.Duration
	skip  map[int]bool
}

type setting func(*settings)

func tries(n int) setting         { return func(s *settings) { s.tries = n } }
func gap(d time.Duration) setting { return func(s *settings) { s.gap = d } }
func skip(numbers ...int) setting {
	return func(s *settings) {
		for _, n := range numbers {
			s.skip[n] = true
		}
	}
}

// with calls f as the settings say.
func with(f func() (*Response, error), opts ...setting) (*Response, error) {
	s := settings{tries: 3, gap: time.Second, skip: map[int]bool{0: true}}
	for _, o := range opts {
		o(&s)
	}
	for n := 1; ; n++ {
		resp, err := f()
		if err != nil || s.skip[resp.number()] || n >= s.tries {
			return resp, err
		}
		time.Sleep(s.gap)
	}
}

// Plain leaves all the settings out.
//
//want:vppretry9616
func (r *Relay) Plain(ctx context.Context, e Envelope) (*Response, error) {
	return with(func() (*Response, error) { return r.up.Manage(ctx, e) })
}

// Skipping leaves out what makes no sense.
func (r *Relay) Skipping(ctx context.Context, e Envelope) (*Response, error) {
	return with(func() (*Response, error) { return r.up.Manage(ctx, e) }, skip(AppleAssigned), tries(6))
}

// Stubborn sets many tries.
//
//want:vppretry9603
func (r *Relay) Stubborn(ctx context.Context, e Envelope) (*Response, error) {
	manage := func() (*Response, error) { return r.up.Manage(ctx, e) }
	return with(manage, tries(50), gap(30*time.Second), skip(AppleAssigned))
}

// Spacious sets many tries and a wide gap.
func (r *Relay) Spacious(ctx context.Context, e Envelope) (*Response, error) {
	manage := func() (*Response, error) { return r.up.Manage(ctx, e) }
	return with(manage, gap(time.Minute+time.Second), tries(50), skip(AppleAssigned, AppleThrottle))
}

// burst is three attempts in a row, as often as it is called.
func (r *Relay) burst(ctx context.Context, e Envelope) (*Response, error) {
	return with(func() (*Response, error) { return r.up.Manage(ctx, e) }, skip(AppleAssigned))
}

// Bursts is some bursts.
//
//want:vppretry9603
func (r *Relay) Bursts(ctx context.Context, e Envelope) (resp *Response, err error) {
	for n := 0; n < 4; n++ {
		if resp, err = r.burst(ctx, e); err != nil || resp.number() != AppleInternal {
			return resp, err
		}
		time.Sleep(10 * time.Second)
	}
	return resp, errRelay
}

// TwoBursts is two of them.
func (r *Relay) TwoBursts(ctx context.Context, e Envelope) (resp *Response, err error) {
	for n := 0; n < 2; n++ {
		if resp, err = r.burst(ctx, e); err != nil || resp.number() != AppleInternal {
			return resp, err
		}
		time.Sleep(10 * time.Second)
	}
	return resp, errRelay
}
