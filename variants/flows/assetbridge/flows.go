package assetbridge

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"
)

// Associate gives assets to devices. Large requests are split, and the events
// of all parts are returned.
//
//want:vppretry9603
func (b *Bridge) Associate(ctx context.Context, in Request) (events []string, err error) {
	started := time.Now()
	log := b.log.With("op", "associate", "assets", len(in.Assets), "serials", len(in.Serials))
	defer func() {
		log.InfoContext(ctx, "done", "took", time.Since(started), "events", len(events), "err", err)
	}()
	if !b.flags.SkipValidation {
		if err := in.validate(); err != nil {
			return nil, err
		}
	}
	for part := range slices.Chunk(in.Serials, b.limits.perCall) {
		var (
			id        string
			refreshed bool
			delay     = b.limits.first
			body      = Request{Assets: in.Assets, Serials: part}
		)
		for attempt := 1; ; attempt++ {
			id, err = b.post(ctx, "/assets/associate", body)
			if err == nil {
				break
			}
			var ae *apiError
			if !errors.As(err, &ae) {
				return events, fmt.Errorf("associate %d devices: %w", len(part), err)
			}
			switch {
			case ae.unauthorized() && !refreshed:
				refreshed = true
				if rerr := b.session.renew(); rerr != nil {
					return events, errors.Join(err, rerr)
				}
				continue
			case ae.Number != numInternal, attempt >= b.limits.attempts:
				return events, fmt.Errorf("associate %d devices, attempt %d: %w", len(part), attempt, err)
			}
			log.WarnContext(ctx, "service is busy", "attempt", attempt, "delay", delay)
			if err := b.pause(ctx, delay); err != nil {
				return events, err
			}
			delay = min(delay*2, b.limits.ceiling)
		}
		events = append(events, id)
		if b.flags.AuditTrail {
			log.InfoContext(ctx, "audit", "event", id, "devices", part)
		}
	}
	return events, nil
}

// AssociateUsers gives assets to users. After the quick attempts the service is
// left alone for some minutes.
func (b *Bridge) AssociateUsers(ctx context.Context, in Request) (events []string, err error) {
	log := b.log.With("op", "associate", "assets", len(in.Assets), "users", len(in.Users))
	if err := in.validate(); err != nil && !b.flags.SkipValidation {
		return nil, err
	}
	for part := range slices.Chunk(in.Users, b.limits.perCall) {
		var id string
		body := Request{Assets: in.Assets, Users: part}
		delay := b.limits.first
		for attempt := 1; ; attempt++ {
			id, err = b.post(ctx, "/assets/associate", body)
			if err == nil {
				break
			}
			var ae *apiError
			if !errors.As(err, &ae) || ae.Number != numInternal {
				return events, fmt.Errorf("associate %d users: %w", len(part), err)
			}
			if attempt >= b.limits.quick {
				delay = b.limits.rest
			}
			log.WarnContext(ctx, "service is busy", "attempt", attempt, "delay", delay)
			if err := b.pause(ctx, delay); err != nil {
				return events, err
			}
		}
		events = append(events, id)
	}
	return events, nil
}

// Disassociate takes assets away. What went wrong does not matter here: the
// caller wants them back.
func (b *Bridge) Disassociate(ctx context.Context, in Request) (string, error) {
	var failures []error
	for attempt := range 6 {
		if attempt > 0 {
			if err := b.pause(ctx, time.Duration(attempt)*b.limits.first); err != nil {
				return "", errors.Join(append(failures, err)...)
			}
		}
		id, err := b.post(ctx, "/assets/disassociate", in)
		if err == nil {
			return id, nil
		}
		failures = append(failures, err)
	}
	return "", fmt.Errorf("disassociate: %w", errors.Join(failures...))
}

// Revoke takes assets away from everybody at the end of the term.
//
//want:vppretry9603
func (b *Bridge) Revoke(ctx context.Context, in Request) (id string, err error) {
	left := 20
	for id, err = b.post(ctx, "/assets/revoke", in); err != nil && left > 0; left-- {
		var ae *apiError
		if errors.As(err, &ae) && ae.Number == numInternal {
			if perr := b.pause(ctx, 500*time.Millisecond); perr != nil {
				return "", perr
			}
			id, err = b.post(ctx, "/assets/revoke", in)
			continue
		}
		return "", err
	}
	return id, err
}

type assetPage struct {
	Assets []Asset `json:"assets"`
	Next   int     `json:"nextPageIndex"`
	Total  int     `json:"totalPages"`
}

