// Package mw puts things around the service.
package mw

import (
	"context"
	"log/slog"
	"slices"
	"sync/atomic"
	"time"

	"example.com/towns/brook/fault"
	"example.com/towns/brook/retry"
	"example.com/towns/brook/vpp"
)

// Layer puts something around it.
type Layer func(vpp.API) vpp.API

// Stack puts layers around it, the first outermost.
func Stack(api vpp.API, layers ...Layer) vpp.API {
	for _, l := range slices.Backward(layers) {
		api = l(api)
	}
	return api
}

type logged struct {
	vpp.API
	log *slog.Logger
}

// Logged logs.
func Logged(l *slog.Logger) Layer {
	return func(next vpp.API) vpp.API { return logged{next, l} }
}

// Associate implements vpp.API.
func (l logged) Associate(ctx context.Context, o vpp.Order) (vpp.Event, error) {
	start := time.Now()
	ev, err := l.API.Associate(ctx, o)
	l.log.InfoContext(ctx, "associate", "took", time.Since(start), "err", err)
	return ev, err
}

type retrying struct {
	vpp.API
	policy retry.Policy
}

// Retrying retries associations and disassociations by a policy.
func Retrying(opts ...retry.Option) Layer {
	p := retry.New(opts...)
	return func(next vpp.API) vpp.API { return retrying{next, p} }
}

// Associate implements vpp.API.
//
//want:maybe:vppretry9603 maybe:vppretry9616
func (r retrying) Associate(ctx context.Context, o vpp.Order) (vpp.Event, error) {
	return retry.Do(ctx, r.policy, func(ctx context.Context) (vpp.Event, error) { return r.API.Associate(ctx, o) })
}

// Disassociate implements vpp.API.
//
//want:maybe:vppretry9603
func (r retrying) Disassociate(ctx context.Context, o vpp.Order) (vpp.Event, error) {
	return retry.Do(ctx, r.policy, func(ctx context.Context) (vpp.Event, error) { return r.API.Disassociate(ctx, o) })
}

// Held is a layer that holds everything back for a while when the service has
// been busy. It sends once.
type Held struct {
	vpp.API
	until atomic.Int64
}

// Associate implements vpp.API.
func (h *Held) Associate(ctx context.Context, o vpp.Order) (vpp.Event, error) {
	if wait := time.Until(time.Unix(0, h.until.Load())); wait > 0 {
		if err := retry.Sleep(ctx, wait); err != nil {
			return vpp.Event{}, err
		}
	}
	ev, err := h.API.Associate(ctx, o)
	if fault.Any(err, fault.Internal, fault.Throttled) {
		h.until.Store(time.Now().Add(2 * time.Minute).UnixNano())
	}
	return ev, err
}

// Insisting insists on an association while the service is busy.
type Insisting struct{ vpp.API }

// Associate implements vpp.API.
//
//want:vppretry9603
func (i Insisting) Associate(ctx context.Context, o vpp.Order) (vpp.Event, error) {
	for {
		ev, err := i.API.Associate(ctx, o)
		if fault.NumOf(err) != fault.Internal {
			return ev, err
		}
		if serr := retry.Sleep(ctx, 8*time.Second); serr != nil {
			return ev, err
		}
	}
}
