// Package seqs hands apps out to classrooms. Whatever happens more than once
// happens in a range over an iterator.
package seqs

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"
)

// Handout is an app for a device.
type Handout struct{ App, Device string }

// Receipt is what Apple says about a handout.
type Receipt struct {
	Failure
	EventID string `json:"eventId"`
}

// Failure is a part of the receipt.
type Failure struct {
	ErrorNumber  int64  `json:"errorNumber"`
	ErrorMessage string `json:"errorMessage"`
}

// Numbers of failures that are handled.
const (
	Internal int64 = 9603
	Assigned int64 = 9616
	NoneLeft int64 = 9610
)

var errGaveUp = errors.New("seqs: gave up")

// School hands out.
type School struct {
	Endpoint string
	Log      func(format string, args ...any)
}

// NewSchool returns a school.
func NewSchool() *School {
	return &School{Endpoint: "https://vpp.itunes.apple.com/mdm/v2/assets/associate", Log: func(string, ...any) {}}
}

func (s *School) give(ctx context.Context, h Handout) (*Receipt, error) {
	body := fmt.Sprintf(`{"assets":[{"adamId":%q}],"serialNumbers":[%q]}`, h.App, h.Device)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.Endpoint, strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	var r Receipt
	return &r, json.Unmarshal(raw, &r)
}

// attempts yields the numbers of attempts, and waits between them.
func attempts(ctx context.Context, most int, gap time.Duration) iter.Seq[int] {
	return func(yield func(int) bool) {
		for n := 1; n <= most; n++ {
			if !yield(n) || n == most {
				return
			}
			select {
			case <-ctx.Done():
				return
			case <-time.After(gap):
			}
		}
	}
}

// forever yields numbers without an end. The gap is up to wait.
func forever(wait func(n int) time.Duration) iter.Seq[int] {
	return func(yield func(int) bool) {
		for n := 1; yield(n); n++ {
			time.Sleep(wait(n))
		}
	}
}

// take yields the first values of a sequence.
func take[T any](most int, seq iter.Seq[T]) iter.Seq[T] {
	return func(yield func(T) bool) {
		left := most
		for v := range seq {
			if left--; left < 0 || !yield(v) {
				return
			}
		}
	}
}

// within yields the values that come in time.
func within[T any](budget time.Duration, seq iter.Seq[T]) iter.Seq2[time.Duration, T] {
	return func(yield func(time.Duration, T) bool) {
		start := time.Now()
		for v := range seq {
			if spent := time.Since(start); spent > budget || !yield(spent, v) {
				return
			}
		}
	}
}

func every(d time.Duration) func(int) time.Duration { return func(int) time.Duration { return d } }

func stepped(quick int, short, long time.Duration) func(int) time.Duration {
	return func(n int) time.Duration {
		if n < quick {
			return short
		}
		return long
	}
}

// Tablet hands out to a tablet.
//
//want:vppretry9603
func (s *School) Tablet(ctx context.Context, h Handout) error {
	for n := range attempts(ctx, 10, 3*time.Second) {
		r, err := s.give(ctx, h)
		if err != nil {
			return err
		}
		if r.ErrorNumber != Internal {
			return nil
		}
		s.Log("%v: attempt %d failed", h, n)
	}
	return errGaveUp
}

// Phone hands out to a phone.
func (s *School) Phone(ctx context.Context, h Handout) error {
	for n := range attempts(ctx, 6, 3*time.Second) {
		r, err := s.give(ctx, h)
		if err != nil {
			return err
		}
		if r.ErrorNumber != Internal {
			return nil
		}
		s.Log("%v: attempt %d failed", h, n)
	}
	return errGaveUp
}

// Laptop hands out to a laptop, for as long as it takes.
func (s *School) Laptop(ctx context.Context, h Handout) error {
	for range forever(stepped(5, 2*time.Second, 5*time.Minute)) {
		switch r, err := s.give(ctx, h); {
		case err != nil:
			return err
		case r.ErrorNumber == Internal:
			continue
		}
		break
	}
	return nil
}

// Desktop hands out to a desktop, for as long as it takes, too.
//
//want:vppretry9603
func (s *School) Desktop(ctx context.Context, h Handout) error {
	for range forever(stepped(10, 2*time.Second, 5*time.Minute)) {
		switch r, err := s.give(ctx, h); {
		case err != nil:
			return err
		case r.ErrorNumber == Internal:
			continue
		}
		break
	}
	return nil
}

// Watch takes the first six numbers.
func (s *School) Watch(ctx context.Context, h Handout) error {
	for range take(6, forever(every(8*time.Second))) {
		r, err := s.give(ctx, h)
		if err != nil || r.ErrorNumber == 0 || r.ErrorNumber == Assigned {
			return err
		}
	}
	return errGaveUp
}

