// Package assetsv2 uses version 2 of Apple's API.
package assetsv2

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"time"
)

const (
	tooBusy  = 9603
	wasThere = 9616
)

// Associate associates.
//
//want:vppretry9603
func (a *API) Associate(ctx context.Context, in AssociateRequest) (*EventResponse, error) {
	var out EventResponse
	for n := 0; ; n++ {
		err := a.post(ctx, "/assets/associate", in, &out)
		if er, ok := err.(*ErrorResponse); ok && er.ErrorNumber == tooBusy && n < 7 {
			time.Sleep(time.Second * 2)
			continue
		}
		return &out, err
	}
}

// AssociateRaw looks at the number without decoding the rest.
//
//want:vppretry9603 vppretry9616
func (a *API) AssociateRaw(ctx context.Context, in AssociateRequest) (json.RawMessage, error) {
	for {
		b, err := a.raw(ctx, http.MethodPost, "/assets/associate", in)
		if err != nil {
			return nil, err
		}
		var fields map[string]json.RawMessage
		if err := json.Unmarshal(b, &fields); err != nil {
			return nil, err
		}
		num, bad := fields["errorNumber"]
		if !bad {
			return b, nil
		}
		var n int
		if err := json.Unmarshal(num, &n); err != nil {
			return nil, errors.New(string(fields["errorMessage"]))
		}
		if n == 9610 || n == 9609 {
			return nil, &ErrorResponse{ErrorNumber: int32(n)}
		}
		time.Sleep(15 * time.Second)
	}
}

// AssociateTwoStep decodes the error on its own.
func (a *API) AssociateTwoStep(ctx context.Context, in AssociateRequest) error {
	for left := 5; left > 0; left-- {
		b, err := a.raw(ctx, http.MethodPost, "/assets/associate", in)
		if err != nil {
			return err
		}
		er := new(ErrorResponse)
		if err := json.Unmarshal(b, er); err != nil {
			return err
		}
		switch er.ErrorNumber {
		default:
			return er
		case 0, wasThere:
			return nil
		case tooBusy:
		}
		time.Sleep(time.Second)
	}
	return context.DeadlineExceeded
}

// AssociateOutcome lets the answer decide.
//
//want:vppretry9603
func (a *API) AssociateOutcome(ctx context.Context, in AssociateRequest) (o Outcome, err error) {
	for o.Again = true; o.Again; {
		var b []byte
		if b, err = a.raw(ctx, http.MethodPost, "/assets/associate", in); err != nil {
			return o, err
		}
		if err = json.Unmarshal(b, &o); err != nil {
			return o, err
		}
		if o.Again {
			time.Sleep(50 * time.Second)
		}
	}
	return o, nil
}

// AssociateGood repeats until the answer is good. What is known is not.
//
//want:vppretry9616
func (a *API) AssociateGood(ctx context.Context, in AssociateRequest) (o Outcome, err error) {
	for n := 0; n < 6 && !o.OK; n++ {
		var b []byte
		if b, err = a.raw(ctx, http.MethodPost, "/assets/associate", in); err != nil {
			return o, err
		}
		if err = json.Unmarshal(b, &o); err != nil {
			return o, err
		}
	}
	return o, nil
}

// AssociateGoodOrKnown does so until it is good or known.
func (a *API) AssociateGoodOrKnown(ctx context.Context, in AssociateRequest) (o Outcome, err error) {
	for n := 0; n < 6 && !(o.OK || o.Known); n++ {
		var b []byte
		if b, err = a.raw(ctx, http.MethodPost, "/assets/associate", in); err != nil {
			return o, err
		}
		if err = json.Unmarshal(b, &o); err != nil {
			return o, err
		}
	}
	return o, nil
}

type page struct {
	ErrorResponse
	Assets []Asset `json:"assets"`
	Pages  int     `json:"totalPages"`
}

// Assets lists assets.
//
//want:vppretry9603
func (a *API) Assets(ctx context.Context) (all []Asset, err error) {
	for tries := 10; tries > 0; tries-- {
		var p page
		if err = a.get(ctx, "/assets", nil, &p); err != nil {
			return nil, err
		}
		if p.ErrorNumber == 0 {
			return p.Assets, nil
		}
		err = &p.ErrorResponse
		time.Sleep(5 * time.Second)
	}
	return nil, err
}

