// Package failsafe guards assignments with policies of
// github.com/failsafe-go/failsafe-go.
package failsafe

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"time"

	"github.com/failsafe-go/failsafe-go"
	"github.com/failsafe-go/failsafe-go/circuitbreaker"
	"github.com/failsafe-go/failsafe-go/failsafehttp"
	"github.com/failsafe-go/failsafe-go/retrypolicy"

	"example.com/serversa/libs/storefront"
)

// Receipt is short for the answer.
type Receipt = storefront.Receipt

// Guard assigns.
type Guard struct {
	store *storefront.Store
	exec  failsafe.Executor[Receipt]
}

func busyOnly(_ Receipt, err error) bool { return storefront.IsBusy(err) }

// New returns a Guard with the executor of the house.
func New(store *storefront.Store) *Guard {
	house := retrypolicy.NewBuilder[Receipt]().
		HandleIf(busyOnly).
		WithMaxAttempts(-1).
		WithBackoff(2*time.Second, time.Minute/2).
		Build()
	return &Guard{store: store, exec: failsafe.With[Receipt](house)}
}

// Default goes by the defaults of the library.
//
//want:vppretry9616
func (g *Guard) Default(ctx context.Context, adamID, serial string) (Receipt, error) {
	return failsafe.With[Receipt](retrypolicy.NewWithDefaults[Receipt]()).Get(func() (Receipt, error) {
		return g.store.Grant(ctx, storefront.ToDevice(adamID, serial))
	})
}

// House goes by the executor of the house.
//
//want:vppretry9603
func (g *Guard) House(ctx context.Context, adamID, serial string) (Receipt, error) {
	return g.exec.WithContext(ctx).Get(func() (Receipt, error) {
		return g.store.Grant(ctx, storefront.ToDevice(adamID, serial))
	})
}

// Aborting handles every error and aborts when held.
func (g *Guard) Aborting(ctx context.Context, adamID, serial string) (Receipt, error) {
	p := retrypolicy.NewBuilder[Receipt]().
		WithMaxRetries(5).
		WithDelay(2 * time.Second).
		AbortIf(func(_ Receipt, err error) bool { return storefront.IsHeld(err) }).
		ReturnLastFailure().
		Build()
	return failsafe.With[Receipt](p).Get(func() (Receipt, error) {
		return g.store.Grant(ctx, storefront.ToDevice(adamID, serial))
	})
}

// AbortingMore has more retries.
//
//want:vppretry9603
func (g *Guard) AbortingMore(ctx context.Context, adamID, serial string) (Receipt, error) {
	p := retrypolicy.NewBuilder[Receipt]().
		WithMaxRetries(12).
		WithDelay(2 * time.Second).
		AbortIf(func(_ Receipt, err error) bool { return storefront.IsHeld(err) }).
		ReturnLastFailure().
		Build()
	return failsafe.With[Receipt](p).Get(func() (Receipt, error) {
		return g.store.Grant(ctx, storefront.ToDevice(adamID, serial))
	})
}

// Typed handles refusals by their type.
//
//want:vppretry9603 vppretry9616
func (g *Guard) Typed(ctx context.Context, adamID, serial string) (Receipt, error) {
	p := retrypolicy.NewBuilder[Receipt]().
		HandleErrorTypes(&storefront.Rejection{}).
		WithMaxAttempts(10).
		WithRandomDelay(time.Second, 9*time.Second).
		Build()
	return failsafe.With[Receipt](p).Get(func() (Receipt, error) {
		return g.store.Grant(ctx, storefront.ToDevice(adamID, serial))
	})
}

// Timed stops after a quarter of a minute.
func (g *Guard) Timed(ctx context.Context, adamID, serial string) (Receipt, error) {
	p := retrypolicy.NewBuilder[Receipt]().
		HandleIf(busyOnly).
		WithMaxAttempts(-1).
		WithMaxDuration(15 * time.Second).
		WithDelay(4 * time.Second).
		Build()
	return failsafe.With[Receipt](p).Get(func() (Receipt, error) {
		return g.store.Grant(ctx, storefront.ToDevice(adamID, serial))
	})
}

// Steep quadruples.
func (g *Guard) Steep(ctx context.Context, adamID, serial string) (Receipt, error) {
	p := retrypolicy.NewBuilder[Receipt]().
		HandleIf(busyOnly).
		WithMaxAttempts(-1).
		WithBackoffFactor(time.Second, time.Hour, 4).
		WithJitterFactor(0.1).
		Build()
	return failsafe.With[Receipt](p).WithContext(ctx).Get(func() (Receipt, error) {
		return g.store.Grant(ctx, storefront.ToDevice(adamID, serial))
	})
}

