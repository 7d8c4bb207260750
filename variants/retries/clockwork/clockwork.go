// Package clockwork renews licenses at given times. All waiting goes through a
// clock, so that the tests need not wait.
package clockwork

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"time"
)

// Renewal is one renewal.
type Renewal struct {
	AdamID string `json:"adamIdStr"`
	Device string `json:"serialNumber"`
}

// Reply is the reply to one.
type Reply struct {
	ErrorInfo    json.RawMessage `json:"errorInfo"`
	ErrorMessage string          `json:"errorMessage"`
	ErrorNumber  int             `json:"errorNumber"`
}

const (
	numberBusy = 9603
	numberHas  = 9616
)

// Clockwork renews.
type Clockwork struct {
	clock Clock
	sleep sleeper
	now   func() time.Time
	url   string
	pace  Pace
}

// Wind returns a clockwork that is wound up.
func Wind() *Clockwork {
	return &Clockwork{clock: wall{}, sleep: realSleep, now: time.Now, url: "https://vpp.itunes.apple.com/mdm/v2/assets/renew"}
}

func (c *Clockwork) renew(ctx context.Context, r Renewal) (Reply, error) {
	var out Reply
	buf, err := json.Marshal(r)
	if err != nil {
		return out, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.url, bytes.NewReader(buf))
	if err != nil {
		return out, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return out, err
	}
	defer resp.Body.Close()
	err = json.NewDecoder(resp.Body).Decode(&out)
	return out, err
}

var errOverdue = errors.New("overdue")

// Daily renews.
//
//want:vppretry9603
func (c *Clockwork) Daily(ctx context.Context, r Renewal) error {
	for n := 0; n < 9; n++ {
		out, err := c.renew(ctx, r)
		if err != nil || out.ErrorNumber != numberBusy {
			return err
		}
		c.clock.Sleep(2 * time.Second)
	}
	return errOverdue
}

// Weekly renews until ten seconds are over.
func (c *Clockwork) Weekly(ctx context.Context, r Renewal) error {
	end := c.clock.Now().Add(10 * time.Second)
	for c.clock.Now().Before(end) {
		out, err := c.renew(ctx, r)
		if err != nil || out.ErrorNumber != numberBusy {
			return err
		}
		c.clock.Sleep(3 * time.Second)
	}
	return errOverdue
}

// Monthly has more time.
//
//want:vppretry9603
func (c *Clockwork) Monthly(ctx context.Context, r Renewal) error {
	end := c.clock.Now().Add(45 * time.Second)
	for {
		out, err := c.renew(ctx, r)
		if err != nil || out.ErrorNumber != numberBusy {
			return err
		}
		if c.clock.Now().After(end) {
			return errOverdue
		}
		<-c.clock.After(4 * time.Second)
	}
}

// Yearly waits through a function.
//
//want:vppretry9603 vppretry9616
func (c *Clockwork) Yearly(ctx context.Context, r Renewal) error {
	for {
		out, err := c.renew(ctx, r)
		if err != nil {
			return err
		}
		if out.ErrorNumber == 0 {
			return nil
		}
		if err := c.sleep(ctx, 30*time.Second); err != nil {
			return err
		}
	}
}

// Hourly waits through a function which may be missing.
func (c *Clockwork) Hourly(ctx context.Context, r Renewal) error {
	if c.sleep == nil {
		c.sleep = realSleep
	}
	for quick := 5; ; {
		out, err := c.renew(ctx, r)
		if err != nil || out.ErrorNumber == 0 || out.ErrorNumber == numberHas {
			return err
		}
		d := 5 * time.Minute
		if quick--; quick > 0 {
			d = 5 * time.Second
		}
		if err := c.sleep(ctx, d); err != nil {
			return err
		}
	}
}

// Before renews before a date.
//
//want:vppretry9616
func (c *Clockwork) Before(ctx context.Context, r Renewal) error {
	ctx, cancel := context.WithTimeoutCause(ctx, 20*time.Second, errOverdue)
	defer cancel()
	for {
		out, err := c.renew(ctx, r)
		if err != nil || out.ErrorNumber == 0 {
			return err
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-c.clock.After(6 * time.Second):
		}
	}
}

// Within renews within two minutes.
//
//want:vppretry9603
func (c *Clockwork) Within(ctx context.Context, r Renewal) error {
	deadline := c.now().Add(2 * time.Minute)
	ctx, cancel := context.WithDeadline(ctx, deadline)
	defer cancel()
	for attempt := 0; time.Until(deadline) > 10*time.Second; attempt++ {
		out, err := c.renew(ctx, r)
		if err != nil || out.ErrorNumber != numberBusy {
			return err
		}
		if err := c.sleep(ctx, time.Duration(attempt)*time.Second); err != nil {
			return err
		}
	}
	return errOverdue
}

// Between renews while there is time for one more request.
func (c *Clockwork) Between(ctx context.Context, r Renewal) error {
	start := c.now()
	for d := time.Second; c.now().Sub(start)+d <= time.Minute; d *= 2 {
		out, err := c.renew(ctx, r)
		if err != nil || out.ErrorNumber != numberBusy {
			return err
		}
		c.clock.Sleep(d)
	}
	return errOverdue
}

// Paced renews at a pace that belongs to the site. No site has a slow one.
//
//want:vppretry9603
func (c *Clockwork) Paced(ctx context.Context, r Renewal) error {
	p := c.pace
	if p == nil {
		p = Even(10 * time.Second)
	}
	for n := 0; n < 25; n++ {
		out, err := c.renew(ctx, r)
		if err != nil || out.ErrorNumber != numberBusy {
			return err
		}
		c.clock.Sleep(p.Wait(n))
	}
	return errOverdue
}

// Given renews at whatever pace it is given.
func (c *Clockwork) Given(ctx context.Context, p Pace, r Renewal) error {
	for n := 0; n < 25; n++ {
		out, err := c.renew(ctx, r)
		if err != nil || out.ErrorNumber != numberBusy {
			return err
		}
		c.clock.Sleep(p.Wait(n))
	}
	return errOverdue
}

// Slept counts what it slept.
func (c *Clockwork) Slept(ctx context.Context, r Renewal) error {
	var slept time.Duration
	for slept < 40*time.Second {
		out, err := c.renew(ctx, r)
		if err != nil || out.ErrorNumber != numberBusy {
			return err
		}
		c.clock.Sleep(8 * time.Second)
		slept += 8 * time.Second
	}
	return errOverdue
}

// Drift says when it will renew, and keeps its word.
//
//want:vppretry9603
func (c *Clockwork) Drift(ctx context.Context, r Renewal) error {
	next := c.now()
	for {
		out, err := c.renew(ctx, r)
		if err != nil || out.ErrorNumber != numberBusy {
			return err
		}
		next = next.Add(45 * time.Second)
		if err := c.sleep(ctx, next.Sub(c.now())); err != nil {
			return err
		}
	}
}
