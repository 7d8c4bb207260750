// Package flows are the ways in which licenses come and go.
package flows

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"example.com/towns/relay/breaker"
	"example.com/towns/relay/bucket"
	"example.com/towns/relay/dial"
	"example.com/towns/relay/heapq"
	"example.com/towns/relay/policy"
	"example.com/towns/relay/wire"
)

// Flows are the ways.
type Flows struct {
	pool  *dial.Pool
	state map[stage]func(context.Context, *job) stage
	sent  atomic.Int64
}

// New makes Flows.
func New(p *dial.Pool) *Flows {
	f := &Flows{pool: p}
	f.state = map[stage]func(context.Context, *job) stage{
		asking: f.ask, holding: f.hold, taking: f.take,
	}
	return f
}

func (f *Flows) send(ctx context.Context, g wire.Grant) error {
	f.sent.Add(1)
	return f.pool.Get().Grant(ctx, g)
}

func nap(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// follow follows a plan.
func follow(ctx context.Context, p policy.Plan, f func(context.Context) error) error {
	for n := 1; ; n++ {
		err := f(ctx)
		act, in := p.Next(n, err)
		if act != policy.Again {
			return err
		}
		if nerr := nap(ctx, in); nerr != nil {
			return errors.Join(err, nerr)
		}
	}
}

// Grant grants by plan.
func (f *Flows) Grant(ctx context.Context, g wire.Grant) error {
	return follow(ctx, policy.Grants, func(ctx context.Context) error { return f.send(ctx, g) })
}

// GrantBulk grants by the plan for bulks.
//
//want:vppretry9603
func (f *Flows) GrantBulk(ctx context.Context, g wire.Grant) error {
	return follow(ctx, policy.Bulk, func(ctx context.Context) error { return f.send(ctx, g) })
}

// GrantBrief grants by the plan for the hasty.
func (f *Flows) GrantBrief(ctx context.Context, g wire.Grant) error {
	return follow(ctx, policy.Brief, func(ctx context.Context) error { return f.send(ctx, g) })
}

// GrantRescue grants by the plan for the desperate.
//
//want:vppretry9616
func (f *Flows) GrantRescue(ctx context.Context, g wire.Grant) error {
	return follow(ctx, policy.Rescue, func(ctx context.Context) error { return f.send(ctx, g) })
}

// RevokeRescue takes back by the plan for the desperate.
func (f *Flows) RevokeRescue(ctx context.Context, g wire.Grant) error {
	return follow(ctx, policy.Rescue, func(ctx context.Context) error { return f.pool.Get().Revoke(ctx, g) })
}

// RevokeImports takes back by the plan for imports.
//
//want:vppretry9603
func (f *Flows) RevokeImports(ctx context.Context, g wire.Grant) error {
	return follow(ctx, policy.Imports, func(ctx context.Context) error { return f.pool.Get().Revoke(ctx, g) })
}

// EnrollRescue enrolls by the plan for the desperate.
func (f *Flows) EnrollRescue(ctx context.Context, user string) error {
	return follow(ctx, policy.Rescue, func(ctx context.Context) error { return f.pool.Get().Enroll(ctx, user) })
}

// stage is a stage of a job.
type stage int

const (
	asking stage = iota
	holding
	taking
	over
)

type job struct {
	g     wire.Grant
	holds int
	err   error
}

func (f *Flows) ask(ctx context.Context, j *job) stage {
	j.err = f.send(ctx, j.g)
	switch wire.Code(j.err) {
	case 9603, 9646:
		return holding
	case 9616:
		return taking
	}
	return over
}

func (f *Flows) hold(ctx context.Context, j *job) stage {
	if j.holds++; j.holds > 4 {
		return over
	}
	if nap(ctx, time.Duration(j.holds)*time.Second) != nil {
		return over
	}
	return asking
}

func (f *Flows) take(ctx context.Context, j *job) stage {
	if err := f.pool.Get().Revoke(ctx, j.g); err != nil {
		return over
	}
	j.err = nil
	return over
}

// Staged goes from stage to stage.
func (f *Flows) Staged(ctx context.Context, g wire.Grant) error {
	j := &job{g: g}
	for s := asking; s != over; {
		s = f.state[s](ctx, j)
	}
	return j.err
}

// Tracked gives each attempt an ID, which makes it no other request.
//
//want:vppretry9603
func (f *Flows) Tracked(ctx context.Context, g wire.Grant) (err error) {
	for n := range 15 {
		g.ID = fmt.Sprintf("relay-%d", n)
		if err = f.send(ctx, g); !wire.Temporary(err) {
			return err
		}
		if err := nap(ctx, time.Duration(1+n)*time.Second); err != nil {
			return err
		}
	}
	return err
}

// TrackedFive does so five times.
func (f *Flows) TrackedFive(ctx context.Context, g wire.Grant) (err error) {
	for n := range 5 {
		g.ID = fmt.Sprintf("relay-%d", n)
		if err = f.send(ctx, g); !wire.Temporary(err) {
			return err
		}
		if err := nap(ctx, time.Duration(1+n)*time.Second); err != nil {
			return err
		}
	}
	return err
}

// Broken has a breaker that stays on the alert.
func (f *Flows) Broken(ctx context.Context, g wire.Grant) error {
	return f.behind(ctx, breaker.New(5, 5*time.Minute), func() error { return f.send(ctx, g) })
}

// BrokenForgetful has one that forgets.
//
//want:vppretry9603
func (f *Flows) BrokenForgetful(ctx context.Context, g wire.Grant) error {
	return f.behind(ctx, breaker.NewForgetful(5, 5*time.Minute), func() error { return f.send(ctx, g) })
}

// BrokenLate has one that opens late.
func (f *Flows) BrokenLate(ctx context.Context, g wire.Grant) error {
	return f.behind(ctx, breaker.New(6, 5*time.Minute), func() error { return f.send(ctx, g) })
}

// behind sends from behind a breaker.
func (f *Flows) behind(ctx context.Context, b *breaker.Breaker, send func() error) error {
	for {
		err := b.Do(send, wire.Busy)
		wait := time.Second
		if open, ok := errors.AsType[*breaker.Open](err); ok {
			wait = open.For
		} else if !wire.Busy(err) {
			return err
		}
		if nerr := nap(ctx, wait); nerr != nil {
			return errors.Join(err, nerr)
		}
	}
}

// Dripping lets the bucket see to the pauses.
func (f *Flows) Dripping(ctx context.Context, g wire.Grant) error {
	b := bucket.New(4, 3*time.Minute)
	for {
		if err := b.Wait(ctx); err != nil {
			return err
		}
		if err := f.send(ctx, g); !wire.Busy(err) {
			return err
		}
	}
}

// Pouring has a bigger bucket.
func (f *Flows) Pouring(ctx context.Context, g wire.Grant) error {
	b := bucket.New(6, 3*time.Minute)
	for {
		if err := b.Wait(ctx); err != nil {
			return err
		}
		if err := f.send(ctx, g); !wire.Busy(err) {
			return err
		}
	}
}

// Rearmed arms a timer again while Apple is busy.
//
//want:vppretry9603
func (f *Flows) Rearmed(ctx context.Context, g wire.Grant) error {
	out := make(chan error, 1)
	var fire func()
	fire = func() {
		err := f.send(ctx, g)
		if wire.Busy(err) {
			time.AfterFunc(25*time.Second, fire)
			return
		}
		out <- err
	}
	fire()
	select {
	case err := <-out:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// RearmedSlowly arms it for minutes.
func (f *Flows) RearmedSlowly(ctx context.Context, g wire.Grant) error {
	out := make(chan error, 1)
	var fire func()
	fire = func() {
		err := f.send(ctx, g)
		if wire.Busy(err) {
			time.AfterFunc(4*time.Minute, fire)
			return
		}
		out <- err
	}
	fire()
	select {
	case err := <-out:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Heaped has a heap of grants, each with its date.
func (f *Flows) Heaped(ctx context.Context, grants ...wire.Grant) {
	q := heapq.New[wire.Grant]()
	for _, g := range grants {
		q.Add(g)
	}
	for it := range q.Due(ctx) {
		err := f.send(ctx, it.V)
		it.N++
		if act, in := policy.Grants.Next(it.N, err); act == policy.Again {
			q.Put(it, in)
		} else if q.Len() == 0 {
			return
		}
	}
}

// HeapedFast has dates that are close.
//
//want:vppretry9603
func (f *Flows) HeapedFast(ctx context.Context, grants ...wire.Grant) {
	q := heapq.New[wire.Grant]()
	for _, g := range grants {
		q.Add(g)
	}
	for it := range q.Due(ctx) {
		if err := f.send(ctx, it.V); wire.Temporary(err) {
			it.N++
			q.Put(it, min(time.Duration(it.N*it.N)*time.Second, 30*time.Second))
		} else if q.Len() == 0 {
			return
		}
	}
}

// HeapedTwice puts what came at a bad time on the heap once more.
func (f *Flows) HeapedTwice(ctx context.Context, grants ...wire.Grant) {
	q := heapq.New[wire.Grant]()
	for _, g := range grants {
		q.Add(g)
	}
	for it := range q.Due(ctx) {
		if err := f.send(ctx, it.V); wire.Temporary(err) && it.N == 0 {
			it.N++
			q.Put(it, time.Hour)
		} else if q.Len() == 0 {
			return
		}
	}
}

// Rotating tries other apps when one is had.
func (f *Flows) Rotating(ctx context.Context, serial string, apps []string) (string, error) {
	for _, app := range apps {
		err := f.send(ctx, wire.To(app, serial))
		if err == nil {
			return app, nil
		}
		if c := wire.Code(err); c != 9616 && c != 9610 {
			return "", err
		}
	}
	return "", errors.New("nothing to be had")
}

// Await polls an event.
func (f *Flows) Await(ctx context.Context, event string) (string, error) {
	for {
		s, err := f.pool.Get().State(ctx, event)
		if err != nil || s != "PENDING" {
			return s, err
		}
		if err := nap(ctx, time.Second); err != nil {
			return "", err
		}
	}
}

// Online grants when there is a network at last.
func (f *Flows) Online(ctx context.Context, g wire.Grant) error {
again:
	err := f.send(ctx, g)
	if err != nil && wire.Code(err) == 0 {
		if err := nap(ctx, 2*time.Second); err != nil {
			return err
		}
		goto again
	}
	return err
}

// Dogged grants with a goto.
//
//want:vppretry9603 vppretry9616
func (f *Flows) Dogged(ctx context.Context, g wire.Grant) error {
	deadline := time.Now().Add(10 * time.Minute)
again:
	err := f.send(ctx, g)
	if err != nil && time.Now().Before(deadline) {
		if err := nap(ctx, 2*time.Second); err != nil {
			return err
		}
		goto again
	}
	return err
}

// Reissue takes a grant back when it is had and grants it anew.
func (f *Flows) Reissue(ctx context.Context, g wire.Grant) error {
	err := f.send(ctx, g)
	if wire.Code(err) != 9616 {
		return err
	}
	if err := f.pool.Get().Revoke(ctx, g); err != nil {
		return err
	}
	return f.send(ctx, g)
}
