// Package failsafe is the table of github.com/failsafe-go/failsafe-go: retry
// policies around functions, and around a transport.
package failsafe

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"time"

	"github.com/failsafe-go/failsafe-go"
	"github.com/failsafe-go/failsafe-go/circuitbreaker"
	"github.com/failsafe-go/failsafe-go/failsafehttp"
	"github.com/failsafe-go/failsafe-go/fallback"
	"github.com/failsafe-go/failsafe-go/retrypolicy"

	"github.com/vpplint/vpplint/libraries/vpp"
)

// Table is what the builders and defaults of the library do.
type Table struct {
	VPP *vpp.Client
}

// response is what the functions return.
type response = *vpp.Response

// internal is true of 9603.
func internal(_ response, err error) bool { return vpp.Number(err) == vpp.Internal }

// assigned is true of 9616.
func assigned(_ response, err error) bool { return vpp.Number(err) == vpp.Assigned }

// Defaults retries everything twice, at once.
//
//want:vppretry9616
func (t Table) Defaults(ctx context.Context, serial string) (response, error) {
	return failsafe.With(retrypolicy.NewWithDefaults[response]()).Get(func() (response, error) { return t.VPP.Response(ctx, serial) })
}

// DefaultsInternal does so for 9603.
func (t Table) DefaultsInternal(ctx context.Context, serial string) (response, error) {
	p := retrypolicy.NewBuilder[response]().HandleIf(internal).Build()
	return failsafe.With(p).Get(func() (response, error) { return t.VPP.Response(ctx, serial) })
}

// Attempts sends ten times.
//
//want:vppretry9603
func (t Table) Attempts(ctx context.Context, serial string) (response, error) {
	p := retrypolicy.NewBuilder[response]().HandleIf(internal).WithMaxAttempts(10).WithDelay(2 * time.Second).Build()
	return failsafe.With(p).Get(func() (response, error) { return t.VPP.Response(ctx, serial) })
}

// AttemptsSix sends six times.
func (t Table) AttemptsSix(ctx context.Context, serial string) (response, error) {
	p := retrypolicy.NewBuilder[response]().HandleIf(internal).WithMaxAttempts(6).WithDelay(2 * time.Second).Build()
	return failsafe.With(p).Get(func() (response, error) { return t.VPP.Response(ctx, serial) })
}

// Retries is one more than as many attempts.
//
//want:vppretry9603
func (t Table) Retries(ctx context.Context, serial string) (response, error) {
	p := retrypolicy.NewBuilder[response]().HandleIf(internal).WithMaxRetries(6).WithDelay(2 * time.Second).Build()
	return failsafe.With(p).Get(func() (response, error) { return t.VPP.Response(ctx, serial) })
}

// Endless has no limit.
//
//want:vppretry9603
func (t Table) Endless(ctx context.Context, serial string) (response, error) {
	p := retrypolicy.NewBuilder[response]().HandleIf(internal).WithMaxAttempts(-1).WithDelay(10 * time.Second).Build()
	return failsafe.With(p).WithContext(ctx).Get(func() (response, error) { return t.VPP.Response(ctx, serial) })
}

// EndlessMinutes has none, and time.
func (t Table) EndlessMinutes(ctx context.Context, serial string) (response, error) {
	p := retrypolicy.NewBuilder[response]().HandleIf(internal).WithMaxAttempts(-1).WithDelay(5 * time.Minute).Build()
	return failsafe.With(p).WithContext(ctx).Get(func() (response, error) { return t.VPP.Response(ctx, serial) })
}

// Duration ends after a quarter of a minute.
func (t Table) Duration(ctx context.Context, serial string) (response, error) {
	p := retrypolicy.NewBuilder[response]().HandleIf(internal).WithMaxAttempts(-1).WithMaxDuration(15 * time.Second).WithDelay(4 * time.Second).Build()
	return failsafe.With(p).Get(func() (response, error) { return t.VPP.Response(ctx, serial) })
}

// DurationLong ends after five minutes.
//
//want:vppretry9603
func (t Table) DurationLong(ctx context.Context, serial string) (response, error) {
	p := retrypolicy.NewBuilder[response]().HandleIf(internal).WithMaxAttempts(-1).WithMaxDuration(5 * time.Minute).WithDelay(4 * time.Second).Build()
	return failsafe.With(p).Get(func() (response, error) { return t.VPP.Response(ctx, serial) })
}

