// Package settings is the part of the server which makes its license requests,
// and everything that can be configured about them.
package settings

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Reply is a reply.
type Reply struct {
	Status  string `json:"-"`
	Number  int    `json:"errorNumber"`
	Message string `json:"errorMessage"`
	UID     string `json:"uId"`
}

const (
	internalError   = 9603
	alreadyAssigned = 9616
)

var errAttempts = errors.New("settings: no attempts left")

// Server is the server.
type Server struct {
	cfg      Config
	log      *slog.Logger
	attempts int
	pause    time.Duration
	tries    int
}

// Setting changes a server.
type Setting func(*Server)

// Attempts sets the attempts.
func Attempts(n int) Setting { return func(s *Server) { s.attempts = n } }

// Pause sets the pause, unless it is too short.
func Pause(d time.Duration) Setting {
	return func(s *Server) {
		if d >= time.Second {
			s.pause = d
		}
	}
}

// NewServer returns a server with the default configuration.
func NewServer(set ...Setting) *Server {
	s := &Server{cfg: Default(), log: slog.New(slog.DiscardHandler), attempts: 7, pause: 20 * time.Second, tries: fromEnv("LICENSE_TRIES", 30)}
	for _, f := range set {
		f(s)
	}
	return s
}

func (s *Server) send(ctx context.Context, app, user string) (*Reply, error) {
	v := url.Values{"adamIdStr": {app}, "clientUserIdStr": {user}}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.cfg.Endpoint+"/assign", strings.NewReader(v.Encode()))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	r := &Reply{Status: resp.Status}
	if err := json.NewDecoder(resp.Body).Decode(r); err != nil {
		return nil, fmt.Errorf("%s: %w", r.Status, err)
	}
	return r, nil
}

// Assign assigns as it is configured.
//
//want:vppretry9603
func (s *Server) Assign(ctx context.Context, app, user string) error {
	r := s.cfg.Assign
	for n := 0; n < r.Attempts; n++ {
		rep, err := s.send(ctx, app, user)
		if err != nil || rep.Number != internalError {
			return err
		}
		s.log.WarnContext(ctx, "busy", "n", n)
		time.Sleep(r.Pause.Duration())
	}
	return errAttempts
}

// Sync assigns as it is configured for the sync.
func (s *Server) Sync(ctx context.Context, app, user string) error {
	r := s.cfg.Sync.normalized()
	for n := 1; n <= r.Attempts; n++ {
		rep, err := s.send(ctx, app, user)
		if err != nil || rep.Number != internalError {
			return err
		}
		pause := r.Pause
		if n >= r.Quick {
			pause = r.Long
		}
		time.Sleep(pause.Duration())
	}
	return errAttempts
}

// Normalized assigns with what was left out of its own settings.
//
//want:vppretry9603
func (s *Server) Normalized(ctx context.Context, app, user string) error {
	r := Retry{Long: 600}.normalized()
	for n := 1; n <= r.Attempts; n++ {
		rep, err := s.send(ctx, app, user)
		if err != nil || rep.Number != internalError {
			return err
		}
		pause := r.Pause
		if n > r.Quick {
			pause = r.Long
		}
		time.Sleep(pause.Duration())
	}
	return errAttempts
}

// Enroll assigns as it is configured for enrollments, if it is.
//
//want:vppretry9616
func (s *Server) Enroll(ctx context.Context, app, user string) error {
	r := s.cfg.Nested.Enroll
	if r == nil {
		r = &Retry{Attempts: 2, Pause: 60}
	}
	for n := range r.Attempts {
		rep, err := s.send(ctx, app, user)
		if err != nil || rep.Number == 0 {
			return err
		}
		s.log.WarnContext(ctx, "enroll", "n", n, "number", rep.Number)
		time.Sleep(r.Pause.Duration())
	}
	return errAttempts
}

// Loaded assigns as a file says. What it does not say is as usual.
//
//want:vppretry9603
func Loaded(ctx context.Context, app, user string) error {
	cfg, err := Load(nil)
	if err != nil {
		return err
	}
	s := NewServer()
	s.cfg = cfg
	for left := cfg.Assign.Attempts; left > 0; left-- {
		rep, err := s.send(ctx, app, user)
		if err != nil || rep.Number == 0 || rep.Number == alreadyAssigned {
			return err
		}
		time.Sleep(cfg.Assign.Pause.Duration())
	}
	return errAttempts
}

