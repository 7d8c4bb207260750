// Package wire sends requests, once each.
package wire

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
)

// Reply is what the service answers.
type Reply struct {
	Number int    `json:"errorNumber"`
	Text   string `json:"errorMessage"`
}

// refusal is a reply as an error.
type refusal struct{ *Reply }

func (r refusal) Error() string { return fmt.Sprintf("%d: %s", r.Number, r.Text) }

// Number is the one behind err, 0 for none.
//
//twin:none it sends nothing
func Number(err error) int {
	if r := (refusal{}); errors.As(err, &r) {
		return r.Number
	}
	return 0
}

// Assigner gives licenses to devices.
type Assigner interface {
	Assign(ctx context.Context, serial string) error
}

// Client is the one Assigner.
type Client struct{ URL string }

// Ask sends a request.
func (c *Client) Ask(ctx context.Context, serial string) (*Reply, error) {
	body, err := json.Marshal(map[string]any{"adamIdStr": "361309726", "associateSerialNumbers": []string{serial}})
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.URL+"/mdm/manageVPPLicensesByAdamIdSrv", bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	r := new(Reply)
	return r, json.NewDecoder(resp.Body).Decode(r)
}

// Assign gives a license to a device.
func (c *Client) Assign(ctx context.Context, serial string) error {
	r, err := c.Ask(ctx, serial)
	if err == nil && r.Number != 0 {
		err = refusal{r}
	}
	return err
}
