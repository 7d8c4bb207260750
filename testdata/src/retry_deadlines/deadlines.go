// Package deadlines gives the service only so much time.
package deadlines

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"
)

const service = "https://vpp.itunes.apple.com/mdm/manageVPPLicensesByAdamIdSrv"

const internalError = 9603

type reply struct {
	Status       int    `json:"status"`
	ErrorNumber  int    `json:"errorNumber"`
	ErrorMessage string `json:"errorMessage"`
}

// send asks for an assignment and returns the number of the answer.
func send(ctx context.Context, body string) (int, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, service, strings.NewReader(body))
	if err != nil {
		return 0, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	var r reply
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return 0, err
	}
	return r.ErrorNumber, nil
}

var errLate = errors.New("too late")

// wait waits unless the context ends.
func wait(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// again sends until the context is over.
func again(ctx context.Context, body string, pause time.Duration) error {
	for {
		n, err := send(ctx, body)
		if err != nil || n != internalError {
			return err
		}
		if err := wait(ctx, pause); err != nil {
			return err
		}
	}
}

// Timeout ends before the seventh send.
func Timeout(ctx context.Context, body string) error {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	for {
		n, err := send(ctx, body)
		if err != nil || n != internalError {
			return err
		}
		if err := wait(ctx, 2*time.Second); err != nil {
			return err
		}
	}
}

// LongTimeout ends after it.
func LongTimeout(ctx context.Context, body string) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	for {
		n, err := send(ctx, body) // want `retries 9603 every 2s: sends 7–15 come 2s apart`
		if err != nil || n != internalError {
			return err
		}
		if err := wait(ctx, 2*time.Second); err != nil {
			return err
		}
	}
}

// SleepingTimeout sleeps past its deadline; the send fails then.
func SleepingTimeout(ctx context.Context, body string) error {
	ctx, cancel := context.WithTimeout(ctx, 25*time.Second)
	defer cancel()
	for {
		n, err := send(ctx, body)
		if err != nil || n != internalError {
			return err
		}
		time.Sleep(5 * time.Second)
	}
}

// Deadline is a time.
func Deadline(ctx context.Context, body string) error {
	ctx, cancel := context.WithDeadline(ctx, time.Now().Add(time.Minute))
	defer cancel()
	for ctx.Err() == nil {
		n, err := send(ctx, body) // want `retries 9603 every 9s: send 7 comes 9s after send 6`
		if err != nil || n != internalError {
			return err
		}
		time.Sleep(9 * time.Second)
	}
	return ctx.Err()
}

// Nested has a short deadline within a long one.
func Nested(ctx context.Context, body string) error {
	ctx, cancel := context.WithTimeout(ctx, time.Hour)
	defer cancel()
	short, stop := context.WithTimeout(ctx, 12*time.Second)
	defer stop()
	for {
		n, err := send(short, body)
		if err != nil || n != internalError {
			return err
		}
		if err := wait(short, 3*time.Second); err != nil {
			return err
		}
	}
}

// EachAttempt has a deadline for every send of its own.
func EachAttempt(ctx context.Context, body string) (n int) {
	for range 12 {
		var err error
		func() { // want `retries 9603 every 8s: sends 7–12 come 8s apart`
			ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
			defer cancel()
			n, err = send(ctx, body)
		}()
		if err != nil || n != internalError {
			break
		}
		time.Sleep(8 * time.Second)
	}
	return n
}

// Since measures how long it took.
func Since(ctx context.Context, body string) error {
	for start := time.Now(); time.Since(start) < 11*time.Second; time.Sleep(2 * time.Second) {
		if n, err := send(ctx, body); err != nil || n != internalError {
			return err
		}
	}
	return errLate
}

// SinceLong measures until a minute is over.
func SinceLong(ctx context.Context, body string) error {
	start := time.Now()
	for time.Since(start) < time.Minute {
		if n, err := send(ctx, body); err != nil || n != internalError { // want `retries 9603 every 7s: sends 7–9 come 7s apart`
			return err
		}
		time.Sleep(7 * time.Second)
	}
	return errLate
}

// Before compares with a time.
func Before(ctx context.Context, body string) error {
	for end := time.Now().Add(19 * time.Second); time.Now().Before(end); {
		if n, err := send(ctx, body); err != nil || n != internalError {
			return err
		}
		time.Sleep(4 * time.Second)
	}
	return errLate
}

// After compares the other way round.
func After(ctx context.Context, body string) error {
	end := time.Now().Add(2 * time.Minute)
	for {
		if n, err := send(ctx, body); err != nil || n != internalError { // want `retries 9603 every 11s: sends 7–12`
			return err
		}
		if time.Now().After(end) {
			return errLate
		}
		time.Sleep(11 * time.Second)
	}
}

