// Package resty is the table of github.com/go-resty/resty/v2, a client that
// retries by itself.
package resty

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/go-resty/resty/v2"

	"github.com/vpplint/vpplint/libraries/vpp"
)

// Table is what the settings of clients and requests do.
type Table struct {
	VPP *vpp.Client
}

// silent is a logger.
type silent struct{}

func (silent) Errorf(string, ...any) {}
func (silent) Warnf(string, ...any)  {}
func (silent) Debugf(string, ...any) {}

// client is a client without settings.
func client() *resty.Client {
	return resty.NewWithClient(&http.Client{Transport: http.DefaultTransport}).SetLogger(silent{})
}

// request is what is sent.
func request(ctx context.Context, c *resty.Client, serial string) *resty.Request {
	return c.R().SetContext(ctx).SetResult(&vpp.Response{}).SetBody(vpp.Request{AdamIDStr: "408709785", SerialNumbers: []string{serial}})
}

// assign sends it.
func assign(ctx context.Context, c *resty.Client, serial string) error {
	resp, err := request(ctx, c, serial).Post(vpp.URL)
	if err != nil {
		return err
	}
	_, err = resp.Result().(*vpp.Response).Checked()
	return err
}

// number is that of a response.
func number(resp *resty.Response) int {
	if r, ok := resp.Result().(*vpp.Response); ok {
		return r.ErrorNumber
	}
	return 0
}

// internal is a condition.
func internal(resp *resty.Response, err error) bool {
	return err == nil && number(resp) == vpp.Internal
}

// None does not retry unless told to.
func (t Table) None(ctx context.Context, serial string) error {
	return assign(ctx, client(), serial)
}

// NoCondition retries what failed, which the service's no is not.
func (t Table) NoCondition(ctx context.Context, serial string) error {
	return assign(ctx, client().SetRetryCount(20), serial)
}

// NoCount has a condition, and no count.
func (t Table) NoCount(ctx context.Context, serial string) error {
	return assign(ctx, client().AddRetryCondition(internal), serial)
}

// Five retries five times.
func (t Table) Five(ctx context.Context, serial string) error {
	return assign(ctx, client().SetRetryCount(5).AddRetryCondition(internal), serial)
}

// Six retries once more; the delays are those of the library.
//
//want:vppretry9603
func (t Table) Six(ctx context.Context, serial string) error {
	return assign(ctx, client().SetRetryCount(6).AddRetryCondition(internal), serial)
}

// Capped goes from two to twenty seconds.
//
//want:vppretry9603
func (t Table) Capped(ctx context.Context, serial string) error {
	c := client().SetRetryCount(15).SetRetryWaitTime(2 * time.Second).SetRetryMaxWaitTime(20 * time.Second)
	return assign(ctx, c.AddRetryCondition(internal), serial)
}

// Wide is capped at three hours.
func (t Table) Wide(ctx context.Context, serial string) error {
	c := client().SetRetryCount(15).SetRetryWaitTime(5 * time.Second).SetRetryMaxWaitTime(3 * time.Hour)
	return assign(ctx, c.AddRetryCondition(internal), serial)
}

// Fields sets the fields.
//
//want:vppretry9603
func (t Table) Fields(ctx context.Context, serial string) error {
	c := client()
	c.RetryCount, c.RetryWaitTime, c.RetryMaxWaitTime = 12, time.Second, 10*time.Second
	c.RetryConditions = append(c.RetryConditions, internal)
	return assign(ctx, c, serial)
}

// Any retries every no.
//
//want:vppretry9616
func (t Table) Any(ctx context.Context, serial string) error {
	c := client().SetRetryCount(3).AddRetryCondition(func(resp *resty.Response, _ error) bool { return number(resp) != 0 })
	return assign(ctx, c, serial)
}

// Several has conditions of which one is enough.
//
//want:vppretry9603 vppretry9616
func (t Table) Several(ctx context.Context, serial string) error {
	c := client().SetRetryCount(8).AddRetryCondition(internal).AddRetryCondition(func(resp *resty.Response, _ error) bool {
		return number(resp) == vpp.Assigned
	})
	return assign(ctx, c, serial)
}

// OwnCondition is the request's.
//
//want:vppretry9603
func (t Table) OwnCondition(ctx context.Context, serial string) error {
	_, err := request(ctx, client().SetRetryCount(8), serial).AddRetryCondition(internal).Post(vpp.URL)
	return err
}

// OwnConditionFew is the request's, and retried less.
func (t Table) OwnConditionFew(ctx context.Context, serial string) error {
	_, err := request(ctx, client().SetRetryCount(4), serial).AddRetryCondition(internal).Post(vpp.URL)
	return err
}

// After says itself how long to wait: minutes after five attempts.
func (t Table) After(ctx context.Context, serial string) error {
	c := client().SetRetryCount(20).SetRetryMaxWaitTime(time.Hour).AddRetryCondition(internal).SetRetryAfter(func(_ *resty.Client, resp *resty.Response) (time.Duration, error) {
		if resp.Request.Attempt <= 5 {
			return time.Second, nil
		}
		return 10 * time.Minute, nil
	})
	return assign(ctx, c, serial)
}

// AfterClipped says so, and is cut down to the library's maximum.
//
//want:vppretry9603
func (t Table) AfterClipped(ctx context.Context, serial string) error {
	c := client().SetRetryCount(20).AddRetryCondition(internal).SetRetryAfter(func(_ *resty.Client, resp *resty.Response) (time.Duration, error) {
		if resp.Request.Attempt <= 5 {
			return time.Second, nil
		}
		return 10 * time.Minute, nil
	})
	return assign(ctx, c, serial)
}

// AfterError gives up for 9616.
func (t Table) AfterError(ctx context.Context, serial string) error {
	c := client().SetRetryCount(5).AddRetryCondition(func(resp *resty.Response, _ error) bool { return number(resp) != 0 })
	c.SetRetryAfter(func(_ *resty.Client, resp *resty.Response) (time.Duration, error) {
		if number(resp) == vpp.Assigned {
			return 0, errors.New("assigned")
		}
		return time.Second, nil
	})
	return assign(ctx, c, serial)
}

// Hooked counts in a hook, and lets the condition see it.
func (t Table) Hooked(ctx context.Context, serial string) error {
	retries := 0
	c := client().SetRetryCount(20).AddRetryHook(func(*resty.Response, error) { retries++ })
	c.AddRetryCondition(func(resp *resty.Response, _ error) bool { return number(resp) == vpp.Internal && retries < 5 })
	return assign(ctx, c, serial)
}

// Backoff is the helper that the client itself uses.
//
//want:vppretry9603
func (t Table) Backoff(ctx context.Context, serial string) error {
	return resty.Backoff(func() (*resty.Response, error) { return request(ctx, client(), serial).Post(vpp.URL) },
		resty.Retries(9), resty.RetryConditions([]resty.RetryConditionFunc{internal}))
}

// BackoffDefault retries three times.
func (t Table) BackoffDefault(ctx context.Context, serial string) error {
	return resty.Backoff(func() (*resty.Response, error) { return request(ctx, client(), serial).Post(vpp.URL) },
		resty.RetryConditions([]resty.RetryConditionFunc{internal}))
}
