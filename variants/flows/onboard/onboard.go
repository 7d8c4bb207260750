// Package onboard runs when a device comes out of its box: it decides which
// apps the device needs, gets licenses for them, and tells the device to
// install them. A lot can go wrong, and devices are impatient.
package onboard

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"sync"
	"time"
)

// Device is a device.
type Device struct {
	Serial   string
	Model    string
	Location string
	Shared   bool
	Groups   []string
}

// Profile says what the devices of a group get.
type Profile struct {
	Apps     []string
	Optional []string
}

// Features can be switched on and off without a release.
type Features struct {
	SkipOptional bool
	ReportOnly   bool
	WarmUp       bool
}

// Counters count.
type Counters interface {
	Inc(name string, labels ...string)
	Observe(name string, d time.Duration)
}

type noCounters struct{}

func (noCounters) Inc(string, ...string)         {}
func (noCounters) Observe(string, time.Duration) {}

// Onboarder onboards.
type Onboarder struct {
	apple    *AppleClient
	log      *slog.Logger
	features Features
	profiles map[string]Profile
	count    Counters
	install  func(ctx context.Context, serial, app string) error

	mu   sync.Mutex
	done map[string][]string
}

// New returns an onboarder.
func New(base string, profiles map[string]Profile, locations ...string) *Onboarder {
	return &Onboarder{
		apple:    &AppleClient{base: base, http: &http.Client{Timeout: 20 * time.Second}, tokens: newTokens(locations...)},
		log:      slog.New(slog.DiscardHandler),
		profiles: profiles,
		count:    noCounters{},
		install:  func(context.Context, string, string) error { return nil },
		done:     map[string][]string{},
	}
}

// appsFor returns the apps of a device, each of them once.
func (o *Onboarder) appsFor(d Device) (apps []string) {
	for _, g := range d.Groups {
		p, ok := o.profiles[g]
		if !ok {
			o.log.Warn("unknown group", "group", g, "serial", d.Serial)
			continue
		}
		apps = append(apps, p.Apps...)
		if !o.features.SkipOptional && !d.Shared {
			apps = append(apps, p.Optional...)
		}
	}
	slices.Sort(apps)
	return slices.Compact(apps)
}

type licenseRequest struct {
	AdamID  string   `json:"adamIdStr"`
	Pricing string   `json:"pricingParam"`
	Serials []string `json:"associateSerialNumbers"`
}

var (
	errNoLicense = errors.New("no license left")
	errNoService = errors.New("service does not recover")
)

// Enroll gets the licenses of a device one after the other, and installs the
// apps as the licenses come. If Apple is busy, there is time for a coffee.
//
//want:vppretry9603
func (o *Onboarder) Enroll(ctx context.Context, d Device) (installed []string, err error) {
	const (
		most  = 15
		pause = 4 * time.Second
	)
	log := o.log.With("serial", d.Serial, "model", d.Model)
	start := time.Now()
	defer func() {
		o.count.Observe("enroll", time.Since(start))
		if err != nil {
			o.count.Inc("enroll_failed", d.Location)
			log.ErrorContext(ctx, "enroll", "err", err, "installed", installed)
			return
		}
		o.mu.Lock()
		o.done[d.Serial] = installed
		o.mu.Unlock()
	}()
	if d.Serial == "" {
		return nil, errors.New("device without serial number")
	}
	apps := o.appsFor(d)
	if o.features.ReportOnly {
		log.InfoContext(ctx, "would enroll", "apps", apps)
		return nil, nil
	}
	for _, app := range apps {
		req := licenseRequest{AdamID: app, Pricing: "STDQ", Serials: []string{d.Serial}}
		var ans *Answer
		for try := 0; ; try++ {
			var err error
			if ans, err = o.apple.call(ctx, d.Location, "/associate", req); err == nil {
				break
			}
			code := codeOf(err)
			o.count.Inc("refused", d.Location, fmt.Sprint(code))
			if code == CodeAssigned {
				if ans != nil && ans.Holder != nil && ans.Holder.SerialNumber != d.Serial {
					return installed, fmt.Errorf("%s: assigned to %s: %w", app, ans.Holder.SerialNumber, err)
				}
				break
			}
			if code == CodeNoLicense {
				return installed, fmt.Errorf("%s: %w", app, errNoLicense)
			}
			if code != CodeBusy {
				return installed, err
			}
			if try == most {
				return installed, fmt.Errorf("%s: %w", app, errNoService)
			}
			log.WarnContext(ctx, "busy", "app", app, "try", try)
			select {
			case <-ctx.Done():
				return installed, ctx.Err()
			case <-time.After(pause):
			}
		}
		if err := o.install(ctx, d.Serial, app); err != nil {
			log.WarnContext(ctx, "install", "app", app, "err", err)
			continue
		}
		installed = append(installed, app)
	}
	return installed, nil
}

