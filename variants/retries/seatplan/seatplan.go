// Package seatplan is about how long to wait. Each room of the school has
// found its own answer.
package seatplan

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math"
	oldrand "math/rand"
	"math/rand/v2"
	"net/http"
	"time"
)

// Seat is somebody at a place.
type Seat struct {
	AdamIDStr string `json:"adamIdStr"`
	UserIDStr string `json:"clientUserIdStr"`
}

type result struct {
	ErrorMessage *string `json:"errorMessage,omitempty"`
	ErrorNumber  *int    `json:"errorNumber,omitempty"`
	LicenseIDStr string  `json:"licenseIdStr,omitempty"`
}

func (r *result) code() int {
	if r == nil || r.ErrorNumber == nil {
		return 0
	}
	return *r.ErrorNumber
}

const (
	busyCode  = 9603
	takenCode = 9616
)

type noSeat struct{ code int }

func (n noSeat) Error() string { return fmt.Sprintf("no seat (%d)", n.code) }

func seat(ctx context.Context, s Seat) (*result, error) {
	body, err := json.Marshal(s)
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://vpp.itunes.apple.com/seat", bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	r := &result{}
	if err := json.NewDecoder(resp.Body).Decode(r); err != nil {
		return nil, err
	}
	return r, nil
}

// Music waits as rabbits multiply.
//
//want:vppretry9603
func Music(ctx context.Context, s Seat) error {
	for a, b := 1, 1; ; a, b = b, a+b {
		r, err := seat(ctx, s)
		if err != nil || r.code() != busyCode {
			return err
		}
		if a > 100 {
			return noSeat{r.code()}
		}
		time.Sleep(time.Duration(a) * time.Second)
	}
}

// Arts does so with larger rabbits.
func Arts(ctx context.Context, s Seat) error {
	for a, b := 10*time.Second, 10*time.Second; a < time.Hour; a, b = b, a+b {
		r, err := seat(ctx, s)
		if err != nil || r.code() != busyCode {
			return err
		}
		time.Sleep(a)
	}
	return noSeat{busyCode}
}

var (
	shortTable = []time.Duration{time.Second, 2 * time.Second, 5 * time.Second, 10 * time.Second, 30 * time.Second}
	longTable  = [...]time.Duration{1e9, 1e9, 2e9, 3e9, 5e9, 8e9, 13e9, 21e9}
	stairs     = []int{1, 2, 5, 10, 30, 300}
)

// Physics has a table. After its end there is one more request.
func Physics(ctx context.Context, s Seat) error {
	for i := 0; ; i++ {
		r, err := seat(ctx, s)
		if err != nil || r.code() != busyCode {
			return err
		}
		if i == len(shortTable) {
			return noSeat{r.code()}
		}
		time.Sleep(shortTable[i])
	}
}

// Chemistry has a longer one.
//
//want:vppretry9603
func Chemistry(ctx context.Context, s Seat) (err error) {
	var r *result
	for _, d := range longTable {
		if r, err = seat(ctx, s); err != nil || r.code() != busyCode {
			return err
		}
		time.Sleep(d)
	}
	return noSeat{r.code()}
}

// Biology stays on the last step of the stairs.
func Biology(ctx context.Context, s Seat) error {
	for i := 0; ctx.Err() == nil; i++ {
		r, err := seat(ctx, s)
		if err != nil || r.code() != busyCode {
			return err
		}
		time.Sleep(time.Duration(stairs[min(i, len(stairs)-1)]) * time.Second)
	}
	return ctx.Err()
}

// Geology goes round and round on the stairs.
//
//want:vppretry9603
func Geology(ctx context.Context, s Seat) error {
	for i := 0; ctx.Err() == nil; i++ {
		r, err := seat(ctx, s)
		if err != nil || r.code() != busyCode {
			return err
		}
		time.Sleep(time.Duration(stairs[i%len(stairs)]) * time.Second)
	}
	return ctx.Err()
}

// Algebra knows powers of two.
//
//want:vppretry9603
func Algebra(ctx context.Context, s Seat) error {
	for n := 0.0; n < 10; n++ {
		r, err := seat(ctx, s)
		if err != nil || r.code() != busyCode {
			return err
		}
		time.Sleep(time.Duration(math.Pow(2, n)) * time.Second)
	}
	return noSeat{busyCode}
}

// Geometry knows powers of three.
func Geometry(ctx context.Context, s Seat) error {
	for n := range 10 {
		r, err := seat(ctx, s)
		if err != nil || r.code() != busyCode {
			return err
		}
		time.Sleep(time.Duration(math.Pow(3, float64(n)) * float64(time.Second)))
	}
	return noSeat{busyCode}
}

// Statistics calculates with seconds that are no integers.
//
//want:vppretry9603 vppretry9616
func Statistics(ctx context.Context, s Seat) error {
	secs := 2.0
	for secs < 1000 {
		r, err := seat(ctx, s)
		if err != nil {
			return err
		}
		if r.code() == 0 {
			return nil
		}
		time.Sleep(time.Duration(secs * float64(time.Second)))
		secs *= 1.5
	}
	return noSeat{takenCode}
}