// AllAssets turns the pages.
func (a *API) AllAssets(ctx context.Context) (all []Asset, err error) {
	for at, end := 0, 1; at < end; at++ {
		var p page
		if err = a.get(ctx, "/assets", url.Values{"pageIndex": {string(rune('0' + at))}}, &p); err != nil {
			return all, err
		}
		if p.ErrorNumber != 0 {
			continue // the others may be there
		}
		all, end = append(all, p.Assets...), max(end, p.Pages)
	}
	return all, nil
}

// CreateUser creates a user. An existing one is an error like any other.
func (a *API) CreateUser(ctx context.Context, user string) (err error) {
	for i := range 4 {
		var out EventResponse
		err = a.post(ctx, "/users/create", map[string]any{"users": []map[string]string{{"clientUserId": user}}}, &out)
		if err == nil {
			return nil
		}
		time.Sleep(time.Duration(i) * time.Second)
	}
	return err
}

// WaitFor waits for an event.
func (a *API) WaitFor(ctx context.Context, id string) (*EventResponse, error) {
	for {
		var ev EventResponse
		if err := a.get(ctx, "/status", url.Values{"eventId": {id}}, &ev); err != nil {
			return nil, err
		}
		if ev.State == "COMPLETE" || ev.State == "FAILED" {
			return &ev, nil
		}
		select {
		case <-time.After(3 * time.Second):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

type loose struct {
	Number  any `json:"errorNumber"`
	Message any `json:"errorMessage"`
}

// Disassociate takes back. The number may be anything.
//
//want:vppretry9603
func (a *API) Disassociate(ctx context.Context, in AssociateRequest) error {
	count := 0
again:
	b, err := a.raw(ctx, http.MethodPost, "/assets/disassociate", in)
	if err != nil {
		return err
	}
	var l loose
	if err := json.Unmarshal(b, &l); err != nil {
		return err
	}
	switch n := l.Number.(type) {
	case nil:
		return nil
	case float64:
		if n != tooBusy {
			return &ErrorResponse{ErrorNumber: int32(n)}
		}
	case string:
		return errors.New(n)
	}
	if count++; count == 60 {
		return context.DeadlineExceeded
	}
	time.Sleep(time.Second)
	goto again
}

// Revoke takes everything back, and does not insist.
func (a *API) Revoke(ctx context.Context, serials []string) error {
	var out EventResponse
	for _, wait := range []time.Duration{0, 1, 2, 4, 8, 120, 240, 480} {
		time.Sleep(wait * time.Second)
		err := a.post(ctx, "/assets/revoke", map[string]any{"serialNumbers": serials}, &out)
		if er, ok := errors.AsType[*ErrorResponse](err); !ok || er.ErrorNumber != tooBusy {
			return err
		}
	}
	return context.DeadlineExceeded
}

type bulk struct {
	Associations []struct {
		Serial string `json:"serialNumber"`
		Number int    `json:"errorNumber"`
		Text   string `json:"errorMessage"`
	} `json:"associations"`
}

// Bulk repeats the request while one of the entries was too much.
//
//want:vppretry9603
func (a *API) Bulk(ctx context.Context, in AssociateRequest) error {
	for {
		b, err := a.raw(ctx, http.MethodPost, "/assets/bulk", in)
		if err != nil {
			return err
		}
		var res bulk
		if err := json.Unmarshal(b, &res); err != nil {
			return err
		}
		again := false
		for i := range res.Associations {
			if res.Associations[i].Number == tooBusy {
				again = true
				break
			}
		}
		if !again {
			return nil
		}
		time.Sleep(10 * time.Second)
	}
}

// BulkOnce repeats it once, for whatever reason.
//
//want:vppretry9616
func (a *API) BulkOnce(ctx context.Context, in AssociateRequest) error {
	for again := true; ; again = false {
		b, err := a.raw(ctx, http.MethodPost, "/assets/bulk", in)
		if err != nil {
			return err
		}
		var res bulk
		if err := json.Unmarshal(b, &res); err != nil {
			return err
		}
		bad := map[int]int{}
		for _, as := range res.Associations {
			if as.Number != 0 {
				bad[as.Number]++
			}
		}
		if len(bad) == 0 || !again {
			return nil
		}
		time.Sleep(3 * time.Minute)
	}
}