// EnrollPatient does the same in the background, where nobody is impatient:
// after five tries it takes minutes, and in the end an hour.
func (o *Onboarder) EnrollPatient(ctx context.Context, d Device) (installed []string, err error) {
	log := o.log.With("serial", d.Serial)
	waits := []time.Duration{1, 2, 4, 8, 120, 300, 900, 3600}
	for i := range waits {
		waits[i] *= time.Second
	}
	license := func(app string) error {
		for try := 0; try < 48; try++ {
			_, err := o.apple.call(ctx, d.Location, "/associate", licenseRequest{app, "STDQ", []string{d.Serial}})
			switch codeOf(err) {
			case CodeBusy:
			case CodeAssigned:
				log.InfoContext(ctx, "has it", "app", app)
				return nil
			default:
				return err
			}
			wait := waits[len(waits)-1]
			if try < len(waits) {
				wait = waits[try]
			}
			t := time.NewTimer(wait)
			select {
			case <-t.C:
			case <-ctx.Done():
				t.Stop()
				return ctx.Err()
			}
		}
		return errNoService
	}
	var errs []error
	for _, app := range o.appsFor(d) {
		if err := license(app); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", app, err))
			continue
		}
		if err := o.install(ctx, d.Serial, app); err != nil {
			errs = append(errs, err)
			continue
		}
		installed = append(installed, app)
	}
	return installed, errors.Join(errs...)
}

// Batch gets the licenses of many devices with few requests. Whoever has the
// license is taken out; a request that is refused for another reason is
// divided, until the device that is to blame is alone.
func (o *Onboarder) Batch(ctx context.Context, location, app string, serials []string) (bad map[string]int, err error) {
	bad = map[string]int{}
	type part struct {
		serials []string
		depth   int
	}
	work := []part{{serials: serials}}
	for len(work) > 0 {
		p := work[0]
		work = work[1:]
		if len(p.serials) == 0 {
			continue
		}
		ans, err := o.apple.call(ctx, location, "/associate", licenseRequest{app, "STDQ", p.serials})
		if err == nil {
			continue
		}
		code := codeOf(err)
		switch {
		case code == 0:
			return bad, err
		case code == CodeExpired, code == CodeRevoked, code == CodeBusy:
			return bad, fmt.Errorf("location %s: %w", location, err)
		case code == CodeAssigned && ans.Holder != nil && slices.Contains(p.serials, ans.Holder.SerialNumber):
			rest := slices.DeleteFunc(slices.Clone(p.serials), func(s string) bool { return s == ans.Holder.SerialNumber })
			work = append(work, part{rest, p.depth})
		case len(p.serials) == 1:
			bad[p.serials[0]] = code
		default:
			mid := len(p.serials) / 2
			work = append(work, part{p.serials[:mid], p.depth + 1}, part{p.serials[mid:], p.depth + 1})
		}
	}
	return bad, nil
}

// BatchTogether keeps the batch as it is, and counts on Apple to change.
//
//want:vppretry9616
func (o *Onboarder) BatchTogether(ctx context.Context, location, app string, serials []string) (err error) {
	var culprits []string
	for round := 1; round <= 4; round++ {
		ans, err := o.apple.call(ctx, location, "/associate", licenseRequest{app, "STDQ", serials})
		if err == nil {
			return nil
		}
		switch code := codeOf(err); code {
		case CodeAssigned:
			if ans.Holder != nil {
				culprits = append(culprits, ans.Holder.SerialNumber)
			}
		case CodeBusy:
			time.Sleep(time.Duration(round) * 30 * time.Second)
		default:
			return err
		}
		o.log.WarnContext(ctx, "round", "round", round, "culprits", culprits)
	}
	return fmt.Errorf("%s: %v", app, culprits)
}

