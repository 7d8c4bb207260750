// Package sagas moves licenses from one person to another. A move has several
// steps, and when one of them fails, those before it are undone.
package sagas

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"
)

// Move is a license that moves.
type Move struct {
	App   string
	From  string
	To    string
	Spare []string
}

// Reply is the reply to any of the steps.
type Reply struct {
	Status  int    `json:"status"`
	Number  int    `json:"errorNumber"`
	Message string `json:"errorMessage"`
	Holder  *struct {
		User    string `json:"clientUserIdStr"`
		License string `json:"licenseIdStr"`
	} `json:"licenseAlreadyAssigned"`
}

// StepError tells which step failed, and with which number.
type StepError struct {
	Step   string
	Number int
}

func (e *StepError) Error() string { return fmt.Sprintf("step %s: %d", e.Step, e.Number) }

const (
	internal      = 9603
	noUser        = 9609
	alreadyThere  = 9616
	notAssociated = 9619
)

// Mover moves.
type Mover struct {
	root string
	log  *slog.Logger
	// Release makes the mover take a license from whoever has it.
	Release bool
}

// NewMover returns a mover.
func NewMover(log *slog.Logger) *Mover {
	return &Mover{root: "https://vpp.itunes.apple.com/mdm/", log: log}
}

func (m *Mover) step(ctx context.Context, path, key string, in any) (*Reply, error) {
	js, err := json.Marshal(in)
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, m.root+path, bytes.NewReader(js))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Idempotency-Key", key)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	r := new(Reply)
	if err := json.NewDecoder(resp.Body).Decode(r); err != nil {
		return nil, err
	}
	if r.Number != 0 {
		return r, &StepError{path, r.Number}
	}
	return r, nil
}

type pair struct {
	App  string `json:"adamIdStr"`
	User string `json:"clientUserIdStr"`
}

func (m *Mover) associate(ctx context.Context, app, user string) (*Reply, error) {
	return m.step(ctx, "associateLicense", fmt.Sprint(time.Now().UnixNano()), pair{app, user})
}

func (m *Mover) disassociate(ctx context.Context, app, user string) error {
	_, err := m.step(ctx, "disassociateLicense", app+user, pair{app, user})
	return err
}

func (m *Mover) register(ctx context.Context, user string) error {
	_, err := m.step(ctx, "registerUser", user, map[string]string{"clientUserIdStr": user})
	return err
}

func (m *Mover) retire(ctx context.Context, user string) error {
	_, err := m.step(ctx, "retireUser", user, map[string]string{"clientUserIdStr": user})
	return err
}

func is(err error, number int) bool {
	var se *StepError
	return errors.As(err, &se) && se.Number == number
}

// TakeOver gives the license to somebody. If somebody else has got it, it is
// taken from them first.
func (m *Mover) TakeOver(ctx context.Context, mv Move) error {
	r, err := m.associate(ctx, mv.App, mv.To)
	if !is(err, alreadyThere) {
		return err
	}
	holder := mv.From
	if r.Holder != nil {
		holder = r.Holder.User
	}
	if err := m.disassociate(ctx, mv.App, holder); err != nil && !is(err, notAssociated) {
		return fmt.Errorf("take from %s: %w", holder, err)
	}
	_, err = m.associate(ctx, mv.App, mv.To)
	return err
}

// TakeOverIf does so if that is configured.
//
//want:vppretry9616
func (m *Mover) TakeOverIf(ctx context.Context, mv Move) error {
	r, err := m.associate(ctx, mv.App, mv.To)
	if !is(err, alreadyThere) {
		return err
	}
	if m.Release && r.Holder != nil {
		if err := m.disassociate(ctx, mv.App, r.Holder.User); err != nil {
			return fmt.Errorf("take from %s: %w", r.Holder.User, err)
		}
	}
	_, err = m.associate(ctx, mv.App, mv.To)
	return err
}

// Renew retires the user, and begins at the beginning.
func (m *Mover) Renew(ctx context.Context, mv Move) error {
	for round := range 4 {
		_, err := m.associate(ctx, mv.App, mv.To)
		switch {
		case err == nil:
			return nil
		case is(err, internal):
			time.Sleep(time.Duration(round+1) * time.Second)
		case is(err, alreadyThere):
			if err := m.retire(ctx, mv.To); err != nil {
				return err
			}
			if err := m.register(ctx, mv.To); err != nil {
				return err
			}
		default:
			return err
		}
	}
	return errors.New("not renewed")
}

// Introduce registers a user whom Apple does not know yet.
func (m *Mover) Introduce(ctx context.Context, mv Move) error {
	_, err := m.associate(ctx, mv.App, mv.To)
	if !is(err, noUser) {
		return err
	}
	if err := m.register(ctx, mv.To); err != nil {
		return err
	}
	_, err = m.associate(ctx, mv.App, mv.To)
	return err
}

