package requests

import (
	"context"
	"encoding/json"
	"time"
)

// management gives licenses and takes them away: the service is the same.
type management struct {
	AdamID       string   `json:"adamIdStr"`
	Associate    []string `json:"associateSerialNumbers,omitempty"`
	Disassociate []string `json:"disassociateSerialNumbers,omitempty"`
}

func (m management) send(ctx context.Context) (*reply, error) {
	b, err := json.Marshal(m)
	if err != nil {
		return nil, err
	}
	return post(ctx, "manageVPPLicensesByAdamIdSrv", string(b))
}

// again sends it three times.
func again(ctx context.Context, m management) error {
	for range 3 {
		r, err := m.send(ctx) // want `requests.again retries 9616 .*: sent 3 times, 1s apart`
		if err != nil || r.Number == 0 {
			return err
		}
		time.Sleep(time.Second)
	}
	return nil
}

// Give asks for a license, which a device may have already.
func Give(ctx context.Context, serial string) error {
	return again(ctx, management{AdamID: "1", Associate: []string{serial}})
}

// Take takes one away: nobody is told then that a license is assigned already.
func Take(ctx context.Context, serial string) error {
	for range 3 {
		r, err := management{AdamID: "1", Disassociate: []string{serial}}.send(ctx)
		if err != nil || r.Number == 0 {
			return err
		}
		time.Sleep(time.Second)
	}
	return nil
}

// TakeByMap does so with a map.
func TakeByMap(ctx context.Context, serial string) error {
	b, err := json.Marshal(map[string]any{"adamIdStr": "1", "disassociateSerialNumbers": []string{serial}})
	if err != nil {
		return err
	}
	for range 3 {
		r, err := post(ctx, "manageVPPLicensesByAdamIdSrv", string(b))
		if err != nil || r.Number == 0 {
			return err
		}
		time.Sleep(time.Second)
	}
	return nil
}

// Move does both at once.
func Move(ctx context.Context, from, to string) error {
	for range 3 {
		r, err := management{AdamID: "1", Associate: []string{to}, Disassociate: []string{from}}.send(ctx) // want `requests.Move retries 9616`
		if err != nil || r.Number == 0 {
			return err
		}
		time.Sleep(time.Second)
	}
	return nil
}
