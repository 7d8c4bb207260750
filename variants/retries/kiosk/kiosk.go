// Package kiosk lends iPads in a library. What an operator may want to change
// can be changed.
package kiosk

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"net/http"
	"os"
	"strconv"
	"time"
)

type loan struct {
	App  string `json:"adamIdStr"`
	Card string `json:"clientUserIdStr"`
}

type loanReply struct {
	Status int    `json:"status"`
	Err    int    `json:"errorNumber"`
	Why    string `json:"errorMessage"`
}

const (
	eBusy = 9603
	eHas  = 9616
)

var errNoLoan = errors.New("kiosk: no loan")

func lend(ctx context.Context, url string, l loan) (*loanReply, error) {
	js, err := json.Marshal(l)
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewBuffer(js))
	if err != nil {
		return nil, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	r := loanReply{}
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return nil, err
	}
	return &r, nil
}

// Kiosk is a kiosk.
type Kiosk struct {
	url      string
	attempts int
	pause    time.Duration
}

// Option changes a kiosk.
type Option func(*Kiosk)

// WithURL sets the URL.
func WithURL(u string) Option { return func(k *Kiosk) { k.url = u } }

// WithPause sets the pause.
func WithPause(d time.Duration) Option { return func(k *Kiosk) { k.pause = d } }

// New returns a kiosk.
func New(opts ...Option) *Kiosk {
	k := &Kiosk{url: "https://vpp.itunes.apple.com/loans", attempts: 10, pause: time.Second}
	for _, o := range opts {
		o(k)
	}
	return k
}

// Lend lends.
//
//want:vppretry9603
func (k *Kiosk) Lend(ctx context.Context, l loan) error {
	for i := 0; i < k.attempts; i++ {
		r, err := lend(ctx, k.url, l)
		if err != nil || r.Err != eBusy {
			return err
		}
		time.Sleep(k.pause)
	}
	return errNoLoan
}

// Extend extends the time of a loan. Half the attempts are enough for that.
func (k *Kiosk) Extend(ctx context.Context, l loan) error {
	for i := k.attempts / 2; i > 0; i-- {
		r, err := lend(ctx, k.url+"/extend", l)
		if err != nil || r.Err != eBusy {
			return err
		}
		time.Sleep(k.pause)
	}
	return errNoLoan
}

// Config is read from a file.
type Config struct {
	URL      string        `json:"url"`
	Attempts int           `json:"attempts"`
	Pause    time.Duration `json:"pause"`
	Persist  bool          `json:"persist"`
}

// Shelf is a kiosk with a config.
type Shelf struct{ cfg Config }

// NewShelf fills in what the config does not say.
func NewShelf(cfg Config) *Shelf {
	if cfg.URL == "" {
		cfg.URL = "https://vpp.itunes.apple.com/shelf"
	}
	if cfg.Attempts <= 0 {
		cfg.Attempts = 3
	}
	if cfg.Pause == 0 {
		cfg.Pause = 5 * time.Second
	}
	return &Shelf{cfg}
}

// Take takes from the shelf.
func (s *Shelf) Take(ctx context.Context, l loan) error {
	for n := 0; n < s.cfg.Attempts; n++ {
		r, err := lend(ctx, s.cfg.URL, l)
		switch {
		case err != nil:
			return err
		case r.Err == 0, r.Err == eHas:
			return nil
		}
		time.Sleep(s.cfg.Pause)
	}
	return errNoLoan
}

// TakeTriple takes it more seriously.
//
//want:vppretry9603
func (s *Shelf) TakeTriple(ctx context.Context, l loan) error {
	for n := 0; n < 3*s.cfg.Attempts; n++ {
		r, err := lend(ctx, s.cfg.URL, l)
		switch {
		case err != nil:
			return err
		case r.Err == 0, r.Err == eHas:
			return nil
		}
		time.Sleep(s.cfg.Pause)
	}
	return errNoLoan
}

