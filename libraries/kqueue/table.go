//lint:file-ignore SA1019 what is deprecated is in use, too

// Package kqueue is the table of k8s.io/client-go/util/workqueue: controllers,
// and functions that drain a queue of their own.
package kqueue

import (
	"context"
	"time"

	"golang.org/x/time/rate"
	"k8s.io/client-go/util/workqueue"

	"github.com/vpplint/vpplint/libraries/vpp"
)

// Table is what queues and limiters do with one key.
type Table struct {
	VPP *vpp.Client
}

// key is what queues hold.
type key string

// queue is one with a limiter.
type queue = workqueue.TypedRateLimitingInterface[key]

// controller assigns what comes through its queue.
type controller struct {
	vpp   *vpp.Client
	queue queue
}

// newController has the limiter that controllers have by default.
func newController(c *vpp.Client) *controller {
	return &controller{vpp: c, queue: workqueue.NewTypedRateLimitingQueue(workqueue.DefaultTypedControllerRateLimiter[key]())}
}

// Enqueue hands a key in.
func (c *controller) Enqueue(k key) { c.queue.Add(k) }

// Run works until the context ends.
func (c *controller) Run(ctx context.Context) {
	defer context.AfterFunc(ctx, c.queue.ShutDown)()
	for c.next(ctx) {
	}
}

func (c *controller) next(ctx context.Context) bool {
	k, quit := c.queue.Get()
	if quit {
		return false
	}
	defer c.queue.Done(k)
	if err := c.vpp.Assign(ctx, string(k)); err != nil {
		c.queue.AddRateLimited(k)
		return true
	}
	c.queue.Forget(k)
	return true
}

// Controller is the textbook's.
//
//owner:controller.next
//want:vppretry9603 vppretry9616
func (t Table) Controller(ctx context.Context, serial string) {
	c := newController(t.VPP)
	c.Enqueue(key(serial))
	c.Run(ctx)
}

// careful is a controller that looks at the number, is quick five times, and
// slow from then on.
type careful struct {
	vpp   *vpp.Client
	queue queue
}

func newCareful(c *vpp.Client) *careful {
	limiter := workqueue.NewTypedItemFastSlowRateLimiter[key](2*time.Second, 10*time.Minute, 5)
	return &careful{vpp: c, queue: workqueue.NewTypedRateLimitingQueue(limiter)}
}

// Enqueue hands a key in.
func (c *careful) Enqueue(k key) { c.queue.Add(k) }

// Run works until the context ends.
func (c *careful) Run(ctx context.Context) {
	defer context.AfterFunc(ctx, c.queue.ShutDown)()
	for {
		k, quit := c.queue.Get()
		if quit {
			return
		}
		c.one(ctx, k)
	}
}

func (c *careful) one(ctx context.Context, k key) {
	defer c.queue.Done(k)
	if err := c.vpp.Assign(ctx, string(k)); vpp.Number(err) == vpp.Internal {
		c.queue.AddRateLimited(k)
		return
	}
	c.queue.Forget(k)
}

// Careful has minutes after the fifth.
//
//owner:careful.one
func (t Table) Careful(ctx context.Context, serial string) {
	c := newCareful(t.VPP)
	c.Enqueue(key(serial))
	c.Run(ctx)
}

// later is a controller that says itself when a key comes back.
type later struct {
	vpp   *vpp.Client
	queue workqueue.TypedDelayingInterface[key]
	delay time.Duration
}

func newLater(c *vpp.Client) *later {
	return &later{vpp: c, queue: workqueue.NewTypedDelayingQueue[key](), delay: 25 * time.Second}
}

// Enqueue hands a key in.
func (l *later) Enqueue(k key) { l.queue.Add(k) }

// Run works until the context ends.
func (l *later) Run(ctx context.Context) {
	defer context.AfterFunc(ctx, l.queue.ShutDown)()
	for {
		k, quit := l.queue.Get()
		if quit {
			return
		}
		l.one(ctx, k)
	}
}

func (l *later) one(ctx context.Context, k key) {
	defer l.queue.Done(k)
	if err := l.vpp.Assign(ctx, string(k)); vpp.Number(err) == vpp.Internal {
		l.queue.AddAfter(k, l.delay)
	}
}

// Later is too soon.
//
//owner:later.one
//want:vppretry9603
func (t Table) Later(ctx context.Context, serial string) {
	l := newLater(t.VPP)
	l.Enqueue(key(serial))
	l.Run(ctx)
}

