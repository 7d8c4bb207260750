// Package fieldbus asks the meters in the basement over a serial gateway.
package fieldbus

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"time"
)

// Baud is the speed of the line, and Port is where the gateway listens.
const (
	Baud = 9600
	Port = 9603
)

// Reading is what a meter answers.
type Reading struct {
	KWh          float64 `json:"kwh"`
	ErrorNumber  int     `json:"errorNumber"`
	ErrorMessage string  `json:"errorMessage"`
}

// Gateway asks meters.
type Gateway struct {
	HTTP *http.Client
	URL  string
}

func (g *Gateway) ask(ctx context.Context, meter string) (*Reading, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, g.URL, strings.NewReader(meter))
	if err != nil {
		return nil, err
	}
	resp, err := g.HTTP.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	r := new(Reading)
	return r, json.NewDecoder(resp.Body).Decode(r)
}

// Ask asks until the line is free.
func (g *Gateway) Ask(ctx context.Context, meter string) (*Reading, error) {
	for {
		r, err := g.ask(ctx, meter)
		if err != nil || r.ErrorNumber == 0 {
			return r, err
		}
		if !strings.HasPrefix(r.ErrorMessage, "line busy") && r.ErrorNumber != 4 {
			return r, nil
		}
		time.Sleep(500 * time.Millisecond)
	}
}
