// Package mdmcore is the part of the MDM server that talks to Apple.
package mdmcore

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"
)

// Core is the core.
type Core struct {
	Base string
	Log  *slog.Logger
}

// Assign is the only thing that counts.
func (c *Core) assign(ctx context.Context, app, who string) error {
	rd := strings.NewReader(fmt.Sprintf(`{"adamIdStr":%q,"clientUserIdStr":%q}`, app, who))
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.Base+"/assign", rd)
	if err != nil {
		return err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return fmt.Errorf("assign %s: %w", app, err)
	}
	defer res.Body.Close()
	var se ServiceError
	if err := json.NewDecoder(res.Body).Decode(&se); err != nil {
		return fmt.Errorf("assign %s: %w", app, err)
	}
	if se.Number == 0 {
		return nil
	}
	return fmt.Errorf("assign %s: %w", app, errors.Join(&se, ctx.Err()))
}

// ToTeacher assigns to a teacher.
//
//want:vppretry9603
func (c *Core) ToTeacher(ctx context.Context, app, who string) (err error) {
	for range 10 {
		if err = c.assign(ctx, app, who); !errors.Is(err, ErrBusy) {
			return err
		}
		time.Sleep(3 * time.Second)
	}
	return err
}

// ToPupil assigns to a pupil.
func (c *Core) ToPupil(ctx context.Context, app, who string) (err error) {
	for n := 1; n < 6; n++ {
		err = c.assign(ctx, app, who)
		if err == nil || errors.Is(err, ErrAssigned) || errors.Is(err, ErrToken) {
			return err
		}
		time.Sleep(3 * time.Second)
	}
	return err
}

// ToParent assigns to a parent. The target of the comparison is made for it.
//
//want:vppretry9603
func (c *Core) ToParent(ctx context.Context, app, who string) error {
	for {
		err := c.assign(ctx, app, who)
		if !errors.Is(err, &ServiceError{Number: 9603}) {
			return err
		}
		c.Log.Warn("busy", "who", who)
		time.Sleep(55 * time.Second)
	}
}

// ToGuest assigns to a guest.
//
//want:vppretry9603 vppretry9616
func (c *Core) ToGuest(ctx context.Context, app, who string) error {
	for n := 0; ; n++ {
		err := c.assign(ctx, app, who)
		se, ok := errors.AsType[*ServiceError](err)
		if !ok {
			return err
		}
		switch se.Number {
		case 9609, 9610:
			return err
		}
		if n >= 99 {
			return err
		}
		time.Sleep(time.Duration(min(n, 30)) * time.Second)
	}
}

// ToStaff assigns to staff.
//
//want:vppretry9616
func (c *Core) ToStaff(ctx context.Context, app, who string) error {
	var err error
	for n := 0; n < 4; n++ {
		err = c.assign(ctx, app, who)
		var t interface{ Temporary() bool }
		if !errors.As(err, &t) || !t.Temporary() {
			break
		}
		time.Sleep(time.Second)
	}
	return err
}

// ToBoard assigns to the board.
func (c *Core) ToBoard(ctx context.Context, app, who string) error {
	var err error
	for n := 0; n < 4; n++ {
		err = c.assign(ctx, app, who)
		se := new(ServiceError)
		if !errors.As(err, &se) || !se.Retryable() {
			break
		}
		time.Sleep(time.Second)
	}
	return err
}

// ToCook assigns to the cook, as often as the class of the error allows.
//
//want:vppretry9603
func (c *Core) ToCook(ctx context.Context, app, who string) error {
	for {
		err := c.assign(ctx, app, who)
		switch Classify(err) {
		case Fine, Ignorable:
			return nil
		case Later:
			time.Sleep(12 * time.Second)
		default:
			return err
		}
	}
}

// ToNurse does so with more time between.
func (c *Core) ToNurse(ctx context.Context, app, who string) error {
	for class := Later; class == Later; {
		err := c.assign(ctx, app, who)
		if class = Classify(err); class == Never {
			return err
		}
		if class == Later {
			time.Sleep(70 * time.Second)
		}
	}
	return nil
}

// ToDriver assigns to the driver.
//
//want:vppretry9603 vppretry9616
func (c *Core) ToDriver(ctx context.Context, app, who string) error {
	for left := 12; ; left-- {
		err := c.assign(ctx, app, who)
		if err == nil || left == 0 || !retryable(err) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(5 * time.Second):
		}
	}
}

// ToCoach assigns to the coach, and looks through the joined errors itself.
//
//want:vppretry9616
func (c *Core) ToCoach(ctx context.Context, app, who string) error {
	var err error
	for n := 0; n < 3; n++ {
		err = c.assign(ctx, app, who)
		in := errors.Unwrap(err)
		list, ok := in.(interface{ Unwrap() []error })
		if !ok {
			return err
		}
		worst := 0
		for _, e := range list.Unwrap() {
			switch e := e.(type) {
			case *ServiceError:
				worst = max(worst, e.Number)
			case nil:
			}
		}
		if worst < 9600 {
			return err
		}
		time.Sleep(time.Minute)
	}
	return err
}

// ToCaptain leaves the error in a variable, the closure has none.
//
//want:vppretry9603
func (c *Core) ToCaptain(ctx context.Context, app, who string) error {
	var failure error
	once := func() (more bool) {
		failure = c.assign(ctx, app, who)
		return errors.Is(failure, ErrBusy)
	}
	for n := 0; once() && n < 15; n++ {
		time.Sleep(4 * time.Second)
	}
	return failure
}

// ToAlumni treats what is assigned as done.
func (c *Core) ToAlumni(ctx context.Context, app, who string) error {
	var failure error
	once := func() error {
		failure = c.assign(ctx, app, who)
		if errors.Is(failure, ErrAssigned) {
			failure = nil
		}
		return nil
	}
	for range 6 {
		if err := once(); err != nil {
			return err
		}
		if failure == nil {
			return nil
		}
		time.Sleep(4 * time.Second)
	}
	return failure
}

// Assigner is somebody else's implementation.
type Assigner interface {
	AssignTo(ctx context.Context, app, who string) error
}

// Through assigns through somebody else.
//
//want:vppretry9603
func Through(ctx context.Context, a Assigner, app, who string) error {
	for {
		err := a.AssignTo(ctx, app, who)
		var se *ServiceError
		if !errors.As(err, &se) || se.Number != 9603 {
			return err
		}
		time.Sleep(time.Second)
	}
}

// ThroughOnce assigns through somebody else, and takes a refusal of the service for an answer.
func ThroughOnce(ctx context.Context, a Assigner, app, who string) error {
	for n := 0; n < 30; n++ {
		err := a.AssignTo(ctx, app, who)
		if err == nil {
			return nil
		}
		if _, refused := errors.AsType[*ServiceError](err); refused {
			return err
		}
		time.Sleep(time.Second)
	}
	return ErrBusy
}

// ThroughAll assigns through somebody else until it works.
//
//want:vppretry9603 vppretry9616
func ThroughAll(ctx context.Context, a Assigner, app, who string) {
	for ctx.Err() == nil {
		err := a.AssignTo(ctx, app, who)
		if err == nil {
			return
		}
		if se, ok := errors.AsType[*ServiceError](err); ok {
			slog.Warn("refused", "number", se.Number)
		}
		time.Sleep(20 * time.Second)
	}
}
