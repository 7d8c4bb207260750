// Package jobs puts the others together. Whoever hands a request to a helper
// owns the retry.
package jobs

import (
	"context"
	"errors"
	"time"

	"retry_across/answer"
	"retry_across/client"
	"retry_across/options"
	"retry_across/patience"
)

// Jobs has a client.
type Jobs struct{ client *client.Client }

// New returns jobs.
//
//twin:none it makes jobs
func New() *Jobs { return &Jobs{client.New("token")} }

// Loop retries by itself what another package sends.
func (j *Jobs) Loop(ctx context.Context, adamID, serial string) error {
	for {
		err := j.client.Assign(ctx, adamID, serial) // want `jobs.Jobs.Loop retries 9603 every 2s: from send 7 on they come 2s apart`
		var e *answer.Error
		if !errors.As(err, &e) || e.Number != answer.Internal {
			return err
		}
		time.Sleep(2 * time.Second)
	}
}

// Patient waits as another package says.
func (j *Jobs) Patient(ctx context.Context, adamID, serial string) error {
	for n := 1; ; n++ {
		err := j.client.Assign(ctx, adamID, serial)
		var e *answer.Error
		if !errors.As(err, &e) || e.Number != answer.Internal {
			return err
		}
		if err := patience.Sleep(ctx, patience.Escalate(n)); err != nil {
			return err
		}
	}
}

// Busy compares with a sentinel of another package.
func (j *Jobs) Busy(ctx context.Context, adamID, serial string) (err error) {
	for range 8 {
		if err = j.client.Assign(ctx, adamID, serial); !errors.Is(err, answer.ErrBusy) { // want `retries 9603 every 1s: sends 7–8`
			return err
		}
		time.Sleep(time.Second)
	}
	return err
}

// Temporary asks by an interface.
func (j *Jobs) Temporary(ctx context.Context, adamID, serial string) (err error) {
	for range 5 {
		err = j.client.Assign(ctx, adamID, serial)
		var t interface{ Temporary() bool }
		if !errors.As(err, &t) || !t.Temporary() {
			return err
		}
		time.Sleep(time.Second)
	}
	return err
}

// Classified asks a function that is wrong about 9616.
func (j *Jobs) Classified(ctx context.Context, adamID, serial string) (err error) {
	for range 3 {
		if err = j.client.Assign(ctx, adamID, serial); !answer.Retryable(err) { // want `retries 9616 .*: sent 3 times, 1s apart`
			return err
		}
		time.Sleep(time.Second)
	}
	return err
}

// Policy takes the policy of another package.
func (j *Jobs) Policy(ctx context.Context, adamID, serial string) error {
	return patience.Impatient.Do(ctx, func(ctx context.Context) error { // want `jobs.Jobs.Policy retries 9603 .*: sends 7–10 come 8s apart` `jobs.Jobs.Policy retries 9616`
		return j.client.Assign(ctx, adamID, serial)
	})
}

// OwnPolicy takes its own, and asks for a reason.
func (j *Jobs) OwnPolicy(ctx context.Context, adamID, serial string) error {
	policy := patience.Policy{Attempts: 20, Delay: 2 * time.Minute, Cap: time.Hour, Again: answer.Retryable}
	return policy.Do(ctx, func(ctx context.Context) error { // want `jobs.Jobs.OwnPolicy retries 9616`
		return j.client.Assign(ctx, adamID, serial)
	})
}

// RightPolicy gives 9616 up.
func (j *Jobs) RightPolicy(ctx context.Context, adamID, serial string) error {
	policy := patience.Policy{Attempts: 20, Delay: 2 * time.Minute, Cap: time.Hour, Again: func(err error) bool { return errors.Is(err, answer.ErrBusy) }}
	return policy.Do(ctx, func(ctx context.Context) error { return j.client.Assign(ctx, adamID, serial) })
}

// Defaults leaves the options out; a user cannot have a license already.
func (j *Jobs) Defaults(ctx context.Context, user string) (*answer.Body, error) {
	return options.Retry(func() (*answer.Body, error) { // want `jobs.Jobs.Defaults retries 9603 every 500ms.*: sends 7–10`
		b, err := j.client.Register(ctx, user)
		if err == nil {
			err = b.Err()
		}
		return b, err
	})
}

// Options gives some.
func (j *Jobs) Options(ctx context.Context, adamID, serial string) error {
	_, err := options.Retry(
		func() (struct{}, error) { return struct{}{}, j.client.Assign(ctx, adamID, serial) },
		options.Attempts(12), options.DelayFunc(patience.Escalate),
		options.If(func(err error) bool { return errors.Is(err, answer.ErrBusy) }))
	return err
}

// OptionsTooSoon gives others.
func (j *Jobs) OptionsTooSoon(ctx context.Context, adamID, serial string) error {
	_, err := options.Retry( // want `jobs.Jobs.OptionsTooSoon retries 9603 every 5s: sends 7–12`
		func() (struct{}, error) { return struct{}{}, j.client.Assign(ctx, adamID, serial) },
		options.Attempts(12), options.Delay(5*time.Second),
		options.If(func(err error) bool { return errors.Is(err, answer.ErrBusy) }))
	return err
}

// Once sends once.
func (j *Jobs) Once(ctx context.Context, adamID, serial string) error {
	return j.client.Assign(ctx, adamID, serial)
}
