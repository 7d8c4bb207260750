// Package shelf lists what a school owns.
package shelf

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
)

const base = "https://vpp.itunes.apple.com/WebObjects/MZFinance.woa/wa/"

type listing struct {
	Items   []string `json:"items"`
	Code    int      `json:"errorNumber"`
	Problem string   `json:"errorMessage"`
}

func get(ctx context.Context, hc *http.Client, what string) (*listing, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, base+what, nil)
	if err != nil {
		return nil, err
	}
	res, err := hc.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	l := new(listing)
	return l, json.NewDecoder(res.Body).Decode(l)
}

// Books lists the books; a school without any is not an error.
//
//want:vpperrormessage
func Books(ctx context.Context, hc *http.Client) ([]string, error) {
	l, err := get(ctx, hc, "books")
	if err != nil {
		return nil, err
	}
	if strings.Contains(l.Problem, "no items") {
		return nil, nil
	}
	return l.Items, nil
}

// Apps lists the apps.
func Apps(ctx context.Context, hc *http.Client) ([]string, string, error) {
	l, err := get(ctx, hc, "apps")
	if err != nil {
		if strings.Contains(err.Error(), "x509: certificate signed by unknown authority") {
			return nil, "is there a proxy?", err
		}
		return nil, "", err
	}
	if l.Code != 0 {
		return nil, l.Problem, nil
	}
	return l.Items, "", nil
}
