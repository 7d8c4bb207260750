// Package people keeps users in step.
package people

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"time"

	"example.com/towns/brook/cron"
	"example.com/towns/brook/fault"
	"example.com/towns/brook/retry"
	"example.com/towns/brook/verdict"
	"example.com/towns/brook/vpp"
)

// Sync keeps users in step.
type Sync struct {
	api  *vpp.Client
	opts func() []retry.Option
	acts map[string]func(context.Context, ...string) (vpp.Event, error)
}

// New makes a Sync.
func New(api *vpp.Client) *Sync {
	s := &Sync{api: api}
	s.opts = sync.OnceValue(func() []retry.Option {
		return []retry.Option{retry.Attempts(12), retry.Backoff(time.Second, 10*time.Second)}
	})
	s.acts = map[string]func(context.Context, ...string) (vpp.Event, error){
		"create": api.CreateUsers,
		"retire": api.RetireUsers,
	}
	return s
}

// Act creates or retires users.
//
//want:vppretry9603
func (s *Sync) Act(ctx context.Context, ids ...string) error {
	for _, what := range slices.Sorted(maps.Keys(s.acts)) {
		_, err := retry.Do(ctx, retry.New(s.opts()...), func(ctx context.Context) (vpp.Event, error) {
			return s.acts[what](ctx, ids...)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// ActLess does so with fewer attempts.
func (s *Sync) ActLess(ctx context.Context, ids ...string) error {
	for _, what := range slices.Sorted(maps.Keys(s.acts)) {
		_, err := retry.Do(ctx, retry.New(append(s.opts(), retry.Attempts(6))...), func(ctx context.Context) (vpp.Event, error) {
			return s.acts[what](ctx, ids...)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// Create creates hopefully; a user is no license.
func (s *Sync) Create(ctx context.Context, ids ...string) error {
	_, err := retry.Do(ctx, retry.New(retry.Judge(verdict.Hopeful), retry.Attempts(3)), func(ctx context.Context) (vpp.Event, error) {
		return s.api.CreateUsers(ctx, ids...)
	})
	return err
}

// Chunked creates in chunks; what was refused is cut in two.
func (s *Sync) Chunked(ctx context.Context, ids ...string) (bad []string) {
	for c := range slices.Chunk(ids, 25) {
		if _, err := s.api.CreateUsers(ctx, c...); err == nil {
			continue
		}
		if len(c) == 1 {
			bad = append(bad, c[0])
			continue
		}
		bad = append(bad, s.Chunked(ctx, c[:len(c)/2]...)...)
		bad = append(bad, s.Chunked(ctx, c[len(c)/2:]...)...)
	}
	return bad
}

// Await waits for an event, and for the service.
func (s *Sync) Await(ctx context.Context, event string) (vpp.Event, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, 100*time.Second, errors.New("no news"))
	defer cancel()
	for {
		ev, err := s.api.Status(ctx, event)
		if err == nil {
			return ev, nil
		}
		if serr := retry.Sleep(ctx, 20*time.Second); serr != nil {
			return ev, errors.Join(serr, err)
		}
	}
}

// AwaitDone polls an event until it is over.
func (s *Sync) AwaitDone(ctx context.Context, event string) error {
	for {
		ev, err := s.api.Status(ctx, event)
		if err != nil || ev.Status != "PENDING" {
			return err
		}
		if err := retry.Sleep(ctx, 2*time.Second); err != nil {
			return err
		}
	}
}

// Watch lists the assets every half minute, whatever the answer.
func (s *Sync) Watch(ctx context.Context, f func(vpp.Asset)) {
	cron.Every(ctx, 30*time.Second, func(ctx context.Context) error {
		for a, err := range vpp.All(ctx, s.api) {
			if err != nil {
				return err
			}
			f(a)
		}
		return nil
	})
}

// List lists the assets; a page that could not be had is asked for again.
func (s *Sync) List(ctx context.Context) (out []vpp.Asset, err error) {
	for page, total := 0, 1; page < total; page++ {
		p, err := retry.Do(ctx, retry.New(), func(ctx context.Context) (vpp.Page, error) { return s.api.Assets(ctx, page) })
		if err != nil {
			return out, err
		}
		out, total = append(out, p.Assets...), p.TotalPages
	}
	return out, nil
}

// Release retires, takes back, and tells whether all is well.
func (s *Sync) Release(ctx context.Context, o vpp.Order, id string) (ok bool) {
	for _, f := range []func() error{
		func() error { _, err := s.api.Disassociate(ctx, o); return err },
		func() error { _, err := s.api.RetireUsers(ctx, id); return err },
	} {
		for range 2 {
			if err := f(); err == nil || !errors.Is(err, fault.ErrBusy) {
				ok = err == nil
				break
			}
		}
	}
	return ok
}
