// Package soap talks to a service of payments, whose errors have a code and a
// message.
package soap

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"time"
)

// Fault says what went wrong. Its code is called errorCode, not errorNumber.
type Fault struct {
	Code    int    `json:"errorCode"`
	Message string `json:"errorMessage"`
}

// The numbers are within Apple's range by accident.
const (
	busy = 9603
	paid = 9616
)

func send(ctx context.Context, body string) (Fault, error) {
	var f Fault
	resp, err := http.Post("https://payments.example/v1/charge", "application/json", strings.NewReader(body))
	if err != nil {
		return f, err
	}
	defer resp.Body.Close()
	return f, json.NewDecoder(resp.Body).Decode(&f)
}

// Charge tries until it is paid.
func Charge(ctx context.Context, body string) error {
	for {
		f, err := send(ctx, body)
		if err != nil || f.Code == 0 || f.Code == paid {
			return err
		}
		if f.Code == busy {
			time.Sleep(time.Second)
		}
	}
}
