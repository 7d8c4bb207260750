// Package wire has the messages that cross the line, and nothing else.
package wire

import (
	"encoding/json"
	"io"
)

// Header opens every message.
type Header struct {
	Num  json.Number `json:"errorNumber,omitempty"`
	Text string      `json:"errorMessage,omitempty"`
}

// Row is a part of an Ack.
type Row struct {
	Header
	Client string `json:"clientUserIdStr"`
}

// Ack answers a request.
type Ack struct {
	Header
	AdamID int64 `json:"adamId"`
	Rows   []Row `json:"associations"`
}

// Parse reads an Ack.
func Parse(r io.Reader) (*Ack, error) {
	a := new(Ack)
	return a, json.NewDecoder(r).Decode(a)
}

// OK says whether the request went through.
func (h Header) OK() bool { return h.Num == "" || h.Num == "0" }
