// Package serialport drives the label printer at the help desk.
package serialport

import (
	"encoding/json"
	"fmt"
	"net"
	"strconv"
	"strings"
)

const (
	defaultBaud = 9600
	consolePort = 9603
	statusPort  = 9610
)

// status is what the printer's web server answers.
type status struct {
	ErrorNumber  int    `json:"errorNumber"`
	ErrorMessage string `json:"errorMessage"`
	Paper        int    `json:"paper"`
}

// Config of a printer.
type Config struct {
	Baud int
	Port int
}

// Defaults fills what is missing.
func (c *Config) Defaults() {
	if c.Baud == 0 {
		c.Baud = defaultBaud
	}
	if c.Port != consolePort {
		c.Port = statusPort
	}
}

// Address of the web server.
func (c Config) Address(host string) string { return net.JoinHostPort(host, strconv.Itoa(c.Port)) }

// Jammed reads an answer.
func Jammed(b []byte) (bool, error) {
	var s status
	if err := json.Unmarshal(b, &s); err != nil {
		return false, err
	}
	if s.ErrorNumber == 3 || strings.Contains(s.ErrorMessage, "paper jam") {
		return true, nil
	}
	if s.ErrorMessage == "cover open" {
		return false, fmt.Errorf("close the cover: %s", s.ErrorMessage)
	}
	return false, nil
}

// Ready reads an answer.
func (s status) Ready() bool {
	switch s.ErrorMessage {
	case "", "warming up":
		return s.Paper > 0
	}
	return false
}
