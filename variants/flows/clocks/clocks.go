// Package clocks synchronises licenses. Time comes in many shapes: as seconds,
// as milliseconds, as text, as points of time, as floating point numbers.
package clocks

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Sync is what shall be synchronised.
type Sync struct {
	AdamID string
	Serial string
}

// State is what the service says about it.
type State struct {
	Status int `json:"status"`
	Fault
}

// Fault is a part of the state.
type Fault struct {
	Number  int64   `json:"errorNumber"`
	Message *string `json:"errorMessage"`
}

func (f Fault) internal() bool { return f.Number == 9603 }

// Synchroniser synchronises.
type Synchroniser struct {
	url string

	pauseMillis  int
	pauseText    string
	pauseSeconds float64
	pauseMinutes uint8
	quick        int
}

// New returns a synchroniser.
func New() *Synchroniser {
	return &Synchroniser{
		url:          "https://vpp.itunes.apple.com/mdm/sync",
		pauseMillis:  2500,
		pauseText:    "1m30s",
		pauseSeconds: 12.5,
		pauseMinutes: 2,
		quick:        5,
	}
}

func (s *Synchroniser) push(ctx context.Context, in Sync) (st State, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPut, s.url, strings.NewReader(`{"adamIdStr":"`+in.AdamID+`","serialNumber":"`+in.Serial+`"}`))
	if err != nil {
		return st, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return st, err
	}
	defer resp.Body.Close()
	if err = json.NewDecoder(resp.Body).Decode(&st); err != nil {
		err = fmt.Errorf("decode: %w", err)
	}
	return st, err
}

var errBusy = errors.New("service is busy")

// Millis pauses for milliseconds.
//
//want:vppretry9603
func (s *Synchroniser) Millis(ctx context.Context, in Sync) error {
	for n := 0; n < 10; n++ {
		st, err := s.push(ctx, in)
		if err != nil || !st.internal() {
			return err
		}
		time.Sleep(time.Duration(s.pauseMillis) * time.Millisecond)
	}
	return errBusy
}

// MillisSecond takes them for seconds, which is too long, but not wrong.
func (s *Synchroniser) MillisSecond(ctx context.Context, in Sync) error {
	for n := 0; n < 10; n++ {
		st, err := s.push(ctx, in)
		if err != nil || !st.internal() {
			return err
		}
		time.Sleep(time.Duration(s.pauseMillis) * time.Second)
	}
	return errBusy
}

// Minutes forgets the unit.
//
//want:vppretry9603
func (s *Synchroniser) Minutes(ctx context.Context, in Sync) error {
	for n := 0; n < 10; n++ {
		st, err := s.push(ctx, in)
		if err != nil || !st.internal() {
			return err
		}
		time.Sleep(time.Duration(s.pauseMinutes))
	}
	return errBusy
}

// MinutesUnit does not.
func (s *Synchroniser) MinutesUnit(ctx context.Context, in Sync) error {
	for n := 0; n < 10; n++ {
		st, err := s.push(ctx, in)
		if err != nil || !st.internal() {
			return err
		}
		time.Sleep(time.Minute * time.Duration(s.pauseMinutes))
	}
	return errBusy
}

// Text pauses for what a text says.
func (s *Synchroniser) Text(ctx context.Context, in Sync) error {
	pause, err := time.ParseDuration(s.pauseText)
	if err != nil {
		return err
	}
	for {
		st, err := s.push(ctx, in)
		if err != nil || !st.internal() {
			return err
		}
		time.Sleep(pause)
	}
}

// TextNumber parses a number, and thinks of seconds.
//
//want:vppretry9603 vppretry9616
func (s *Synchroniser) TextNumber(ctx context.Context, in Sync) error {
	secs, err := strconv.Atoi("15")
	if err != nil {
		secs = 120
	}
	for {
		st, err := s.push(ctx, in)
		if err != nil || st.Status == 0 {
			return err
		}
		time.Sleep(time.Duration(secs) * time.Second)
	}
}

// Float grows with a factor that is no integer.
//
//want:vppretry9603
func (s *Synchroniser) Float(ctx context.Context, in Sync) error {
	pause := s.pauseSeconds
	for n := 0; n < 9; n++ {
		st, err := s.push(ctx, in)
		if err != nil || !st.internal() {
			return err
		}
		time.Sleep(time.Duration(pause * float64(time.Second)))
		pause *= 1.25
	}
	return errBusy
}

// FloatSteep grows faster.
func (s *Synchroniser) FloatSteep(ctx context.Context, in Sync) error {
	pause := s.pauseSeconds
	for n := 0; n < 9; n++ {
		st, err := s.push(ctx, in)
		if err != nil || !st.internal() {
			return err
		}
		time.Sleep(time.Duration(pause * float64(time.Second)))
		pause *= 1.5
	}
	return errBusy
}

// FloatCut loses what is behind the point: 0.9 minutes are no minute at all.
//
//want:vppretry9603
func (s *Synchroniser) FloatCut(ctx context.Context, in Sync) error {
	minutes := 0.9
	for n := 0; n < 9; n++ {
		st, err := s.push(ctx, in)
		if err != nil || !st.internal() {
			return err
		}
		time.Sleep(time.Duration(math.Floor(minutes)) * time.Minute)
	}
	return errBusy
}

