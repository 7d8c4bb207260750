// Package limits hands books out to pupils while there is time. There are
// deadlines of requests, of attempts, of lessons, and of days.
package limits

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/http"
	"strings"
	"time"
)

// Book is a book for a pupil.
type Book struct{ ID, Pupil string }

// Slip is what the service gives in return.
type Slip struct {
	Status       int32  `json:"status"`
	ErrorNumber  int32  `json:"errorNumber"`
	ErrorMessage string `json:"errorMessage"`
	LicenseID    string `json:"licenseIdStr"`
}

func (s *Slip) busy() bool { return s.ErrorNumber == 9603 }

// Desk is where books are handed out.
type Desk struct {
	url     string
	timeout time.Duration
	lesson  time.Duration
}

// NewDesk returns a desk.
func NewDesk(u string) *Desk {
	return &Desk{url: u, timeout: 5 * time.Second, lesson: 45 * time.Minute}
}

// hand hands a book out. The request has a timeout of its own.
func (d *Desk) hand(ctx context.Context, b Book) (*Slip, error) {
	ctx, cancel := context.WithTimeout(ctx, d.timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, d.url+"/hand", strings.NewReader(fmt.Sprintf(`{"adamIdStr":%q,"clientUserIdStr":%q}`, b.ID, b.Pupil)))
	if err != nil {
		return nil, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	s := &Slip{}
	return s, json.NewDecoder(resp.Body).Decode(s)
}

func rest(ctx context.Context, t time.Duration) error {
	timer := time.NewTimer(t)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

var errLate = errors.New("limits: too late")

// Short has less time than it wants to rest.
func (d *Desk) Short(ctx context.Context, b Book) error {
	ctx, cancel := context.WithTimeoutCause(ctx, 20*time.Second, errLate)
	defer cancel()
	for {
		s, err := d.hand(ctx, b)
		if err != nil || s.Status == 0 {
			return err
		}
		if err := rest(ctx, 30*time.Second); err != nil {
			return fmt.Errorf("number %d: %w", s.ErrorNumber, err)
		}
	}
}

// ShortSleep has, too, but sleeps without a look at the clock.
func (d *Desk) ShortSleep(ctx context.Context, b Book) error {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	for {
		s, err := d.hand(ctx, b)
		if err != nil {
			return err
		}
		if !s.busy() {
			return nil
		}
		time.Sleep(4500 * time.Millisecond)
	}
}

// Renewed renews its deadline with each attempt.
//
//want:vppretry9603
func (d *Desk) Renewed(parent context.Context, b Book) error {
	for {
		ctx, cancel := context.WithTimeout(parent, 10*time.Second)
		s, err := d.hand(ctx, b)
		if err != nil || !s.busy() {
			cancel()
			return err
		}
		err = rest(ctx, 3*time.Second)
		cancel()
		if err != nil {
			return err
		}
	}
}

// Narrowed narrows it with each attempt, though it does not mean to.
func (d *Desk) Narrowed(ctx context.Context, b Book) error {
	for {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, 10*time.Second)
		defer cancel()
		s, err := d.hand(ctx, b)
		if err != nil || !s.busy() {
			return err
		}
		if err := rest(ctx, 3*time.Second); err != nil {
			return err
		}
	}
}

// Detached has a deadline, and gets rid of it.
//
//want:vppretry9603
func (d *Desk) Detached(ctx context.Context, b Book) error {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	work := context.WithoutCancel(ctx)
	for n := 1; ; n++ {
		s, err := d.hand(work, b)
		if err != nil || !s.busy() {
			return err
		}
		log.Printf("%v: attempt %d", b, n)
		if err := rest(work, time.Duration(n)*time.Second); err != nil {
			return err
		}
	}
}

// Every makes a new alarm for each round, so that none of them ever rings.
//
//want:vppretry9603 vppretry9616
func (d *Desk) Every(ctx context.Context, b Book) error {
	tick := time.NewTicker(5 * time.Second)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			s, err := d.hand(ctx, b)
			if err != nil {
				return err
			}
			if s.ErrorNumber == 0 {
				return nil
			}
		case <-time.After(28 * time.Second):
			return errLate
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Alarm makes one.
func (d *Desk) Alarm(ctx context.Context, b Book) error {
	tick, alarm := time.NewTicker(5*time.Second), time.After(28*time.Second)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			s, err := d.hand(ctx, b)
			if err != nil {
				return err
			}
			if s.ErrorNumber == 0 || s.ErrorNumber == 9616 {
				return nil
			}
		case <-alarm:
			return errLate
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// AlarmReset sets the alarm back whenever something happens.
//
//want:vppretry9603
func (d *Desk) AlarmReset(ctx context.Context, b Book) error {
	alarm := time.NewTimer(28 * time.Second)
	defer alarm.Stop()
	for {
		s, err := d.hand(ctx, b)
		if err != nil || !s.busy() {
			return err
		}
		if !alarm.Stop() {
			select {
			case <-alarm.C:
			default:
			}
		}
		alarm.Reset(28 * time.Second)
		select {
		case <-alarm.C:
			return errLate
		case <-time.After(12 * time.Second):
		}
	}
}

// Fits looks whether another rest fits in.
func (d *Desk) Fits(ctx context.Context, b Book) error {
	ctx, cancel := context.WithTimeout(ctx, 100*time.Second)
	defer cancel()
	for wait := 2 * time.Second; ; wait *= 2 {
		s, err := d.hand(ctx, b)
		if err != nil || !s.busy() {
			return err
		}
		if end, ok := ctx.Deadline(); ok && time.Until(end) < wait {
			return errLate
		}
		if err := rest(ctx, wait); err != nil {
			return err
		}
	}
}

// Squeezes makes it fit.
//
//want:vppretry9603
func (d *Desk) Squeezes(ctx context.Context, b Book) error {
	ctx, cancel := context.WithTimeout(ctx, 100*time.Second)
	defer cancel()
	for wait := 2 * time.Second; ; wait *= 2 {
		s, err := d.hand(ctx, b)
		if err != nil || !s.busy() {
			return err
		}
		if end, ok := ctx.Deadline(); ok {
			wait = min(wait, time.Until(end)/3)
		}
		if err := rest(ctx, wait); err != nil {
			return err
		}
	}
}

// Lesson has three quarters of an hour.
//
//want:vppretry9603
func (d *Desk) Lesson(ctx context.Context, b Book) error {
	bell := time.Now().Add(d.lesson)
	for time.Now().Before(bell) {
		s, err := d.hand(ctx, b)
		if err != nil || !s.busy() {
			return err
		}
		if err := rest(ctx, d.lesson/60); err != nil {
			return err
		}
	}
	return errLate
}

// LessonThirty divides it into thirty parts.
func (d *Desk) LessonThirty(ctx context.Context, b Book) error {
	bell := time.Now().Add(d.lesson)
	for time.Now().Before(bell) {
		s, err := d.hand(ctx, b)
		if err != nil || !s.busy() {
			return err
		}
		if err := rest(ctx, d.lesson/30); err != nil {
			return err
		}
	}
	return errLate
}

// Stopwatch stops after half a minute, which it finds out after the fact.
func (d *Desk) Stopwatch(ctx context.Context, b Book) (err error) {
	var s *Slip
	for began := time.Now(); ; {
		if s, err = d.hand(ctx, b); err != nil || s.ErrorNumber == 0 || s.ErrorNumber == 9616 {
			return err
		}
		if elapsed := time.Since(began).Round(time.Second); elapsed >= 30*time.Second {
			return fmt.Errorf("number %d after %s: %w", s.ErrorNumber, elapsed, errLate)
		}
		if err = rest(ctx, 6*time.Second); err != nil {
			return err
		}
	}
}

// StopwatchWrong starts the watch in each round.
//
//want:vppretry9603 vppretry9616
func (d *Desk) StopwatchWrong(ctx context.Context, b Book) (err error) {
	var s *Slip
	for {
		began := time.Now()
		if s, err = d.hand(ctx, b); err != nil || s.ErrorNumber == 0 {
			return err
		}
		if elapsed := time.Since(began).Round(time.Second); elapsed >= 30*time.Second {
			return fmt.Errorf("number %d after %s: %w", s.ErrorNumber, elapsed, errLate)
		}
		if err = rest(ctx, 6*time.Second); err != nil {
			return err
		}
	}
}

// Each gives each attempt a deadline, and all of them one together.
func (d *Desk) Each(ctx context.Context, b Book) error {
	all, stop := context.WithDeadline(ctx, time.Now().Add(24*time.Second))
	defer stop()
	once := func() (*Slip, error) {
		one, cancel := context.WithTimeout(all, 30*time.Second)
		defer cancel()
		return d.hand(one, b)
	}
	for {
		s, err := once()
		if errors.Is(err, context.DeadlineExceeded) {
			return errLate
		}
		if err != nil || !s.busy() {
			return err
		}
		if err := rest(all, 4900*time.Millisecond); err != nil {
			return errLate
		}
	}
}

// AfterFunc lets a function end it.
//
//want:vppretry9616
func (d *Desk) AfterFunc(parent context.Context, b Book) error {
	ctx, cancel := context.WithCancelCause(parent)
	defer cancel(nil)
	end := time.AfterFunc(9*time.Second, func() { cancel(errLate) })
	defer end.Stop()
	for ctx.Err() == nil {
		s, err := d.hand(ctx, b)
		if err != nil {
			return err
		}
		if s.Status == 0 {
			log.Printf("%v: license %s", b, s.LicenseID)
			return nil
		}
		if rest(ctx, 2*time.Second) != nil {
			break
		}
	}
	return context.Cause(ctx)
}