// Given assigns as its caller says.
func (s *Server) Given(ctx context.Context, app, user string, r Retry) error {
	for n := 0; n < r.Attempts; n++ {
		rep, err := s.send(ctx, app, user)
		if err != nil || rep.Number != internalError {
			return err
		}
		time.Sleep(r.Pause.Duration())
	}
	return errAttempts
}

// GivenAny does so whatever is wrong.
//
//want:vppretry9616
func (s *Server) GivenAny(ctx context.Context, app, user string, r Retry) error {
	for n := 0; n < r.Attempts; n++ {
		rep, err := s.send(ctx, app, user)
		if err != nil || rep.Number == 0 {
			return err
		}
		time.Sleep(r.Pause.Duration())
	}
	return errAttempts
}

// GivenPause takes the pause only, and if there is none it has one.
//
//want:vppretry9603
func (s *Server) GivenPause(ctx context.Context, app, user string, pause time.Duration) error {
	if pause <= 0 {
		pause = 5 * time.Second
	}
	for n := 0; n < 12; n++ {
		rep, err := s.send(ctx, app, user)
		if err != nil || rep.Number != internalError {
			return err
		}
		time.Sleep(pause)
	}
	return errAttempts
}

// Flagged assigns as the flags say.
//
//want:vppretry9603
func (s *Server) Flagged(ctx context.Context, app, user string) error {
	for n := 1; ; n++ {
		rep, err := s.send(ctx, app, user)
		if err != nil || rep.Number != internalError {
			return err
		}
		if flagOnce || n >= *flagAttempts {
			return errAttempts
		}
		time.Sleep(*flagPause)
	}
}

// FlaggedCalm does so in the night.
func (s *Server) FlaggedCalm(ctx context.Context, app, user string) error {
	for n := 1; ; n++ {
		rep, err := s.send(ctx, app, user)
		if err != nil || rep.Number != internalError {
			return err
		}
		if flagOnce || n >= *flagAttempts*10 {
			return errAttempts
		}
		time.Sleep(*flagCalm)
	}
}

// Environment takes the attempts from the environment.
//
//want:vppretry9603
func (s *Server) Environment(ctx context.Context, app, user string) error {
	most := fromEnv("LICENSE_ATTEMPTS", 8)
	for n := 0; n < most; n++ {
		rep, err := s.send(ctx, app, user)
		if err != nil || rep.Number != internalError {
			return err
		}
		time.Sleep(durationFromEnv("LICENSE_PAUSE", 15*time.Second))
	}
	return errAttempts
}

// EnvironmentFew takes fewer, unless it is told otherwise.
func (s *Server) EnvironmentFew(ctx context.Context, app, user string) error {
	most := fromEnv("LICENSE_FEW", 6)
	for n := 0; n < most; n++ {
		rep, err := s.send(ctx, app, user)
		if err != nil || rep.Number != internalError {
			return err
		}
		time.Sleep(durationFromEnv("LICENSE_PAUSE", 15*time.Second))
	}
	return errAttempts
}

// Set has settings of its own, but nobody ever set them.
//
//want:vppretry9603
func (s *Server) Set(ctx context.Context, app, user string) error {
	for n := 0; n < s.attempts; n++ {
		rep, err := s.send(ctx, app, user)
		if err != nil || rep.Number != internalError {
			return err
		}
		time.Sleep(s.pause)
	}
	return errAttempts
}

// SetFive sets them.
func SetFive(ctx context.Context, app, user string) error {
	s := NewServer(Attempts(5), Pause(10*time.Millisecond))
	for n := 0; n < s.attempts; n++ {
		rep, err := s.send(ctx, app, user)
		if err != nil || rep.Number != internalError {
			return err
		}
		time.Sleep(s.pause)
	}
	return errAttempts
}

// SetTries has read its limit when the server was made.
//
//want:vppretry9603 vppretry9616
func (s *Server) SetTries(ctx context.Context, app, user string) error {
	for n := s.tries; n > 0; n-- {
		rep, err := s.send(ctx, app, user)
		if err != nil || rep.Number == 0 {
			return err
		}
		time.Sleep(5 * time.Second)
	}
	return errAttempts
}

// Strict is a matter of configuration: either the license that is there is
// good enough, or it is asked for until it is ours.
//
//want:vppretry9616
func (s *Server) Strict(ctx context.Context, app, user string) error {
	for range 5 {
		rep, err := s.send(ctx, app, user)
		if err != nil || rep.Number == 0 {
			return err
		}
		if rep.Number == alreadyAssigned && !s.cfg.Strict {
			return nil
		}
		time.Sleep(time.Second)
	}
	return errAttempts
}
