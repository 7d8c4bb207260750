// Package dome opens the dome of the observatory, by ASCOM Alpaca.
package dome

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Answer is what every device answers.
type Answer[T any] struct {
	Value               T      `json:"Value"`
	ClientTransactionID uint32 `json:"ClientTransactionID"`
	ErrorNumber         int    `json:"ErrorNumber"`
	ErrorMessage        string `json:"ErrorMessage"`
}

// Trouble is what a device found wrong.
type Trouble struct {
	Number  int
	Message string
}

func (t *Trouble) Error() string { return fmt.Sprintf("%#x: %s", t.Number, t.Message) }

const notConnected = 0x407

// Dome is a dome.
type Dome struct {
	HTTP *http.Client
	Base string
}

func put[T any](ctx context.Context, d *Dome, what string, form url.Values) (v T, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPut, d.Base+"/api/v1/dome/0/"+what, strings.NewReader(form.Encode()))
	if err != nil {
		return v, err
	}
	resp, err := d.HTTP.Do(req)
	if err != nil {
		return v, err
	}
	defer resp.Body.Close()
	var a Answer[T]
	if err := json.NewDecoder(resp.Body).Decode(&a); err != nil {
		return v, err
	}
	if a.ErrorNumber != 0 {
		return v, &Trouble{a.ErrorNumber, a.ErrorMessage}
	}
	return a.Value, nil
}

// Open opens the shutter, however long it takes.
func (d *Dome) Open(ctx context.Context) error {
	for {
		_, err := put[bool](ctx, d, "openshutter", nil)
		var t *Trouble
		if !errors.As(err, &t) {
			return err
		}
		if t.Number == notConnected || t.Message == "Shutter is busy" {
			time.Sleep(time.Second)
			continue
		}
		return err
	}
}

// Parked reports whether an error says so.
func Parked(err error) bool {
	var t *Trouble
	return errors.As(err, &t) && strings.Contains(t.Message, "parked")
}
