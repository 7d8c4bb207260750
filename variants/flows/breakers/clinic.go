// Package breakers assigns apps to the tablets of a clinic, without being a
// burden to the service when it is unwell.
package breakers

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// Answer is an answer of the service.
type Answer struct {
	Status    int8   `json:"status"`
	Number    uint16 `json:"errorNumber"`
	Message   string `json:"errorMessage"`
	ItsIDHash string `json:"itsIdHash"`
}

func (a *Answer) Error() string { return fmt.Sprintf("answer %d", a.Number) }

const (
	unwell uint16 = 9603
	owned  uint16 = 9616
)

// Clinic is a clinic.
type Clinic struct {
	endpoint string
	breaker  *Breaker
	bucket   *Bucket
}

// NewClinic returns a clinic with a breaker whose settings are left to its makers.
func NewClinic(endpoint string) *Clinic {
	return &Clinic{endpoint: endpoint, breaker: NewBreaker(Settings{}), bucket: NewBucket(1, 5)}
}

func (c *Clinic) assign(ctx context.Context, tablet string) error {
	rd := strings.NewReader(`{"adamIdStr":"899130645","associateSerialNumbers":["` + tablet + `"]}`)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.endpoint+"/assign", rd)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	a := &Answer{}
	switch err := json.NewDecoder(resp.Body).Decode(a); {
	case err != nil:
		return err
	case a.Number != 0:
		return a
	}
	return nil
}

func (c *Clinic) is(err error, n uint16) bool {
	var a *Answer
	return errors.As(err, &a) && a.Number == n
}

// guarded assigns if the breaker lets it.
func (c *Clinic) guarded(ctx context.Context, b *Breaker, tablet string) error {
	if err := b.Allow(); err != nil {
		return err
	}
	err := c.assign(ctx, tablet)
	b.Done(!c.is(err, unwell))
	return err
}

// Ward keeps on trying. Its breaker has the default settings.
//
//want:vppretry9603
func (c *Clinic) Ward(ctx context.Context, tablet string) error {
	for {
		err := c.guarded(ctx, c.breaker, tablet)
		if !errors.Is(err, ErrOpen) && !c.is(err, unwell) {
			return err
		}
		select {
		case <-time.After(2 * time.Second):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Surgery keeps on trying with a breaker that stays open for five minutes.
func (c *Clinic) Surgery(ctx context.Context, tablet string) error {
	b := NewBreaker(Settings{Cooldown: 5 * time.Minute})
	for {
		err := c.guarded(ctx, b, tablet)
		if !errors.Is(err, ErrOpen) && !c.is(err, unwell) {
			return err
		}
		select {
		case <-time.After(2 * time.Second):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Intensive has a breaker that needs ten failures.
//
//want:vppretry9603
func (c *Clinic) Intensive(ctx context.Context, tablet string) error {
	b := NewBreaker(Settings{Cooldown: 5 * time.Minute, Threshold: 10})
	for {
		err := c.guarded(ctx, b, tablet)
		if !errors.Is(err, ErrOpen) && !c.is(err, unwell) {
			return err
		}
		select {
		case <-time.After(2 * time.Second):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Reception gives up when the breaker is open for the first time.
func (c *Clinic) Reception(ctx context.Context, tablet string) error {
	b := NewBreaker(Settings{Threshold: 6})
	for {
		err := c.guarded(ctx, b, tablet)
		if errors.Is(err, ErrOpen) {
			return fmt.Errorf("%s: %w", tablet, err)
		}
		if !c.is(err, unwell) {
			return err
		}
		time.Sleep(time.Second)
	}
}

// Laboratory gives up as well, if it ever gets that far.
//
//want:vppretry9603 vppretry9616
func (c *Clinic) Laboratory(ctx context.Context, tablet string) error {
	b := NewBreaker(Settings{Threshold: 6})
	for {
		if err := b.Allow(); err != nil {
			return fmt.Errorf("%s: %w", tablet, err)
		}
		err := c.assign(ctx, tablet)
		if err == nil {
			return nil
		}
		if a := (*Answer)(nil); !errors.As(err, &a) {
			b.Done(false)
		}
		time.Sleep(time.Second)
	}
}

// Pharmacy has a breaker with growing cool-downs: 20s, 80s, 320s…
func (c *Clinic) Pharmacy(ctx context.Context, tablet string) error {
	b := NewBreaker(Settings{Threshold: 3, Cooldown: 20 * time.Second, Growth: 4})
	for tries := 0; tries < 10000; tries++ {
		switch err := c.guarded(ctx, b, tablet); {
		case errors.Is(err, ErrOpen), c.is(err, unwell):
			time.Sleep(4 * time.Second)
		default:
			return err
		}
	}
	return ErrOpen
}

// Kitchen has one with cool-downs that grow from a second.
//
//want:vppretry9603
func (c *Clinic) Kitchen(ctx context.Context, tablet string) error {
	b := NewBreaker(Settings{Threshold: 3, Cooldown: time.Second, Growth: 2})
	for tries := 0; tries < 10000; tries++ {
		switch err := c.guarded(ctx, b, tablet); {
		case errors.Is(err, ErrOpen), c.is(err, unwell):
			time.Sleep(time.Second)
		default:
			return err
		}
	}
	return ErrOpen
}

// Radiology counts whatever the service says as a failure of the breaker, and
// asks again as soon as it is closed.
//
//want:vppretry9616
func (c *Clinic) Radiology(ctx context.Context, tablet string) error {
	b := NewBreaker(Settings{Threshold: 1, Cooldown: 3 * time.Minute})
	for {
		if b.Allow() == nil {
			err := c.assign(ctx, tablet)
			if b.Done(err == nil) == Closed {
				return err
			}
		}
		time.Sleep(15 * time.Second)
	}
}

// Cafeteria drips from its bucket: five at once, and then one a second.
//
//want:vppretry9603
func (c *Clinic) Cafeteria(ctx context.Context, tablet string) error {
	for n := 0; n < 40; n++ {
		time.Sleep(c.bucket.Reserve())
		if err := c.assign(ctx, tablet); !c.is(err, unwell) {
			return err
		}
	}
	return ErrOpen
}

// Garden drips slowly: five at once, and then one every ninety seconds.
func (c *Clinic) Garden(ctx context.Context, tablet string) error {
	slow := NewBucket(1.0/90, 5)
	for {
		time.Sleep(slow.Reserve())
		if err := c.assign(ctx, tablet); !c.is(err, unwell) {
			return err
		}
	}
}

// Parking has eight drops in its bucket, which is more than enough.
//
//want:vppretry9603
func (c *Clinic) Parking(ctx context.Context, tablet string) error {
	slow := NewBucket(1.0/90, 8)
	for {
		time.Sleep(slow.Reserve())
		if err := c.assign(ctx, tablet); !c.is(err, unwell) {
			return err
		}
	}
}

// Entrance takes a drop for each tablet, not for each attempt. What the owner
// has is not asked for again.
func (c *Clinic) Entrance(ctx context.Context, tablets []string) (left []string) {
	for _, t := range tablets {
		time.Sleep(c.bucket.Reserve())
		if err := c.assign(ctx, t); err != nil && !c.is(err, owned) {
			left = append(left, t)
		}
	}
	return left
}
