// Package fleet equips many devices at the same time.
package fleet

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Unit is a device and the app it shall have.
type Unit struct{ Serial, App string }

// APIResult is the answer of manageVPPLicensesByAdamIdSrv.
type APIResult struct {
	Status int `json:"status"`
	APIError
}

// APIError is the part of an answer that tells about failure.
type APIError struct {
	ErrorNumber  int32  `json:"errorNumber"`
	ErrorMessage string `json:"errorMessage"`
}

func (e *APIError) Error() string { return fmt.Sprintf("apple: %d", e.ErrorNumber) }

const (
	appleBusy  int32 = 9603
	appleTaken int32 = 9616
)

func equip(ctx context.Context, u Unit) (*APIResult, error) {
	payload := fmt.Sprintf(`{"adamIdStr":%q,"associateSerialNumbers":[%q]}`, u.App, u.Serial)
	req, err := http.NewRequestWithContext(ctx, "POST", "https://vpp.itunes.apple.com/mdm/manageVPPLicensesByAdamIdSrv", strings.NewReader(payload))
	if err != nil {
		return nil, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	res := new(APIResult)
	if err := json.NewDecoder(resp.Body).Decode(res); err != nil {
		return nil, err
	}
	return res, nil
}

// equipErr is equip with the failure as an error.
func equipErr(ctx context.Context, u Unit) error {
	res, err := equip(ctx, u)
	if err != nil {
		return err
	}
	if res.ErrorNumber != 0 {
		return &res.APIError
	}
	return nil
}

// All starts a goroutine for each unit.
//
//want:vppretry9603
func All(ctx context.Context, units []Unit) int {
	var wg sync.WaitGroup
	var missing atomic.Int64
	for _, u := range units {
		wg.Go(func() {
			for range 10 {
				res, err := equip(ctx, u)
				if err == nil && res.ErrorNumber == appleBusy {
					time.Sleep(2 * time.Second)
					continue
				}
				return
			}
			missing.Add(1)
		})
	}
	wg.Wait()
	return int(missing.Load())
}

// Bounded starts not more than four at a time. A unit has five attempts.
func Bounded(ctx context.Context, units []Unit) error {
	slots := make(chan struct{}, 4)
	errs := make(chan error, len(units))
	for _, u := range units {
		slots <- struct{}{}
		go func() {
			defer func() { <-slots }()
			for n := 1; ; n++ {
				res, err := equip(ctx, u)
				switch {
				case err != nil:
					errs <- err
					return
				case res.ErrorNumber == 0, res.ErrorNumber == appleTaken:
					errs <- nil
					return
				case n == 5:
					errs <- &res.APIError
					return
				}
				time.Sleep(rand.N(time.Second) + 500*time.Millisecond)
			}
		}()
	}
	var all []error
	for range units {
		all = append(all, <-errs)
	}
	return errors.Join(all...)
}

type report struct {
	unit Unit
	err  error
}

// Supervise hands units to workers, and hands those that failed to them again.
//
//want:vppretry9603 vppretry9616
func Supervise(ctx context.Context, units []Unit) {
	in, out := make(chan Unit), make(chan report)
	for range 3 {
		go func() {
			for u := range in {
				out <- report{u, equipErr(ctx, u)}
			}
		}()
	}
	go func() {
		for _, u := range units {
			in <- u
		}
	}()
	for open := len(units); open > 0; {
		r := <-out
		if r.err != nil {
			go func() {
				time.Sleep(10 * time.Second)
				in <- r.unit
			}()
			continue
		}
		open--
	}
	close(in)
}

// SuperviseOnce collects what failed and leaves it to the operator.
func SuperviseOnce(ctx context.Context, units []Unit) (failed []Unit) {
	in, out := make(chan Unit), make(chan report)
	for range 3 {
		go func() {
			for u := range in {
				out <- report{u, equipErr(ctx, u)}
			}
		}()
	}
	go func() {
		defer close(in)
		for _, u := range units {
			in <- u
		}
	}()
	for range units {
		if r := <-out; r.err != nil {
			failed = append(failed, r.unit)
		}
	}
	return failed
}

type group struct {
	wg   sync.WaitGroup
	once sync.Once
	err  error
}

func (g *group) Go(f func() error) {
	g.wg.Add(1)
	go func() {
		defer g.wg.Done()
		if err := f(); err != nil {
			g.once.Do(func() { g.err = err })
		}
	}()
}

func (g *group) Wait() error {
	g.wg.Wait()
	return g.err
}

// Together fails with the first unit that fails for good.
//
//want:vppretry9616
func Together(ctx context.Context, units []Unit) error {
	var g group
	for _, u := range units {
		g.Go(func() (err error) {
			for try := 1; try <= 3; try++ {
				if err = equipErr(ctx, u); err == nil {
					return nil
				}
				time.Sleep(time.Duration(try) * time.Second)
			}
			return err
		})
	}
	return g.Wait()
}

// Counted shares one budget of attempts among all units.
//
//want:vppretry9603
func Counted(ctx context.Context, units []Unit) error {
	var g group
	var used atomic.Int32
	for _, u := range units {
		g.Go(func() error {
			for used.Add(1) <= 12 {
				err := equipErr(ctx, u)
				if e := (*APIError)(nil); !errors.As(err, &e) || e.ErrorNumber != appleBusy {
					return err
				}
				time.Sleep(time.Second)
			}
			return errors.New("no attempts left")
		})
	}
	return g.Wait()
}

// Echo sends itself a signal for another try.
//
//want:vppretry9603
func Echo(ctx context.Context, u Unit) error {
	again := make(chan struct{}, 1)
	again <- struct{}{}
	var last error
	for range again {
		last = equipErr(ctx, u)
		if e, ok := last.(*APIError); ok && e.ErrorNumber == appleBusy {
			go func() {
				time.Sleep(4 * time.Second)
				again <- struct{}{}
			}()
			continue
		}
		close(again)
	}
	return last
}

// Quiet mentions a taken license only the first time.
//
//want:vppretry9616
func Quiet(ctx context.Context, u Unit) (err error) {
	var mention sync.Once
	for range 5 {
		err = equipErr(ctx, u)
		var e *APIError
		if !errors.As(err, &e) {
			return err
		}
		if e.ErrorNumber == appleTaken {
			mention.Do(func() { fmt.Println(u.Serial, "has", u.App) })
		}
		time.Sleep(20 * time.Second)
	}
	return err
}

// Cancelled stops all the others with the first unit that is taken.
func Cancelled(ctx context.Context, units []Unit) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var wg sync.WaitGroup
	for _, u := range units {
		wg.Go(func() {
			for tries := 0; tries < 6 && ctx.Err() == nil; tries++ {
				err := equipErr(ctx, u)
				if err == nil {
					return
				}
				if e := (*APIError)(nil); errors.As(err, &e) && e.ErrorNumber == appleTaken {
					cancel(err)
				}
				select {
				case <-ctx.Done():
				case <-time.After(time.Second):
				}
			}
		})
	}
	wg.Wait()
	return context.Cause(ctx)
}

// Tracker remembers how often a unit was tried.
type Tracker struct {
	mu    sync.Mutex
	tried map[Unit]int
	inbox chan Unit
}

// NewTracker returns a tracker.
func NewTracker() *Tracker { return &Tracker{tried: map[Unit]int{}, inbox: make(chan Unit, 64)} }

// Add adds a unit.
func (t *Tracker) Add(u Unit) { t.inbox <- u }

func (t *Tracker) try(u Unit) int {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.tried[u]++
	return t.tried[u]
}

// Track works off the inbox.
//
//want:vppretry9603 vppretry9616
func (t *Tracker) Track(ctx context.Context) {
	for {
		select {
		case u := <-t.inbox:
			n := t.try(u)
			if err := equipErr(ctx, u); err != nil && n < 8 {
				time.Sleep(time.Duration(n) * time.Second)
				t.inbox <- u
			}
		case <-ctx.Done():
			return
		}
	}
}