func must(s string) time.Duration {
	d, err := time.ParseDuration(s)
	if err != nil {
		panic(err)
	}
	return d
}

var (
	latinPause = must("1500ms")
	greekPause = must("1m30s")
)

// Latin waits for what a string says.
//
//want:vppretry9603
func Latin(ctx context.Context, s Seat) error {
	for i := 9; i >= 0; i-- {
		r, err := seat(ctx, s)
		if err != nil || r.code() != busyCode {
			return err
		}
		time.Sleep(latinPause)
	}
	return noSeat{busyCode}
}

// Greek waits for what another string says.
func Greek(ctx context.Context, s Seat) error {
	for {
		r, err := seat(ctx, s)
		if err != nil || r.code() != busyCode {
			return err
		}
		time.Sleep(greekPause)
	}
}

// History adds a second a time, twelve times.
//
//want:vppretry9603
func History(ctx context.Context, s Seat) error {
	var r *result
	var err error
	for n := time.Duration(0); n < 12; n++ {
		time.Sleep(n * time.Second)
		if r, err = seat(ctx, s); err != nil || r.code() != busyCode {
			return err
		}
	}
	return noSeat{r.code()}
}

// Politics adds a quarter of a minute a time.
func Politics(ctx context.Context, s Seat) error {
	const quarter = time.Minute / 4
	for n := 1; n < 25; n++ {
		r, err := seat(ctx, s)
		if err != nil || r.code() != busyCode {
			return err
		}
		time.Sleep(time.Duration(n) * quarter)
	}
	return noSeat{busyCode}
}

// Drama uses what the clock shows as if it were random.
//
//want:vppretry9603
func Drama(ctx context.Context, s Seat) error {
	for tries := 20; tries > 0; tries-- {
		r, err := seat(ctx, s)
		if err != nil || r.code() != busyCode {
			return err
		}
		time.Sleep(3*time.Second + time.Duration(time.Now().UnixNano()%1000)*time.Millisecond)
	}
	return noSeat{busyCode}
}

// Dance never waits for the same time.
//
//want:vppretry9603
func Dance(ctx context.Context, s Seat) error {
	const floor, ceiling = time.Second, 20 * time.Second
	d := floor
	for {
		r, err := seat(ctx, s)
		if err != nil || r.code() != busyCode {
			return err
		}
		d = min(ceiling, floor+rand.N(3*d-floor))
		time.Sleep(d)
	}
}

// Sports is older and has another generator.
//
//want:vppretry9603 vppretry9616
func Sports(ctx context.Context, s Seat) error {
	gen := oldrand.New(oldrand.NewSource(time.Now().UnixNano()))
	for tries := 0; tries < 16; tries++ {
		r, err := seat(ctx, s)
		if err != nil {
			return err
		}
		switch r.code() {
		case busyCode, takenCode:
			base := math.Min(30, float64(uint(1)<<uint(tries)))
			time.Sleep(time.Duration((base + gen.Float64()) * 1e9))
			continue
		}
		return nil
	}
	return noSeat{takenCode}
}

// Ethics is random, too, but generous.
func Ethics(ctx context.Context, s Seat) error {
	for tries := 0; tries < 16; tries++ {
		r, err := seat(ctx, s)
		if err != nil || r.code() != busyCode {
			return err
		}
		wait := time.Duration(1<<tries) * 2 * time.Second
		wait += time.Duration(rand.Float64() * float64(wait) / 10)
		time.Sleep(min(wait, 30*time.Minute))
	}
	return noSeat{busyCode}
}

// Maker waits for tenths of seconds, eight times.
//
//want:vppretry9603
func Maker(ctx context.Context, s Seat) error {
	for n := uint(0); n < 8; n++ {
		r, err := seat(ctx, s)
		if err != nil || r.code() != busyCode {
			return err
		}
		time.Sleep(100 * time.Millisecond << n)
	}
	return noSeat{busyCode}
}

func pauseBefore(n int) time.Duration {
	switch {
	case n <= 2:
		return time.Second
	case n <= 6:
		return 10 * time.Second
	case n <= 12:
		return 5 * time.Minute
	}
	return time.Hour
}

// Library has its own function for the pause before a request.
func Library(ctx context.Context, s Seat) error {
	for n := 1; n <= 20; n++ {
		if n > 1 {
			time.Sleep(pauseBefore(n))
		}
		r, err := seat(ctx, s)
		if err != nil || r.code() != busyCode {
			return err
		}
	}
	return noSeat{busyCode}
}

// Lobby uses the same function, but counts in its own way.
//
//want:vppretry9603
func Lobby(ctx context.Context, s Seat) error {
	for n := 0; n < 20; n++ {
		r, err := seat(ctx, s)
		if err != nil || r.code() != busyCode {
			return err
		}
		time.Sleep(pauseBefore(n))
	}
	return noSeat{busyCode}
}
