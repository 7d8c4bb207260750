// Package agenda has a queue of license tasks, and a queue for those that went
// wrong too often.
package agenda

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"
)

// Task is a task.
type Task struct {
	App    string
	Serial string
}

// MDMAnswer is what Apple answers.
type MDMAnswer struct {
	Code int    `json:"errorNumber"`
	Text string `json:"errorMessage"`
}

// Agenda works off tasks.
type Agenda struct {
	service string
	main    Calendar
	dead    Letters
	log     *slog.Logger
	limit   int
}

// New returns an agenda. A task is tried five times before it is dead.
func New(service string) *Agenda {
	return &Agenda{service: service, log: slog.New(slog.DiscardHandler), limit: 5}
}

// Add adds a task that is due at once.
func (a *Agenda) Add(t Task) { a.main.Add(&Entry{Task: t}, 0) }

func (a *Agenda) execute(ctx context.Context, t Task) (int, error) {
	payload := fmt.Sprintf(`{"assets":[{"adamId":%q}],"serialNumbers":[%q]}`, t.App, t.Serial)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, a.service+"/assets/associate", strings.NewReader(payload))
	if err != nil {
		return 0, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	var ans MDMAnswer
	err = json.NewDecoder(resp.Body).Decode(&ans)
	return ans.Code, err
}

// Work works until there is nothing left. What failed is due again later.
//
//want:vppretry9603
func (a *Agenda) Work(ctx context.Context) {
	for e := a.main.Next(); e != nil; e = a.main.Next() {
		code, err := a.execute(ctx, e.Task)
		switch {
		case err != nil:
			a.log.Error("lost", "task", e.Task, "err", err)
		case code == 9603:
			e.Tries++
			e.Reason = code
			a.main.Add(e, time.Duration(e.Tries)*4*time.Second)
		case code != 0:
			a.log.Warn("failed", "task", e.Task, "code", code)
		}
	}
}

// WorkDead puts away what failed too often.
func (a *Agenda) WorkDead(ctx context.Context) {
	for e := a.main.Next(); e != nil; e = a.main.Next() {
		code, err := a.execute(ctx, e.Task)
		if err != nil || code == 0 {
			continue
		}
		e.Tries++
		e.Reason = code
		if code != 9603 || e.Tries >= a.limit {
			a.dead.Put(e)
			continue
		}
		a.main.Add(e, time.Duration(e.Tries)*4*time.Second)
	}
}

// Redrive works, and gives the dead another chance every hour.
//
//want:vppretry9616
func (a *Agenda) Redrive(ctx context.Context) {
	for days := 0; days < 3*24; days++ {
		a.WorkDead(ctx)
		for _, e := range a.dead.Take() {
			a.log.Info("redrive", "task", e.Task, "reason", e.Reason, "tries", e.Tries)
			a.main.Add(e, time.Hour)
		}
		if ctx.Err() != nil {
			return
		}
	}
}

// RedriveBusy does so for those that are dead only because the service was busy.
func (a *Agenda) RedriveBusy(ctx context.Context) {
	for days := 0; days < 3*24; days++ {
		a.WorkDead(ctx)
		for _, e := range a.dead.Take() {
			if e.Reason != 9603 {
				a.log.Info("buried", "task", e.Task, "reason", e.Reason)
				continue
			}
			a.main.Add(e, time.Hour)
		}
		if ctx.Err() != nil {
			return
		}
	}
}

// RedriveFresh forgets that a task has been tried before it was dead.
//
//want:vppretry9603
func (a *Agenda) RedriveFresh(ctx context.Context) {
	for days := 0; days < 3*24; days++ {
		a.WorkDead(ctx)
		for _, e := range a.dead.Take() {
			if e.Reason == 9603 {
				a.main.Add(&Entry{Task: e.Task}, time.Hour)
			}
		}
	}
}

// WorkFlat tries everything three times, one task after the other, whatever
// the service thinks of it.
//
//want:vppretry9616
func (a *Agenda) WorkFlat(ctx context.Context) {
	for e := a.main.Next(); e != nil; e = a.main.Next() {
		if code, err := a.execute(ctx, e.Task); err == nil && code != 0 {
			if e.Tries++; e.Tries < 3 {
				a.main.Add(e, 10*time.Minute)
			} else {
				e.Reason = code
				a.dead.Put(e)
			}
		}
	}
}

// nightly returns how long it is until a quarter past two.
func nightly(now time.Time) time.Duration {
	next := time.Date(now.Year(), now.Month(), now.Day(), 2, 15, 0, 0, now.Location())
	if !next.After(now) {
		next = next.AddDate(0, 0, 1)
	}
	return next.Sub(now)
}

// WorkNightly tries again every night.
func (a *Agenda) WorkNightly(ctx context.Context) {
	for e := a.main.Next(); e != nil; e = a.main.Next() {
		code, err := a.execute(ctx, e.Task)
		if err == nil && (code == 9603 || code == 9644) {
			a.main.Add(e, nightly(time.Now()))
		}
	}
}

// WorkNightlyAll tries again every night what is not assigned by then. Of
// course some of it has been assigned to the device by somebody else.
//
//want:vppretry9616
func (a *Agenda) WorkNightlyAll(ctx context.Context) {
	for e := a.main.Next(); e != nil; e = a.main.Next() {
		code, err := a.execute(ctx, e.Task)
		if err == nil && code != 0 {
			a.log.Warn("tonight again", "task", e.Task, "code", code)
			a.main.Add(e, nightly(time.Now()))
		}
	}
}

// WorkOverdue is for entries that came too late: they are due at once.
//
//want:vppretry9603 vppretry9616
func (a *Agenda) WorkOverdue(ctx context.Context, deadline time.Time) {
	for e := a.main.Next(); e != nil; e = a.main.Next() {
		if code, err := a.execute(ctx, e.Task); err != nil || code == 0 || code == 9602 {
			continue
		}
		if time.Until(deadline) > time.Hour {
			a.main.Add(e, time.Hour)
			continue
		}
		if e.Tries++; e.Tries < 40 {
			a.main.Add(e, 0)
		}
	}
}