// FastSlow is quick twenty times.
//
//want:vppretry9603
func (t Table) FastSlow(ctx context.Context, serial string) {
	q := workqueue.NewTypedRateLimitingQueue(workqueue.NewTypedItemFastSlowRateLimiter[key](2*time.Second, 10*time.Minute, 20))
	defer context.AfterFunc(ctx, q.ShutDown)()
	q.Add(key(serial))
	for {
		k, quit := q.Get()
		if quit {
			return
		}
		if err := t.VPP.Assign(ctx, string(k)); vpp.Number(err) == vpp.Internal {
			q.AddRateLimited(k)
		} else {
			q.Forget(k)
		}
		q.Done(k)
	}
}

// FastSlowFive is quick five times.
func (t Table) FastSlowFive(ctx context.Context, serial string) {
	q := workqueue.NewTypedRateLimitingQueue(workqueue.NewTypedItemFastSlowRateLimiter[key](2*time.Second, 10*time.Minute, 5))
	defer context.AfterFunc(ctx, q.ShutDown)()
	q.Add(key(serial))
	for {
		k, quit := q.Get()
		if quit {
			return
		}
		if err := t.VPP.Assign(ctx, string(k)); vpp.Number(err) == vpp.Internal {
			q.AddRateLimited(k)
		} else {
			q.Forget(k)
		}
		q.Done(k)
	}
}

// Exponential doubles from five seconds up to an hour.
func (t Table) Exponential(ctx context.Context, serial string) {
	q := workqueue.NewTypedRateLimitingQueue(workqueue.NewTypedItemExponentialFailureRateLimiter[key](5*time.Second, time.Hour))
	defer context.AfterFunc(ctx, q.ShutDown)()
	q.Add(key(serial))
	for {
		k, quit := q.Get()
		if quit {
			return
		}
		if err := t.VPP.Assign(ctx, string(k)); vpp.Number(err) == vpp.Internal {
			q.AddRateLimited(k)
		} else {
			q.Forget(k)
		}
		q.Done(k)
	}
}

// Forgetful forgets too early: each delay is the first.
//
//want:vppretry9603
func (t Table) Forgetful(ctx context.Context, serial string) {
	q := workqueue.NewTypedRateLimitingQueue(workqueue.NewTypedItemExponentialFailureRateLimiter[key](5*time.Second, time.Hour))
	defer context.AfterFunc(ctx, q.ShutDown)()
	q.Add(key(serial))
	for {
		k, quit := q.Get()
		if quit {
			return
		}
		q.Forget(k)
		if err := t.VPP.Assign(ctx, string(k)); vpp.Number(err) == vpp.Internal {
			q.AddRateLimited(k)
		}
		q.Done(k)
	}
}

// MaxOf is the slower of a capped one and a bucket.
//
//want:vppretry9603
func (t Table) MaxOf(ctx context.Context, serial string) {
	q := workqueue.NewTypedRateLimitingQueue(workqueue.NewTypedMaxOfRateLimiter(
		workqueue.NewTypedItemExponentialFailureRateLimiter[key](time.Second, 30*time.Second),
		&workqueue.TypedBucketRateLimiter[key]{Limiter: rate.NewLimiter(1, 10)},
	))
	defer context.AfterFunc(ctx, q.ShutDown)()
	q.Add(key(serial))
	for {
		k, quit := q.Get()
		if quit {
			return
		}
		if err := t.VPP.Assign(ctx, string(k)); vpp.Number(err) == vpp.Internal {
			q.AddRateLimited(k)
		} else {
			q.Forget(k)
		}
		q.Done(k)
	}
}

// Bucket has five at once, and one in five minutes from then on.
func (t Table) Bucket(ctx context.Context, serial string) {
	q := workqueue.NewTypedRateLimitingQueue[key](&workqueue.TypedBucketRateLimiter[key]{Limiter: rate.NewLimiter(rate.Every(5*time.Minute), 5)})
	defer context.AfterFunc(ctx, q.ShutDown)()
	q.Add(key(serial))
	for {
		k, quit := q.Get()
		if quit {
			return
		}
		if err := t.VPP.Assign(ctx, string(k)); vpp.Number(err) == vpp.Internal {
			q.AddRateLimited(k)
		}
		q.Done(k)
	}
}

// MaxWait cuts the doubling down to half a minute.
//
//want:vppretry9603
func (t Table) MaxWait(ctx context.Context, serial string) {
	q := workqueue.NewTypedRateLimitingQueue(workqueue.NewTypedWithMaxWaitRateLimiter(
		workqueue.NewTypedItemExponentialFailureRateLimiter[key](5*time.Second, time.Hour), 30*time.Second))
	defer context.AfterFunc(ctx, q.ShutDown)()
	q.Add(key(serial))
	for {
		k, quit := q.Get()
		if quit {
			return
		}
		if err := t.VPP.Assign(ctx, string(k)); vpp.Number(err) == vpp.Internal {
			q.AddRateLimited(k)
		} else {
			q.Forget(k)
		}
		q.Done(k)
	}
}

