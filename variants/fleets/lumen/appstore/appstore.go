// Package appstore is the client; retries are up to transports and callers.
package appstore

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"time"

	"example.com/serversa/lumen/config"
	"example.com/serversa/lumen/internal/peek"
	"example.com/serversa/lumen/problem"
	"example.com/serversa/lumen/transport"
)

const origin = "https://vpp.itunes.apple.com/mdm/v2"

// Client posts.
type Client struct{ http *http.Client }

// Plain is a client that sends once.
func Plain(base http.RoundTripper, token string) *Client {
	return &Client{&http.Client{Transport: transport.Stack(base, transport.Signed(token))}}
}

// ForPeople is a client for requests that somebody waits for.
func ForPeople(base http.RoundTripper, token string) *Client {
	return &Client{&http.Client{Transport: transport.Stack(base, transport.NewConfigured(), transport.Signed(token))}}
}

// ForImports is a client for imports.
//
//want:vppretry9603
func ForImports(base http.RoundTripper, token string) *Client {
	again := transport.NewConfigured(config.WithRepeats(25), config.WithPauses(time.Second, 30*time.Second))
	return &Client{&http.Client{Transport: transport.Stack(base, again, transport.Signed(token))}}
}

// ForMigrations is a client for when a server is replaced by another.
//
//want:vppretry9616
func ForMigrations(base http.RoundTripper, token string) *Client {
	again := transport.NewConfigured(config.WithRepeats(2), config.WithNumbers(9610, 9616))
	return &Client{&http.Client{Transport: transport.Stack(base, again, transport.Signed(token))}}
}

// ForNights is a client for the night; its pauses grow beyond a minute in time.
func ForNights(base http.RoundTripper, token string) *Client {
	again := transport.NewConfigured(config.WithRepeats(25), config.WithPauses(4*time.Second, time.Hour))
	return &Client{&http.Client{Transport: transport.Stack(base, again, transport.Signed(token))}}
}

// Item is an app or a book.
type Item struct {
	AdamID       string `json:"adamId"`
	PricingParam string `json:"pricingParam"`
}

// Hand is the body of associate and disassociate.
type Hand struct {
	Items   []Item   `json:"assets"`
	Serials []string `json:"serialNumbers,omitempty"`
	Users   []string `json:"clientUserIds,omitempty"`
	Attempt int      `json:"attempt,omitempty"`
}

// To hands an app to a device.
func To(app, serial string) Hand {
	return Hand{Items: []Item{{AdamID: app, PricingParam: "STDQ"}}, Serials: []string{serial}}
}

// Out hands out.
func (c *Client) Out(ctx context.Context, h Hand) error { return c.post(ctx, "/assets/associate", h) }

// In takes back.
func (c *Client) In(ctx context.Context, h Hand) error { return c.post(ctx, "/assets/disassociate", h) }

// Enter registers users.
func (c *Client) Enter(ctx context.Context, ids ...string) error {
	users := make([]map[string]string, len(ids))
	for i, id := range ids {
		users[i] = map[string]string{"clientUserId": id}
	}
	return c.post(ctx, "/users/create", map[string]any{"users": users})
}

func (c *Client) post(ctx context.Context, path string, in any) error {
	raw, err := json.Marshal(in)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, origin+path, bytes.NewReader(raw))
	if err != nil {
		return err
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	t, err := peek.Into(resp)
	if err != nil {
		return err
	}
	return problem.New(t)
}
