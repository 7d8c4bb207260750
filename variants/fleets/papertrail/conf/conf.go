// Package conf is the configuration file.
package conf

import (
	"encoding/json"
	"os"
	"time"
)

// Conf is the configuration.
type Conf struct {
	SToken  string `json:"stoken"`
	Tries   int    `json:"tries"`
	WaitSec int    `json:"wait_sec"`
	Lenient bool   `json:"lenient"`
	Ignore  string `json:"ignore"`
}

// Default is what there is without a file.
var Default = Conf{Tries: 8, WaitSec: 3}

// Load reads a file over the default.
func Load(name string) (*Conf, error) {
	c := Default
	raw, err := os.ReadFile(name)
	if os.IsNotExist(err) {
		return &c, nil
	}
	if err != nil {
		return nil, err
	}
	return &c, json.Unmarshal(raw, &c)
}

// Wait is the wait between tries.
func (c *Conf) Wait() time.Duration { return time.Duration(c.WaitSec) * time.Second }
