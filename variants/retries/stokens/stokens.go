// Package stokens works for many locations, each with a service token of its own.
package stokens

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"
)

type sheet struct {
	SToken string `json:"sToken"`
	App    string `json:"adamIdStr"`
	User   string `json:"clientUserIdStr"`
}

type verdict struct {
	Status       int         `json:"status"`
	ErrorNumber  json.Number `json:"errorNumber"`
	ErrorMessage string      `json:"errorMessage"`
}

func (v verdict) number() int64 {
	n, err := v.ErrorNumber.Int64()
	if err != nil {
		return 0
	}
	return n
}

// Desk holds the tokens.
type Desk struct {
	tokens map[string]string
	fresh  func(location string) string
}

// NewDesk returns a desk.
func NewDesk(tokens map[string]string, fresh func(string) string) *Desk { return &Desk{tokens, fresh} }

func (d *Desk) put(ctx context.Context, s sheet) (v verdict, err error) {
	var sb strings.Builder
	if err = json.NewEncoder(&sb).Encode(s); err != nil {
		return
	}
	rq, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://vpp.itunes.apple.com/mdm/assign", strings.NewReader(sb.String()))
	if err != nil {
		return
	}
	rs, err := http.DefaultClient.Do(rq)
	if err != nil {
		return
	}
	defer rs.Body.Close()
	err = json.NewDecoder(rs.Body).Decode(&v)
	return
}

var errOut = errors.New("out of attempts")

// Hire equips a new employee.
//
//want:vppretry9603
func (d *Desk) Hire(ctx context.Context, s sheet) error {
	n := 0
again:
	v, err := d.put(ctx, s)
	if err != nil {
		return err
	}
	if v.ErrorNumber == "9603" {
		n++
		if n == 10 {
			return errOut
		}
		time.Sleep(time.Second)
		goto again
	}
	return nil
}

// Promote equips a manager.
//
//want:vppretry9616
func (d *Desk) Promote(ctx context.Context, s sheet) (err error) {
	var v verdict
	left := 4
send:
	if v, err = d.put(ctx, s); err != nil {
		return err
	}
	if v.Status == 0 {
		return nil
	}
	if left--; left > 0 {
		time.Sleep(time.Minute)
		goto send
	}
	return errOut
}

// Contract equips somebody for a while.
func (d *Desk) Contract(ctx context.Context, s sheet) (err error) {
	var v verdict
	left := 6
send:
	if v, err = d.put(ctx, s); err != nil {
		return err
	}
	switch v.number() {
	case 0:
		return nil
	case 9601, 9622, 9625, 9616:
		return fmt.Errorf("%s: %s", s.User, v.ErrorMessage)
	}
	if left--; left > 0 {
		time.Sleep(time.Second)
		goto send
	}
	return errOut
}

// Everywhere equips somebody at all locations, whatever happens at some of them.
func (d *Desk) Everywhere(ctx context.Context, s sheet) (failed []string) {
	for _, loc := range slices.Sorted(maps.Keys(d.tokens)) {
		s.SToken = d.tokens[loc]
		if v, err := d.put(ctx, s); err != nil || v.Status != 0 {
			failed = append(failed, loc)
			continue
		}
	}
	return failed
}

// EverywhereElse asks each location again while it is busy.
//
//want:vppretry9603
func (d *Desk) EverywhereElse(ctx context.Context, s sheet) (failed []string) {
	for loc, tok := range d.tokens {
		s.SToken = tok
		delay := 250 * time.Millisecond
		for {
			v, err := d.put(ctx, s)
			if err == nil && v.number() == 9603 && delay < 5*time.Minute {
				time.Sleep(delay)
				delay *= 2
				continue
			}
			if err != nil || v.Status != 0 {
				failed = append(failed, loc)
			}
			break
		}
	}
	return failed
}

// Renew takes a new token when the old one has expired.
func (d *Desk) Renew(ctx context.Context, loc string, s sheet) error {
	s.SToken = d.tokens[loc]
	v, err := d.put(ctx, s)
	if err != nil {
		return err
	}
	if n := v.number(); n == 9621 || n == 9625 {
		s.SToken = d.fresh(loc)
		if v, err = d.put(ctx, s); err != nil {
			return err
		}
	}
	if v.Status != 0 {
		return fmt.Errorf("%s: %s", loc, v.ErrorNumber)
	}
	return nil
}

// RenewAnyway does so whatever the matter is, and then has no new token to offer.
//
//want:vppretry9616
func (d *Desk) RenewAnyway(ctx context.Context, loc string, s sheet) error {
	v, err := d.put(ctx, s)
	if err != nil {
		return err
	}
	if v.number() != 0 {
		d.tokens[loc] = d.fresh(loc)
		if v, err = d.put(ctx, s); err != nil {
			return err
		}
	}
	if v.Status != 0 {
		return fmt.Errorf("%s: %s", loc, v.ErrorNumber)
	}
	return nil
}

type phase int

const (
	sending phase = iota
	resting
	finished
	broken
)

// Machine is a state machine without an exit for bad days.
//
//want:vppretry9603
func (d *Desk) Machine(ctx context.Context, s sheet) error {
	p := sending
	for p != finished {
		switch p {
		case sending:
			v, err := d.put(ctx, s)
			switch {
			case err != nil:
				return err
			case v.number() == 9603:
				p = resting
			case v.Status != 0 && v.number() != 9616:
				p = broken
			default:
				p = finished
			}
		case resting:
			time.Sleep(15 * time.Second)
			p = sending
		case broken:
			return fmt.Errorf("%s: broken", s.User)
		}
	}
	return nil
}

// MachineCalm is one that rests longer after some failures.
func (d *Desk) MachineCalm(ctx context.Context, s sheet) error {
	p, failures := sending, 0
	for {
		switch p {
		case sending:
			v, err := d.put(ctx, s)
			if err != nil {
				return err
			}
			p = finished
			if v.number() == 9603 {
				failures, p = failures+1, resting
			}
		case resting:
			if failures > 5 {
				time.Sleep(10 * time.Minute)
			} else {
				time.Sleep(15 * time.Second)
			}
			p = sending
		case finished, broken:
			return nil
		}
	}
}

// step is a state that knows the next one.
type step func(context.Context) step

// Walk walks through the steps.
//
//want:vppretry9603 vppretry9616
func (d *Desk) Walk(ctx context.Context, s sheet) {
	var ask, rest step
	ask = func(ctx context.Context) step {
		v, err := d.put(ctx, s)
		if err != nil || v.Status == 0 {
			return nil
		}
		return rest
	}
	rest = func(context.Context) step {
		time.Sleep(30 * time.Second)
		return ask
	}
	for st := ask; st != nil; st = st(ctx) {
	}
}

// Fall sends again on several numbers.
//
//want:vppretry9603 vppretry9616
func (d *Desk) Fall(ctx context.Context, s sheet) error {
	count := 0
resend:
	v, err := d.put(ctx, s)
	if err != nil {
		return err
	}
	count++
	switch v.ErrorNumber {
	case "", "0":
		return nil
	case "9616":
		fallthrough
	case "9603", "9608":
		if count < 9 {
			time.Sleep(time.Duration(count) * time.Second)
			goto resend
		}
		fallthrough
	default:
		return fmt.Errorf("%s: %s", s.User, v.ErrorNumber)
	}
}