// Until looks at what is left.
func Until(ctx context.Context, body string) error {
	end := time.Now().Add(40 * time.Second)
	for left := time.Until(end); left > 0; left = time.Until(end) {
		if n, err := send(ctx, body); err != nil || n != internalError { // want `retries 9603`
			return err
		}
		time.Sleep(min(left, 6*time.Second))
	}
	return errLate
}

// Sub subtracts two times.
func Sub(ctx context.Context, body string) error {
	start := time.Now()
	for {
		if n, err := send(ctx, body); err != nil || n != internalError {
			return err
		}
		if time.Now().Sub(start) > 10*time.Second {
			return errLate
		}
		time.Sleep(3 * time.Second)
	}
}

// Budget adds up what it has waited.
func Budget(ctx context.Context, body string) error {
	const pause, budget = 5 * time.Second, 30 * time.Second
	for waited := time.Duration(0); waited < budget; waited += pause {
		if n, err := send(ctx, body); err != nil || n != internalError {
			return err
		}
		time.Sleep(pause)
	}
	return errLate
}

// SmallSteps has one more send in the same time.
func SmallSteps(ctx context.Context, body string) error {
	const pause, budget = 4 * time.Second, 30 * time.Second
	for waited := time.Duration(0); waited < budget; waited += pause {
		if n, err := send(ctx, body); err != nil || n != internalError { // want `retries 9603 every 4s: sends 7–8`
			return err
		}
		time.Sleep(pause)
	}
	return errLate
}

// FromContext asks the context when it ends.
func FromContext(ctx context.Context, body string) error {
	ctx, cancel := context.WithTimeout(ctx, 45*time.Second)
	defer cancel()
	for {
		if n, err := send(ctx, body); err != nil || n != internalError { // want `retries 9603`
			return err
		}
		if end, ok := ctx.Deadline(); ok && time.Until(end) < 5*time.Second {
			return errLate
		}
		time.Sleep(5 * time.Second)
	}
}

// Window is a timer that ends it.
func Window(ctx context.Context, body string) error {
	timeout := time.After(12 * time.Second)
	for {
		if n, err := send(ctx, body); err != nil || n != internalError {
			return err
		}
		select {
		case <-timeout:
			return errLate
		case <-time.After(5 * time.Second):
		}
	}
}

// WideWindow ends later.
func WideWindow(ctx context.Context, body string) error {
	timeout := time.NewTimer(58 * time.Second)
	defer timeout.Stop()
	for {
		if n, err := send(ctx, body); err != nil || n == 0 { // want `retries 9603 every 5s` `retries 9616`
			return err
		}
		select {
		case <-timeout.C:
			return errLate
		case <-time.After(5 * time.Second):
		}
	}
}

// AfterCancel cancels by a timer.
func AfterCancel(ctx context.Context, body string) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	time.AfterFunc(9*time.Second, cancel)
	return again(ctx, body, 2*time.Second)
}

// Helper hands its deadline to a helper, which is to blame where it is long.
func Helper(ctx context.Context, body string) error {
	ctx, cancel := context.WithTimeout(ctx, 8*time.Second)
	defer cancel()
	return again(ctx, body, 3*time.Second)
}

// Office has hours that somebody else sets.
type Office struct {
	Open  time.Duration
	Night time.Duration
}

// Hours goes on as long as it is open.
//
//twin:none the limit is unknown
func (o *Office) Hours(ctx context.Context, body string) error {
	end := time.Now().Add(o.Open)
	for time.Now().Before(end) {
		if n, err := send(ctx, body); err != nil || n != internalError {
			return err
		}
		time.Sleep(time.Second)
	}
	return errLate
}

// Rows is quick five times, and then waits for the next day.
//
//twin:none the delay is unknown
func (o *Office) Rows(ctx context.Context, body string) error {
	var due time.Time
	tries := 0
	for range time.Tick(10 * time.Second) {
		if due.After(time.Now()) {
			continue
		}
		if n, err := send(ctx, body); err != nil || n != internalError {
			return err
		}
		if tries++; tries < 5 {
			due = time.Now().Add(20 * time.Second)
		} else {
			due = time.Now().Add(o.Night)
		}
	}
	return nil
}

// RowsInTime does so every night, which is not long enough.
func RowsInTime(ctx context.Context, body string) error {
	var due time.Time
	tries := 0
	for range time.Tick(10 * time.Second) {
		if due.After(time.Now()) {
			continue
		}
		if n, err := send(ctx, body); err != nil || n != internalError { // want `deadlines.RowsInTime retries 9603`
			return err
		}
		if tries++; tries < 5 {
			due = time.Now().Add(20 * time.Second)
		} else {
			due = time.Now().Add(45 * time.Second)
		}
	}
	return nil
}
