// Package vpp is a client for the second version of the service.
package vpp

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"log/slog"
	"net/http"
	"net/url"

	"example.com/towns/brook/fault"
)

// Base is where the service is.
const Base = "https://vpp.itunes.apple.com/mdm/v2"

// ErrorResponse is what an answer that says no looks like.
type ErrorResponse struct {
	ErrorInfo    json.RawMessage `json:"errorInfo"`
	ErrorMessage string          `json:"errorMessage"`
	ErrorNumber  fault.Num       `json:"errorNumber"`
}

// Asset is an app or a book.
type Asset struct {
	AdamID       string `json:"adamId"`
	PricingParam string `json:"pricingParam"`
}

// Order says who gets, or gives back, what.
type Order struct {
	Assets  []Asset  `json:"assets"`
	Serials []string `json:"serialNumbers,omitempty"`
	Users   []string `json:"clientUserIds,omitempty"`
	Nonce   string   `json:"nonce,omitempty"`
}

// For is an order for devices.
func For(adamID string, serials ...string) Order {
	return Order{Assets: []Asset{{adamID, "STDQ"}}, Serials: serials}
}

// Event is a request that the service works on.
type Event struct {
	EventID string `json:"eventId"`
	Status  string `json:"eventStatus"`
}

// Page is a page of assets.
type Page struct {
	Assets     []Asset `json:"assets"`
	TotalPages int     `json:"totalPages"`
	Current    int     `json:"currentPageIndex"`
}

// API is the service.
type API interface {
	Associate(ctx context.Context, o Order) (Event, error)
	Disassociate(ctx context.Context, o Order) (Event, error)
	CreateUsers(ctx context.Context, ids ...string) (Event, error)
	RetireUsers(ctx context.Context, ids ...string) (Event, error)
	Status(ctx context.Context, event string) (Event, error)
	Assets(ctx context.Context, page int) (Page, error)
}

// Client implements API.
type Client struct {
	hc    *http.Client
	base  string
	token string
	log   *slog.Logger
}

var _ API = (*Client)(nil)

// Option sets a client up.
type Option func(*Client)

// HTTP sets the HTTP client.
func HTTP(hc *http.Client) Option { return func(c *Client) { c.hc = hc } }

// At sets the address.
func At(base string) Option { return func(c *Client) { c.base = base } }

// Log sets the log.
func Log(l *slog.Logger) Option { return func(c *Client) { c.log = l } }

// New makes a client.
func New(token string, opts ...Option) *Client {
	c := &Client{token: token}
	for _, o := range opts {
		o(c)
	}
	c.hc = cmp.Or(c.hc, http.DefaultClient)
	c.base = cmp.Or(c.base, Base)
	c.log = cmp.Or(c.log, slog.Default())
	return c
}

// send does a request and decodes the answer into a T.
func send[T any](ctx context.Context, c *Client, method, path string, in any) (out T, err error) {
	var body bytes.Buffer
	if in != nil {
		if err := json.NewEncoder(&body).Encode(in); err != nil {
			return out, err
		}
	}
	req, err := http.NewRequestWithContext(ctx, method, c.base+path, &body)
	if err != nil {
		return out, err
	}
	req.Header.Set("Authorization", "Bearer "+c.token)
	resp, err := c.hc.Do(req)
	if err != nil {
		return out, err
	}
	defer resp.Body.Close()
	var reply struct {
		ErrorResponse
		raw json.RawMessage
	}
	if err := json.NewDecoder(resp.Body).Decode(&reply.raw); err != nil {
		return out, fmt.Errorf("%s: %w", path, err)
	}
	if err := json.Unmarshal(reply.raw, &reply.ErrorResponse); err != nil {
		return out, fmt.Errorf("%s: %w", path, err)
	}
	if reply.ErrorNumber != 0 {
		f := &fault.Fault{Op: path, Num: reply.ErrorNumber, Text: reply.ErrorMessage}
		c.log.WarnContext(ctx, "refused", "fault", f)
		return out, f
	}
	return out, json.Unmarshal(reply.raw, &out)
}

// Associate implements API.
func (c *Client) Associate(ctx context.Context, o Order) (Event, error) {
	return send[Event](ctx, c, http.MethodPost, "/assets/associate", o)
}

// Disassociate implements API.
func (c *Client) Disassociate(ctx context.Context, o Order) (Event, error) {
	return send[Event](ctx, c, http.MethodPost, "/assets/disassociate", o)
}

type users struct {
	Users []user `json:"users"`
}

type user struct {
	ClientUserID string `json:"clientUserId"`
}

func list(ids []string) (u users) {
	for _, id := range ids {
		u.Users = append(u.Users, user{id})
	}
	return u
}

// CreateUsers implements API.
func (c *Client) CreateUsers(ctx context.Context, ids ...string) (Event, error) {
	return send[Event](ctx, c, http.MethodPost, "/users/create", list(ids))
}

// RetireUsers implements API.
func (c *Client) RetireUsers(ctx context.Context, ids ...string) (Event, error) {
	return send[Event](ctx, c, http.MethodPost, "/users/retire", list(ids))
}

// Status implements API.
func (c *Client) Status(ctx context.Context, event string) (Event, error) {
	return send[Event](ctx, c, http.MethodGet, "/status?eventId="+url.QueryEscape(event), nil)
}

// Assets implements API.
func (c *Client) Assets(ctx context.Context, page int) (Page, error) {
	return send[Page](ctx, c, http.MethodGet, fmt.Sprintf("/assets?pageIndex=%d", page), nil)
}

// All yields all assets, page by page.
func All(ctx context.Context, api API) iter.Seq2[Asset, error] {
	return func(yield func(Asset, error) bool) {
		for page := 0; ; page++ {
			p, err := api.Assets(ctx, page)
			if err != nil {
				yield(Asset{}, err)
				return
			}
			for _, a := range p.Assets {
				if !yield(a, nil) {
					return
				}
			}
			if page+1 >= p.TotalPages {
				return
			}
		}
	}
}
