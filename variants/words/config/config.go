// Package config has what an operator of the VPP bridge can set.
package config

import (
	"encoding/json"
	"os"
	"regexp"
	"strings"

	"example.com/messageb/vppc"
)

// Config is the configuration.
type Config struct {
	Ignore  []string `json:"ignore"`
	Pattern string   `json:"pattern"`
	re      *regexp.Regexp
}

// Load loads it.
func Load(path string) (*Config, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	c := new(Config)
	if err := json.Unmarshal(b, c); err != nil {
		return nil, err
	}
	c.re, err = regexp.Compile(c.Pattern)
	return c, err
}

// Ignored ignores what is configured.
//
//want:vpperrormessage
func (c *Config) Ignored(f *vppc.Failure) bool {
	for _, s := range c.Ignore {
		if f.Text() == s {
			return true
		}
	}
	return false
}

// Matches matches what is configured.
//
//want:vpperrormessage
func (c *Config) Matches(f *vppc.Failure) bool { return c.re != nil && c.re.MatchString(f.Text()) }

// Env compares with the environment.
//
//want:vpperrormessage
func Env(f *vppc.Failure) bool {
	for s := range strings.SplitSeq(os.Getenv("VPP_FATAL"), ";") {
		if s != "" && strings.HasPrefix(f.Text(), s) {
			return true
		}
	}
	return false
}

// Set says whether something is set.
func (c *Config) Set() bool {
	return c.Pattern != "" && c.Pattern != "License not found" && len(c.Ignore) > 0
}

// Changed compares two configurations.
func (c *Config) Changed(d *Config) bool { return c.Pattern != d.Pattern }