// Breaking asks every ten seconds, behind a breaker that opens after five
// failures, rests for five minutes and then listens to the next five.
//
//want:vppretry9603
func (g *Guard) Breaking(ctx context.Context, adamID, serial string) (Receipt, error) {
	p := retrypolicy.NewBuilder[Receipt]().
		HandleIf(func(_ Receipt, err error) bool {
			return storefront.IsBusy(err) || errors.Is(err, circuitbreaker.ErrOpen)
		}).
		WithMaxAttempts(-1).
		WithDelay(10 * time.Second).
		Build()
	breaker := circuitbreaker.NewBuilder[Receipt]().
		HandleIf(busyOnly).
		WithFailureThreshold(5).
		WithDelay(5 * time.Minute).
		Build()
	return failsafe.With[Receipt](p, breaker).WithContext(ctx).Get(func() (Receipt, error) {
		return g.store.Grant(ctx, storefront.ToDevice(adamID, serial))
	})
}

// BreakingOne does so behind one that listens to the next only.
func (g *Guard) BreakingOne(ctx context.Context, adamID, serial string) (Receipt, error) {
	p := retrypolicy.NewBuilder[Receipt]().
		HandleIf(func(_ Receipt, err error) bool {
			return storefront.IsBusy(err) || errors.Is(err, circuitbreaker.ErrOpen)
		}).
		WithMaxAttempts(-1).
		WithDelay(10 * time.Second).
		Build()
	breaker := circuitbreaker.NewBuilder[Receipt]().
		HandleIf(busyOnly).
		WithFailureThreshold(5).
		WithSuccessThreshold(1).
		WithDelay(5 * time.Minute).
		Build()
	return failsafe.With[Receipt](p, breaker).WithContext(ctx).Get(func() (Receipt, error) {
		return g.store.Grant(ctx, storefront.ToDevice(adamID, serial))
	})
}

// Nested puts one policy around the other.
//
//want:vppretry9603
func (g *Guard) Nested(ctx context.Context, adamID, serial string) (Receipt, error) {
	inner := retrypolicy.NewBuilder[Receipt]().HandleIf(busyOnly).WithMaxAttempts(3).WithDelay(time.Second).ReturnLastFailure().Build()
	outer := retrypolicy.NewBuilder[Receipt]().HandleIf(busyOnly).WithMaxAttempts(8).WithDelay(30 * time.Second).ReturnLastFailure().Build()
	return failsafe.With[Receipt](outer, inner).Get(func() (Receipt, error) {
		return g.store.Grant(ctx, storefront.ToDevice(adamID, serial))
	})
}

// Staged lets the execution say how long to wait.
func (g *Guard) Staged(ctx context.Context, adamID, serial string) (Receipt, error) {
	p := retrypolicy.NewBuilder[Receipt]().
		HandleIf(busyOnly).
		WithMaxAttempts(40).
		WithDelayFunc(func(exec failsafe.ExecutionAttempt[Receipt]) time.Duration {
			if exec.Attempts() < 6 {
				return time.Duration(exec.Attempts()) * time.Second
			}
			return 15 * time.Minute
		}).
		Build()
	return failsafe.With[Receipt](p).Get(func() (Receipt, error) {
		return g.store.Grant(ctx, storefront.ToDevice(adamID, serial))
	})
}

// look reads the number off an answer and puts the answer back.
func look(resp *http.Response) int {
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		return 0
	}
	_ = resp.Body.Close()
	resp.Body = io.NopCloser(bytes.NewReader(raw))
	var rej storefront.Rejection
	_ = json.Unmarshal(raw, &rej)
	return rej.Number
}

// Transport makes a store whose transport repeats while busy.
//
//want:vppretry9603
func Transport(hc *http.Client, token string) *storefront.Store {
	p := retrypolicy.NewBuilder[*http.Response]().
		HandleIf(func(resp *http.Response, err error) bool { return err == nil && look(resp) == storefront.Busy }).
		WithMaxAttempts(9).
		WithDelay(3 * time.Second).
		ReturnLastFailure().
		Build()
	return storefront.Open(&http.Client{Transport: failsafehttp.NewRoundTripper(hc.Transport, p)}, token)
}

// TransportPlain makes a store whose transport repeats by HTTP status.
func TransportPlain(hc *http.Client, token string) *storefront.Store {
	p := failsafehttp.NewRetryPolicyBuilder().WithMaxAttempts(20).WithDelay(time.Second).Build()
	return storefront.Open(&http.Client{Transport: failsafehttp.NewRoundTripper(hc.Transport, p)}, token)
}
