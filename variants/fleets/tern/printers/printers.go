// Package printers prints labels on printers behind a serial gateway.
package printers

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"
)

// Baud is the speed of the line.
const Baud = 9600

// Status is what the gateway answers.
type Status struct {
	ErrorNumber  int    `json:"errorNumber"`
	ErrorMessage string `json:"errorMessage"`
	Paper        int    `json:"paper"`
}

// Error implements error.
func (s *Status) Error() string { return "printer: " + s.ErrorMessage }

// Jammed reports whether somebody has to open the lid.
func (s *Status) Jammed() bool {
	return s.ErrorNumber == 17 || strings.Contains(s.ErrorMessage, "paper jam")
}

// Gateway prints.
type Gateway struct {
	HTTP *http.Client
	URL  string
}

func (g *Gateway) send(label string) (*Status, error) {
	raw, err := json.Marshal(map[string]any{"label": label, "baud": Baud})
	if err != nil {
		return nil, err
	}
	resp, err := g.HTTP.Post(g.URL, "application/json", bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	s := new(Status)
	return s, json.NewDecoder(resp.Body).Decode(s)
}

// Print prints until the printer has paper.
func (g *Gateway) Print(label string) error {
	for {
		s, err := g.send(label)
		if err != nil {
			return err
		}
		if s.ErrorNumber == 0 {
			return nil
		}
		if s.Jammed() {
			return s
		}
		time.Sleep(2 * time.Second)
	}
}

// PrintThrice prints three times over whatever the gateway says.
func (g *Gateway) PrintThrice(label string) (err error) {
	for range 3 {
		s, sendErr := g.send(label)
		if sendErr == nil && s.ErrorMessage != "Out of ribbon" && s.ErrorNumber == 0 {
			return nil
		}
		err = errors.Join(err, sendErr)
	}
	return err
}
