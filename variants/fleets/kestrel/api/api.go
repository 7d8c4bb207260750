// Package api is the client for version 2 of the app-and-book API.
package api

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
)

// Assignment is the body of associate and disassociate.
type Assignment struct {
	Assets  []Asset  `json:"assets"`
	Serials []string `json:"serialNumbers,omitempty"`
	Users   []string `json:"clientUserIds,omitempty"`
}

// Asset is one app or book.
type Asset struct {
	ID      string `json:"adamId"`
	Pricing string `json:"pricingParam"`
}

// Event is what a change starts on Apple's side.
type Event struct {
	ID string `json:"eventId"`
}

// Users is the body of the user endpoints.
type Users struct {
	Users []User `json:"users"`
}

// User is a person.
type User struct {
	ID   string `json:"clientUserId"`
	Mail string `json:"email,omitempty"`
}

// Page is a page of assets.
type Page struct {
	Assets []Asset `json:"assets"`
	Index  int     `json:"currentPageIndex"`
	Total  int     `json:"totalPages"`
}

// Refusal is an error of the service. It is comparable.
type Refusal struct {
	Op   string
	Code int
	Text string
}

// Error implements error.
func (r Refusal) Error() string { return r.Op + ": " + r.Text }

// Title is the text up to its first period, for lists.
func (r Refusal) Title() string {
	for i, c := range r.Text {
		if c == '.' {
			return r.Text[:i]
		}
	}
	return r.Text
}

// failure is the ErrorResponse on the wire.
type failure struct {
	Info    json.RawMessage `json:"errorInfo"`
	Message string          `json:"errorMessage"`
	Number  int             `json:"errorNumber"`
}

// Client holds the connection to one location.
type Client struct {
	http  *http.Client
	token string
}

// New returns a Client.
func New(hc *http.Client, token string) *Client { return &Client{http: hc, token: token} }

const root = "https://vpp.itunes.apple.com/mdm/v2"

// Associate assigns.
func (c *Client) Associate(ctx context.Context, a Assignment) (Event, error) {
	return post[Event](ctx, c, "/assets/associate", a)
}

// Disassociate takes back.
func (c *Client) Disassociate(ctx context.Context, a Assignment) (Event, error) {
	return post[Event](ctx, c, "/assets/disassociate", a)
}

// CreateUsers registers people.
func (c *Client) CreateUsers(ctx context.Context, u Users) (Event, error) {
	return post[Event](ctx, c, "/users/create", u)
}

// UpdateUsers changes people.
func (c *Client) UpdateUsers(ctx context.Context, u Users) (Event, error) {
	return post[Event](ctx, c, "/users/update", u)
}

// RetireUsers retires people.
func (c *Client) RetireUsers(ctx context.Context, u Users) (Event, error) {
	return post[Event](ctx, c, "/users/retire", u)
}

// Assets reads a page.
func (c *Client) Assets(ctx context.Context, page int) (Page, error) {
	q := url.Values{"pageIndex": {fmt.Sprint(page)}}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, root+"/assets?"+q.Encode(), nil)
	if err != nil {
		return Page{}, err
	}
	return do[Page](c, req)
}

func post[T any](ctx context.Context, c *Client, path string, in any) (zero T, err error) {
	raw, err := json.Marshal(in)
	if err != nil {
		return zero, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, root+path, bytes.NewReader(raw))
	if err != nil {
		return zero, err
	}
	return do[T](c, req)
}

func do[T any](c *Client, req *http.Request) (out T, err error) {
	req.Header.Set("Authorization", "Bearer "+c.token)
	resp, err := c.http.Do(req)
	if err != nil {
		return out, err
	}
	defer resp.Body.Close()
	var f failure
	var raw json.RawMessage
	if err := json.NewDecoder(resp.Body).Decode(&raw); err != nil {
		return out, err
	}
	if err := json.Unmarshal(raw, &f); err != nil {
		return out, err
	}
	if f.Number > 0 {
		return out, Refusal{Op: req.URL.Path, Code: f.Number, Text: f.Message}
	}
	return out, json.Unmarshal(raw, &out)
}
