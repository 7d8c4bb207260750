// Package spacing spaces requests out. Every team that touched it brought its
// own way of doing so.
package spacing

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"math"
	"math/rand/v2"
	"net/http"
	"time"
)

// Seat is a seat of a volume license.
type Seat struct {
	AdamIDStr    string `json:"adamIdStr"`
	PricingParam string `json:"pricingParam"`
	SerialNumber string `json:"serialNumber"`
}

type answer struct {
	ErrorNumber  int    `json:"errorNumber"`
	ErrorMessage string `json:"errorMessage,omitempty"`
}

const (
	internalError   = 9603
	alreadyAssigned = 9616
)

var errSpaced = errors.New("spacing: not seated")

// Seater seats.
type Seater struct {
	url string
	rng *rand.Rand
	log *slog.Logger
}

// NewSeater returns a seater.
func NewSeater(u string) *Seater {
	return &Seater{url: u, rng: rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 9)), log: slog.New(slog.DiscardHandler)}
}

func (s *Seater) seat(ctx context.Context, in Seat) (int, error) {
	js, err := json.Marshal(in)
	if err != nil {
		return 0, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.url, bytes.NewReader(js))
	if err != nil {
		return 0, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	var a answer
	if err := json.NewDecoder(resp.Body).Decode(&a); err != nil {
		return 0, err
	}
	if a.ErrorNumber != 0 {
		s.log.WarnContext(ctx, "not seated", "seat", in, "number", a.ErrorNumber, "message", a.ErrorMessage)
	}
	return a.ErrorNumber, nil
}

// Fibonacci waits for 1, 1, 2, 3, 5, 8… seconds.
//
//want:vppretry9603
func (s *Seater) Fibonacci(ctx context.Context, in Seat) error {
	a, b := time.Second, time.Second
	for range 12 {
		n, err := s.seat(ctx, in)
		if err != nil || n != internalError {
			return err
		}
		time.Sleep(a)
		a, b = b, a+b
	}
	return errSpaced
}

// FibonacciTens waits for ten times as long.
func (s *Seater) FibonacciTens(ctx context.Context, in Seat) error {
	fib := func() func() time.Duration {
		a, b := 0, 1
		return func() time.Duration {
			a, b = b, a+b
			return time.Duration(a) * 10 * time.Second
		}
	}()
	for range 12 {
		n, err := s.seat(ctx, in)
		if err != nil || n != internalError {
			return err
		}
		time.Sleep(fib())
	}
	return errSpaced
}

// Linear waits ten seconds longer each time.
func (s *Seater) Linear(ctx context.Context, in Seat) error {
	for n := 1; ; n++ {
		num, err := s.seat(ctx, in)
		if err != nil || num != internalError {
			return err
		}
		time.Sleep(time.Duration(n) * 10 * time.Second)
	}
}

// LinearNine waits nine seconds longer.
//
//want:vppretry9603
func (s *Seater) LinearNine(ctx context.Context, in Seat) error {
	for n := 1; ; n++ {
		num, err := s.seat(ctx, in)
		if err != nil || num != internalError {
			return err
		}
		time.Sleep(time.Duration(n) * 9 * time.Second)
	}
}

// Cubic waits for cubes.
func (s *Seater) Cubic(ctx context.Context, in Seat) error {
	for n := 1; n < 40; n++ {
		num, err := s.seat(ctx, in)
		if err != nil || num != internalError {
			return err
		}
		time.Sleep(time.Duration(n*n*n) * time.Second)
	}
	return errSpaced
}

// Quadratic waits for squares.
//
//want:vppretry9603
func (s *Seater) Quadratic(ctx context.Context, in Seat) error {
	for n := 1; n < 40; n++ {
		num, err := s.seat(ctx, in)
		if err != nil || num != internalError {
			return err
		}
		time.Sleep(time.Duration(math.Pow(float64(n), 2)) * time.Second)
	}
	return errSpaced
}

// decorrelated is the backoff that everybody reads about.
func (s *Seater) decorrelated(prev, base, most time.Duration) time.Duration {
	return min(most, base+time.Duration(s.rng.Int64N(int64(prev*3-base))))
}

// Decorrelated is capped at forty seconds.
//
//want:vppretry9603
func (s *Seater) Decorrelated(ctx context.Context, in Seat) error {
	const base = 2 * time.Second
	for n, prev := 0, base; n < 30; n++ {
		num, err := s.seat(ctx, in)
		if err != nil || num != internalError {
			return err
		}
		prev = s.decorrelated(prev, base, 40*time.Second)
		time.Sleep(prev)
	}
	return errSpaced
}

// DecorrelatedWide is capped at ten minutes. Where it is by then is a matter of luck.
func (s *Seater) DecorrelatedWide(ctx context.Context, in Seat) error {
	const base = 2 * time.Second
	for n, prev := 0, base; n < 30; n++ {
		num, err := s.seat(ctx, in)
		if err != nil || num != internalError {
			return err
		}
		prev = s.decorrelated(prev, base, 10*time.Minute)
		time.Sleep(prev)
	}
	return errSpaced
}

// Full is full jitter below half a minute.
//
//want:vppretry9603 vppretry9616
func (s *Seater) Full(ctx context.Context, in Seat) error {
	for n := 0; n < 20; n++ {
		num, err := s.seat(ctx, in)
		if err != nil || num == 0 {
			return err
		}
		ceiling := math.Min(30, math.Pow(2, float64(n)))
		time.Sleep(time.Duration(s.rng.Float64() * ceiling * float64(time.Second)))
	}
	return errSpaced
}

// FullWide is full jitter below a quarter of an hour.
func (s *Seater) FullWide(ctx context.Context, in Seat) error {
	for n := 0; n < 20; n++ {
		num, err := s.seat(ctx, in)
		if err != nil || num != internalError {
			return err
		}
		ceiling := math.Min(900, 2*math.Pow(2, float64(n)))
		time.Sleep(time.Duration(s.rng.Float64() * ceiling * float64(time.Second)))
	}
	return errSpaced
}

// Equal is half fixed and half random: at least a minute from the sixth pause on.
func (s *Seater) Equal(ctx context.Context, in Seat) error {
	for n := 0; n < 15; n++ {
		num, err := s.seat(ctx, in)
		if err != nil || num != internalError {
			return err
		}
		whole := 4 * time.Second << n
		time.Sleep(whole/2 + time.Duration(s.rng.Int64N(int64(whole/2))))
	}
	return errSpaced
}

// EqualSmall never gets beyond fifty seconds.
//
//want:vppretry9603
func (s *Seater) EqualSmall(ctx context.Context, in Seat) error {
	for n := 0; n < 15; n++ {
		num, err := s.seat(ctx, in)
		if err != nil || num != internalError {
			return err
		}
		whole := min(4*time.Second<<n, 50*time.Second)
		time.Sleep(whole/2 + time.Duration(s.rng.Int64N(int64(whole/2))))
	}
	return errSpaced
}

// Percent is a minute and a half, give or take a fifth.
func (s *Seater) Percent(ctx context.Context, in Seat) error {
	for {
		num, err := s.seat(ctx, in)
		if err != nil || num == 0 || num == alreadyAssigned {
			return err
		}
		factor := 0.8 + 0.4*s.rng.Float64()
		time.Sleep(time.Duration(factor * float64(90*time.Second)))
	}
}

// PercentShort is three quarters of a minute, give or take a fifth.
//
//want:vppretry9603
func (s *Seater) PercentShort(ctx context.Context, in Seat) error {
	for {
		num, err := s.seat(ctx, in)
		if err != nil || num == 0 || num == alreadyAssigned {
			return err
		}
		factor := 0.8 + 0.4*s.rng.Float64()
		time.Sleep(time.Duration(factor * float64(45*time.Second)))
	}
}

// Shadowed declares the delay anew where it should be changed.
//
//want:vppretry9603
func (s *Seater) Shadowed(ctx context.Context, in Seat) error {
	delay := 2 * time.Second
	for n := 0; n < 10; n++ {
		num, err := s.seat(ctx, in)
		if err != nil || num != internalError {
			return err
		}
		time.Sleep(delay)
		if n >= 2 {
			delay := min(delay*4, 10*time.Minute)
			s.log.DebugContext(ctx, "slowing down", "delay", delay)
		}
	}
	return errSpaced
}

// Assigned changes it.
func (s *Seater) Assigned(ctx context.Context, in Seat) error {
	delay := 2 * time.Second
	for n := 0; n < 10; n++ {
		num, err := s.seat(ctx, in)
		if err != nil || num != internalError {
			return err
		}
		time.Sleep(delay)
		if n >= 2 {
			delay = min(delay*4, 10*time.Minute)
			s.log.DebugContext(ctx, "slowing down", "delay", delay)
		}
	}
	return errSpaced
}

type growing struct{ current time.Duration }

// next returns the next delay.
func (g growing) next() time.Duration {
	g.current *= 3
	return g.current
}

type growingFor struct {
	growing
	calls int
}

// next returns the next delay, and remembers it.
func (g *growingFor) next() time.Duration {
	g.calls++
	g.current = g.growing.next()
	return g.current
}

// Copied lets a copy grow.
//
//want:vppretry9603
func (s *Seater) Copied(ctx context.Context, in Seat) error {
	g := growing{time.Second}
	for range 20 {
		num, err := s.seat(ctx, in)
		if err != nil || num != internalError {
			return err
		}
		time.Sleep(g.next())
	}
	return errSpaced
}

// Pointed lets the thing itself grow.
func (s *Seater) Pointed(ctx context.Context, in Seat) error {
	g := &growingFor{growing: growing{time.Second}}
	for range 12 {
		num, err := s.seat(ctx, in)
		if err != nil || num != internalError {
			return err
		}
		time.Sleep(g.next())
	}
	return errSpaced
}

// Hopeful starts over with small delays after each quarter of an hour.
//
//want:vppretry9603
func (s *Seater) Hopeful(ctx context.Context, in Seat) error {
	const first = 2 * time.Second
	since, delay := time.Now(), first
	for {
		num, err := s.seat(ctx, in)
		if err != nil || num != internalError {
			return err
		}
		if time.Since(since) > 15*time.Minute {
			since, delay = time.Now(), first
		}
		time.Sleep(delay)
		delay *= 3
	}
}

// Cooling rests for ten minutes after every fifth failure in a row.
//
//want:vppretry9603
func (s *Seater) Cooling(ctx context.Context, in Seat) error {
	row := 0
	for {
		num, err := s.seat(ctx, in)
		if err != nil || num != internalError {
			return err
		}
		if row++; row == 5 {
			row = 0
			time.Sleep(10 * time.Minute)
			continue
		}
		time.Sleep(3 * time.Second)
	}
}

// CoolingFor rests after every failure from the fifth one on.
func (s *Seater) CoolingFor(ctx context.Context, in Seat) error {
	row := 0
	for {
		num, err := s.seat(ctx, in)
		if err != nil || num != internalError {
			return err
		}
		if row++; row >= 5 {
			row = 5
			time.Sleep(10 * time.Minute)
			continue
		}
		time.Sleep(3 * time.Second)
	}
}
