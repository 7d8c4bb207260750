// Package alpaca drives a telescope over ASCOM Alpaca, whose answers have an
// error number and an error message, too. A dome that is busy may be asked
// again as often as one likes.
package alpaca

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"
)

// Response is what every device answers.
type Response struct {
	ClientTransactionID uint32
	ServerTransactionID uint32
	ErrorNumber         int32  `json:"ErrorNumber"`
	ErrorMessage        string `json:"ErrorMessage"`
}

// Error is a response as an error.
type Error struct {
	Number  int32  `json:"ErrorNumber"`
	Message string `json:"ErrorMessage"`
}

func (e *Error) Error() string { return fmt.Sprintf("alpaca: %d %s", e.Number, e.Message) }

// Numbers of the protocol.
const (
	NotImplemented   = 0x400
	InvalidOperation = 0x40B
)

// Device is a telescope or its dome.
type Device struct{ base string }

func (d *Device) put(ctx context.Context, method string) (*Response, error) {
	resp, err := http.PostForm(d.base+"/api/v1/dome/0/"+method, url.Values{"ClientID": {"9603"}})
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	r := new(Response)
	return r, json.NewDecoder(resp.Body).Decode(r)
}

// Open asks until the dome is open.
func (d *Device) Open(ctx context.Context) error {
	for {
		r, err := d.put(ctx, "openshutter")
		if err != nil || r.ErrorNumber == 0 {
			return err
		}
		time.Sleep(2 * time.Second)
	}
}

// Park asks ten times.
func (d *Device) Park(ctx context.Context) error {
	for range 10 {
		r, err := d.put(ctx, "park")
		if err != nil || r.ErrorNumber != InvalidOperation {
			return err
		}
		time.Sleep(time.Second)
	}
	return errors.New("the dome does not park")
}

// Slew looks into an error.
func (d *Device) Slew(ctx context.Context) error {
	for {
		r, err := d.put(ctx, "slew")
		if err == nil && r.ErrorNumber != 0 {
			err = &Error{r.ErrorNumber, r.ErrorMessage}
		}
		var e *Error
		if !errors.As(err, &e) || e.Number == NotImplemented {
			return err
		}
		time.Sleep(time.Second)
	}
}

// Settled decides by text; that is no concern of VPP's, either.
//
//twin:none it sends nothing
func (r *Response) Settled() bool { return r.ErrorMessage != "Slewing" }
