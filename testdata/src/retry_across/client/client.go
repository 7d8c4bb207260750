// Package client sends requests, once each.
package client

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"retry_across/answer"
)

// Client talks to the service.
type Client struct {
	http  *http.Client
	token string
}

// New returns a client.
//
//twin:none it makes a client
func New(token string) *Client { return &Client{http.DefaultClient, token} }

// Through returns a client that sends through another.
//
//twin:none it makes a client
func (c *Client) Through(hc *http.Client) *Client { return &Client{hc, c.token} }

// Assign gives a license to a device.
func (c *Client) Assign(ctx context.Context, adamID, serial string) error {
	return c.post(ctx, "manageVPPLicensesByAdamIdSrv", map[string]any{
		"adamIdStr": adamID, "associateSerialNumbers": []string{serial},
	})
}

// Register makes a user known.
func (c *Client) Register(ctx context.Context, user string) (*answer.Body, error) {
	return c.send(ctx, "registerVPPUserSrv", map[string]any{"clientUserIdStr": user})
}

func (c *Client) post(ctx context.Context, service string, in map[string]any) error {
	body, err := c.send(ctx, service, in)
	if err != nil {
		return fmt.Errorf("%s: %w", service, err)
	}
	if err := body.Err(); err != nil {
		return fmt.Errorf("%s: %w", service, err)
	}
	return nil
}

func (c *Client) send(ctx context.Context, service string, in map[string]any) (*answer.Body, error) {
	text, err := json.Marshal(in)
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://vpp.itunes.apple.com/mdm/"+service, bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "Bearer "+c.token)
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	out := new(answer.Body)
	return out, json.NewDecoder(resp.Body).Decode(out)
}
