// Package inbox works off what comes in.
package inbox

import (
	"context"
	"time"

	"example.com/serversa/kestrel/api"
	"example.com/serversa/kestrel/outcome"
)

// Item is a thing to work off and how often that was tried.
type Item[T any] struct {
	What  T
	Tries int
}

// Consume hands each item to handle; where that fails, again says when the item
// comes in once more.
func Consume[T any](ctx context.Context, in chan Item[T], handle func(context.Context, T) error, again func(Item[T], error) (time.Duration, bool)) {
	for {
		select {
		case <-ctx.Done():
			return
		case it := <-in:
			err := handle(ctx, it.What)
			if err == nil {
				continue
			}
			it.Tries++
			if d, ok := again(it, err); ok {
				time.AfterFunc(d, func() {
					select {
					case in <- it:
					case <-ctx.Done():
					}
				})
			}
		}
	}
}

// Inbox takes assignments.
type Inbox struct {
	api *api.Client
	in  chan Item[api.Assignment]
}

// New returns an Inbox.
func New(c *api.Client) *Inbox { return &Inbox{api: c, in: make(chan Item[api.Assignment], 8)} }

// Put puts an assignment in.
func (b *Inbox) Put(a api.Assignment) { b.in <- Item[api.Assignment]{What: a} }

func (b *Inbox) send(ctx context.Context, a api.Assignment) error {
	_, err := b.api.Associate(ctx, a)
	return err
}

// Run works off, for minutes where it has to be.
func (b *Inbox) Run(ctx context.Context) {
	Consume(ctx, b.in, b.send, func(it Item[api.Assignment], err error) (time.Duration, bool) {
		if it.Tries > 4 {
			return 5 * time.Minute, outcome.Passing(err)
		}
		return time.Second << it.Tries, outcome.Passing(err)
	})
}

// RunHard works off, every ten seconds.
//
//want:vppretry9603 vppretry9616
func (b *Inbox) RunHard(ctx context.Context) {
	Consume(ctx, b.in, b.send, func(Item[api.Assignment], error) (time.Duration, bool) { return 10 * time.Second, true })
}

// RunTwice works off and gives each a second chance.
//
//want:vppretry9616
func (b *Inbox) RunTwice(ctx context.Context) {
	Consume(ctx, b.in, b.send, func(it Item[api.Assignment], _ error) (time.Duration, bool) { return time.Hour, it.Tries < 2 })
}

// RunBackwards works off and has its condition the wrong way round: early
// failures rest for minutes, late ones for seconds.
//
//want:vppretry9603
func (b *Inbox) RunBackwards(ctx context.Context) {
	Consume(ctx, b.in, b.send, func(it Item[api.Assignment], err error) (time.Duration, bool) {
		if it.Tries < 5 {
			return 5 * time.Minute, outcome.Passing(err)
		}
		return 5 * time.Second, outcome.Passing(err)
	})
}