// IntroduceAll registers a user whatever the reason.
//
//want:vppretry9616
func (m *Mover) IntroduceAll(ctx context.Context, mv Move) error {
	if _, err := m.associate(ctx, mv.App, mv.To); err == nil {
		return nil
	}
	if err := m.register(ctx, mv.To); err != nil {
		m.log.WarnContext(ctx, "register", "user", mv.To, "err", err)
	}
	_, err := m.associate(ctx, mv.App, mv.To)
	return err
}

// Keyed repeats because its key makes that harmless.
//
//want:vppretry9603 vppretry9616
func (m *Mover) Keyed(ctx context.Context, mv Move) (err error) {
	key := mv.App + "/" + mv.To
	for n := 1; n <= 10; n++ {
		if _, err = m.step(ctx, "associateLicense", key, pair{mv.App, mv.To}); err == nil {
			return nil
		}
		var se *StepError
		if !errors.As(err, &se) {
			return err
		}
		m.log.WarnContext(ctx, "again", "key", key, "n", n, "number", se.Number)
		time.Sleep(time.Duration(n) * time.Second)
	}
	return err
}

// Keys makes a new key for each attempt, and has five of them.
func (m *Mover) Keys(ctx context.Context, mv Move) (err error) {
	for _, key := range []string{"a", "b", "c", "d", "e"} {
		_, err = m.step(ctx, "associateLicense", key, pair{mv.App, mv.To})
		if !is(err, internal) {
			return err
		}
		time.Sleep(time.Second)
	}
	return err
}

// Spares gives the license to the first in line who does not have it.
func (m *Mover) Spares(ctx context.Context, mv Move) (string, error) {
	line := append([]string{mv.To}, mv.Spare...)
	for len(line) > 0 {
		user := line[0]
		_, err := m.associate(ctx, mv.App, user)
		if err == nil {
			return user, nil
		}
		if !is(err, alreadyThere) {
			return "", err
		}
		m.log.InfoContext(ctx, "has it", "user", user)
		line = line[1:]
	}
	return "", errors.New("everybody has it")
}

type action struct {
	name string
	do   func(context.Context) error
	undo func(context.Context) error
}

// run does all actions, and undoes them in reverse if one fails.
func run(ctx context.Context, log *slog.Logger, actions []action) error {
	var undo []action
	for _, a := range actions {
		if err := a.do(ctx); err != nil {
			for i := len(undo) - 1; i >= 0; i-- {
				if uerr := undo[i].undo(ctx); uerr != nil {
					log.ErrorContext(ctx, "undo", "action", undo[i].name, "err", uerr)
				}
			}
			return fmt.Errorf("%s: %w", a.name, err)
		}
		undo = append(undo, a)
	}
	return nil
}

// Bundle assigns two apps, or none. The bundle is tried three times.
//
//want:vppretry9616
func (m *Mover) Bundle(ctx context.Context, first, second Move) (err error) {
	assign := func(mv Move) action {
		return action{
			name: mv.App,
			do: func(ctx context.Context) error {
				_, err := m.associate(ctx, mv.App, mv.To)
				return err
			},
			undo: func(ctx context.Context) error { return m.disassociate(ctx, mv.App, mv.To) },
		}
	}
	for round := 1; round <= 3; round++ {
		if err = run(ctx, m.log, []action{assign(first), assign(second)}); err == nil {
			return nil
		}
		time.Sleep(time.Duration(round) * time.Second)
	}
	return err
}

// BundleOnce takes a license that is there for an action that is done.
func (m *Mover) BundleOnce(ctx context.Context, moves ...Move) (err error) {
	var actions []action
	for _, mv := range moves {
		actions = append(actions, action{
			name: mv.App,
			do: func(ctx context.Context) error {
				_, err := m.associate(ctx, mv.App, mv.To)
				if is(err, alreadyThere) {
					return nil
				}
				return err
			},
			undo: func(ctx context.Context) error { return m.disassociate(ctx, mv.App, mv.To) },
		})
	}
	for range 5 {
		if err = run(ctx, m.log, actions); err == nil {
			return nil
		}
		time.Sleep(time.Second)
	}
	return err
}

// Cleanup takes a license back, as often as it has to.
//
//want:vppretry9603
func (m *Mover) Cleanup(ctx context.Context, mv Move) {
	for wait := time.Second; ; wait = min(wait*2, 32*time.Second) {
		err := m.disassociate(ctx, mv.App, mv.From)
		if err == nil || is(err, notAssociated) {
			return
		}
		m.log.WarnContext(ctx, "cleanup", "app", mv.App, "user", mv.From, "err", err)
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
	}
}
