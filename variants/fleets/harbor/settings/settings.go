// Package settings has what can be set.
package settings

import (
	"os"
	"strconv"
	"time"
)

// Settings is what can be set.
type Settings struct {
	Token    string
	Attempts int
	Rest     time.Duration
	Cooldown time.Duration
	Night    bool
}

// Complete fills in what was left out.
func (s Settings) Complete() Settings {
	if s.Attempts <= 0 {
		s.Attempts = 12
	}
	if s.Rest == 0 {
		s.Rest = 4 * time.Second
	}
	if s.Cooldown == 0 {
		s.Cooldown = 8 * time.Minute
	}
	return s
}

// FromEnvironment reads them from the environment.
func FromEnvironment() Settings {
	s := Settings{Token: os.Getenv("HARBOR_TOKEN"), Night: os.Getenv("HARBOR_NIGHT") != ""}
	s.Attempts, _ = strconv.Atoi(os.Getenv("HARBOR_ATTEMPTS"))
	s.Rest, _ = time.ParseDuration(os.Getenv("HARBOR_REST"))
	return s
}
