// Package advisors books seats for courses. Whether a booking is made again is
// not decided here: there are advisors for that, and some of them live
// elsewhere.
package advisors

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"
)

// Booking is a booking.
type Booking struct{ App, Student string }

// Outcome is what the service makes of it.
type Outcome struct {
	Status       int    `json:"status"`
	ErrorNumber  int    `json:"errorNumber"`
	ErrorMessage string `json:"errorMessage"`
	License      string `json:"licenseIdStr"`
}

// Advisor is asked about everything that is not a success. The courses have
// advisors of their own, which they bring along.
type Advisor interface {
	// Advise tells whether to book again, and when.
	Advise(attempt int, o Outcome) (again bool, after time.Duration)
}

// Clock is asked about nothing but the time.
type Clock interface {
	Pause(attempt int) time.Duration
}

// House is a kind of policy that each of our houses has.
type House interface {
	Worth(o Outcome) bool
}

type (
	north struct{}
	south struct{ eager bool }
)

// Worth implements House.
func (north) Worth(o Outcome) bool { return o.ErrorNumber == 9603 }

// Worth implements House.
func (s south) Worth(o Outcome) bool {
	return o.ErrorNumber == 9603 || o.ErrorNumber == 9644 || s.eager && o.ErrorNumber == 9616
}

// Houses returns all houses.
func Houses() map[string]House { return map[string]House{"north": north{}, "south": south{}} }

// Taker is a policy about what is taken.
type Taker interface{ Taken(o Outcome) bool }

type lenient struct{}

// Taken implements Taker.
func (lenient) Taken(o Outcome) bool { return o.ErrorNumber == 9616 || o.ErrorNumber == 9626 }

type exact struct{}

// Taken implements Taker.
func (exact) Taken(o Outcome) bool { return o.ErrorNumber == 9626 }

// TakerFor returns what a house thinks is taken.
func TakerFor(house string) Taker {
	if house == "north" {
		return exact{}
	}
	return lenient{}
}

var errNotBooked = errors.New("advisors: not booked")

// Office books.
type Office struct {
	url string
	log *slog.Logger
}

// NewOffice returns an office.
func NewOffice() *Office {
	return &Office{url: "https://vpp.itunes.apple.com/mdm/bookings", log: slog.New(slog.DiscardHandler)}
}

func (f *Office) book(ctx context.Context, b Booking) (o Outcome, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, f.url, strings.NewReader(fmt.Sprintf(`{"adamIdStr":%q,"clientUserIdStr":%q}`, b.App, b.Student)))
	if err != nil {
		return o, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return o, err
	}
	defer resp.Body.Close()
	err = json.NewDecoder(resp.Body).Decode(&o)
	return o, err
}

// Advised does what its advisor says.
func (f *Office) Advised(ctx context.Context, b Booking, a Advisor) (string, error) {
	for n := 1; n <= 100; n++ {
		o, err := f.book(ctx, b)
		if err != nil || o.Status == 0 {
			return o.License, err
		}
		again, after := a.Advise(n, o)
		if !again {
			return "", fmt.Errorf("%d: %w", o.ErrorNumber, errNotBooked)
		}
		f.log.InfoContext(ctx, "advised", "again", again, "after", after, "number", o.ErrorNumber)
		time.Sleep(after)
	}
	return "", errNotBooked
}

// AdvisedBusy knows what to do about a busy service. The advisor is asked
// about the rest.
//
//want:vppretry9603
func (f *Office) AdvisedBusy(ctx context.Context, b Booking, a Advisor) (string, error) {
	for n := 1; n <= 100; n++ {
		o, err := f.book(ctx, b)
		if err != nil || o.Status == 0 {
			return o.License, err
		}
		wait := 8 * time.Second
		if o.ErrorNumber != 9603 {
			again, after := a.Advise(n, o)
			if !again {
				return "", fmt.Errorf("%d: %w", o.ErrorNumber, errNotBooked)
			}
			wait = after
		}
		time.Sleep(wait)
	}
	return "", errNotBooked
}

