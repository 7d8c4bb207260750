// Package audit puts back what an audit has found missing.
package audit

import (
	"context"
	"encoding/json"
	"os"
	"time"

	"example.com/serversa/kestrel/api"
	"example.com/serversa/kestrel/outcome"
)

// Mender decides whether to mend on.
type Mender interface {
	MendOn(asset string, err error) bool
}

// Auditor audits. Who makes one fills the fields in.
type Auditor struct {
	API    *api.Client
	Tries  int
	Checks int
	Pause  time.Duration
	Mender Mender
}

func (a *Auditor) put(ctx context.Context, asset, serial string) error {
	_, err := a.API.Associate(ctx, api.Assignment{Assets: []api.Asset{{ID: asset, Pricing: "STDQ"}}, Serials: []string{serial}})
	return err
}

// Restore restores, as often as it was set up to.
//
//want:module:vppretry9603
func (a *Auditor) Restore(ctx context.Context, asset, serial string) (err error) {
	for range a.Tries {
		if err = a.put(ctx, asset, serial); !outcome.Passing(err) {
			return err
		}
		time.Sleep(2 * time.Second)
	}
	return err
}

// Check checks, as often as it was set up to.
func (a *Auditor) Check(ctx context.Context, asset, serial string) (err error) {
	for range a.Checks {
		if err = a.put(ctx, asset, serial); !outcome.Passing(err) {
			return err
		}
		time.Sleep(2 * time.Second)
	}
	return err
}

// CheckAny checks, whatever comes back.
//
//want:vppretry9616
func (a *Auditor) CheckAny(ctx context.Context, asset, serial string) (err error) {
	for range a.Checks {
		if err = a.put(ctx, asset, serial); err == nil {
			break
		}
		time.Sleep(2 * time.Second)
	}
	return err
}

// Paced goes on at the pace that it was set up to.
func (a *Auditor) Paced(ctx context.Context, asset, serial string) error {
	for {
		if err := a.put(ctx, asset, serial); !outcome.Passing(err) {
			return err
		}
		time.Sleep(a.Pause)
	}
}

// PacedClipped goes on at that pace, but no slower than every twenty seconds.
//
//want:vppretry9603
func (a *Auditor) PacedClipped(ctx context.Context, asset, serial string) error {
	for {
		if err := a.put(ctx, asset, serial); !outcome.Passing(err) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(min(a.Pause, 20*time.Second)):
		}
	}
}

// Mend mends for as long as the mender wants.
//
//want:module:vppretry9616
func (a *Auditor) Mend(ctx context.Context, asset, serial string) error {
	for {
		err := a.put(ctx, asset, serial)
		if err == nil || !a.Mender.MendOn(asset, err) {
			return err
		}
		time.Sleep(2 * time.Minute)
	}
}

// ByFile restores as often as a file says.
func (a *Auditor) ByFile(ctx context.Context, file, asset, serial string) error {
	raw, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var set struct{ Tries int }
	if err := json.Unmarshal(raw, &set); err != nil {
		return err
	}
	for n := 0; n < set.Tries; n++ {
		if err = a.put(ctx, asset, serial); !outcome.Passing(err) {
			return err
		}
		time.Sleep(time.Second)
	}
	return err
}
