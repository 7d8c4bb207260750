// Package storefront is the thin client for the app-and-book service on which
// the packages next to it are built.
package storefront

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
)

// What the packages tell apart.
const (
	Busy      = 9603
	NoStock   = 9610
	Held      = 9616
	Expired   = 9621
	Throttled = 9646
	Short     = 9709
)

// Title is an app or a book together with its pricing.
type Title struct {
	AdamID  string `json:"adamId"`
	Pricing string `json:"pricingParam"`
}

// Grant says who gets which titles.
type Grant struct {
	Titles  []Title  `json:"assets"`
	Serials []string `json:"serialNumbers,omitempty"`
	Users   []string `json:"clientUserIds,omitempty"`
}

// Person is a user to register.
type Person struct {
	ID   string `json:"clientUserId"`
	Mail string `json:"email,omitempty"`
}

// Receipt is the answer to a change.
type Receipt struct {
	EventID string `json:"eventId"`
	UID     string `json:"uId"`
}

// Reply is a whole answer, for those who look for themselves.
type Reply struct {
	Receipt
	Rejection
}

// Rejection is what the service says when it does not do it.
type Rejection struct {
	Number   int             `json:"errorNumber"`
	Message  string          `json:"errorMessage"`
	Info     json.RawMessage `json:"errorInfo,omitempty"`
	Endpoint string          `json:"-"`
}

// Error implements error.
func (r *Rejection) Error() string {
	return "storefront " + r.Endpoint + ": " + strconv.Itoa(r.Number) + " " + r.Message
}

// Passing reports whether the trouble is on the side of the service.
func (r *Rejection) Passing() bool { return r.Number == Busy || r.Number == Throttled }

// CodeOf finds the number in err; ok is false when err is something else.
func CodeOf(err error) (code int, ok bool) {
	if r := (*Rejection)(nil); errors.As(err, &r) {
		return r.Number, true
	}
	return 0, false
}

// IsBusy reports whether the service could not answer in time.
func IsBusy(err error) bool {
	code, _ := CodeOf(err)
	return code == Busy
}

// IsHeld reports whether the device or user has the title.
func IsHeld(err error) bool {
	code, _ := CodeOf(err)
	return code == Held
}

// Store talks to the service for one location.
type Store struct {
	hc    *http.Client
	root  *url.URL
	token string
}

// Open returns a Store.
func Open(hc *http.Client, token string) *Store {
	return &Store{hc: hc, token: token, root: &url.URL{Scheme: "https", Host: "vpp.itunes.apple.com", Path: "/mdm/v2"}}
}

// Grant assigns titles.
func (s *Store) Grant(ctx context.Context, g Grant) (Receipt, error) {
	return s.change(ctx, "assets/associate", g)
}

// Withdraw takes titles back.
func (s *Store) Withdraw(ctx context.Context, g Grant) (Receipt, error) {
	return s.change(ctx, "assets/disassociate", g)
}

// Enroll registers people.
func (s *Store) Enroll(ctx context.Context, people ...Person) (Receipt, error) {
	return s.change(ctx, "users/create", struct {
		People []Person `json:"users"`
	}{people})
}

// Raw assigns and hands back what was said; err is about the way there alone.
func (s *Store) Raw(ctx context.Context, g Grant) (*Reply, error) {
	var reply Reply
	if err := s.roundTrip(ctx, http.MethodPost, "assets/associate", g, &reply); err != nil {
		return nil, err
	}
	return &reply, nil
}

func (s *Store) change(ctx context.Context, path string, in any) (Receipt, error) {
	var reply Reply
	if err := s.roundTrip(ctx, http.MethodPost, path, in, &reply); err != nil {
		return Receipt{}, fmt.Errorf("storefront %s: %w", path, err)
	}
	if reply.Number != 0 {
		rej := reply.Rejection
		rej.Endpoint = path
		return Receipt{}, &rej
	}
	return reply.Receipt, nil
}

func (s *Store) roundTrip(ctx context.Context, method, path string, in, out any) error {
	raw, err := json.Marshal(in)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, method, s.root.JoinPath(path).String(), bytes.NewReader(raw))
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+s.token)
	resp, err := s.hc.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	return json.NewDecoder(resp.Body).Decode(out)
}

// ToDevice is the grant of one app for one device.
func ToDevice(adamID, serial string) Grant {
	return Grant{Titles: []Title{{adamID, "STDQ"}}, Serials: []string{serial}}
}

// ToReader is the grant of one book for one user.
func ToReader(adamID, user string) Grant {
	return Grant{Titles: []Title{{adamID, "STDQ"}}, Users: []string{user}}
}
