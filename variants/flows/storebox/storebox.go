// Package storebox keeps license changes in a table until Apple has taken
// them. The table has one row for each change, and a worker that goes through
// the rows which are due.
package storebox

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// Status is the status of a row.
type Status string

// The statuses.
const (
	Pending Status = "pending"
	Sent    Status = "sent"
	Failed  Status = "failed"
	Parked  Status = "parked"
)

// Row is a row.
type Row struct {
	ID       int
	AdamID   string
	Serial   string
	Status   Status
	Attempts int
	LastCode int
	NextAt   time.Time
}

// Table is a table in memory. There is one in a database, too.
type Table struct {
	mu   sync.Mutex
	rows map[int]Row
	seq  int
}

// Insert adds a row.
func (t *Table) Insert(adamID, serial string) int {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.rows == nil {
		t.rows = map[int]Row{}
	}
	t.seq++
	t.rows[t.seq] = Row{ID: t.seq, AdamID: adamID, Serial: serial, Status: Pending, NextAt: time.Now()}
	return t.seq
}

// Due returns the rows with a status that are due, the oldest first.
func (t *Table) Due(now time.Time, status Status) (due []Row) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, r := range t.rows {
		if r.Status == status && !r.NextAt.After(now) {
			due = append(due, r)
		}
	}
	slices.SortFunc(due, func(a, b Row) int { return cmp.Or(a.NextAt.Compare(b.NextAt), cmp.Compare(a.ID, b.ID)) })
	return due
}

// Update changes a row.
func (t *Table) Update(id int, change func(*Row)) {
	t.mu.Lock()
	defer t.mu.Unlock()
	r := t.rows[id]
	change(&r)
	t.rows[id] = r
}

// reply is what Apple says.
type reply struct {
	Code int    `json:"errorNumber"`
	Text string `json:"errorMessage"`
}

// Worker works on a table.
type Worker struct {
	Table   *Table
	Backoff func(attempts int) time.Duration
	url     string
	log     *slog.Logger
	every   time.Duration
}

// NewWorker returns a worker.
func NewWorker(t *Table) *Worker {
	w := &Worker{Table: t, url: "https://vpp.itunes.apple.com/mdm/changes", log: slog.New(slog.DiscardHandler), every: 5 * time.Second}
	w.Backoff = w.doubling
	return w
}

func (w *Worker) doubling(attempts int) time.Duration {
	return min(2*time.Second<<min(attempts, 20), 2*time.Hour)
}

func (w *Worker) transmit(ctx context.Context, r Row) (reply, error) {
	body := fmt.Sprintf(`{"adamIdStr":%q,"associateSerialNumbers":[%q]}`, r.AdamID, r.Serial)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, w.url, strings.NewReader(body))
	if err != nil {
		return reply{}, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return reply{}, err
	}
	defer resp.Body.Close()
	var rep reply
	if err := json.NewDecoder(resp.Body).Decode(&rep); err != nil {
		return reply{}, err
	}
	return rep, nil
}