// Backoff doubles up to half a minute.
//
//want:vppretry9603
func (t Table) Backoff(ctx context.Context, serial string) (response, error) {
	p := retrypolicy.NewBuilder[response]().HandleIf(internal).WithMaxAttempts(-1).WithBackoff(2*time.Second, 30*time.Second).Build()
	return failsafe.With(p).Get(func() (response, error) { return t.VPP.Response(ctx, serial) })
}

// BackoffFactor quadruples up to an hour, more or less.
func (t Table) BackoffFactor(ctx context.Context, serial string) (response, error) {
	p := retrypolicy.NewBuilder[response]().HandleIf(internal).WithMaxAttempts(-1).WithBackoffFactor(time.Second, time.Hour, 4).WithJitterFactor(0.1).Build()
	return failsafe.With(p).Get(func() (response, error) { return t.VPP.Response(ctx, serial) })
}

// Jitter varies around half a minute.
//
//want:vppretry9603
func (t Table) Jitter(ctx context.Context, serial string) (response, error) {
	p := retrypolicy.NewBuilder[response]().HandleIf(internal).WithMaxAttempts(12).WithDelay(30 * time.Second).WithJitter(5 * time.Second).Build()
	return failsafe.With(p).Get(func() (response, error) { return t.VPP.Response(ctx, serial) })
}

// Random is up to nine seconds.
//
//want:vppretry9603
func (t Table) Random(ctx context.Context, serial string) (response, error) {
	p := retrypolicy.NewBuilder[response]().HandleIf(internal).WithMaxAttempts(10).WithRandomDelay(time.Second, 9*time.Second).Build()
	return failsafe.With(p).Get(func() (response, error) { return t.VPP.Response(ctx, serial) })
}

// RandomLong is up to three minutes.
func (t Table) RandomLong(ctx context.Context, serial string) (response, error) {
	p := retrypolicy.NewBuilder[response]().HandleIf(internal).WithMaxAttempts(10).WithRandomDelay(time.Second, 3*time.Minute).Build()
	return failsafe.With(p).Get(func() (response, error) { return t.VPP.Response(ctx, serial) })
}

// DelayFunc goes by the attempt.
func (t Table) DelayFunc(ctx context.Context, serial string) (response, error) {
	p := retrypolicy.NewBuilder[response]().HandleIf(internal).WithMaxAttempts(40).WithDelayFunc(func(exec failsafe.ExecutionAttempt[response]) time.Duration {
		if exec.Attempts() < 6 {
			return time.Duration(exec.Attempts()) * time.Second
		}
		return 15 * time.Minute
	}).Build()
	return failsafe.With(p).Get(func() (response, error) { return t.VPP.Response(ctx, serial) })
}

// DelayFuncNone leaves the delay to the policy.
//
//want:vppretry9603
func (t Table) DelayFuncNone(ctx context.Context, serial string) (response, error) {
	p := retrypolicy.NewBuilder[response]().HandleIf(internal).WithMaxAttempts(40).WithDelay(3 * time.Second).WithDelayFunc(func(failsafe.ExecutionAttempt[response]) time.Duration {
		return -1
	}).Build()
	return failsafe.With(p).Get(func() (response, error) { return t.VPP.Response(ctx, serial) })
}

// AbortIf aborts for 9616.
func (t Table) AbortIf(ctx context.Context, serial string) (response, error) {
	p := retrypolicy.NewBuilder[response]().WithMaxRetries(5).WithDelay(2 * time.Second).AbortIf(assigned).ReturnLastFailure().Build()
	return failsafe.With(p).Get(func() (response, error) { return t.VPP.Response(ctx, serial) })
}

// AbortIfMore has more retries.
//
//want:vppretry9603
func (t Table) AbortIfMore(ctx context.Context, serial string) (response, error) {
	p := retrypolicy.NewBuilder[response]().WithMaxRetries(12).WithDelay(2 * time.Second).AbortIf(assigned).ReturnLastFailure().Build()
	return failsafe.With(p).Get(func() (response, error) { return t.VPP.Response(ctx, serial) })
}

