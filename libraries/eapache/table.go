// Package eapache is the table of github.com/eapache/go-resiliency/retrier.
package eapache

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/eapache/go-resiliency/retrier"

	"github.com/vpplint/vpplint/libraries/vpp"
)

// Table is what the backoffs, classifiers and options of the library do.
type Table struct {
	VPP *vpp.Client
}

// Sentinels for the classifiers.
var (
	errInternal = errors.New("internal")
	errAssigned = errors.New("assigned")
	errOther    = errors.New("other")
)

// classed gives an error its sentinel.
func classed(err error) error {
	switch vpp.Number(err) {
	case 0:
		return err
	case vpp.Internal:
		return fmt.Errorf("%w: %w", errInternal, err)
	case vpp.Assigned:
		return fmt.Errorf("%w: %w", errAssigned, err)
	}
	return fmt.Errorf("%w: %w", errOther, err)
}

// internal retries 9603 only.
var internal = retrier.WhitelistClassifier{errInternal}

// numbers classifies by number.
type numbers map[int]bool

// Classify implements retrier.Classifier.
func (n numbers) Classify(err error) retrier.Action {
	if err == nil {
		return retrier.Succeed
	}
	if n[vpp.Number(err)] {
		return retrier.Retry
	}
	return retrier.Fail
}

// assign is Assign with a sentinel.
func (t Table) assign(serial string) func(context.Context) error {
	return func(ctx context.Context) error { return classed(t.VPP.Assign(ctx, serial)) }
}

// Constant retries everything three times.
//
//want:vppretry9616
func (t Table) Constant(ctx context.Context, serial string) error {
	return retrier.New(retrier.ConstantBackoff(3, time.Second), nil).Run(func() error { return t.VPP.Assign(ctx, serial) })
}

// None has no delays, hence no retries.
func (t Table) None(ctx context.Context, serial string) error {
	return retrier.New(nil, nil).RunCtx(ctx, t.assign(serial))
}

// DefaultClassifier is what nil means.
//
//want:vppretry9603 vppretry9616
func (t Table) DefaultClassifier(ctx context.Context, serial string) error {
	return retrier.New(retrier.ConstantBackoff(10, time.Second), retrier.DefaultClassifier{}).RunCtx(ctx, t.assign(serial))
}

// Five sends six times.
func (t Table) Five(ctx context.Context, serial string) error {
	return retrier.New(retrier.ConstantBackoff(5, time.Second), internal).RunCtx(ctx, t.assign(serial))
}

// Six sends seven times.
//
//want:vppretry9603
func (t Table) Six(ctx context.Context, serial string) error {
	return retrier.New(retrier.ConstantBackoff(6, time.Second), internal).RunCtx(ctx, t.assign(serial))
}

// Exponential doubles, too slowly.
//
//want:vppretry9603
func (t Table) Exponential(ctx context.Context, serial string) error {
	return retrier.New(retrier.ExponentialBackoff(8, 500*time.Millisecond), internal).RunCtx(ctx, t.assign(serial))
}

// ExponentialLong begins with two seconds.
func (t Table) ExponentialLong(ctx context.Context, serial string) error {
	return retrier.New(retrier.ExponentialBackoff(12, 2*time.Second), internal).RunCtx(ctx, t.assign(serial))
}

// Limited is capped at 16 seconds.
//
//want:vppretry9603
func (t Table) Limited(ctx context.Context, serial string) error {
	return retrier.New(retrier.LimitedExponentialBackoff(15, time.Second, 16*time.Second), internal).RunCtx(ctx, t.assign(serial))
}

// LimitedLong is capped at ten minutes.
func (t Table) LimitedLong(ctx context.Context, serial string) error {
	return retrier.New(retrier.LimitedExponentialBackoff(15, 4*time.Second, 10*time.Minute), internal).RunCtx(ctx, t.assign(serial))
}

// List is a list of delays.
func (t Table) List(ctx context.Context, serial string) error {
	waits := append(retrier.ConstantBackoff(4, time.Second), retrier.ConstantBackoff(20, 5*time.Minute)...)
	return retrier.New(waits, internal).RunCtx(ctx, t.assign(serial))
}

