package settings

import (
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
	"time"
)

// Seconds is a duration that is written as a number of seconds.
type Seconds float64

// Duration returns the duration.
func (s Seconds) Duration() time.Duration { return time.Duration(float64(s) * float64(time.Second)) }

// Retry says how a request is repeated.
type Retry struct {
	Attempts int     `json:"attempts"`
	Pause    Seconds `json:"pause"`
	// Long is the pause after too many attempts.
	Long Seconds `json:"long"`
	// Quick is the number of attempts that are not too many.
	Quick int `json:"quick"`
}

// Config is the configuration of the server.
type Config struct {
	Endpoint string `json:"endpoint"`
	Assign   Retry  `json:"assign"`
	Sync     Retry  `json:"sync"`
	Strict   bool   `json:"strict"`
	Nested   struct {
		Enroll *Retry `json:"enroll"`
	} `json:"nested"`
}

const (
	defaultAttempts = 10
	defaultPause    = 5
)

// Default returns the configuration that is in force if there is no other.
func Default() Config {
	c := Config{
		Endpoint: "https://vpp.itunes.apple.com/mdm",
		Assign:   Retry{Attempts: defaultAttempts, Pause: defaultPause},
		Sync:     Retry{Attempts: 40, Pause: 10, Quick: 5, Long: 300},
	}
	c.Nested.Enroll = &Retry{Attempts: 4, Pause: 1}
	return c
}

// Load reads a configuration on top of the default one.
func Load(r io.Reader) (Config, error) {
	c := Default()
	if r == nil {
		return c, nil
	}
	dec := json.NewDecoder(r)
	dec.DisallowUnknownFields()
	if err := dec.Decode(&c); err != nil && err != io.EOF {
		return c, fmt.Errorf("settings: %w", err)
	}
	return c, c.check()
}

func (c *Config) check() error {
	for name, r := range map[string]Retry{"assign": c.Assign, "sync": c.Sync} {
		if r.Attempts < 0 || r.Pause < 0 {
			return fmt.Errorf("settings: %s: %+v", name, r)
		}
	}
	return nil
}

// fromEnv reads a number from the environment.
func fromEnv(name string, fallback int) int {
	v, ok := os.LookupEnv(name)
	if !ok {
		return fallback
	}
	n, err := strconv.Atoi(v)
	if err != nil {
		return fallback
	}
	return n
}

// durationFromEnv reads a duration from it.
func durationFromEnv(name string, fallback time.Duration) time.Duration {
	if d, err := time.ParseDuration(os.Getenv(name)); err == nil && d > 0 {
		return d
	}
	return fallback
}

// Flags of the server.
var (
	flagAttempts = flag.Int("license-attempts", 9, "attempts of a license request")
	flagPause    = flag.Duration("license-pause", 2*time.Second, "pause between them")
	flagCalm     = flag.Duration("license-calm", 3*time.Minute, "pause between them in the night")
	flagOnce     bool
)

func init() {
	flag.BoolVar(&flagOnce, "license-once", false, "no second attempt")
}

// normalized fills in what is missing.
func (r Retry) normalized() Retry {
	r.Attempts = cmp.Or(r.Attempts, defaultAttempts)
	r.Pause = cmp.Or(r.Pause, defaultPause)
	if r.Long < r.Pause {
		r.Long = r.Pause
	}
	if r.Quick <= 0 || r.Quick > r.Attempts {
		r.Quick = r.Attempts
	}
	return r
}
