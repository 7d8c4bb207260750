// Package again does things again.
package again

import (
	"time"
)

// Try is how something is tried.
type Try struct {
	Max  int
	Wait time.Duration
	// Stop tells whether an error is final. Without it none is.
	Stop func(error) bool
	// After is called after each attempt that failed.
	After func(n int, err error)
}

// Do tries f.
func (t Try) Do(f func() error) error {
	var err error
	for n := 1; ; n++ {
		if err = f(); err == nil {
			return nil
		}
		if t.After != nil {
			t.After(n, err)
		}
		if t.Stop != nil && t.Stop(err) {
			return err
		}
		if n >= t.max() {
			return err
		}
		time.Sleep(t.Wait)
	}
}

func (t Try) max() int {
	if t.Max == 0 {
		return 3
	}
	return t.Max
}

// With returns a Try with another limit.
func (t Try) With(max int) Try { t.Max = max; return t }

// Doubling tries f with pauses that double up to a ceiling.
func Doubling(first, ceiling time.Duration, max int, f func() error, if_ func(error) bool) error {
	pause := first
	for n := 1; ; n++ {
		err := f()
		if err == nil || !if_(err) || n == max {
			return err
		}
		time.Sleep(pause)
		if pause *= 2; pause > ceiling {
			pause = ceiling
		}
	}
}

// Final marks an error as one that Until does not forgive.
type Final struct{ Err error }

func (f Final) Error() string { return f.Err.Error() }

// Cause is the error that was marked.
func (f Final) Cause() error { return f.Err }

// Until tries f until it works, it returns a Final, or the time is up.
func Until(end time.Time, every time.Duration, f func() error) error {
	for {
		err := f()
		if err == nil {
			return nil
		}
		if fin, ok := err.(Final); ok {
			return fin.Err
		}
		if !time.Now().Add(every).Before(end) {
			return err
		}
		time.Sleep(every)
	}
}

// Poll calls f until it is done or fails.
func Poll(every time.Duration, f func() (bool, error)) error {
	for {
		done, err := f()
		if err != nil || done {
			return err
		}
		time.Sleep(every)
	}
}

// Staged tries f once for each pause, and once more.
func Staged(pauses []time.Duration, f func() error, if_ func(error) bool) (err error) {
	for i := 0; i <= len(pauses); i++ {
		if err = f(); err == nil || !if_(err) {
			return err
		}
		if i < len(pauses) {
			time.Sleep(pauses[i])
		}
	}
	return err
}