func (w *Worker) tick(ctx context.Context) error {
	select {
	case <-time.After(w.every):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Run transmits what is pending. A change that is not accepted because the
// service is busy stays pending, and is due after a while.
func (w *Worker) Run(ctx context.Context) error {
	for {
		for _, r := range w.Table.Due(time.Now(), Pending) {
			rep, err := w.transmit(ctx, r)
			if err != nil {
				w.log.ErrorContext(ctx, "transmit", "row", r.ID, "err", err)
				if errors.Is(err, context.Canceled) {
					return err
				}
				continue
			}
			w.Table.Update(r.ID, func(r *Row) {
				r.Attempts++
				r.LastCode = rep.Code
				switch rep.Code {
				case 0, 9616:
					r.Status = Sent
				case 9603:
					r.NextAt = time.Now().Add(w.Backoff(r.Attempts))
				default:
					r.Status = Failed
				}
			})
		}
		if err := w.tick(ctx); err != nil {
			return err
		}
	}
}

// RunFlat has no backoff: what stays pending is due with the next tick.
//
//want:vppretry9603
func (w *Worker) RunFlat(ctx context.Context) error {
	for {
		for _, r := range w.Table.Due(time.Now(), Pending) {
			rep, err := w.transmit(ctx, r)
			if err != nil {
				return err
			}
			w.Table.Update(r.ID, func(r *Row) {
				r.Attempts++
				r.LastCode = rep.Code
				switch rep.Code {
				case 0, 9616:
					r.Status = Sent
				case 9603:
				default:
					r.Status = Failed
				}
			})
		}
		if err := w.tick(ctx); err != nil {
			return err
		}
	}
}

// RunFailed goes through the pending rows once, and then through those that have
// failed every now and then.
//
//want:vppretry9616
func (w *Worker) RunFailed(ctx context.Context) error {
	for status := Pending; ; status = Failed {
		for _, r := range w.Table.Due(time.Now(), status) {
			rep, err := w.transmit(ctx, r)
			if err != nil {
				return err
			}
			w.Table.Update(r.ID, func(r *Row) {
				r.LastCode = rep.Code
				if r.Status = Failed; rep.Code == 0 {
					r.Status = Sent
				}
				r.NextAt = time.Now().Add(10 * time.Minute)
			})
		}
		if err := w.tick(ctx); err != nil {
			return err
		}
	}
}

// RunParked parks what has failed. Parked rows wait for somebody to unpark them.
func (w *Worker) RunParked(ctx context.Context) error {
	for {
		for _, r := range w.Table.Due(time.Now(), Pending) {
			rep, err := w.transmit(ctx, r)
			if err != nil {
				return err
			}
			w.Table.Update(r.ID, func(r *Row) {
				r.Attempts++
				r.LastCode = rep.Code
				switch {
				case rep.Code == 0:
					r.Status = Sent
				case rep.Code != 9603, r.Attempts >= 6:
					r.Status = Parked
				}
			})
		}
		if err := w.tick(ctx); err != nil {
			return err
		}
	}
}

// RunStale works on a copy of the row, whose attempts are never written back.
//
//want:vppretry9603
func (w *Worker) RunStale(ctx context.Context) error {
	for {
		for _, r := range w.Table.Due(time.Now(), Pending) {
			rep, err := w.transmit(ctx, r)
			if err != nil {
				return err
			}
			r.Attempts++
			if rep.Code == 9603 && r.Attempts < 6 {
				next := time.Now().Add(w.doubling(r.Attempts))
				w.Table.Update(r.ID, func(stored *Row) { stored.NextAt = next })
				continue
			}
			w.Table.Update(r.ID, func(stored *Row) { stored.Status = Sent })
		}
		if err := w.tick(ctx); err != nil {
			return err
		}
	}
}

// Flush transmits all pending rows before the server stops, and gives each of
// them one more chance after that.
//
//want:vppretry9616
func (w *Worker) Flush(ctx context.Context) (left int) {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	for pass := 0; pass < 2; pass++ {
		left = 0
		for _, r := range w.Table.Due(time.Now(), Pending) {
			if rep, err := w.transmit(ctx, r); err != nil || rep.Code != 0 {
				w.log.WarnContext(ctx, "not flushed", "row", r.ID, "code", rep.Code, "err", err)
				left++
				continue
			}
			w.Table.Update(r.ID, func(r *Row) { r.Status = Sent })
		}
		if left == 0 {
			break
		}
	}
	return left
}

// FlushOnce transmits all of them, and has done what it could.
func (w *Worker) FlushOnce(ctx context.Context) (left int) {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	for _, r := range w.Table.Due(time.Now(), Pending) {
		rep, err := w.transmit(ctx, r)
		if err != nil || rep.Code != 0 {
			left++
		}
		w.Table.Update(r.ID, func(r *Row) { r.LastCode, r.Attempts = rep.Code, r.Attempts+1 })
	}
	return left
}
