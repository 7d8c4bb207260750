// Package kqueue assigns from work queues of k8s.io/client-go/util/workqueue.
package kqueue

import (
	"context"
	"log/slog"
	"time"

	"golang.org/x/time/rate"
	"k8s.io/client-go/util/workqueue"

	"example.com/serversa/libs/storefront"
)

// Key is what a queue holds.
type Key struct{ AdamID, Serial string }

func (k Key) grant() storefront.Grant { return storefront.ToDevice(k.AdamID, k.Serial) }

// Controller keeps devices and licenses together.
type Controller struct {
	store *storefront.Store
	queue workqueue.TypedRateLimitingInterface[Key]
}

// NewController returns a Controller with the usual rate limiter.
func NewController(store *storefront.Store) *Controller {
	return &Controller{store: store, queue: workqueue.NewTypedRateLimitingQueue(workqueue.DefaultTypedControllerRateLimiter[Key]())}
}

// Enqueue hands a key in.
func (c *Controller) Enqueue(k Key) { c.queue.Add(k) }

// Run works until the context ends.
func (c *Controller) Run(ctx context.Context) {
	defer context.AfterFunc(ctx, c.queue.ShutDown)()
	for c.next(ctx) {
	}
}

// next works one key off.
//
//want:vppretry9603 vppretry9616
func (c *Controller) next(ctx context.Context) bool {
	k, quit := c.queue.Get()
	if quit {
		return false
	}
	defer c.queue.Done(k)
	if err := c.sync(ctx, k); err != nil {
		slog.Warn("sync", "key", k, "err", err)
		c.queue.AddRateLimited(k)
		return true
	}
	c.queue.Forget(k)
	return true
}

func (c *Controller) sync(ctx context.Context, k Key) error {
	_, err := c.store.Grant(ctx, k.grant())
	return err
}

// Careful is a controller that looks at the reason.
type Careful struct {
	store *storefront.Store
	queue workqueue.TypedRateLimitingInterface[Key]
}

// NewCareful returns a Careful that is fast five times and slow from then on.
func NewCareful(store *storefront.Store) *Careful {
	lim := workqueue.NewTypedItemFastSlowRateLimiter[Key](2*time.Second, 10*time.Minute, 5)
	return &Careful{store: store, queue: workqueue.NewTypedRateLimitingQueue(lim)}
}

// Enqueue hands a key in.
func (c *Careful) Enqueue(k Key) { c.queue.Add(k) }

// Run works until the context ends.
func (c *Careful) Run(ctx context.Context) {
	defer context.AfterFunc(ctx, c.queue.ShutDown)()
	for {
		k, quit := c.queue.Get()
		if quit {
			return
		}
		c.one(ctx, k)
	}
}

func (c *Careful) one(ctx context.Context, k Key) {
	defer c.queue.Done(k)
	_, err := c.store.Grant(ctx, k.grant())
	if storefront.IsBusy(err) {
		c.queue.AddRateLimited(k)
		return
	}
	c.queue.Forget(k)
}

// DrainFastSlow is fast twenty times.
//
//want:vppretry9603
func DrainFastSlow(ctx context.Context, store *storefront.Store, keys ...Key) {
	q := workqueue.NewTypedRateLimitingQueue(workqueue.NewTypedItemFastSlowRateLimiter[Key](2*time.Second, 10*time.Minute, 20))
	defer context.AfterFunc(ctx, q.ShutDown)()
	for _, k := range keys {
		q.Add(k)
	}
	for {
		k, quit := q.Get()
		if quit {
			return
		}
		if _, err := store.Grant(ctx, k.grant()); storefront.IsBusy(err) {
			q.AddRateLimited(k)
		} else {
			q.Forget(k)
		}
		q.Done(k)
	}
}

// DrainCounted drops what has come back often enough.
func DrainCounted(ctx context.Context, store *storefront.Store, keys ...Key) {
	q := workqueue.NewTypedRateLimitingQueue(workqueue.DefaultTypedItemBasedRateLimiter[Key]())
	defer context.AfterFunc(ctx, q.ShutDown)()
	for _, k := range keys {
		q.Add(k)
	}
	for {
		k, quit := q.Get()
		if quit {
			return
		}
		_, err := store.Grant(ctx, k.grant())
		if storefront.IsBusy(err) && q.NumRequeues(k) < 5 {
			q.AddRateLimited(k)
		} else {
			q.Forget(k)
		}
		q.Done(k)
	}
}

