// Package rollout rolls apps out to a whole company, in waves.
package rollout

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"time"

	"example.com/loopsb/rollout/again"
	"example.com/loopsb/rollout/apple"
)

// Wave is a part of the devices.
type Wave struct {
	Name    string
	Apps    []string
	Serials []string
}

// Roller rolls out.
type Roller struct {
	Client *apple.Client
	Log    *slog.Logger
}

func (r *Roller) requests(w Wave) (reqs []apple.Request) {
	for _, app := range w.Apps {
		for part := range slices.Chunk(w.Serials, 20) {
			reqs = append(reqs, apple.Request{AdamID: app, Serials: part})
		}
	}
	return reqs
}

// First rolls out the first wave, with what the helper thinks is right.
//
//want:vppretry9603 vppretry9616
func (r *Roller) First(ctx context.Context, w Wave) (events []string, err error) {
	for _, req := range r.requests(w) {
		rec, rerr := again.Get(ctx, func(ctx context.Context) (*apple.Receipt, error) { return r.Client.Associate(ctx, req) })
		if rerr != nil {
			err = errors.Join(err, fmt.Errorf("wave %s: %s: %w", w.Name, req.AdamID, rerr))
			continue
		}
		events = append(events, rec.EventID)
	}
	return events, err
}

// Second rolls out the second wave, for which the helper has been told more.
func (r *Roller) Second(ctx context.Context, w Wave) (events []string, err error) {
	transient := func(err error) bool { return apple.ClassOf(err) == apple.Transient }
	for _, req := range r.requests(w) {
		rec, rerr := again.Get(ctx, func(ctx context.Context) (*apple.Receipt, error) { return r.Client.Associate(ctx, req) },
			again.Times(5), again.If(transient), again.OnError(func(n int, err error) { r.Log.WarnContext(ctx, "again", "n", n, "err", err) }))
		if rerr != nil {
			err = errors.Join(err, fmt.Errorf("wave %s: %s: %w", w.Name, req.AdamID, rerr))
			continue
		}
		events = append(events, rec.EventID)
	}
	return events, err
}

// Third has more attempts, and longer waits, but not long enough.
//
//want:vppretry9603
func (r *Roller) Third(ctx context.Context, req apple.Request) error {
	return again.Do(ctx, func(ctx context.Context) error {
		_, err := r.Client.Associate(ctx, req)
		if apple.ClassOf(err) == apple.Duplicate {
			return again.Stop(err)
		}
		return err
	}, again.Waits(time.Second, 5*time.Second, 25*time.Second), again.Times(30))
}

// Fourth lets the helper be safe.
func (r *Roller) Fourth(ctx context.Context, req apple.Request) error {
	worth := func(err error) bool {
		var e *apple.Error
		return errors.As(err, &e) && e.Number == 9603
	}
	return again.Do(ctx, func(ctx context.Context) error {
		_, err := r.Client.Associate(ctx, req)
		return err
	}, again.Safe(worth)...)
}

// Fifth adds something to that, which makes it less so.
//
//want:vppretry9603
func (r *Roller) Fifth(ctx context.Context, req apple.Request) error {
	opts := again.Safe(func(err error) bool { return apple.ClassOf(err) == apple.Transient })
	opts = append(opts, again.Waits(10*time.Second))
	return again.Do(ctx, func(ctx context.Context) error {
		_, err := r.Client.Associate(ctx, req)
		return err
	}, opts...)
}

// Sixth calls what is careful from what is not: 5 attempts, three times.
//
//want:vppretry9603
func (r *Roller) Sixth(ctx context.Context, req apple.Request) error {
	return again.Do(ctx, func(ctx context.Context) error {
		_, err := r.Client.Careful(ctx, req)
		return err
	}, again.Times(3), again.If(func(err error) bool { return apple.ClassOf(err) == apple.Transient }))
}

// Seventh is careful once, and then waits for a quarter of an hour.
func (r *Roller) Seventh(ctx context.Context, req apple.Request) error {
	_, err := r.Client.Careful(ctx, req)
	for apple.ClassOf(err) == apple.Transient {
		time.Sleep(15 * time.Minute)
		_, err = r.Client.Associate(ctx, req)
	}
	return err
}

// Last records what is left over. Only the file is written more than once.
func (r *Roller) Last(ctx context.Context, req apple.Request, path string) error {
	_, err := r.Client.Associate(ctx, req)
	if err == nil {
		return nil
	}
	return again.Do(ctx, func(context.Context) error {
		return os.WriteFile(path, []byte(fmt.Sprintf("%s\t%v\n", req.AdamID, err)), 0o600)
	}, again.Times(20))
}

// LastNot does both at the same time.
//
//want:vppretry9616
func (r *Roller) LastNot(ctx context.Context, req apple.Request, note func(string) error) error {
	return again.Do(ctx, func(ctx context.Context) error {
		_, err := r.Client.Associate(ctx, req)
		if err != nil {
			err = errors.Join(err, note(fmt.Sprintf("%s: %v", req.AdamID, err)))
		}
		return err
	}, again.Times(4), again.Waits(time.Minute))
}
