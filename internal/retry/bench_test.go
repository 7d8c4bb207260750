package retry_test

import (
	"testing"

	"github.com/vpplint/vpplint/internal/retry"
)

// benchmarked is a retry of each common kind.
const benchmarked = `package p

import (
	"context"
	"time"
)

func Wrong(ctx context.Context, body []byte) (r VPPResponse, err error) {
	for n := 0; n < 10; n++ {
		if r, err = send(ctx, body); err != nil || r.ErrorNumber != 9603 {
			break
		}
		time.Sleep(2 * time.Second)
	}
	return r, err
}

func Right(ctx context.Context, body []byte) (r VPPResponse, err error) {
	for delay := 2 * time.Second; ; delay = min(2*delay, time.Hour) {
		if r, err = send(ctx, body); err != nil || r.ErrorNumber != 9603 {
			return r, err
		}
		select {
		case <-ctx.Done():
			return r, ctx.Err()
		case <-time.After(delay):
		}
	}
}

type helper struct {
	times int
	delay time.Duration
}

func (h helper) do(f func() error) (err error) {
	for range h.times {
		if err = f(); err == nil {
			return nil
		}
		time.Sleep(h.delay)
	}
	return err
}

func Helped(ctx context.Context, body []byte) error {
	return helper{times: 8, delay: time.Second}.do(func() error {
		r, err := send(ctx, body)
		if err == nil && r.ErrorNumber != 0 {
			err = errBusy
		}
		return err
	})
}
`

// BenchmarkReplay measures how many replays there are a second, and what each
// takes.
func BenchmarkReplay(b *testing.B) {
	in := load(b, benchmarked)
	if got := len(retry.Analyze(in, limits).Findings); got != 3 {
		b.Fatalf("%d findings", got)
	}
	b.ReportAllocs()
	runs, steps := 0, 0
	for b.Loop() {
		cost := retry.Analyze(in, limits).Stats
		runs += cost.Runs
		steps += cost.Steps
	}
	b.ReportMetric(float64(runs)/b.Elapsed().Seconds(), "replays/s")
	b.ReportMetric(float64(steps)/float64(runs), "steps/replay")
}
