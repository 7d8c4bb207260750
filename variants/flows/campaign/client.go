package campaign

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// Envelope is around everything that Apple answers.
type Envelope struct {
	Status  int `json:"status"`
	Failure Failure
	Page    struct {
		Index int
		Next  int
		Total int
	}
	Event struct {
		ID    string
		State string
	}
	Seats []Seat
}

// Failure is what went wrong, if anything did.
type Failure struct {
	Number  int    `json:"errorNumber"`
	Message string `json:"errorMessage"`
	Info    struct {
		Serials []string `json:"serialNumbers"`
		Assets  []string `json:"assets"`
	} `json:"errorInfo"`
}

// OK tells whether nothing did.
func (f Failure) OK() bool { return f.Number == 0 }

// Error implements error.
func (f Failure) Error() string { return "failure " + strconv.Itoa(f.Number) }

// Seat is a license of a device.
type Seat struct {
	AdamID string `json:"adamId"`
	Serial string `json:"serialNumber"`
}

// UnmarshalJSON implements json.Unmarshaler. The wire is flatter than we are.
func (e *Envelope) UnmarshalJSON(b []byte) error {
	if err := json.Unmarshal(b, &e.Failure); err != nil {
		return err
	}
	var flat struct {
		Status int    `json:"status"`
		Index  int    `json:"currentPageIndex"`
		Next   int    `json:"nextPageIndex"`
		Total  int    `json:"totalPages"`
		Event  string `json:"eventId"`
		State  string `json:"eventStatus"`
		Seats  []Seat `json:"assignments"`
	}
	if err := json.Unmarshal(b, &flat); err != nil {
		return err
	}
	e.Status, e.Seats = flat.Status, flat.Seats
	e.Page.Index, e.Page.Next, e.Page.Total = flat.Index, flat.Next, flat.Total
	e.Event.ID, e.Event.State = flat.Event, flat.State
	return nil
}

// Numbers of Apple.
const (
	NumInternal  = 9603
	NumNone      = 9610
	NumAssigned  = 9616
	NumExpired   = 9621
	NumMaintains = 9644
	NumTooMany   = 9709
)

// Apple is the client.
type Apple struct {
	Root string
	HTTP *http.Client
}

func (a *Apple) roundTrip(req *http.Request) (*Envelope, error) {
	req.Header.Set("Accept", "application/json")
	resp, err := a.HTTP.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode/100 != 2 {
		return nil, &StatusError{resp.StatusCode, resp.Header.Get("Retry-After")}
	}
	e := new(Envelope)
	if err := json.NewDecoder(resp.Body).Decode(e); err != nil {
		return nil, fmt.Errorf("decode: %w", err)
	}
	return e, nil
}

// StatusError is an answer that did not come from the service itself.
type StatusError struct {
	Code  int
	After string
}

// Error implements error.
func (s *StatusError) Error() string { return strconv.Itoa(s.Code) + " " + http.StatusText(s.Code) }

// Wait returns how long to wait.
func (s *StatusError) Wait() time.Duration {
	if n, err := strconv.Atoi(s.After); err == nil && n > 0 {
		return time.Duration(n) * time.Second
	}
	return 10 * time.Second
}

// Post sends a document.
func (a *Apple) Post(ctx context.Context, path string, in any) (*Envelope, error) {
	js, err := json.Marshal(in)
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, a.Root+path, bytes.NewReader(js))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	return a.roundTrip(req)
}

// Get asks for one.
func (a *Apple) Get(ctx context.Context, path string, q url.Values) (*Envelope, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, a.Root+path+"?"+q.Encode(), nil)
	if err != nil {
		return nil, err
	}
	return a.roundTrip(req)
}
