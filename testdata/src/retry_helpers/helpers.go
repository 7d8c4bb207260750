// Package helpers has retry helpers of its own, which take functions, options
// and policies. Who hands the request over owns the retry.
package helpers

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
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

// numbered is an answer as an error.
type numbered struct{ Number int }

func (e *numbered) Error() string { return fmt.Sprintf("number %d", e.Number) }

func assign(ctx context.Context, body string) error {
	n, err := send(ctx, body)
	if err == nil && n != 0 {
		err = &numbered{n}
	}
	return err
}

func isInternal(err error) bool {
	var e *numbered
	return errors.As(err, &e) && e.Number == internalError
}

// retry tries so often, with so much time between.
func retry(times int, pause time.Duration, f func() error) (err error) {
	for i := range times {
		if i > 0 {
			time.Sleep(pause)
		}
		if err = f(); err == nil {
			return nil
		}
	}
	return err
}

// Closure hands a function over.
func Closure(ctx context.Context, body string) error {
	return retry(10, time.Second, func() error { // want `helpers.Closure retries 9603 every 1s: sends 7–10 come 1s apart` `helpers.Closure retries 9616`
		return assign(ctx, body)
	})
}

// ClosureOnce tries once.
func ClosureOnce(ctx context.Context, body string) error {
	return retry(1, time.Second, func() error { return assign(ctx, body) })
}

// ClosureThatAbsorbs takes 9616 for success, and ends in time.
func ClosureThatAbsorbs(ctx context.Context, body string) error {
	return retry(5, time.Second, func() error {
		err := assign(ctx, body)
		var e *numbered
		if errors.As(err, &e) && e.Number == 9616 {
			return nil
		}
		return err
	})
}

// permanent ends a retry at once.
type permanent struct{ error }

func (p permanent) Unwrap() error { return p.error }

// retryUnlessPermanent tries until nothing is left to do.
func retryUnlessPermanent(f func() error) error {
	for d := time.Second; ; d = min(d*2, 20*time.Second) {
		err := f()
		var p permanent
		if err == nil || errors.As(err, &p) {
			return err
		}
		time.Sleep(d)
	}
}

// Permanent marks everything but 9603.
func Permanent(ctx context.Context, body string) error {
	return retryUnlessPermanent(func() error { // want `helpers.Permanent retries 9603 with delays doubling from 1s up to 20s`
		err := assign(ctx, body)
		if err != nil && !isInternal(err) {
			return permanent{err}
		}
		return err
	})
}

// policy is a retry policy with methods.
type policy struct {
	max   int
	delay func(attempt int) time.Duration
	again func(error) bool
}

func (p policy) do(f func() error) error {
	for attempt := 1; ; attempt++ {
		err := f()
		if err == nil || attempt >= p.max || !p.again(err) {
			return err
		}
		time.Sleep(p.delay(attempt))
	}
}

// impatient and patient are the policies in use.
var (
	impatient = policy{12, func(int) time.Duration { return 5 * time.Second }, isInternal}
	patient   = policy{12, escalate, isInternal}
)

func escalate(attempt int) time.Duration {
	if attempt > 5 {
		return 2 * time.Minute
	}
	return 5 * time.Second
}

// Policy has the wrong one.
func Policy(ctx context.Context, body string) error {
	return impatient.do(func() error { return assign(ctx, body) }) // want `helpers.Policy retries 9603 every 5s: sends 7–12`
}

// PatientPolicy has the right one.
func PatientPolicy(ctx context.Context, body string) error {
	return patient.do(func() error { return assign(ctx, body) })
}

// options are those of a helper, with defaults.
type options struct {
	attempts int
	pause    time.Duration
	next     func(time.Duration) time.Duration
}

type option func(*options)

func withAttempts(n int) option        { return func(o *options) { o.attempts = n } }
func withPause(d time.Duration) option { return func(o *options) { o.pause = d } }
func withDoubling() option {
	return func(o *options) { o.next = func(d time.Duration) time.Duration { return 2 * d } }
}

func do(f func() error, opts ...option) error {
	o := options{attempts: 8, pause: 3 * time.Second, next: func(d time.Duration) time.Duration { return d }}
	for _, opt := range opts {
		opt(&o)
	}
	var errs []error
	for d := o.pause; len(errs) < o.attempts; d = o.next(d) {
		err := f()
		if err == nil {
			return nil
		}
		errs = append(errs, err)
		time.Sleep(d)
	}
	return errors.Join(errs...)
}

// Defaults takes them as they are.
func Defaults(ctx context.Context, body string) error {
	return do(func() error { return assign(ctx, body) }) // want `retries 9603 every 3s: sends 7–8` `retries 9616 .*: sent 8 times, 3s apart`
}

// Options ends in time, and does not know 9616.
func Options(ctx context.Context, body string) error {
	return do(func() error { return assign(ctx, body) }, withAttempts(4), withPause(time.Minute)) // want `retries 9616 .*: sent 4 times, 1m apart`
}

// Doubling waits for minutes before the seventh send.
func Doubling(ctx context.Context, body string) error {
	return do(func() error {
		if err := assign(ctx, body); isInternal(err) {
			return err
		}
		return nil
	}, withAttempts(10), withPause(2*time.Second), withDoubling())
}

// builder collects settings.
type builder struct {
	tries int
	wait  time.Duration
}

func (b builder) Tries(n int) builder          { b.tries = n; return b }
func (b builder) Wait(d time.Duration) builder { b.wait = d; return b }
func (b builder) Run(f func() error) (err error) {
	for left := b.tries; left > 0; left-- {
		if err = f(); !isInternal(err) {
			return err
		}
		time.Sleep(b.wait)
	}
	return err
}

