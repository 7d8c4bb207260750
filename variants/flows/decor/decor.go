// Package decor wraps the plain license client into clients that do a little
// more, and that look just like it.
package decor

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Order is an order for a license.
type Order struct {
	AdamID string
	User   string
}

// Licenses gives licenses, and takes them back.
type Licenses interface {
	Assign(ctx context.Context, o Order) error
	Return(ctx context.Context, o Order) error
}

// VPPError is an error of Apple's service.
type VPPError struct {
	Number int    `json:"errorNumber"`
	Text   string `json:"errorMessage"`
}

func (e VPPError) Error() string { return "vpp error " + strconv.Itoa(e.Number) }

const (
	internalError   = 9603
	alreadyAssigned = 9616
)

func isNumber(err error, number int) bool {
	var ve VPPError
	return errors.As(err, &ve) && ve.Number == number
}

// plain does what has to be done, and nothing else.
type plain struct {
	client *http.Client
	base   string
	stoken string
}

func (p *plain) form(ctx context.Context, service string, v url.Values) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, p.base+service, strings.NewReader(v.Encode()))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Authorization", "Bearer "+p.stoken)
	resp, err := p.client.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var ve VPPError
	if err := json.NewDecoder(resp.Body).Decode(&ve); err != nil {
		return fmt.Errorf("decode: %w", err)
	}
	if ve.Number != 0 {
		return ve
	}
	return nil
}

// Assign implements Licenses.
func (p *plain) Assign(ctx context.Context, o Order) error {
	return p.form(ctx, "/associateVPPLicenseWithVPPUserSrv", url.Values{"adamIdStr": {o.AdamID}, "clientUserIdStr": {o.User}})
}

// Return implements Licenses.
func (p *plain) Return(ctx context.Context, o Order) error {
	return p.form(ctx, "/disassociateVPPLicenseFromVPPUserSrv", url.Values{"adamIdStr": {o.AdamID}, "clientUserIdStr": {o.User}})
}

// logging tells what happens.
type logging struct{ Licenses }

// Assign implements Licenses.
func (l logging) Assign(ctx context.Context, o Order) (err error) {
	defer func(began time.Time) { log.Printf("assign %s: %v (%s)", o.AdamID, err, time.Since(began)) }(time.Now())
	return l.Licenses.Assign(ctx, o)
}

// hasty repeats what the service is too busy for.
type hasty struct {
	next  Licenses
	times int
	every time.Duration
}

func newHasty(base, stoken string) *hasty {
	return &hasty{next: logging{&plain{http.DefaultClient, base, stoken}}, times: 8, every: 2 * time.Second}
}

// Assign implements Licenses.
//
//want:vppretry9603
func (h *hasty) Assign(ctx context.Context, o Order) (err error) {
	for n := range h.times {
		if n > 0 {
			time.Sleep(h.every)
		}
		err = h.next.Assign(ctx, o)
		if !isNumber(err, internalError) {
			return err
		}
	}
	return fmt.Errorf("assign %s, %d attempts: %w", o.AdamID, h.times, err)
}

// Return implements Licenses. A license comes back sooner or later.
func (h *hasty) Return(ctx context.Context, o Order) (err error) {
	for range h.times / 2 {
		if err = h.next.Return(ctx, o); err == nil {
			return nil
		}
		time.Sleep(h.every)
	}
	return err
}

// steady gives the service time to recover.
type steady struct {
	Licenses
	waits []time.Duration
}

func newSteady(base, stoken string) *steady {
	return &steady{
		Licenses: &plain{http.DefaultClient, base, stoken},
		waits:    []time.Duration{time.Second, 3 * time.Second, 9 * time.Second, 27 * time.Second, 81 * time.Second, 4 * time.Minute},
	}
}

// Assign implements Licenses.
func (s *steady) Assign(ctx context.Context, o Order) error {
	for n := 0; ; n++ {
		err := s.Licenses.Assign(ctx, o)
		if !isNumber(err, internalError) {
			return err
		}
		time.Sleep(s.waits[min(n, len(s.waits)-1)])
	}
}

// Return implements Licenses. The service is asked every five seconds while it
// is busy.
//
//want:vppretry9603
func (s *steady) Return(ctx context.Context, o Order) error {
	for {
		err := s.Licenses.Return(ctx, o)
		if ve, ok := err.(VPPError); !ok || ve.Number != internalError {
			return err
		}
		time.Sleep(5 * time.Second)
	}
}

