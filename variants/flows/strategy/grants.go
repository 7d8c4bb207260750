// Package strategy grants licenses. How often and how fast that is tried is a
// matter of strategy.
package strategy

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

// Failure is a failure of the service.
type Failure struct {
	Code int    `json:"errorNumber"`
	Text string `json:"errorMessage"`
}

func (f *Failure) Error() string { return fmt.Sprintf("grant failed (%d)", f.Code) }

// Busy tells whether the service is busy.
func (f *Failure) Busy() bool { return f.Code == 9603 }

// Soft tells whether the failure is not the end of the world.
func (f *Failure) Soft() bool {
	switch f.Code {
	case 9603, 9608, 9610, 9616, 9643:
		return true
	}
	return false
}

// Grant is a license for somebody.
type Grant struct {
	AdamID string `json:"adamIdStr"`
	User   string `json:"clientUserIdStr"`
}

// Grants grants.
type Grants struct {
	URL    string
	Client *http.Client
	named  map[string]Policy
}

// NewGrants returns grants with the policies of the house.
func NewGrants(u string) *Grants {
	return &Grants{URL: u, Client: http.DefaultClient, named: map[string]Policy{
		"lesson": {Max: 10, Delay: Constant(5 * time.Second).Of, Retry: (*Failure).Busy},
		"exam":   {Max: 5, Delay: Constant(5 * time.Second).Of, Retry: (*Failure).Busy},
	}}
}

func (g *Grants) grant(ctx context.Context, in Grant) error {
	var buf bytes.Buffer
	if err := json.NewEncoder(&buf).Encode(in); err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, g.URL+"/grants", &buf)
	if err != nil {
		return err
	}
	resp, err := g.Client.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	f := new(Failure)
	if err := json.NewDecoder(resp.Body).Decode(f); err != nil || f.Code == 0 {
		return err
	}
	return f
}

// Stock follows a policy of its own.
//
//want:vppretry9603
func (g *Grants) Stock(ctx context.Context, in Grant) error {
	p := Policy{Max: 10, Delay: Constant(2 * time.Second).Of, Retry: (*Failure).Busy}
	return p.Run(ctx, func(ctx context.Context) error { return g.grant(ctx, in) })
}

// StockShort follows the same one with fewer attempts.
func (g *Grants) StockShort(ctx context.Context, in Grant) error {
	p := Policy{Max: 10, Delay: Constant(2 * time.Second).Of, Retry: (*Failure).Busy}
	if p.Max > 5 {
		p.Max = 5
	}
	return p.Run(ctx, func(ctx context.Context) error { return g.grant(ctx, in) })
}

// Calm means to be calm.
//
//want:vppretry9603
func (g *Grants) Calm(ctx context.Context, in Grant) error {
	c := calm{Policy{Max: 30, Delay: Constant(2 * time.Second).Of, Retry: (*Failure).Busy}}
	return c.Run(ctx, func(ctx context.Context) error { return g.grant(ctx, in) })
}

// Calmer really is.
func (g *Grants) Calmer(ctx context.Context, in Grant) (err error) {
	c := calm{Policy{Max: 30, Delay: Constant(2 * time.Second).Of, Retry: (*Failure).Busy}}
	for n := 1; n <= c.Max; n++ {
		err = g.grant(ctx, in)
		if f, ok := err.(*Failure); !ok || !c.Retry(f) {
			break
		}
		c.Pause(n)
	}
	return err
}

// Soft repeats every failure that is soft.
//
//want:vppretry9616
func (g *Grants) Soft(ctx context.Context, in Grant) error {
	retry := (*Failure).Soft
	p := Policy{Max: 4, Retry: retry, Delay: func(n int) time.Duration { return time.Duration(n) * time.Second }}
	return p.Run(ctx, func(ctx context.Context) error { return g.grant(ctx, in) })
}

// Built builds its policy.
//
//want:vppretry9603
func (g *Grants) Built(ctx context.Context, in Grant) error {
	p, err := NewBuilder().Attempts(8).Every(time.Second).Growing(1.5).On(9603, 9608).Build()
	if err != nil {
		return err
	}
	return p.Run(ctx, func(ctx context.Context) error { return g.grant(ctx, in) })
}

// BuiltSteep builds one that grows faster.
func (g *Grants) BuiltSteep(ctx context.Context, in Grant) error {
	p, err := NewBuilder().Attempts(8).Every(time.Second).Growing(2.5).On(9603, 9608).Build()
	if err != nil {
		return err
	}
	return p.Run(ctx, func(ctx context.Context) error { return g.grant(ctx, in) })
}

// BuiltSafe orders too much, and does not get it.
func (g *Grants) BuiltSafe(ctx context.Context, in Grant) error {
	p := NewBuilder().Attempts(20).Every(10 * time.Second).On(9603).BuildSafe()
	return p.Run(ctx, func(ctx context.Context) error { return g.grant(ctx, in) })
}

// BuiltTaken leaves out the attempts.
//
//want:vppretry9616
func (g *Grants) BuiltTaken(ctx context.Context, in Grant) error {
	p := NewBuilder().Every(2*time.Minute).On(9603, 9616).BuildSafe()
	return p.Run(ctx, func(ctx context.Context) error { return g.grant(ctx, in) })
}

// Lesson follows the policy for lessons.
//
//want:vppretry9603
func (g *Grants) Lesson(ctx context.Context, in Grant) error {
	return g.named["lesson"].Run(ctx, func(ctx context.Context) error { return g.grant(ctx, in) })
}

// Exam follows the policy for exams.
func (g *Grants) Exam(ctx context.Context, in Grant) error {
	return g.named["exam"].Run(ctx, func(ctx context.Context) error { return g.grant(ctx, in) })
}

// Stacked stacks one strategy upon the other.
//
//want:vppretry9603
func (g *Grants) Stacked(ctx context.Context, in Grant) error {
	b := &Counted{Capped{&Doubling{Start: time.Second}, 30 * time.Second}, 20}
	return Wait(ctx, b, func(ctx context.Context) error { return g.grant(ctx, in) }, (*Failure).Busy)
}

// StackedHigh puts the cap elsewhere.
func (g *Grants) StackedHigh(ctx context.Context, in Grant) error {
	b := &Counted{Backoff: Capped{&Doubling{Start: 2 * time.Second}, 10 * time.Minute}, Left: 20}
	return Wait(ctx, b, func(ctx context.Context) error { return g.grant(ctx, in) }, (*Failure).Busy)
}

// Floor has a floor below the waits from the fifth one on.
func (g *Grants) Floor(ctx context.Context, in Grant) error {
	b := &Floored{Backoff: Constant(4 * time.Second), After: 5, Least: 3 * time.Minute}
	return Wait(ctx, b, func(ctx context.Context) error { return g.grant(ctx, in) }, (*Failure).Busy)
}

// CapOverFloor caps what has a floor, which makes the floor useless.
//
//want:vppretry9603
func (g *Grants) CapOverFloor(ctx context.Context, in Grant) error {
	var b Backoff = &Floored{Backoff: Constant(4 * time.Second), After: 5, Least: 3 * time.Minute}
	b = Capped{b, 40 * time.Second}
	return Wait(ctx, b, func(ctx context.Context) error { return g.grant(ctx, in) }, (*Failure).Busy)
}
