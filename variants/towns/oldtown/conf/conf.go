// Package conf is the configuration.
package conf

import (
	"os"
	"strconv"
	"time"
)

// Conf is the configuration.
type Conf struct {
	Token     string
	Base      string
	Attempts  int
	PauseSecs int
	NightMins int
	Stubborn  bool
}

// Load reads the environment and fills what is left out.
func Load() *Conf {
	c := &Conf{
		Token:     os.Getenv("OLDTOWN_STOKEN"),
		Base:      os.Getenv("OLDTOWN_BASE"),
		Attempts:  number("OLDTOWN_ATTEMPTS"),
		PauseSecs: number("OLDTOWN_PAUSE"),
		NightMins: number("OLDTOWN_NIGHT"),
		Stubborn:  os.Getenv("OLDTOWN_STUBBORN") == "yes",
	}
	c.fill()
	return c
}

// Default is what is shipped.
func Default() *Conf {
	c := &Conf{Token: "t"}
	c.fill()
	return c
}

func (c *Conf) fill() {
	if c.Base == "" {
		c.Base = "https://vpp.itunes.apple.com/WebObjects/MZFinance.woa/wa/"
	}
	if c.Attempts <= 0 {
		c.Attempts = 8
	}
	if c.PauseSecs <= 0 {
		c.PauseSecs = 4
	}
	if c.NightMins <= 0 {
		c.NightMins = 15
	}
}

// Pause is the pause between two attempts.
func (c *Conf) Pause() time.Duration { return time.Duration(c.PauseSecs) * time.Second }

// Night is the pause at night.
func (c *Conf) Night() time.Duration { return time.Duration(c.NightMins) * time.Minute }

func number(name string) int {
	n, err := strconv.Atoi(os.Getenv(name))
	if err != nil {
		return 0
	}
	return n
}