// ListShort has its minutes two sends too late.
//
//want:vppretry9603
func (t Table) ListShort(ctx context.Context, serial string) error {
	waits := append(retrier.ConstantBackoff(6, time.Second), 5*time.Minute, 5*time.Minute)
	return retrier.New(waits, internal).RunCtx(ctx, t.assign(serial))
}

// Blacklist retries all but 9616.
func (t Table) Blacklist(ctx context.Context, serial string) error {
	return retrier.New(retrier.ConstantBackoff(5, 2*time.Second), retrier.BlacklistClassifier{errAssigned}).RunCtx(ctx, t.assign(serial))
}

// BlacklistOther retries 9616, too.
//
//want:vppretry9616
func (t Table) BlacklistOther(ctx context.Context, serial string) error {
	return retrier.New(retrier.ConstantBackoff(5, 2*time.Second), retrier.BlacklistClassifier{errOther}).RunCtx(ctx, t.assign(serial))
}

// Own has a classifier of its own.
//
//want:vppretry9603
func (t Table) Own(ctx context.Context, serial string) error {
	return retrier.New(retrier.ConstantBackoff(9, 2*time.Second), numbers{vpp.Internal: true}).RunCtx(ctx, func(ctx context.Context) error {
		return t.VPP.Assign(ctx, serial)
	})
}

// OwnOther retries neither.
func (t Table) OwnOther(ctx context.Context, serial string) error {
	return retrier.New(retrier.ConstantBackoff(9, 2*time.Second), numbers{9646: true}).RunCtx(ctx, func(ctx context.Context) error {
		return t.VPP.Assign(ctx, serial)
	})
}

// Infinite stays with the last delay.
//
//want:vppretry9603
func (t Table) Infinite(ctx context.Context, serial string) error {
	r := retrier.New([]time.Duration{time.Second, 5 * time.Second, 25 * time.Second}, internal).WithInfiniteRetry()
	return r.RunCtx(ctx, t.assign(serial))
}

// InfiniteLong stays with ten minutes.
func (t Table) InfiniteLong(ctx context.Context, serial string) error {
	r := retrier.New([]time.Duration{time.Second, 5 * time.Second, 10 * time.Minute}, internal).WithInfiniteRetry()
	return r.RunCtx(ctx, t.assign(serial))
}

// Jitter is random by a fifth.
//
//want:vppretry9603
func (t Table) Jitter(ctx context.Context, serial string) error {
	r := retrier.New(retrier.ConstantBackoff(20, 40*time.Second), internal)
	r.SetJitter(0.2)
	return r.RunCtx(ctx, t.assign(serial))
}

// JitterWide may last a minute and more.
func (t Table) JitterWide(ctx context.Context, serial string) error {
	r := retrier.New(retrier.ConstantBackoff(20, time.Minute), internal)
	r.SetJitter(0.5)
	return r.RunCtx(ctx, t.assign(serial))
}

// JitterWrong is refused by the library, which has none then.
//
//want:vppretry9603
func (t Table) JitterWrong(ctx context.Context, serial string) error {
	r := retrier.New(retrier.ConstantBackoff(20, 40*time.Second), internal)
	r.SetJitter(6)
	return r.RunCtx(ctx, t.assign(serial))
}

// Counted stops by itself with the fifth send.
func (t Table) Counted(ctx context.Context, serial string) error {
	var last error
	err := retrier.New(retrier.ConstantBackoff(60, 3*time.Second), internal).RunFn(ctx, func(ctx context.Context, retries int) error {
		last = classed(t.VPP.Assign(ctx, serial))
		if retries == 4 {
			return nil
		}
		return last
	})
	return errors.Join(err, last)
}

// Deadline ends with the context, and says what the service said.
func (t Table) Deadline(ctx context.Context, serial string) error {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	return retrier.New(retrier.ConstantBackoff(60, 3*time.Second), internal).WithSurfaceWorkErrors().RunCtx(ctx, t.assign(serial))
}
