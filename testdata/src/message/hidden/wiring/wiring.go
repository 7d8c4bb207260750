// Package wiring connects the parts.
package wiring

import (
	"message/hidden/port"
	"message/hidden/store"
)

// Parts are the parts.
type Parts struct {
	Store port.Store
	Desk  port.Desk
}

// Connect connects them.
func Connect() Parts { return Parts{store.New(), store.Open()} }