// Headset takes a dozen.
//
//want:vppretry9603 vppretry9616
func (s *School) Headset(ctx context.Context, h Handout) error {
	for range take(12, forever(every(8*time.Second))) {
		r, err := s.give(ctx, h)
		if err != nil || r.ErrorNumber == 0 || r.ErrorNumber == NoneLeft {
			return err
		}
	}
	return errGaveUp
}

// Projector has half a minute.
func (s *School) Projector(ctx context.Context, h Handout) error {
	for spent, n := range within(30*time.Second, forever(func(n int) time.Duration { return time.Second << n })) {
		r, err := s.give(ctx, h)
		if err != nil || r.ErrorNumber != Internal {
			return err
		}
		s.Log("attempt %d after %s", n, spent)
	}
	return errGaveUp
}

// Speaker has a minute, and waits less.
//
//want:vppretry9603
func (s *School) Speaker(ctx context.Context, h Handout) error {
	for spent, n := range within(time.Minute, forever(func(n int) time.Duration { return time.Second * time.Duration(n) })) {
		r, err := s.give(ctx, h)
		if err != nil || r.ErrorNumber != Internal {
			return err
		}
		s.Log("attempt %d after %s", n, spent)
	}
	return errGaveUp
}

// Camera ranges over the delays themselves.
//
//want:vppretry9603
func (s *School) Camera(ctx context.Context, h Handout) error {
	delays := []time.Duration{1, 2, 4, 8, 16, 32, 64}
	for i, d := range slices.All(delays) {
		r, err := s.give(ctx, h)
		if err != nil || r.ErrorNumber != Internal {
			return err
		}
		if i < len(delays)-1 {
			time.Sleep(d * time.Second)
		}
	}
	return errGaveUp
}

// Printer ranges over the delays backwards.
func (s *School) Printer(ctx context.Context, h Handout) error {
	delays := []time.Duration{64, 90, 8, 4, 2, 1}
	for _, d := range slices.Backward(delays) {
		r, err := s.give(ctx, h)
		if err != nil || r.ErrorNumber != Internal {
			return err
		}
		time.Sleep(d * time.Second)
	}
	_, err := s.give(ctx, h)
	return err
}

// Room hands out to all the devices of a room. Each of them has its turn.
func (s *School) Room(ctx context.Context, app string, devices map[string]bool) (failed []string) {
	wanted := func(yield func(string) bool) {
		for _, d := range slices.Sorted(maps.Keys(devices)) {
			if devices[d] && !yield(d) {
				return
			}
		}
	}
	for d := range wanted {
		r, err := s.give(ctx, Handout{app, d})
		if err != nil || r.ErrorNumber != 0 {
			failed = append(failed, d)
		}
		time.Sleep(time.Second)
	}
	return failed
}

// Floor hands out to the devices of a floor, and does not leave one before it has got its app.
//
//want:vppretry9603
func (s *School) Floor(ctx context.Context, app string, devices iter.Seq[string]) error {
	for d := range devices {
	device:
		for n := range forever(every(30 * time.Second)) {
			r, err := s.give(ctx, Handout{app, d})
			switch {
			case err != nil:
				return err
			case r.ErrorNumber == Internal && n < 100:
				continue device
			}
			break
		}
	}
	return nil
}

// Pull pulls attempts one by one.
//
//want:vppretry9616
func (s *School) Pull(ctx context.Context, h Handout) error {
	next, stop := iter.Pull(attempts(ctx, 3, time.Minute))
	defer stop()
	for {
		n, ok := next()
		if !ok {
			return errGaveUp
		}
		r, err := s.give(ctx, h)
		if err != nil {
			return err
		}
		if r.ErrorNumber == 0 {
			return nil
		}
		s.Log("%d: %d", n, r.ErrorNumber)
	}
}

// apps yields the apps that may replace another one.
func apps(first string, more ...string) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		if !yield(0, first) {
			return
		}
		for i, m := range more {
			if !yield(i+1, m) {
				return
			}
		}
	}
}

// Substitute hands out the first app that can be had.
func (s *School) Substitute(ctx context.Context, device, app string, others ...string) error {
	for i, a := range apps(app, others...) {
		r, err := s.give(ctx, Handout{a, device})
		if err != nil {
			return err
		}
		if r.ErrorNumber == 0 {
			s.Log("choice %d: %s", i, a)
			return nil
		}
	}
	return errGaveUp
}

// Stubborn counts the choices, and makes none.
//
//want:vppretry9616
func (s *School) Stubborn(ctx context.Context, device, app string) error {
	for i, a := range apps(app, app, app) {
		r, err := s.give(ctx, Handout{a, device})
		if err != nil {
			return err
		}
		if r.ErrorNumber == 0 {
			s.Log("choice %d: %s", i, a)
			return nil
		}
	}
	return errGaveUp
}
