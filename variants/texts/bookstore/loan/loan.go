// Package loan lends books.
package loan

import "strings"

// Order of a book.
type Order struct {
	Item  string `json:"item"`
	Price string `json:"pricingParam"`
}

// Receipt for an Order.
type Receipt struct {
	Code int    `json:"errorNumber"`
	Text string `json:"errorMessage"`
	Due  string `json:"due"`
}

// Extend says whether a loan can be longer.
//
//want:vpperrormessage
func Extend(r Receipt) bool { return !strings.Contains(r.Text, "reserved") }

// Late says whether a loan is over.
func Late(r Receipt, today string) bool { return r.Due < today || r.Due == "never" }

// Premium orders are more expensive.
func Premium(o Order) bool { return o.Price == "PLUS" }