// Builder chains them.
func Builder(ctx context.Context, body string) error {
	return builder{tries: 3}.Tries(11).Wait(6 * time.Second).Run(func() error { return assign(ctx, body) }) // want `retries 9603 every 6s: sends 7–11`
}

// BuilderOfFew asks for few.
func BuilderOfFew(ctx context.Context, body string) error {
	return builder{tries: 11}.Wait(6 * time.Second).Tries(3).Run(func() error { return assign(ctx, body) })
}

// try is generic.
func try[T any](n int, pause time.Duration, f func() (T, error)) (v T, err error) {
	for range n {
		if v, err = f(); err == nil {
			return v, nil
		}
		time.Sleep(pause)
	}
	return v, err
}

// Generic hands over a function with a result.
func Generic(ctx context.Context, body string) (int, error) {
	return try(9, 2*time.Second, func() (int, error) { // want `retries 9603 every 2s: sends 7–9`
		n, err := send(ctx, body)
		if n == internalError {
			return 0, &numbered{n}
		}
		return n, err
	})
}

// GenericTransport tries again what failed to get through.
func GenericTransport(ctx context.Context, body string) (int, error) {
	return try(9, 2*time.Second, func() (int, error) { return send(ctx, body) })
}

// until is generic in what decides.
func until[T any](f func() T, done func(T) bool, pauses ...time.Duration) T {
	v := f()
	for _, d := range pauses {
		if done(v) {
			break
		}
		time.Sleep(d)
		v = f()
	}
	return v
}

// Until has as many pauses as it names.
func Until(ctx context.Context, body string) error {
	return until(
		func() error { return assign(ctx, body) },
		func(err error) bool { return !isInternal(err) },
		time.Second, 5*time.Second, 10*time.Second)
}

// UntilNil names one, and does not know 9616.
func UntilNil(ctx context.Context, body string) error {
	return until( // want `retries 9616 .*: sent twice, 1h apart`
		func() error { return assign(ctx, body) },
		func(err error) bool { return err == nil },
		time.Hour)
}

// request is a request with a method.
type request struct {
	ctx  context.Context
	body string
}

func (r request) send() error { return assign(r.ctx, r.body) }

// MethodValue hands over a method.
func MethodValue(ctx context.Context, body string) error {
	r := request{ctx, body}
	return retry(3, time.Second, r.send) // want `helpers.MethodValue retries 9616 .*: sent 3 times`
}

// sender is an interface with one implementation.
type sender interface{ send() error }

func retrySender(s sender) {
	for range 7 {
		if err := s.send(); !isInternal(err) { // want `helpers.retrySender retries 9603 every 1s: send 7 comes 1s after send 6`
			return
		}
		time.Sleep(time.Second)
	}
}

// Interface hands over a value; the helper sends.
func Interface(ctx context.Context, body string) {
	retrySender(request{ctx, body})
}

// sometimes decorates a function with a retry.
func sometimes(f func() error) func() error {
	return func() error {
		err := f()
		if isInternal(err) {
			time.Sleep(5 * time.Second)
			err = f()
		}
		return err
	}
}

// Decorated is decorated three times: eight sends.
func Decorated(ctx context.Context, body string) error {
	f := sometimes(sometimes(sometimes(func() error { return assign(ctx, body) })))
	return f() // want `retries 9603 every 5s: sends 7–8`
}

// DecoratedTwice sends four times.
func DecoratedTwice(ctx context.Context, body string) error {
	f := sometimes(sometimes(func() error { return assign(ctx, body) }))
	return f()
}

// Nested retries what retries: neither alone is too much.
func Nested(ctx context.Context, body string) error {
	return retry(3, 10*time.Second, func() error { // want `helpers.Nested retries 9603`
		return builder{}.Tries(4).Wait(time.Second).Run(func() error {
			if err := assign(ctx, body); isInternal(err) {
				return err
			}
			return nil
		})
	})
}

// Client has its settings in fields.
type Client struct {
	attempts int
	pause    time.Duration
}

// NewClient sets what is not set to a default.
//
//twin:none it makes a client
func NewClient() *Client {
	c := &Client{attempts: 15}
	c.pause = cmp.Or(c.pause, 4*time.Second)
	return c
}

// Fields uses them.
func (c *Client) Fields(ctx context.Context, body string) error {
	for range c.attempts {
		if err := assign(ctx, body); !isInternal(err) { // want `helpers.Client.Fields retries 9603 every 4s: sends 7–15`
			return err
		}
		time.Sleep(c.pause)
	}
	return nil
}

// FieldsHalf uses a third of them.
func (c *Client) FieldsHalf(ctx context.Context, body string) error {
	for range c.attempts / 3 {
		if err := assign(ctx, body); !isInternal(err) {
			return err
		}
		time.Sleep(c.pause)
	}
	return nil
}

// Recover turns a panic of a helper into another try.
func Recover(ctx context.Context, body string) (n int) {
	must := func() (n int, failed bool) {
		defer func() {
			if recover() != nil {
				failed = true
			}
		}()
		n, err := send(ctx, body)
		if err != nil || n == internalError {
			panic("the service is not well")
		}
		return n, false
	}
	for range 8 {
		n, failed := must() // want `retries 9603 every 1s: sends 7–8`
		if !failed {
			return n
		}
		time.Sleep(time.Second)
	}
	return 0
}
