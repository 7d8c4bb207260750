// Package outbox keeps grants in a table until they are out.
package outbox

import (
	"context"
	"sort"
	"strconv"
	"sync"
	"time"

	"example.com/towns/relay/policy"
	"example.com/towns/relay/wire"
)

// State is the state of a row.
type State string

// States.
const (
	New    State = "new"
	Failed State = "failed"
	Sent   State = "sent"
	Dead   State = "dead"
)

// Row is a row.
type Row struct {
	ID       int
	Grant    wire.Grant
	State    State
	Attempts int
	NotUntil time.Time
	Code     int
	Reason   string
}

// Table is the table.
type Table struct {
	mu   sync.Mutex
	rows []*Row
}

// Insert adds a row.
func (t *Table) Insert(g wire.Grant) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.rows = append(t.rows, &Row{ID: len(t.rows) + 1, Grant: g, State: New})
}

// Select selects rows.
func (t *Table) Select(where func(*Row) bool) []*Row {
	t.mu.Lock()
	defer t.mu.Unlock()
	var out []*Row
	for _, r := range t.rows {
		if where(r) {
			out = append(out, r)
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].NotUntil.Before(out[j].NotUntil) })
	return out
}

func due(r *Row) bool {
	return (r.State == New || r.State == Failed) && !time.Now().Before(r.NotUntil)
}

// Relay takes rows out.
type Relay struct {
	Table  *Table
	Client *wire.Client
}

func (r *Relay) each(ctx context.Context, every time.Duration, f func(*Row)) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		for _, row := range r.Table.Select(due) {
			f(row)
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

func (row *Row) failed(err error) {
	row.Attempts++
	row.State, row.Code = Failed, wire.Code(err)
	row.Reason = err.Error()
}

// Pump takes rows out by the plan.
func (r *Relay) Pump(ctx context.Context) {
	r.each(ctx, 5*time.Second, func(row *Row) {
		err := r.Client.Grant(ctx, row.Grant)
		if err == nil {
			row.State = Sent
			return
		}
		row.failed(err)
		switch act, in := policy.Grants.Next(row.Attempts, err); act {
		case policy.Again:
			row.NotUntil = time.Now().Add(in)
		default:
			row.State = Dead
		}
	})
}

// PumpHard takes rows out whenever there is one.
//
//want:vppretry9603 vppretry9616
func (r *Relay) PumpHard(ctx context.Context) {
	r.each(ctx, 15*time.Second, func(row *Row) {
		if err := r.Client.Grant(ctx, row.Grant); err != nil {
			row.failed(err)
			return
		}
		row.State = Sent
	})
}

// PumpCapped takes rows out; a row has so many attempts.
func (r *Relay) PumpCapped(ctx context.Context) {
	r.each(ctx, 10*time.Second, func(row *Row) {
		err := r.Client.Grant(ctx, row.Grant)
		switch {
		case err == nil, wire.Code(err) == 9616:
			row.State = Sent
		case row.Attempts >= 5:
			row.failed(err)
			row.State = Dead
		default:
			row.failed(err)
			row.NotUntil = time.Now().Add(10 * time.Second)
		}
	})
}

// PumpHourly takes rows out every hour; what is had is out.
func (r *Relay) PumpHourly(ctx context.Context) {
	r.each(ctx, time.Hour, func(row *Row) {
		switch err := r.Client.Grant(ctx, row.Grant); wire.Code(err) {
		case 9616:
			row.State = Sent
		case 9603:
			row.failed(err)
		default:
			row.State = Dead
			if err == nil {
				row.State = Sent
			}
		}
	})
}

// PumpOnce takes each row out once.
func (r *Relay) PumpOnce(ctx context.Context) (failed int) {
	for _, row := range r.Table.Select(due) {
		row.State = Sent
		if err := r.Client.Grant(ctx, row.Grant); err != nil {
			row.failed(err)
			row.State = Dead
			failed++
		}
	}
	return failed
}

// Requeue makes rows new that are dead for want of a license.
//
//want:vpperrormessage
func (t *Table) Requeue() (n int) {
	for _, r := range t.Select(func(r *Row) bool { return r.State == Dead }) {
		if r.Reason == "refused ("+strconv.Itoa(r.Code)+"): License not found" {
			r.State = New
			n++
		}
	}
	return n
}

// RequeueByCode makes rows new by number.
func (t *Table) RequeueByCode() (n int) {
	for _, r := range t.Select(func(r *Row) bool { return r.State == Dead && r.Code == 9610 }) {
		r.State = New
		n++
	}
	return n
}

// Distinct is how many different reasons there are.
func (t *Table) Distinct() int {
	seen := map[string]struct{}{}
	for _, r := range t.Select(func(r *Row) bool { return r.Reason != "" }) {
		seen[r.Reason] = struct{}{}
	}
	return len(seen)
}
