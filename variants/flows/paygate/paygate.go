// Package paygate charges the school's cafeteria cards. The payment provider
// has error numbers of its own.
package paygate

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"
)

// Charge is a charge.
type Charge struct {
	Card   string `json:"card"`
	Cents  int64  `json:"cents"`
	Nonce  string `json:"nonce"`
	Lesson string `json:"lesson,omitempty"`
}

// Result is what the provider says.
type Result struct {
	Approved     bool   `json:"approved"`
	ErrorNumber  int    `json:"errorNumber"`
	ErrorMessage string `json:"errorMessage"`
	Acquirer     string `json:"acquirer"`
}

// Numbers of the provider.
const (
	numDeclined     = 51
	numIssuerDown   = 91
	numDuplicate    = 94
	numLimitReached = 6101
)

func (r *Result) retryable() bool { return r.ErrorNumber == numIssuerDown || r.ErrorNumber > 9000 }

// Gate is the way to the provider.
type Gate struct {
	URL    string
	Client *http.Client
}

var errNotPaid = errors.New("paygate: not paid")

func (g *Gate) post(ctx context.Context, path string, c Charge) (*Result, error) {
	js, err := json.Marshal(c)
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, g.URL+path, bytes.NewReader(js))
	if err != nil {
		return nil, err
	}
	resp, err := g.Client.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	r := new(Result)
	return r, json.NewDecoder(resp.Body).Decode(r)
}

// Pay pays. A provider that is in trouble is asked once a second for a minute.
func (g *Gate) Pay(ctx context.Context, c Charge) error {
	for n := 0; n < 60; n++ {
		r, err := g.post(ctx, "/charges", c)
		if err != nil {
			return err
		}
		if r.Approved || r.ErrorNumber == numDuplicate {
			return nil
		}
		if !r.retryable() {
			return fmt.Errorf("%w: %d", errNotPaid, r.ErrorNumber)
		}
		time.Sleep(time.Second)
	}
	return errNotPaid
}

// Refund pays back, and does not take no for an answer.
func (g *Gate) Refund(ctx context.Context, c Charge) error {
	c.Cents = -c.Cents
	for {
		r, err := g.post(ctx, "/refunds", c)
		if err == nil && r.ErrorNumber == 0 {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(5 * time.Second):
		}
	}
}

// Capture takes what was reserved, within the limits.
func (g *Gate) Capture(ctx context.Context, c Charge) error {
	for c.Cents > 0 {
		r, err := g.post(ctx, "/captures", c)
		if err != nil {
			return err
		}
		switch r.ErrorNumber {
		case 0:
			return nil
		case numLimitReached:
			c.Cents -= 100
		case numDeclined:
			return errNotPaid
		default:
			time.Sleep(time.Second)
		}
	}
	return errNotPaid
}