// dogged wants to see a nil.
type dogged struct{ inner *plain }

// Assign implements Licenses.
//
//want:vppretry9603 vppretry9616
func (d dogged) Assign(ctx context.Context, o Order) error {
	for {
		err := d.inner.Assign(ctx, o)
		if err == nil {
			return nil
		}
		log.Printf("dogged: %s for %s: %v", o.AdamID, o.User, err)
		select {
		case <-time.After(20 * time.Second):
		case <-ctx.Done():
			return errors.Join(err, ctx.Err())
		}
	}
}

// Return implements Licenses.
func (d dogged) Return(ctx context.Context, o Order) error { return d.inner.Return(ctx, o) }

// idempotent makes no difference between what it did and what was done before.
type idempotent struct{ Licenses }

// Assign implements Licenses.
func (i idempotent) Assign(ctx context.Context, o Order) (err error) {
	for left := 5; left > 0; left-- {
		switch err = i.Licenses.Assign(ctx, o); {
		case err == nil, isNumber(err, alreadyAssigned):
			return nil
		}
		time.Sleep(time.Second)
	}
	return err
}

// locations has a client for each location.
type locations []Licenses

// Assign implements Licenses. The first location that has a license left wins.
func (l locations) Assign(ctx context.Context, o Order) error {
	var all []error
	for _, loc := range l {
		err := loc.Assign(ctx, o)
		if err == nil {
			return nil
		}
		all = append(all, err)
	}
	return errors.Join(all...)
}

// Return implements Licenses.
func (l locations) Return(ctx context.Context, o Order) error {
	for _, loc := range l {
		if err := loc.Return(ctx, o); err != nil {
			return err
		}
	}
	return nil
}

// twice believes in second chances.
type twice struct{ Licenses }

// Assign implements Licenses.
//
//want:vppretry9616
func (t twice) Assign(ctx context.Context, o Order) error {
	err := t.Licenses.Assign(ctx, o)
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	if ve := (VPPError{}); errors.As(err, &ve) {
		log.Printf("twice: %d", ve.Number)
	}
	return t.Licenses.Assign(ctx, o)
}

// offline repeats what did not reach the service.
type offline struct{ Licenses }

// Assign implements Licenses.
func (f offline) Assign(ctx context.Context, o Order) (err error) {
	for wait := 100 * time.Millisecond; wait < 10*time.Second; wait = wait * 3 / 2 {
		err = f.Licenses.Assign(ctx, o)
		if ue := (*url.Error)(nil); !errors.As(err, &ue) {
			return err
		}
		time.Sleep(wait)
	}
	return err
}

// cooling does not bother the service for some time after a failure.
type cooling struct {
	next Licenses
	rest time.Duration

	mu    sync.Mutex
	last  map[Order]error
	until map[Order]time.Time
}

func newCooling(base, stoken string, rest time.Duration) *cooling {
	return &cooling{next: &plain{http.DefaultClient, base, stoken}, rest: rest, last: map[Order]error{}, until: map[Order]time.Time{}}
}

// Assign implements Licenses.
func (c *cooling) Assign(ctx context.Context, o Order) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if time.Now().Before(c.until[o]) {
		return c.last[o]
	}
	err := c.next.Assign(ctx, o)
	if err != nil {
		c.last[o], c.until[o] = err, time.Now().Add(c.rest)
	}
	return err
}

// AssignCooled knocks at the door every few seconds; the door opens every two minutes.
func AssignCooled(ctx context.Context, base, stoken string, o Order) error {
	c := newCooling(base, stoken, 2*time.Minute)
	for range 500 {
		err := c.Assign(ctx, o)
		if !isNumber(err, internalError) {
			return err
		}
		time.Sleep(3 * time.Second)
	}
	return errors.New("service stays busy")
}

// AssignWarm knocks at a door that opens more often.
//
//want:vppretry9603
func AssignWarm(ctx context.Context, base, stoken string, o Order) error {
	c := newCooling(base, stoken, 20*time.Second)
	for range 500 {
		err := c.Assign(ctx, o)
		if !isNumber(err, internalError) {
			return err
		}
		time.Sleep(3 * time.Second)
	}
	return errors.New("service stays busy")
}
