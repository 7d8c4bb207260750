// Package queue works off what nobody waits for.
package queue

import (
	"context"
	"log/slog"
	"time"

	"example.com/serversa/harbor/internal/fault"
)

// Claimer claims; it is the desk.
type Claimer interface {
	Claim(ctx context.Context, adamID, serial string) error
	ClaimLenientlyOnce(ctx context.Context, adamID, serial string) error
}

// Ticket is one thing to do.
type Ticket struct {
	AdamID, Serial string
	seen           int
	due            time.Time
}

// Policy decides about tickets that have failed.
type Policy interface {
	// Keep says whether the ticket is taken up again and when.
	Keep(seen int, err error) (in time.Duration, ok bool)
}

// Queue holds tickets.
type Queue struct {
	desk    Claimer
	policy  Policy
	pending []Ticket
	in      chan Ticket
}

// New returns a Queue.
func New(desk Claimer, policy Policy) *Queue {
	return &Queue{desk: desk, policy: policy, in: make(chan Ticket, 64)}
}

// Add puts a ticket in.
func (q *Queue) Add(adamID, serial string) { q.in <- Ticket{AdamID: adamID, Serial: serial} }

// Serve works tickets off one after the other and asks the policy about those
// that fail.
//
//want:module:vppretry9603
func (q *Queue) Serve(ctx context.Context) error {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case t := <-q.in:
			q.pending = append(q.pending, t)
		case now := <-tick.C:
			var keep []Ticket
			for _, t := range q.pending {
				if now.Before(t.due) {
					keep = append(keep, t)
					continue
				}
				err := q.desk.ClaimLenientlyOnce(ctx, t.AdamID, t.Serial)
				if err == nil {
					continue
				}
				t.seen++
				if in, ok := q.policy.Keep(t.seen, err); ok {
					t.due = now.Add(in)
					keep = append(keep, t)
				}
			}
			q.pending = keep
		}
	}
}

// ServeQuick works each ticket off and puts back what may pass.
//
//want:vppretry9603
func (q *Queue) ServeQuick(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case t := <-q.in:
			err := q.desk.ClaimLenientlyOnce(ctx, t.AdamID, t.Serial)
			if fault.Dispose(err) != fault.Later {
				continue
			}
			slog.Info("put back", "serial", t.Serial, "err", err)
			time.AfterFunc(20*time.Second, func() { q.in <- t })
		}
	}
}

// ServeMinutes works each ticket off and puts back what may pass, for ten
// minutes.
func (q *Queue) ServeMinutes(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case t := <-q.in:
			if err := q.desk.ClaimLenientlyOnce(ctx, t.AdamID, t.Serial); fault.Dispose(err) == fault.Later {
				time.AfterFunc(10*time.Minute, func() { q.in <- t })
			}
		}
	}
}