var errAssigned = errors.New("assigned")

// marked gives 9616 a sentinel.
func (t Table) marked(ctx context.Context, serial string) (response, error) {
	r, err := t.VPP.Response(ctx, serial)
	if vpp.Number(err) == vpp.Assigned {
		return r, errAssigned
	}
	return r, err
}

// AbortOnErrors aborts for the sentinel.
//
//want:vppretry9603
func (t Table) AbortOnErrors(ctx context.Context, serial string) (response, error) {
	p := retrypolicy.NewBuilder[response]().WithMaxRetries(8).WithDelay(time.Second).AbortOnErrors(errAssigned).Build()
	return failsafe.With(p).Get(func() (response, error) { return t.marked(ctx, serial) })
}

// HandleErrors handles nothing else.
//
//want:vppretry9616
func (t Table) HandleErrors(ctx context.Context, serial string) (response, error) {
	p := retrypolicy.NewBuilder[response]().WithMaxRetries(8).WithDelay(time.Second).HandleErrors(errAssigned).Build()
	return failsafe.With(p).Get(func() (response, error) { return t.marked(ctx, serial) })
}

// HandleErrorTypes handles what the service says.
//
//want:vppretry9603 vppretry9616
func (t Table) HandleErrorTypes(ctx context.Context, serial string) (response, error) {
	p := retrypolicy.NewBuilder[response]().HandleErrorTypes(&vpp.Error{}).WithMaxAttempts(10).WithDelay(time.Second).Build()
	return failsafe.With(p).Get(func() (response, error) { return t.VPP.Response(ctx, serial) })
}

// Listeners count.
//
//want:vppretry9603
func (t Table) Listeners(ctx context.Context, serial string) (response, error) {
	retries := 0
	p := retrypolicy.NewBuilder[response]().HandleIf(internal).WithMaxAttempts(9).WithDelay(time.Second).
		OnRetry(func(failsafe.ExecutionEvent[response]) { retries++ }).
		OnRetryScheduled(func(failsafe.ExecutionScheduledEvent[response]) {}).
		OnRetriesExceeded(func(failsafe.ExecutionEvent[response]) {}).
		OnAbort(func(failsafe.ExecutionEvent[response]) {}).Build()
	return failsafe.With(p).Get(func() (response, error) { return t.VPP.Response(ctx, serial) })
}

// Run has no result.
//
//want:vppretry9616
func (t Table) Run(ctx context.Context, serial string) error {
	p := retrypolicy.NewBuilder[any]().WithMaxRetries(3).WithDelay(time.Second).Build()
	return failsafe.With(p).RunWithExecution(func(failsafe.Execution[any]) error { return t.VPP.Assign(ctx, serial) })
}

// Nested puts one policy around another: three times eight.
//
//want:vppretry9603
func (t Table) Nested(ctx context.Context, serial string) (response, error) {
	inner := retrypolicy.NewBuilder[response]().HandleIf(internal).WithMaxAttempts(3).WithDelay(time.Second).ReturnLastFailure().Build()
	outer := retrypolicy.NewBuilder[response]().HandleIf(internal).WithMaxAttempts(8).WithDelay(30 * time.Second).ReturnLastFailure().Build()
	return failsafe.With(outer, inner).Get(func() (response, error) { return t.VPP.Response(ctx, serial) })
}

// NestedExceeded hides the number from the outer policy.
func (t Table) NestedExceeded(ctx context.Context, serial string) (response, error) {
	inner := retrypolicy.NewBuilder[response]().HandleIf(internal).WithMaxAttempts(3).WithDelay(time.Second).Build()
	outer := retrypolicy.NewBuilder[response]().HandleErrors(errAssigned).WithMaxAttempts(8).WithDelay(30 * time.Second).Build()
	return failsafe.With(outer, inner).Get(func() (response, error) { return t.VPP.Response(ctx, serial) })
}