// AnyLocation gets a license from the first location that has one left. The
// location of the device comes first.
func (o *Onboarder) AnyLocation(ctx context.Context, d Device, app string, others ...string) (location string, err error) {
	seen := map[string]bool{}
	for _, l := range append([]string{d.Location}, others...) {
		if seen[l] {
			continue
		}
		seen[l] = true
		if _, err = o.apple.call(ctx, l, "/associate", licenseRequest{app, "STDQ", []string{d.Serial}}); err == nil {
			return l, nil
		}
		switch codeOf(err) {
		case CodeNoLicense, CodeExpired, CodeRevoked, CodeAssigned:
			o.count.Inc("location_skipped", l)
		default:
			return "", err
		}
	}
	return "", errNoLicense
}

// SameLocation wants to go on with the next location, too, but asks the first
// one each time.
//
//want:vppretry9616
func (o *Onboarder) SameLocation(ctx context.Context, d Device, app string, others ...string) (location string, err error) {
	for _, l := range append([]string{d.Location}, others...) {
		if _, err = o.apple.call(ctx, d.Location, "/associate", licenseRequest{app, "STDQ", []string{d.Serial}}); err == nil {
			return l, nil
		}
		switch codeOf(err) {
		case CodeNoLicense, CodeExpired, CodeRevoked, CodeAssigned:
			o.count.Inc("location_skipped", l)
		default:
			return "", err
		}
	}
	return "", errNoLicense
}

// WarmUp gets one license before the first day of school, to see whether all is well.
//
//want:vppretry9603
func (o *Onboarder) WarmUp(ctx context.Context, d Device, app string) (err error) {
	if !o.features.WarmUp {
		return nil
	}
	attempt := func() (again bool) {
		_, err = o.apple.call(ctx, d.Location, "/associate", licenseRequest{app, "STDQ", []string{d.Serial}})
		return codeOf(err) == CodeBusy
	}
	ticker := time.NewTicker(10 * time.Second)
	defer ticker.Stop()
	for n := 0; attempt() && n < 360; n++ {
		select {
		case <-ticker.C:
		case <-ctx.Done():
			return errors.Join(err, ctx.Err())
		}
	}
	return err
}

// Renew gets a license. If the token has expired meanwhile, there is a new one,
// and the request is made again with it.
func (o *Onboarder) Renew(ctx context.Context, d Device, app string) error {
	req := licenseRequest{app, "STDQ", []string{d.Serial}}
	renewed := false
again:
	_, err := o.apple.call(ctx, d.Location, "/associate", req)
	switch code := codeOf(err); code {
	case 0, CodeAssigned:
		return err
	case CodeExpired, CodeRevoked:
		if renewed {
			return err
		}
		renewed = true
		if _, terr := o.apple.tokens.refresh(ctx, d.Location); terr != nil {
			return errors.Join(err, terr)
		}
		goto again
	default:
		o.count.Inc("refused", d.Location, fmt.Sprint(code))
		return err
	}
}

// RenewAlways gets a new token for everything, but never uses it: the token of
// a location is read once.
//
//want:vppretry9603 vppretry9616
func (o *Onboarder) RenewAlways(ctx context.Context, d Device, app string) (err error) {
	tok, err := o.apple.tokens.get(ctx, d.Location)
	if err != nil {
		return err
	}
	fixed := newTokens()
	fixed.byLocation = o.apple.tokens.byLocation
	fixed.fetch = func(context.Context, string) (string, error) { return tok, nil }
	client := &AppleClient{o.apple.base, o.apple.http, fixed}
	for n := 0; n < 8; n++ {
		if _, err = client.call(ctx, d.Location, "/associate", licenseRequest{app, "STDQ", []string{d.Serial}}); err == nil {
			return nil
		}
		var ref *Refused
		if !errors.As(err, &ref) {
			return err
		}
		o.log.WarnContext(ctx, "refused", "code", ref.Code, "n", n)
		if _, terr := fixed.refresh(ctx, d.Location); terr != nil {
			return errors.Join(err, terr)
		}
		time.Sleep(5 * time.Second)
	}
	return err
}
