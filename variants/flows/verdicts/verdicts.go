// Package verdicts decides what to do about the answers to license requests.
// There has always been a table for that, but never the same.
package verdicts

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"
)

// Result is the answer to a license request.
type Result struct {
	Number int      `json:"errorNumber"`
	Text   string   `json:"errorMessage"`
	Notes  []string `json:"-"`
}

// Demand is a license request.
type Demand struct {
	AdamID string
	Serial string
	// Again is asked whether the demand may be made again. It may be nil.
	Again func(number int) bool
}

// Hopeless tells whether there is no hope for the demand.
func (d *Demand) Hopeless(number int) bool { return number == 0 || number > 9603 }

// Judge makes demands.
type Judge struct{ url string }

// NewJudge returns a judge.
func NewJudge(u string) *Judge { return &Judge{url: u} }

func (j *Judge) demand(ctx context.Context, d *Demand) (*Result, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, j.url+"/demand", strings.NewReader(`{"adamIdStr":"`+d.AdamID+`","serial":"`+d.Serial+`"}`))
	if err != nil {
		return nil, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	r := &Result{}
	if err := json.Unmarshal(b, r); err != nil {
		return nil, err
	}
	return r, nil
}

var errRejected = errors.New("verdicts: rejected")

// Bits looks at a bit.
//
//want:vppretry9603
func (j *Judge) Bits(ctx context.Context, d *Demand) error {
	for n := 1; ; n++ {
		r, err := j.demand(ctx, d)
		if err != nil {
			return err
		}
		if c := classes[r.Number]; !c.has(transient) {
			return nil
		}
		time.Sleep(min(time.Duration(n)*time.Second, 15*time.Second))
	}
}

// BitsBoth looks at two bits, both of which have to be there.
func (j *Judge) BitsBoth(ctx context.Context, d *Demand) error {
	for n := 0; n < 5; n++ {
		r, err := j.demand(ctx, d)
		if err != nil {
			return err
		}
		if c := classes[r.Number]; !c.has(transient | counted) {
			return nil
		}
		time.Sleep(time.Second)
	}
	return errRejected
}

// BitsAny is content with one of them.
//
//want:vppretry9616
func (j *Judge) BitsAny(ctx context.Context, d *Demand) error {
	for n := 0; n < 5; n++ {
		r, err := j.demand(ctx, d)
		if err != nil {
			return err
		}
		if c := classes[r.Number]; !c.any(transient | counted) {
			return nil
		}
		time.Sleep(time.Second)
	}
	return errRejected
}

// Table goes by the rules.
//
//want:vppretry9603
func (j *Judge) Table(ctx context.Context, d *Demand) error {
	for {
		r, err := j.demand(ctx, d)
		if err != nil {
			return err
		}
		switch actionOf(r.Number) {
		case Accept:
			return nil
		case Reject:
			return errRejected
		}
		time.Sleep(33 * time.Second)
	}
}

// TableFive goes by the rules five times.
func (j *Judge) TableFive(ctx context.Context, d *Demand) error {
	action := Retry
	for n := 0; action == Retry && n < 5; n++ {
		r, err := j.demand(ctx, d)
		if err != nil {
			return err
		}
		if action = actionOf(r.Number); action == Retry {
			time.Sleep(33 * time.Second)
		}
	}
	if action != Accept {
		return errRejected
	}
	return nil
}

// TableLax goes by the rules of the pilot phase.
//
//want:vppretry9616
func (j *Judge) TableLax(ctx context.Context, d *Demand) error {
	action := Retry
	for n := 0; action == Retry && n < 5; n++ {
		r, err := j.demand(ctx, d)
		if err != nil {
			return err
		}
		action = laxActionOf(r.Number)
		time.Sleep(33 * time.Second)
	}
	return nil
}

// Matrix looks up whether the phase allows it.
//
//want:vppretry9616
func (j *Judge) Matrix(ctx context.Context, d *Demand) error {
	for range 3 {
		r, err := j.demand(ctx, d)
		if err != nil {
			return err
		}
		if !may[pilot][severityOf(r.Number)] {
			return nil
		}
		time.Sleep(time.Minute)
	}
	return errRejected
}

// MatrixLive looks up whether a later phase allows it.
func (j *Judge) MatrixLive(ctx context.Context, d *Demand) error {
	for range 3 {
		r, err := j.demand(ctx, d)
		if err != nil {
			return err
		}
		if !may[live][severityOf(r.Number)] {
			return nil
		}
		time.Sleep(time.Minute)
	}
	return errRejected
}

// Codes translates into our codes, and back.
//
//want:vppretry9603
func (j *Judge) Codes(ctx context.Context, d *Demand) (code string, err error) {
	for n := 0; n < 18; n++ {
		r, err := j.demand(ctx, d)
		if err != nil {
			return "", err
		}
		if code = ours[r.Number]; code == "" {
			return "", nil
		}
		if theirs[code] != InternalError {
			return code, nil
		}
		time.Sleep(10 * time.Second)
	}
	return code, errRejected
}

// CodesPrefix thinks that every code which begins like that is worth it.
//
//want:vppretry9616
func (j *Judge) CodesPrefix(ctx context.Context, d *Demand) (code string, err error) {
	for n := 0; n < 4; n++ {
		r, err := j.demand(ctx, d)
		if err != nil {
			return "", err
		}
		if code = ours[r.Number]; !strings.HasPrefix(code, "E_") {
			return code, nil
		}
		time.Sleep(10 * time.Second)
	}
	return code, errRejected
}

