// Package shop is the shop that licenses come from.
package shop

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
)

// Shop is what the flows need.
type Shop interface {
	Grant(ctx context.Context, app string, holders ...string) (*Answer, error)
	Revoke(ctx context.Context, app string, holders ...string) (*Answer, error)
}

// Answer is what the shop answers.
type Answer struct {
	Event string
	Lines []Line
}

// Line is the answer for one holder.
type Line struct {
	Holder string
	Num    int
}

// Nay is an answer in the negative.
type Nay struct {
	num   int
	why   string
	where string
}

// Error implements error.
func (n *Nay) Error() string { return fmt.Sprintf("%s: nay: %s", n.where, n.why) }

// Num is the number of the shop for it.
func (n *Nay) Num() int { return n.num }

// Why is what the shop says about it.
func (n *Nay) Why() string { return n.why }

// Remote is the shop behind HTTP.
type Remote struct {
	HTTP  *http.Client
	Token string
}

var _ Shop = (*Remote)(nil)

// Grant implements Shop.
func (r *Remote) Grant(ctx context.Context, app string, holders ...string) (*Answer, error) {
	return r.send(ctx, "associate", app, holders)
}

// Revoke implements Shop.
func (r *Remote) Revoke(ctx context.Context, app string, holders ...string) (*Answer, error) {
	return r.send(ctx, "disassociate", app, holders)
}

func (r *Remote) send(ctx context.Context, what, app string, holders []string) (*Answer, error) {
	in, err := json.Marshal(map[string]any{
		"assets":        []any{map[string]string{"adamId": app, "pricingParam": "STDQ"}},
		"serialNumbers": holders,
	})
	if err != nil {
		return nil, err
	}
	url := "https://vpp.itunes.apple.com/mdm/v2/assets/" + what
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, strings.NewReader(string(in)))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "Bearer "+r.Token)
	resp, err := r.HTTP.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	var m map[string]any
	if err := json.NewDecoder(resp.Body).Decode(&m); err != nil {
		return nil, err
	}
	a := &Answer{}
	a.Event, _ = m["eventId"].(string)
	lines, _ := m["associations"].([]any)
	for _, l := range lines {
		l, _ := l.(map[string]any)
		holder, _ := l["serialNumber"].(string)
		num, _ := l["errorNumber"].(float64)
		a.Lines = append(a.Lines, Line{Holder: holder, Num: int(num)})
	}
	if num, ok := m["errorNumber"].(float64); ok && num != 0 {
		why, _ := m["errorMessage"].(string)
		return a, &Nay{num: int(num), why: why, where: what}
	}
	return a, nil
}

// Numbered is an error with a number.
type Numbered interface {
	error
	Num() int
}

// NumOf is the number in err, nought without one.
func NumOf(err error) int {
	var n Numbered
	if errors.As(err, &n) {
		return n.Num()
	}
	return 0
}
