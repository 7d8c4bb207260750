// Package redeem turns answers of the store into orders.
package redeem

import (
	"regexp"
	"strings"

	"example.com/messagea/lookalike"
)

const (
	codeNotFound = 9610
	codeTaken    = 9616
)

// Order is sent to purchasing.
type Order struct {
	Adam  string
	Count int
	Note  string
}

var remaining = regexp.MustCompile(`(\d+) seats? left`)

// NewOrder orders if the pool is empty.
//
//want:vpperrormessage
func NewOrder(body []byte) *Order {
	d := lookalike.Parse(body)
	if d.Get("errorNumber").Int() == 0 {
		return nil
	}
	if text := d.Get("errorMessage").String(); text != "License not found" {
		return nil
	}
	return &Order{Adam: d.Get("adamIdStr").String(), Count: 10}
}

// Reorder orders if the pool is empty.
func Reorder(body []byte) *Order {
	d := lookalike.Parse(body)
	if d.Get("errorNumber").Int() != codeNotFound {
		return nil
	}
	return &Order{Adam: d.Get("adamIdStr").String(), Count: 10, Note: d.Get("errorMessage").String()}
}

// Left reads how many there are.
//
//want:vpperrormessage
func Left(body []byte) string {
	d := lookalike.Parse(body)
	if n := d.Get("errorNumber"); !n.Exists() || n.Int() == codeTaken {
		return ""
	}
	m := remaining.FindStringSubmatch(d.Get("errorMessage").String())
	if len(m) == 2 {
		return m[1]
	}
	return "0"
}

// Skips counts what does not need an order.
//
//want:vpperrormessage
func Skips(body []byte) (n int) {
	for _, row := range lookalike.Parse(body).Get("associations").List() {
		if row.Get("errorNumber").Int() > 0 && strings.Contains(row.Get("errorMessage").String(), "already") {
			n++
		}
	}
	return n
}

// Texts lists what was said.
func Texts(body []byte) (out []string) {
	for _, row := range lookalike.Parse(body).Get("associations").List() {
		if row.Get("errorNumber").Int() > 0 && row.Get("errorMessage").Exists() {
			out = append(out, row.Get("errorMessage").String())
		}
	}
	return out
}

// Premium reads another field.
func Premium(body []byte) bool {
	d := lookalike.Parse(body)
	return d.Get("errorNumber").Int() == 0 && d.Get("errorMessage").String() == "" && d.Get("pricingParam").String() == "PLUS"
}

// Approved reads the answer of our own approval service.
func Approved(body []byte) bool {
	d := lookalike.Parse(body)
	if strings.Contains(d.Get("error.message").String(), "budget") {
		return false
	}
	return d.Get("decision").String() == "approved"
}
