// Package shares gives an app to many devices with one request. Some of them
// may get it, and some may not.
package shares

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"time"
)

// Entry is what became of one device.
type Entry struct {
	Serial       string `json:"serialNumber"`
	LicenseID    string `json:"licenseIdStr,omitempty"`
	ErrorNumber  int    `json:"errorNumber,omitempty"`
	ErrorMessage string `json:"errorMessage,omitempty"`
}

func (e Entry) failed() bool { return e.ErrorNumber != 0 }

// Response is what became of all of them.
type Response struct {
	Status       int     `json:"status"`
	ErrorNumber  int     `json:"errorNumber"`
	ErrorMessage string  `json:"errorMessage"`
	Associations []Entry `json:"associations"`
}

// numbers counts the numbers of the entries.
func (r *Response) numbers() map[int]int {
	m := map[int]int{}
	for _, e := range r.Associations {
		m[e.ErrorNumber]++
	}
	return m
}

// Share is an app for devices.
type Share struct {
	AdamID  string   `json:"adamIdStr"`
	Pricing string   `json:"pricingParam"`
	Serials []string `json:"associateSerialNumbers"`
}

func (s Share) only(serials []string) Share {
	s.Serials = serials
	return s
}

const (
	busy     = 9603
	assigned = 9616
	none     = 9610
)

// ErrIncomplete tells that somebody has not got it.
var ErrIncomplete = errors.New("shares: incomplete")

// Sharer shares.
type Sharer struct {
	base  string
	log   *slog.Logger
	batch int
}

// NewSharer returns a sharer.
func NewSharer(base string) *Sharer {
	return &Sharer{base: base, log: slog.New(slog.DiscardHandler), batch: 10}
}

func (s *Sharer) share(ctx context.Context, in Share) (*Response, error) {
	js, err := json.Marshal(in)
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.base+"/manageVPPLicensesByAdamIdSrv", bytes.NewReader(js))
	if err != nil {
		return nil, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	var r Response
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return nil, fmt.Errorf("decode: %w", err)
	}
	return &r, nil
}

// Report is the result of a share.
type Report struct {
	Done   map[string]string
	Failed map[string]int
	Rounds int
}

func (r *Report) take(es []Entry) {
	for _, e := range es {
		if e.failed() {
			r.Failed[e.Serial] = e.ErrorNumber
			continue
		}
		r.Done[e.Serial] = e.LicenseID
		delete(r.Failed, e.Serial)
	}
}

// Everyone shares until everyone has got it: those who failed because the
// service was busy are sent again. The batches are independent.
//
//want:vppretry9603
func (s *Sharer) Everyone(ctx context.Context, in Share) (*Report, error) {
	rep := &Report{Done: map[string]string{}, Failed: map[string]int{}}
	began := time.Now()
	defer func() {
		s.log.InfoContext(ctx, "shared", "app", in.AdamID, "done", len(rep.Done), "failed", len(rep.Failed), "took", time.Since(began))
	}()
	for part := range slices.Chunk(in.Serials, s.batch) {
		waiting := slices.Clone(part)
		for round := 0; len(waiting) > 0; round++ {
			r, err := s.share(ctx, in.only(waiting))
			if err != nil {
				return rep, fmt.Errorf("round %d: %w", round, err)
			}
			rep.Rounds++
			rep.take(r.Associations)
			if len(r.Associations) == 0 && r.ErrorNumber != 0 {
				return rep, ErrIncomplete
			}
			waiting = waiting[:0]
			for _, e := range r.Associations {
				if e.ErrorNumber == busy {
					waiting = append(waiting, e.Serial)
				}
			}
			if len(waiting) > 0 {
				s.log.WarnContext(ctx, "busy", "numbers", r.numbers(), "waiting", len(waiting))
				select {
				case <-ctx.Done():
					return rep, ctx.Err()
				case <-time.After(15 * time.Second):
				}
			}
		}
	}
	return rep, nil
}

// EveryoneOnce does so in five rounds, and the last of them is the last.
func (s *Sharer) EveryoneOnce(ctx context.Context, in Share) (*Report, error) {
	rep := &Report{Done: map[string]string{}, Failed: map[string]int{}}
	waiting := in.Serials
	for rep.Rounds < 5 && len(waiting) > 0 {
		r, err := s.share(ctx, in.only(waiting))
		if err != nil {
			return rep, err
		}
		rep.Rounds++
		rep.take(r.Associations)
		waiting = nil
		for serial, n := range rep.Failed {
			if n == busy {
				waiting = append(waiting, serial)
			}
		}
		slices.Sort(waiting)
		time.Sleep(15 * time.Second)
	}
	if len(rep.Failed) > 0 {
		return rep, ErrIncomplete
	}
	return rep, nil
}

// Failures keeps whoever failed, for whatever reason.
//
//want:vppretry9616
func (s *Sharer) Failures(ctx context.Context, in Share) error {
	left := map[string]bool{}
	for _, serial := range in.Serials {
		left[serial] = true
	}
	for round := 0; round < 4; round++ {
		r, err := s.share(ctx, in.only(slices.Sorted(maps.Keys(left))))
		if err != nil {
			return err
		}
		for _, e := range r.Associations {
			if !e.failed() {
				delete(left, e.Serial)
			}
		}
		if len(left) == 0 {
			return nil
		}
		time.Sleep(time.Minute)
	}
	return ErrIncomplete
}

