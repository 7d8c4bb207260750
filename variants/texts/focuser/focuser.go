// Package focuser moves the focuser of a telescope over Alpaca.
package focuser

import (
	"encoding/json"
	"fmt"
	"strings"
)

type envelope struct {
	Value        json.RawMessage
	ErrorNumber  int
	ErrorMessage string
}

type tagged struct {
	Value  json.RawMessage `json:"Value"`
	Number int             `json:"ErrorNumber"`
	Text   string          `json:"ErrorMessage"`
}

type fail struct {
	n    int
	text string
}

func (f fail) Error() string { return fmt.Sprintf("%#x %s", f.n, f.text) }

func decode(b []byte) (json.RawMessage, error) {
	var e envelope
	if err := json.Unmarshal(b, &e); err != nil {
		return nil, err
	}
	if e.ErrorNumber == 0x407 || e.ErrorMessage == "Not connected" {
		return nil, fail{0x407, "no focuser"}
	}
	if strings.HasPrefix(e.ErrorMessage, "Temperature compensation") {
		return e.Value, nil
	}
	return e.Value, nil
}

// Moving asks.
func Moving(b []byte) bool {
	var t tagged
	if json.Unmarshal(b, &t) != nil {
		return false
	}
	switch t.Text {
	case "Focuser is moving":
		return true
	case "Focuser is parked":
		return false
	}
	return string(t.Value) == "true" && t.Number == 0
}

// Again says whether to move again.
func Again(b []byte) bool {
	_, err := decode(b)
	return err != nil && (strings.Contains(err.Error(), "no focuser") || strings.Contains(err.Error(), "0x40b"))
}

// Undecoded looks at a map.
func Undecoded(m map[string]any) bool {
	return m["ErrorNumber"] != 0 && m["ErrorMessage"] == "Limit reached"
}