// DrainCountedAny counts as well, whatever the reason.
//
//want:vppretry9616
func DrainCountedAny(ctx context.Context, store *storefront.Store, keys ...Key) {
	q := workqueue.NewTypedRateLimitingQueue(workqueue.DefaultTypedItemBasedRateLimiter[Key]())
	defer context.AfterFunc(ctx, q.ShutDown)()
	for _, k := range keys {
		q.Add(k)
	}
	for {
		k, quit := q.Get()
		if quit {
			return
		}
		_, err := store.Grant(ctx, k.grant())
		if err != nil && q.NumRequeues(k) < 4 {
			q.AddRateLimited(k)
		} else {
			q.Forget(k)
		}
		q.Done(k)
	}
}

// DrainForgetful forgets too early: each wait is the first.
//
//want:vppretry9603
func DrainForgetful(ctx context.Context, store *storefront.Store, keys ...Key) {
	q := workqueue.NewTypedRateLimitingQueue(workqueue.NewTypedItemExponentialFailureRateLimiter[Key](5*time.Second, time.Hour))
	defer context.AfterFunc(ctx, q.ShutDown)()
	for _, k := range keys {
		q.Add(k)
	}
	for {
		k, quit := q.Get()
		if quit {
			return
		}
		q.Forget(k)
		if _, err := store.Grant(ctx, k.grant()); storefront.IsBusy(err) {
			q.AddRateLimited(k)
		}
		q.Done(k)
	}
}

// DrainExponential doubles from five seconds up to an hour.
func DrainExponential(ctx context.Context, store *storefront.Store, keys ...Key) {
	q := workqueue.NewTypedRateLimitingQueue(workqueue.NewTypedItemExponentialFailureRateLimiter[Key](5*time.Second, time.Hour))
	defer context.AfterFunc(ctx, q.ShutDown)()
	for _, k := range keys {
		q.Add(k)
	}
	for {
		k, quit := q.Get()
		if quit {
			return
		}
		if _, err := store.Grant(ctx, k.grant()); storefront.IsBusy(err) {
			q.AddRateLimited(k)
		} else {
			q.Forget(k)
		}
		q.Done(k)
	}
}

// DrainAfter waits a fixed time.
//
//want:vppretry9603
func DrainAfter(ctx context.Context, store *storefront.Store, keys ...Key) {
	q := workqueue.NewTypedDelayingQueue[Key]()
	defer context.AfterFunc(ctx, q.ShutDown)()
	for _, k := range keys {
		q.Add(k)
	}
	for {
		k, quit := q.Get()
		if quit {
			return
		}
		if _, err := store.Grant(ctx, k.grant()); storefront.IsBusy(err) {
			q.AddAfter(k, 25*time.Second)
		}
		q.Done(k)
	}
}

// DrainAfterMinutes waits for minutes.
func DrainAfterMinutes(ctx context.Context, store *storefront.Store, keys ...Key) {
	q := workqueue.NewTypedDelayingQueue[Key]()
	defer context.AfterFunc(ctx, q.ShutDown)()
	for _, k := range keys {
		q.Add(k)
	}
	for {
		k, quit := q.Get()
		if quit {
			return
		}
		if _, err := store.Grant(ctx, k.grant()); storefront.IsBusy(err) {
			q.AddAfter(k, 5*time.Minute)
		}
		q.Done(k)
	}
}

// DrainCapped clips the doubling at half a minute, below a bucket.
//
//want:vppretry9603
func DrainCapped(ctx context.Context, store *storefront.Store, keys ...Key) {
	lim := workqueue.NewTypedMaxOfRateLimiter(
		workqueue.NewTypedItemExponentialFailureRateLimiter[Key](time.Second, 30*time.Second),
		&workqueue.TypedBucketRateLimiter[Key]{Limiter: rate.NewLimiter(1, 10)},
	)
	q := workqueue.NewTypedRateLimitingQueue(lim)
	defer context.AfterFunc(ctx, q.ShutDown)()
	for _, k := range keys {
		q.Add(k)
	}
	for {
		k, quit := q.Get()
		if quit {
			return
		}
		if _, err := store.Grant(ctx, k.grant()); storefront.IsBusy(err) {
			q.AddRateLimited(k)
		} else {
			q.Forget(k)
		}
		q.Done(k)
	}
}

// DrainOnce leaves what failed to the next sweep, which is somebody else's.
func DrainOnce(ctx context.Context, store *storefront.Store, keys ...Key) (failed []Key) {
	q := workqueue.NewTyped[Key]()
	for _, k := range keys {
		q.Add(k)
	}
	q.ShutDown()
	for {
		k, quit := q.Get()
		if quit {
			return failed
		}
		if _, err := store.Grant(ctx, k.grant()); err != nil {
			failed = append(failed, k)
		}
		q.Done(k)
	}
}
