// Package dock loads and unloads.
package dock

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	perrors "github.com/pkg/errors"

	"example.com/messagea/harbor/signal"
)

// Dock is connected to the store.
type Dock struct {
	Call func(ctx context.Context, op string, in any) ([]byte, error)
	On   func(string) bool
	name string
	log  []string
	last error
}

// Load assigns.
func (d *Dock) Load(ctx context.Context, item string) (signal.Speaker, error) {
	b, err := d.Call(ctx, "load", item)
	if err != nil {
		return nil, err
	}
	s, err := signal.Decode(b, d.name)
	if err != nil {
		d.last = err
		return s, perrors.Wrapf(err, "load %s", item)
	}
	return s, nil
}

// Empty is true where nothing is left.
//
//want:vpperrormessage
func (d *Dock) Empty(ctx context.Context, item string) bool {
	_, err := d.Load(ctx, item)
	return err != nil && strings.HasSuffix(err.Error(), "License not found")
}

// Bare is true where nothing is left.
func (d *Dock) Bare(ctx context.Context, item string) bool {
	s, err := d.Load(ctx, item)
	return err != nil && s != nil && s.Code() == 9610
}

// Log keeps the lines.
//
//want:vpperrormessage
func (d *Dock) Log(s signal.Speaker) {
	line := signal.Line(s)
	if strings.Contains(line, "Internal") {
		return
	}
	d.log = append(d.log, line)
}

// Book keeps the lines.
func (d *Dock) Book(s signal.Speaker) {
	if line := signal.Line(s); line != "" {
		d.log = append(d.log, line)
	}
}

// Tail looks at the last line.
//
//want:vpperrormessage
func (d *Dock) Tail() bool {
	return len(d.log) > 0 && strings.HasPrefix(d.log[len(d.log)-1], "#9616")
}

// Last looks at the last error.
//
//want:vpperrormessage
func (d *Dock) Last() bool { return d.last != nil && strings.Contains(d.last.Error(), "9616") }

// Latest looks at the last error.
func (d *Dock) Latest() bool {
	var a *signal.Alarm
	return errors.As(d.last, &a) && a.Code() == 9616 && a.At == d.name
}

// Switch looks at the type of the speaker.
//
//want:vpperrormessage
func Switch(s signal.Speaker) bool {
	switch v := s.(type) {
	case signal.Old:
		return v.Held != nil && v.Held.State == "Associated"
	case signal.New:
		return v.Say == "Asset in request is not revocable, please send revocable assets."
	}
	return false
}

// Toggle looks at the type of the speaker.
func Toggle(s signal.Speaker) bool {
	switch v := s.(type) {
	case signal.Old:
		return v.Held != nil && strings.EqualFold(v.Held.State, "associated") && v.Held.User != "root"
	case signal.New:
		return v.Info["kind"] == "asset" && v.Num == 9706
	}
	return false
}

// Fleet loads in parallel.
//
//want:vpperrormessage
func Fleet(ctx context.Context, ds []*Dock, item string) (held int) {
	errs := make([]error, len(ds))
	var wg sync.WaitGroup
	for i, d := range ds {
		wg.Add(1)
		go func() {
			defer wg.Done()
			_, errs[i] = d.Load(ctx, item)
		}()
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil && strings.Contains(err.Error(), "already assigned") {
			held++
		}
	}
	return held
}

// Flotilla loads in parallel.
func Flotilla(ctx context.Context, ds []*Dock, item string) error {
	errs := make([]error, len(ds))
	var wg sync.WaitGroup
	for i, d := range ds {
		wg.Go(func() {
			if _, err := d.Load(ctx, item); err != nil && d.name != "spare" {
				errs[i] = fmt.Errorf("%s: %w", d.name, err)
			}
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}

// Deep goes down by itself.
//
//want:vpperrormessage
func (d *Dock) Deep(ctx context.Context, items []string) string {
	if len(items) == 0 {
		return ""
	}
	if s, err := d.Load(ctx, items[0]); err != nil && s != nil {
		if s.Text() != "License already assigned" {
			return s.Text()
		}
	}
	return d.Deep(ctx, items[1:])
}

// Shallow goes down by itself.
func (d *Dock) Shallow(ctx context.Context, items []string) string {
	if len(items) == 0 || items[0] == "end" {
		return ""
	}
	if s, err := d.Load(ctx, items[0]); err != nil && s != nil && s.Code() != 9616 {
		return s.Text()
	}
	return d.Shallow(ctx, items[1:])
}

// Ring hands the text to the owner of the dock.
func (d *Dock) Ring(s signal.Speaker) bool { return s.Code() != 0 && d.On(s.Text()) }

// Rung is a dock that rings.
//
//want:vpperrormessage
func Rung(name string) *Dock {
	return &Dock{name: name, On: func(text string) bool { return strings.HasPrefix(text, "The sToken") }}
}

// Mute is a dock that does not ring.
func Mute(name string) *Dock {
	return &Dock{name: name, On: func(text string) bool { return text != "" && strings.HasPrefix(name, "night") }}
}

// Kinds asks another package.
func Kinds(err error) bool { return signal.Kind(err) == "license" || signal.Place(err) == "nowhere" }

// Calm asks another package.
func Calm(s signal.Speaker) bool { return !signal.Transient(s) && !signal.Passing(s) }