// FailuresNot keeps whoever failed and does not have it.
func (s *Sharer) FailuresNot(ctx context.Context, in Share) error {
	left := map[string]bool{}
	for _, serial := range in.Serials {
		left[serial] = true
	}
	for round := 0; round < 4; round++ {
		r, err := s.share(ctx, in.only(slices.Sorted(maps.Keys(left))))
		if err != nil {
			return err
		}
		for _, e := range r.Associations {
			if !e.failed() || e.ErrorNumber == assigned || e.ErrorNumber == none {
				delete(left, e.Serial)
			}
		}
		if len(left) == 0 {
			return nil
		}
		time.Sleep(time.Minute)
	}
	return ErrIncomplete
}

// Whole sends the whole share again if one of the devices could not be served.
//
//want:vppretry9603 vppretry9616
func (s *Sharer) Whole(ctx context.Context, in Share) (err error) {
	for n := 0; n < 10; n++ {
		var r *Response
		if r, err = s.share(ctx, in); err != nil {
			return err
		}
		bad := slices.IndexFunc(r.Associations, Entry.failed)
		if bad < 0 {
			return nil
		}
		err = fmt.Errorf("%s: %d: %w", r.Associations[bad].Serial, r.Associations[bad].ErrorNumber, ErrIncomplete)
		time.Sleep(20 * time.Second)
	}
	return err
}

// WholeStatus looks at the status only, and sends six times.
//
//want:vppretry9616
func (s *Sharer) WholeStatus(ctx context.Context, in Share) error {
	for n := 0; ; n++ {
		r, err := s.share(ctx, in)
		if err != nil {
			return err
		}
		if r.Status == 0 || n == 5 {
			return nil
		}
		time.Sleep(20 * time.Second)
	}
}

// WholeTop looks at the number of the response as well, for a status has many reasons.
func (s *Sharer) WholeTop(ctx context.Context, in Share) error {
	for n := 0; ; n++ {
		r, err := s.share(ctx, in)
		if err != nil {
			return err
		}
		if r.Status == 0 || n == 5 || r.ErrorNumber == assigned {
			return nil
		}
		time.Sleep(20 * time.Second)
	}
}

// Majority counts the entries, and gives up if it is not about the service.
//
//want:vppretry9603
func (s *Sharer) Majority(ctx context.Context, in Share) error {
	for n := 0; n < 50; n++ {
		r, err := s.share(ctx, in)
		if err != nil {
			return err
		}
		m := r.numbers()
		if m[busy] == 0 || m[busy] < len(r.Associations)/2 {
			return nil
		}
		time.Sleep(20 * time.Second)
	}
	return ErrIncomplete
}

// Singles sends those who failed one by one. Those who have it are not sent.
func (s *Sharer) Singles(ctx context.Context, in Share) (left []string, err error) {
	r, err := s.share(ctx, in)
	if err != nil {
		return in.Serials, err
	}
	for _, e := range r.Associations {
		switch {
		case !e.failed(), e.ErrorNumber == assigned:
			continue
		case len(in.Serials) == 1:
			left = append(left, e.Serial)
			continue
		}
		one, err := s.share(ctx, in.only([]string{e.Serial}))
		if err != nil {
			return left, err
		}
		if one.Status != 0 {
			left = append(left, e.Serial)
		}
	}
	return left, nil
}

// Halves divides until it works, and asks a lonely device once more.
//
//want:vppretry9616
func (s *Sharer) Halves(ctx context.Context, in Share) error {
	if len(in.Serials) == 0 {
		return nil
	}
	r, err := s.share(ctx, in)
	if err != nil || r.ErrorNumber == 0 {
		return err
	}
	if len(in.Serials) == 1 {
		time.Sleep(time.Second)
		if r, err = s.share(ctx, in); err != nil || r.ErrorNumber == 0 {
			return err
		}
		return fmt.Errorf("%s: %d", in.Serials[0], r.ErrorNumber)
	}
	mid := (len(in.Serials) + 1) / 2
	return errors.Join(s.Halves(ctx, in.only(in.Serials[:mid])), s.Halves(ctx, in.only(in.Serials[mid:])))
}

// Offenders takes those who have it out of the batch, and sends the rest.
func (s *Sharer) Offenders(ctx context.Context, in Share) error {
	for len(in.Serials) > 0 {
		r, err := s.share(ctx, in)
		if err != nil {
			return err
		}
		if r.ErrorNumber != assigned {
			return nil
		}
		before := len(in.Serials)
		has := map[string]bool{}
		for _, e := range r.Associations {
			has[e.Serial] = e.ErrorNumber == assigned
		}
		in.Serials = slices.DeleteFunc(slices.Clone(in.Serials), func(serial string) bool { return has[serial] })
		if len(in.Serials) == before {
			return ErrIncomplete
		}
	}
	return nil
}
