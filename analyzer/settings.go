package analyzer

import (
	"flag"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/vpplint/vpplint/internal/core"
	"github.com/vpplint/vpplint/internal/listflag"
	"github.com/vpplint/vpplint/internal/rule"
)

// Settings are all that can be set. Start from [DefaultSettings].
type Settings struct {
	// MaxAttempts is the number of attempts after which retries of 9603 have
	// to be minutes apart.
	MaxAttempts Attempts `json:"max-attempts"`
	// EscalatedDelay is the least distance of such a retry from the send
	// before it.
	EscalatedDelay Duration `json:"escalated-delay"`
	// Tests makes _test.go files count.
	Tests bool `json:"tests"`
	// Generated also reports findings in generated files.
	Generated bool `json:"generated"`
	// Rules lists the rules to run; none means all.
	Rules []string `json:"rules"`
	// Disable lists rules to leave out.
	Disable []string `json:"disable"`
}

// DefaultSettings are those that follow Apple's words: "after more than five
// attempts … minutes later, instead of seconds".
func DefaultSettings() Settings {
	return Settings{MaxAttempts: 5, EscalatedDelay: Duration(time.Minute)}
}

// Validate returns an error that says what to change.
func (s Settings) Validate() error {
	if err := s.MaxAttempts.validate(); err != nil {
		return fmt.Errorf("max-attempts: %w", err)
	}
	if err := s.EscalatedDelay.validate(); err != nil {
		return fmt.Errorf("escalated-delay: %w", err)
	}
	if err := known(s.Rules); err != nil {
		return fmt.Errorf("rules: %w", err)
	}
	if err := known(s.Disable); err != nil {
		return fmt.Errorf("disable: %w", err)
	}
	for _, name := range s.Rules {
		if slices.Contains(s.Disable, name) {
			return fmt.Errorf("rules and disable both name %s: decide for one", name)
		}
	}
	if !slices.ContainsFunc(names(), s.enables) {
		return fmt.Errorf("disable: no rule is left: the rules are %s", strings.Join(names(), ", "))
	}
	return nil
}

// known says what is wrong with a list of rules.
func known(list []string) error {
	for _, name := range list {
		if !slices.Contains(names(), name) {
			return fmt.Errorf("there is no rule %q: the rules are %s", name, strings.Join(names(), ", "))
		}
	}
	return nil
}

// enables says whether a rule runs.
func (s Settings) enables(name string) bool {
	return (len(s.Rules) == 0 || slices.Contains(s.Rules, name)) && !slices.Contains(s.Disable, name)
}

// names are those of all rules.
func names() []string { return append(rule.Judging(), rule.Ignore) }

func (s Settings) options() core.Options {
	return core.Options{
		Tests:          s.Tests,
		Generated:      s.Generated,
		MaxAttempts:    int(s.MaxAttempts),
		EscalatedDelay: time.Duration(s.EscalatedDelay),
	}
}

// flags says which settings a rule has flags for.
type flags uint8

const (
	fileFlags  flags = 1 << iota // -tests, -generated
	limitFlags                   // -max-attempts, -escalated-delay
	ruleFlags                    // -rules, -disable
)

// Bind makes flags a view on the settings.
func (s *Settings) Bind(fs *flag.FlagSet) { s.bind(fs, fileFlags|limitFlags|ruleFlags) }

func (s *Settings) bind(fs *flag.FlagSet, which flags) {
	if which&fileFlags != 0 {
		fs.BoolVar(&s.Tests, "tests", s.Tests, "also look at _test.go files")
		fs.BoolVar(&s.Generated, "generated", s.Generated, "also report findings in generated files")
	}
	if which&limitFlags != 0 {
		fs.TextVar(&s.MaxAttempts, "max-attempts", s.MaxAttempts, "`number` of attempts after which retries of 9603 have to be minutes apart")
		fs.TextVar(&s.EscalatedDelay, "escalated-delay", s.EscalatedDelay, "least `delay` between retries of 9603 after that many attempts")
	}
	if which&ruleFlags != 0 {
		listflag.Var(fs, &s.Rules, "rules", "comma-separated `list` of rules to run (default all)", known)
		listflag.Var(fs, &s.Disable, "disable", "comma-separated `list` of rules to leave out", known)
	}
}

// Attempts is a number of attempts, at least 1.
type Attempts int

func (n Attempts) validate() error {
	if n < 1 {
		return fmt.Errorf("%d is too small: give a number of at least 1", n)
	}
	return nil
}

// MarshalText makes it a flag.
func (n Attempts) MarshalText() ([]byte, error) { return strconv.AppendInt(nil, int64(n), 10), nil }

// UnmarshalText reads a flag.
func (n *Attempts) UnmarshalText(text []byte) error {
	i, err := strconv.Atoi(string(text))
	if err != nil {
		return fmt.Errorf("%q is no number: give a number of at least 1", text)
	}
	*n = Attempts(i)
	return n.validate()
}

// UnmarshalJSON reads a number.
func (n *Attempts) UnmarshalJSON(text []byte) error { return n.UnmarshalText(text) }

// MarshalJSON writes a number.
func (n Attempts) MarshalJSON() ([]byte, error) { return n.MarshalText() }

// Duration is a positive duration that is written as in Go: "1m30s".
type Duration time.Duration

func (d Duration) validate() error {
	if d <= 0 {
		return fmt.Errorf("%v is too short: give a duration above 0, such as 1m", time.Duration(d))
	}
	return nil
}

// MarshalText makes it a flag, and a string in JSON.
func (d Duration) MarshalText() ([]byte, error) { return []byte(time.Duration(d).String()), nil }

// UnmarshalText reads a flag, or a string in JSON.
func (d *Duration) UnmarshalText(text []byte) error {
	parsed, err := time.ParseDuration(string(text))
	if err != nil {
		return fmt.Errorf("%q is no duration: give one such as 1m or 90s", text)
	}
	*d = Duration(parsed)
	return d.validate()
}