// Rounded rounds up to a minute.
func (s *Synchroniser) Rounded(ctx context.Context, in Sync) error {
	pause := 40 * time.Second
	for {
		st, err := s.push(ctx, in)
		if err != nil || !st.internal() {
			return err
		}
		time.Sleep(pause.Round(time.Minute))
	}
}

// Truncated does not round up.
//
//want:vppretry9603
func (s *Synchroniser) Truncated(ctx context.Context, in Sync) error {
	pause := 59 * time.Second
	for pause < time.Hour {
		st, err := s.push(ctx, in)
		if err != nil || !st.internal() {
			return err
		}
		time.Sleep(pause.Truncate(30 * time.Second))
		pause += 20 * time.Millisecond
	}
	return errBusy
}

// TopOfMinute waits for the next full minute.
func (s *Synchroniser) TopOfMinute(ctx context.Context, in Sync) error {
	for {
		st, err := s.push(ctx, in)
		if err != nil || !st.internal() {
			return err
		}
		time.Sleep(time.Until(time.Now().Truncate(time.Minute).Add(time.Minute)))
	}
}

// HalfMinute waits for a full half of it.
//
//want:vppretry9603
func (s *Synchroniser) HalfMinute(ctx context.Context, in Sync) error {
	for {
		st, err := s.push(ctx, in)
		if err != nil || !st.internal() {
			return err
		}
		time.Sleep(time.Until(time.Now().Truncate(30 * time.Second).Add(30 * time.Second)))
	}
}

// Unix computes with seconds since 1970.
//
//want:vppretry9603
func (s *Synchroniser) Unix(ctx context.Context, in Sync) error {
	last := int64(0)
	for n := 0; n < 200; n++ {
		if now := time.Now().Unix(); now-last < 20 {
			time.Sleep(time.Duration(20-(now-last)) * time.Second)
		}
		last = time.Now().Unix()
		st, err := s.push(ctx, in)
		if err != nil || !st.internal() {
			return err
		}
	}
	return errBusy
}

// UnixMilli computes with milliseconds since then.
func (s *Synchroniser) UnixMilli(ctx context.Context, in Sync) error {
	const gap = 75_000
	last := int64(0)
	for n := 0; n < 200; n++ {
		if now := time.Now().UnixMilli(); now-last < gap {
			time.Sleep(time.Duration(gap-(now-last)) * time.Millisecond)
		}
		last = time.Now().UnixMilli()
		st, err := s.push(ctx, in)
		if err != nil || !st.internal() {
			return err
		}
	}
	return errBusy
}

// Narrow keeps milliseconds in 32 bits, in which there is no room for a month.
//
//want:vppretry9603
func (s *Synchroniser) Narrow(ctx context.Context, in Sync) error {
	var millis int32 = 1000
	for n := 0; n < 30; n++ {
		st, err := s.push(ctx, in)
		if err != nil || !st.internal() {
			return err
		}
		time.Sleep(time.Duration(millis) * time.Millisecond)
		millis *= 4
	}
	return errBusy
}

// NarrowShort stops before the room is used up.
func (s *Synchroniser) NarrowShort(ctx context.Context, in Sync) error {
	var millis int32 = 1000
	for n := 0; n < 11; n++ {
		st, err := s.push(ctx, in)
		if err != nil || !st.internal() {
			return err
		}
		time.Sleep(time.Duration(millis) * time.Millisecond)
		millis *= 4
	}
	return errBusy
}

// Schedule adds to the time of the first attempt, so that nothing drifts.
//
//want:vppretry9603
func (s *Synchroniser) Schedule(ctx context.Context, in Sync) error {
	start := time.Now()
	for n := 1; n <= 100; n++ {
		st, err := s.push(ctx, in)
		if err != nil || !st.internal() {
			return err
		}
		time.Sleep(time.Until(start.Add(time.Duration(n) * 40 * time.Second)))
	}
	return errBusy
}

// Squares adds squares of it.
func (s *Synchroniser) Squares(ctx context.Context, in Sync) error {
	start := time.Now()
	for n := 1; n <= 100; n++ {
		st, err := s.push(ctx, in)
		if err != nil || !st.internal() {
			return err
		}
		time.Sleep(time.Until(start.Add(time.Duration(n*n) * 6 * time.Second)))
	}
	return errBusy
}

// Formatted makes a text of the number of the attempt, and a duration of the text.
func (s *Synchroniser) Formatted(ctx context.Context, in Sync) error {
	for n := 0; n < 50; n++ {
		st, err := s.push(ctx, in)
		if err != nil || !st.internal() {
			return err
		}
		d, err := time.ParseDuration(fmt.Sprintf("%d.5m", n))
		if err != nil {
			return err
		}
		time.Sleep(d)
	}
	return errBusy
}

// Remainder takes the pause from a remainder.
//
//want:vppretry9603
func (s *Synchroniser) Remainder(ctx context.Context, in Sync) error {
	for n := 1; n <= 24; n++ {
		st, err := s.push(ctx, in)
		if err != nil || !st.internal() {
			return err
		}
		time.Sleep(time.Duration(n*25%120) * time.Second)
	}
	return errBusy
}