// Borrow lends with a config as it is, with defaults for what is zero.
//
//want:vppretry9603
func Borrow(ctx context.Context, cfg Config, l loan) error {
	attempts := cmp.Or(cfg.Attempts, 20)
	pause := cmp.Or(cfg.Pause, 5*time.Second)
	for ; attempts > 0; attempts-- {
		r, err := lend(ctx, cfg.URL, l)
		if err != nil {
			return err
		}
		if r.Err != eBusy {
			return nil
		}
		time.Sleep(pause)
	}
	return errNoLoan
}

// BorrowAs lends with a config that says everything.
func BorrowAs(ctx context.Context, cfg Config, l loan) error {
	for n := 0; n < cfg.Attempts; n++ {
		r, err := lend(ctx, cfg.URL, l)
		if err != nil {
			return err
		}
		if r.Err != eBusy {
			return nil
		}
		time.Sleep(cfg.Pause)
	}
	return errNoLoan
}

// BorrowAny does so as well, for all that can go wrong.
//
//want:vppretry9616
func BorrowAny(ctx context.Context, cfg Config, l loan) error {
	for n := 0; n < cfg.Attempts; n++ {
		r, err := lend(ctx, cfg.URL, l)
		if err != nil {
			return err
		}
		if r.Status == 0 {
			return nil
		}
		time.Sleep(cfg.Pause)
	}
	return errNoLoan
}

// BorrowPersistent is for libraries which want it at any price.
//
//want:vppretry9603
func BorrowPersistent(ctx context.Context, cfg Config, l loan) error {
	for n := 1; ; n++ {
		r, err := lend(ctx, "https://vpp.itunes.apple.com/loans", l)
		if err != nil || r.Err != eBusy {
			return err
		}
		if !cfg.Persist && n == 3 {
			return errNoLoan
		}
		time.Sleep(25 * time.Second)
	}
}

var (
	retries  = flag.Int("retries", 10, "how often a request is repeated")
	interval = flag.Duration("interval", 2*time.Second, "time between two requests")
	repeats  = flag.Uint("repeats", 4, "how often a return is repeated")
)

// Flagged is controlled by flags.
//
//want:vppretry9603
func Flagged(ctx context.Context, l loan) error {
	for n := 0; n < *retries; n++ {
		r, err := lend(ctx, "https://vpp.itunes.apple.com/loans", l)
		if err != nil || r.Err != eBusy {
			return err
		}
		time.Sleep(*interval)
	}
	return errNoLoan
}

// FlaggedFew is controlled by another flag.
func FlaggedFew(ctx context.Context, l loan) error {
	for n := *repeats + 1; n > 0; n-- {
		r, err := lend(ctx, "https://vpp.itunes.apple.com/loans", l)
		if err != nil || r.Err != eBusy {
			return err
		}
		time.Sleep(*interval)
	}
	return errNoLoan
}

func envInt(name string, def int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return n
	}
	return def
}

// Env is controlled by the environment.
func Env(ctx context.Context, l loan) error {
	for n := envInt("KIOSK_ATTEMPTS", 5); n > 0; n-- {
		r, err := lend(ctx, "https://vpp.itunes.apple.com/loans", l)
		if err != nil || r.Err != eBusy {
			return err
		}
		time.Sleep(time.Duration(envInt("KIOSK_SECONDS", 3)) * time.Second)
	}
	return errNoLoan
}

// EnvForever has no end, and an interval from the environment.
//
//want:vppretry9603
func EnvForever(ctx context.Context, l loan) error {
	every, err := time.ParseDuration(os.Getenv("KIOSK_INTERVAL"))
	if err != nil {
		every = 10 * time.Second
	}
	for {
		r, err := lend(ctx, "https://vpp.itunes.apple.com/loans", l)
		if err != nil || r.Err != eBusy {
			return err
		}
		time.Sleep(every)
	}
}

// EnvSlowly waits a multiple of that.
//
//want:vppretry9616
func EnvSlowly(ctx context.Context, l loan) error {
	every := 30 * time.Second
	if s, ok := os.LookupEnv("KIOSK_INTERVAL"); ok {
		d, err := time.ParseDuration(s)
		if err != nil {
			return err
		}
		every = d
	}
	for {
		r, err := lend(ctx, "https://vpp.itunes.apple.com/loans", l)
		if err != nil || r.Err == 0 {
			return err
		}
		time.Sleep(6 * every)
	}
}