// Assets lists all assets. A page gets three chances.
func (b *Bridge) Assets(ctx context.Context, filter url.Values) (all []Asset, err error) {
	q := url.Values{}
	for k, v := range filter {
		q[k] = slices.Clone(v)
	}
	for index := 0; ; {
		q.Set("pageIndex", strconv.Itoa(index))
		var page assetPage
		for try := 3; try > 0; try-- {
			page = assetPage{}
			if err = b.call(ctx, http.MethodGet, "/assets?"+q.Encode(), nil, &page); err == nil {
				break
			}
			b.log.WarnContext(ctx, "page failed", "index", index, "err", err)
			if perr := b.pause(ctx, b.limits.first); perr != nil {
				return all, perr
			}
		}
		if err != nil {
			return all, fmt.Errorf("page %d: %w", index, err)
		}
		all = append(all, page.Assets...)
		if page.Next <= index || page.Next >= page.Total {
			return all, nil
		}
		index = page.Next
	}
}

type assignmentPage struct {
	Assignments []struct {
		AdamID string `json:"adamId"`
		Serial string `json:"serialNumber"`
	} `json:"assignments"`
	Next int `json:"nextPageIndex"`
}

// Assignments lists who has got what. The sync must not be incomplete, so a
// page is asked for until it comes.
//
//want:vppretry9603
func (b *Bridge) Assignments(ctx context.Context, visit func(adamID, serial string) error) error {
	index := 0
	for {
		var page assignmentPage
		err := b.call(ctx, http.MethodGet, "/assignments?pageIndex="+strconv.Itoa(index), nil, &page)
		if ae := (*apiError)(nil); errors.As(err, &ae) && ae.Number == numInternal {
			b.log.WarnContext(ctx, "page is not ready", "index", index)
			if err := b.pause(ctx, 5*time.Second); err != nil {
				return err
			}
			continue
		}
		if err != nil {
			return fmt.Errorf("assignments page %d: %w", index, err)
		}
		for _, a := range page.Assignments {
			if err := visit(a.AdamID, a.Serial); err != nil {
				return err
			}
		}
		if page.Next <= index {
			return nil
		}
		index = page.Next
	}
}

// Settle associates, and waits until Apple has done what it promised.
func (b *Bridge) Settle(ctx context.Context, in Request) error {
	id, err := b.post(ctx, "/assets/associate", in)
	if err != nil {
		return err
	}
	tick := time.NewTicker(3 * time.Second)
	defer tick.Stop()
	for polls := 0; polls < 200; polls++ {
		var e event
		if err := b.call(ctx, http.MethodGet, "/status?eventId="+url.QueryEscape(id), nil, &e); err != nil {
			b.log.WarnContext(ctx, "no status", "event", id, "err", err)
		}
		switch e.Status {
		case "COMPLETE":
			return nil
		case "FAILED":
			return fmt.Errorf("event %s failed", id)
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return fmt.Errorf("event %s takes too long", id)
}

// SettleAll associates, waits for the event, and starts over if Apple refuses.
//
//want:vppretry9616
func (b *Bridge) SettleAll(ctx context.Context, in Request) error {
	var last error
	for round := 1; round <= 3; round++ {
		id, err := b.post(ctx, "/assets/associate", in)
		if err != nil {
			b.log.WarnContext(ctx, "not accepted", "round", round, "err", err)
			last = err
			if err := b.pause(ctx, time.Duration(round)*10*time.Second); err != nil {
				return err
			}
			continue
		}
		b.log.InfoContext(ctx, "accepted", "event", id, "round", round)
		return nil
	}
	return fmt.Errorf("not settled: %w", last)
}

// Renewing associates once, and once more with a new token if the old one is
// not good any longer.
func (b *Bridge) Renewing(ctx context.Context, in Request) (string, error) {
	id, err := b.post(ctx, "/assets/associate", in)
	var ae *apiError
	if err == nil || !errors.As(err, &ae) {
		return id, err
	}
	if !ae.unauthorized() {
		return "", err
	}
	if err := b.session.renew(); err != nil {
		return "", err
	}
	return b.post(ctx, "/assets/associate", in)
}

// Insisting associates, and tries to find out why that does not work.
//
//want:vppretry9603 vppretry9616
func (b *Bridge) Insisting(ctx context.Context, in Request) (id string, err error) {
	for n := 0; n < 15; n++ {
		if id, err = b.post(ctx, "/assets/associate", in); err == nil {
			return id, nil
		}
		var ae *apiError
		if !errors.As(err, &ae) {
			return "", err
		}
		if ae.Number == numAssigned {
			var page assignmentPage
			if lerr := b.call(ctx, http.MethodGet, "/assignments?adamId="+in.Assets[0].AdamID, nil, &page); lerr != nil {
				return "", errors.Join(err, lerr)
			}
			b.log.InfoContext(ctx, "already assigned", "assignments", len(page.Assignments))
		}
		if err := b.pause(ctx, 7*time.Second); err != nil {
			return "", err
		}
	}
	return "", err
}