// AdvisedTaken books again what is taken, and asks about the rest.
//
//want:vppretry9616
func (f *Office) AdvisedTaken(ctx context.Context, b Booking, a Advisor) (string, error) {
	for n := 1; n <= 2; n++ {
		o, err := f.book(ctx, b)
		if err != nil || o.Status == 0 {
			return o.License, err
		}
		if o.ErrorNumber == 9616 || o.ErrorNumber == 9626 {
			time.Sleep(30 * time.Second)
			continue
		}
		if again, after := a.Advise(n, o); again {
			time.Sleep(after)
			continue
		}
		break
	}
	return "", errNotBooked
}

// Timed knows what to do, but not when.
func (f *Office) Timed(ctx context.Context, b Booking, c Clock) error {
	for n := 1; ; n++ {
		o, err := f.book(ctx, b)
		if err != nil || o.ErrorNumber != 9603 {
			return err
		}
		time.Sleep(c.Pause(n))
	}
}

// TimedCapped knows that it is not going to be long.
//
//want:vppretry9603
func (f *Office) TimedCapped(ctx context.Context, b Booking, c Clock) error {
	for n := 1; ; n++ {
		o, err := f.book(ctx, b)
		if err != nil || o.ErrorNumber != 9603 {
			return err
		}
		time.Sleep(min(c.Pause(n), 45*time.Second))
	}
}

// TimedFloored knows that it is going to be long enough.
func (f *Office) TimedFloored(ctx context.Context, b Booking, c Clock) error {
	for n := 1; ; n++ {
		o, err := f.book(ctx, b)
		if err != nil || o.ErrorNumber != 9603 {
			return err
		}
		time.Sleep(max(c.Pause(n), 75*time.Second))
	}
}

// TimedAny books again whatever is wrong, when the time has come.
//
//want:vppretry9616
func (f *Office) TimedAny(ctx context.Context, b Booking, c Clock) error {
	for n := 1; ; n++ {
		o, err := f.book(ctx, b)
		if err != nil || o.ErrorNumber == 0 {
			return err
		}
		time.Sleep(c.Pause(n))
	}
}

// InHouse follows the policy of a house, and all of them think that a busy
// service is worth it.
//
//want:vppretry9603
func (f *Office) InHouse(ctx context.Context, b Booking, h House) error {
	for n := 0; n < 10; n++ {
		o, err := f.book(ctx, b)
		if err != nil || !h.Worth(o) {
			return err
		}
		time.Sleep(2 * time.Second)
	}
	return errNotBooked
}

// InHouseFew follows it five times.
func (f *Office) InHouseFew(ctx context.Context, b Booking, house string) error {
	h, ok := Houses()[house]
	if !ok {
		return fmt.Errorf("no house %q", house)
	}
	for n := 0; n < 5; n++ {
		o, err := f.book(ctx, b)
		if err != nil || !h.Worth(o) {
			return err
		}
		time.Sleep(2 * time.Second)
	}
	return errNotBooked
}

// Taken books again unless it is taken, about which the houses disagree.
func (f *Office) Taken(ctx context.Context, b Booking, t Taker) error {
	for n := 0; n < 4; n++ {
		o, err := f.book(ctx, b)
		if err != nil || o.ErrorNumber == 0 || t.Taken(o) {
			return err
		}
		time.Sleep(2 * time.Second)
	}
	return errNotBooked
}

// TakenNorth asks the one that is exact.
//
//want:vppretry9616
func (f *Office) TakenNorth(ctx context.Context, b Booking) error {
	t := TakerFor("north")
	for n := 0; n < 4; n++ {
		o, err := f.book(ctx, b)
		if err != nil || o.ErrorNumber == 0 || t.Taken(o) {
			return err
		}
		time.Sleep(2 * time.Second)
	}
	return errNotBooked
}

// Limited has a limit that its caller brings along.
func (f *Office) Limited(ctx context.Context, b Booking, limit int) error {
	for n := 0; n < limit; n++ {
		o, err := f.book(ctx, b)
		if err != nil || o.ErrorNumber != 9603 {
			return err
		}
		time.Sleep(time.Second)
	}
	return errNotBooked
}