// List has the numbers in a text.
//
//want:vppretry9603 vppretry9616
func (j *Judge) List(ctx context.Context, d *Demand) error {
	for n := 0; n < 12; n++ {
		r, err := j.demand(ctx, d)
		if err != nil {
			return err
		}
		if !listed(r.Number, "9603, 9608, 9612-9616, 9644") {
			return nil
		}
		time.Sleep(3 * time.Second)
	}
	return errRejected
}

// ListShort has fewer of them.
func (j *Judge) ListShort(ctx context.Context, d *Demand) error {
	for n := 0; n < 12; n++ {
		r, err := j.demand(ctx, d)
		if err != nil {
			return err
		}
		if !listed(r.Number, "9608, 9612-9615, 9640-9649") {
			return nil
		}
		time.Sleep(3 * time.Second)
	}
	return errRejected
}

// Handled asks the function that belongs to the number.
//
//want:vppretry9603
func (j *Judge) Handled(ctx context.Context, d *Demand) (notes []string, err error) {
	for {
		r, err := j.demand(ctx, d)
		if err != nil {
			return notes, err
		}
		f, ok := handlers[r.Number]
		if !ok {
			return notes, errRejected
		}
		repeat := f(r)
		notes = append(notes, r.Notes...)
		if !repeat || len(notes) > 30 {
			return notes, nil
		}
		time.Sleep(4 * time.Second)
	}
}

// Through falls through to where it does not belong.
//
//want:vppretry9616
func (j *Judge) Through(ctx context.Context, d *Demand) error {
	for tries := 0; tries < 5; tries++ {
		r, err := j.demand(ctx, d)
		if err != nil {
			return err
		}
		wait := time.Second
		switch r.Number {
		case 0:
			return nil
		case hexAssigned:
			wait = 5 * time.Second
			fallthrough
		case hexInternal:
			time.Sleep(wait)
		default:
			return errRejected
		}
	}
	return errRejected
}

// ThroughRight falls through to where it does.
func (j *Judge) ThroughRight(ctx context.Context, d *Demand) error {
	for tries := 0; tries < 5; tries++ {
		r, err := j.demand(ctx, d)
		if err != nil {
			return err
		}
		switch r.Number {
		case hexAssigned:
			d.Serial = strings.ToUpper(d.Serial)
			fallthrough
		case 0:
			return nil
		case hexInternal:
			time.Sleep(time.Second)
		default:
			return errRejected
		}
	}
	return errRejected
}

// Digits looks at the digits of the number.
//
//want:vppretry9603
func (j *Judge) Digits(ctx context.Context, d *Demand) error {
	for tries := 0; tries < 9; tries++ {
		r, err := j.demand(ctx, d)
		if err != nil {
			return err
		}
		digits := strconv.Itoa(r.Number)
		if len(digits) != 4 || digits[:3] != "960" || digits[3] != '3' {
			return nil
		}
		time.Sleep(5 * time.Second)
	}
	return errRejected
}

// Own asks the demand itself.
//
//want:vppretry9603
func (j *Judge) Own(ctx context.Context, d *Demand) error {
	for tries := 0; tries < 9; tries++ {
		r, err := j.demand(ctx, d)
		if err != nil {
			return err
		}
		if d.Hopeless(r.Number) {
			return nil
		}
		time.Sleep(5 * time.Second)
	}
	return errRejected
}

// Asked asks whoever made the demand.
func (j *Judge) Asked(ctx context.Context, d *Demand) error {
	for tries := 0; tries < 9; tries++ {
		r, err := j.demand(ctx, d)
		if err != nil {
			return err
		}
		if r.Number == 0 || d.Again == nil || !d.Again(r.Number) {
			return nil
		}
		time.Sleep(5 * time.Second)
	}
	return errRejected
}

// AskedToo asks only about what is not known to be in vain or to pass.
//
//want:vppretry9603
func (j *Judge) AskedToo(ctx context.Context, d *Demand) error {
	for tries := 0; tries < 9; tries++ {
		r, err := j.demand(ctx, d)
		if err != nil {
			return err
		}
		switch n := r.Number; {
		case n == 0, n == hexAssigned:
			return nil
		case n == InternalError:
		case d.Again == nil || !d.Again(n):
			return errRejected
		}
		time.Sleep(5 * time.Second)
	}
	return errRejected
}

// Searched searches in what is sorted, or should be.
func (j *Judge) Searched(ctx context.Context, d *Demand) error {
	final := []int{0, 9601, 9602, 9609, 9610, 9616, 9619, 9621, 9622, 9625}
	for tries := 0; tries < 6; tries++ {
		r, err := j.demand(ctx, d)
		if err != nil {
			return err
		}
		i := sort.SearchInts(final, r.Number)
		if i < len(final) && final[i] == r.Number {
			return nil
		}
		time.Sleep(time.Second)
	}
	return errRejected
}

// SearchedNot has one that is not among them.
//
//want:vppretry9616
func (j *Judge) SearchedNot(ctx context.Context, d *Demand) error {
	final := []int{0, 9601, 9602, 9609, 9610, 9619, 9621, 9622, 9625}
	for tries := 0; tries < 6; tries++ {
		r, err := j.demand(ctx, d)
		if err != nil {
			return err
		}
		if _, found := slices.BinarySearch(final, r.Number); found {
			return nil
		}
		time.Sleep(time.Second)
	}
	return errRejected
}