// Fallback is around the policy.
//
//want:vppretry9603
func (t Table) Fallback(ctx context.Context, serial string) (response, error) {
	p := retrypolicy.NewBuilder[response]().HandleIf(internal).WithMaxAttempts(9).WithDelay(time.Second).Build()
	return failsafe.With(fallback.NewWithResult[response](nil), p).Get(func() (response, error) { return t.VPP.Response(ctx, serial) })
}

// Breaker has a circuit breaker inside the policy that opens after five
// failures and rests for five minutes, after which it lets one through.
func (t Table) Breaker(ctx context.Context, serial string) (response, error) {
	p := retrypolicy.NewBuilder[response]().HandleIf(func(r response, err error) bool {
		return internal(r, err) || errors.Is(err, circuitbreaker.ErrOpen)
	}).WithMaxAttempts(-1).WithDelay(10 * time.Second).Build()
	b := circuitbreaker.NewBuilder[response]().HandleIf(internal).WithFailureThreshold(5).WithSuccessThreshold(1).WithDelay(5 * time.Minute).Build()
	return failsafe.With(p, b).Get(func() (response, error) { return t.VPP.Response(ctx, serial) })
}

// BreakerShort rests for twenty seconds.
//
//want:vppretry9603
func (t Table) BreakerShort(ctx context.Context, serial string) (response, error) {
	p := retrypolicy.NewBuilder[response]().HandleIf(func(r response, err error) bool {
		return internal(r, err) || errors.Is(err, circuitbreaker.ErrOpen)
	}).WithMaxAttempts(-1).WithDelay(10 * time.Second).Build()
	b := circuitbreaker.NewBuilder[response]().HandleIf(internal).WithFailureThreshold(5).WithSuccessThreshold(1).WithDelay(20 * time.Second).Build()
	return failsafe.With(p, b).Get(func() (response, error) { return t.VPP.Response(ctx, serial) })
}

// look reads the number of a response, and puts its body back.
func look(resp *http.Response) int {
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		return 0
	}
	_ = resp.Body.Close()
	resp.Body = io.NopCloser(bytes.NewReader(raw))
	var out vpp.Response
	_ = json.Unmarshal(raw, &out)
	return out.ErrorNumber
}

// Transport retries below the client.
//
//want:vppretry9603
func (t Table) Transport(ctx context.Context, serial string) error {
	p := retrypolicy.NewBuilder[*http.Response]().HandleIf(func(resp *http.Response, err error) bool {
		return err == nil && look(resp) == vpp.Internal
	}).WithMaxAttempts(9).WithDelay(3 * time.Second).ReturnLastFailure().Build()
	return vpp.New(&http.Client{Transport: failsafehttp.NewRoundTripper(nil, p)}).Assign(ctx, serial)
}

// TransportFew retries less.
func (t Table) TransportFew(ctx context.Context, serial string) error {
	p := retrypolicy.NewBuilder[*http.Response]().HandleIf(func(resp *http.Response, err error) bool {
		return err == nil && look(resp) == vpp.Internal
	}).WithMaxAttempts(5).WithDelay(3 * time.Second).ReturnLastFailure().Build()
	return vpp.New(&http.Client{Transport: failsafehttp.NewRoundTripper(nil, p)}).Assign(ctx, serial)
}

// TransportStatus goes by the status of HTTP, which is 200 whatever the number.
func (t Table) TransportStatus(ctx context.Context, serial string) error {
	p := failsafehttp.NewRetryPolicyBuilder().WithMaxAttempts(20).WithDelay(time.Second).Build()
	return vpp.New(&http.Client{Transport: failsafehttp.NewRoundTripper(nil, p)}).Assign(ctx, serial)
}

// Request retries one request.
//
//want:vppretry9603
func (t Table) Request(ctx context.Context, serial string) error {
	p := retrypolicy.NewBuilder[*http.Response]().HandleIf(func(resp *http.Response, err error) bool {
		return err == nil && look(resp) == vpp.Internal
	}).WithMaxAttempts(9).WithDelay(3 * time.Second).ReturnLastFailure().Build()
	body, err := vpp.Body(serial)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, vpp.URL, bytes.NewReader(body))
	if err != nil {
		return err
	}
	res, err := failsafehttp.NewRequest(req, t.VPP.HTTP, p).Do()
	if err != nil {
		return err
	}
	_, err = vpp.Read(res)
	return err
}