// Requeues drops what has come back five times.
func (t Table) Requeues(ctx context.Context, serial string) {
	q := workqueue.NewTypedRateLimitingQueue(workqueue.DefaultTypedItemBasedRateLimiter[key]())
	defer context.AfterFunc(ctx, q.ShutDown)()
	q.Add(key(serial))
	for {
		k, quit := q.Get()
		if quit {
			return
		}
		if err := t.VPP.Assign(ctx, string(k)); vpp.Number(err) == vpp.Internal && q.NumRequeues(k) < 5 {
			q.AddRateLimited(k)
		} else {
			q.Forget(k)
		}
		q.Done(k)
	}
}

// RequeuesMore drops what has come back eight times.
//
//want:vppretry9603
func (t Table) RequeuesMore(ctx context.Context, serial string) {
	q := workqueue.NewTypedRateLimitingQueue(workqueue.DefaultTypedItemBasedRateLimiter[key]())
	defer context.AfterFunc(ctx, q.ShutDown)()
	q.Add(key(serial))
	for {
		k, quit := q.Get()
		if quit {
			return
		}
		if err := t.VPP.Assign(ctx, string(k)); vpp.Number(err) == vpp.Internal && q.NumRequeues(k) < 8 {
			q.AddRateLimited(k)
		} else {
			q.Forget(k)
		}
		q.Done(k)
	}
}

// RequeuesAny does not look at the number.
//
//want:vppretry9616
func (t Table) RequeuesAny(ctx context.Context, serial string) {
	q := workqueue.NewTypedRateLimitingQueue(workqueue.DefaultTypedItemBasedRateLimiter[key]())
	defer context.AfterFunc(ctx, q.ShutDown)()
	q.Add(key(serial))
	for {
		k, quit := q.Get()
		if quit {
			return
		}
		if err := t.VPP.Assign(ctx, string(k)); err != nil && q.NumRequeues(k) < 4 {
			q.AddRateLimited(k)
		} else {
			q.Forget(k)
		}
		q.Done(k)
	}
}

// After comes back after 25 seconds.
//
//want:vppretry9603
func (t Table) After(ctx context.Context, serial string) {
	q := workqueue.NewTypedDelayingQueue[key]()
	defer context.AfterFunc(ctx, q.ShutDown)()
	q.Add(key(serial))
	for {
		k, quit := q.Get()
		if quit {
			return
		}
		if err := t.VPP.Assign(ctx, string(k)); vpp.Number(err) == vpp.Internal {
			q.AddAfter(k, 25*time.Second)
		}
		q.Done(k)
	}
}

// AfterMinutes comes back after five minutes.
func (t Table) AfterMinutes(ctx context.Context, serial string) {
	q := workqueue.NewTypedDelayingQueue[key]()
	defer context.AfterFunc(ctx, q.ShutDown)()
	q.Add(key(serial))
	for {
		k, quit := q.Get()
		if quit {
			return
		}
		if err := t.VPP.Assign(ctx, string(k)); vpp.Number(err) == vpp.Internal {
			q.AddAfter(k, 5*time.Minute)
		}
		q.Done(k)
	}
}

// Add comes back at once, for as long as the key is being worked on.
//
//want:vppretry9603 vppretry9616
func (t Table) Add(ctx context.Context, serial string) {
	q := workqueue.NewTyped[key]()
	defer context.AfterFunc(ctx, q.ShutDown)()
	q.Add(key(serial))
	for {
		k, quit := q.Get()
		if quit {
			return
		}
		if err := t.VPP.Assign(ctx, string(k)); err != nil {
			q.Add(k)
		}
		q.Done(k)
	}
}

// Untyped is a queue of the days before type parameters.
//
//want:vppretry9603
func (t Table) Untyped(ctx context.Context, serial string) {
	q := workqueue.NewRateLimitingQueue(workqueue.NewItemExponentialFailureRateLimiter(time.Second, 20*time.Second))
	defer context.AfterFunc(ctx, q.ShutDown)()
	q.Add(serial)
	for {
		k, quit := q.Get()
		if quit {
			return
		}
		if err := t.VPP.Assign(ctx, k.(string)); vpp.Number(err) == vpp.Internal {
			q.AddRateLimited(k)
		} else {
			q.Forget(k)
		}
		q.Done(k)
	}
}

// Once leaves what failed to somebody else.
func (t Table) Once(ctx context.Context, serial string) (failed []string) {
	q := workqueue.NewTyped[key]()
	q.Add(key(serial))
	q.ShutDown()
	for {
		k, quit := q.Get()
		if quit {
			return failed
		}
		if err := t.VPP.Assign(ctx, string(k)); err != nil {
			failed = append(failed, string(k))
		}
		q.Done(k)
	}
}
