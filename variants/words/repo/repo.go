// Package repo keeps what the VPP service said.
package repo

import (
	"context"
	"database/sql"
	"encoding/json"
	"strings"
	"time"

	"example.com/messageb/vppc"
)

// Attempt is a row.
type Attempt struct {
	ID      int64
	Serial  string
	Message sql.NullString
	At      time.Time
}

// Repo keeps attempts.
type Repo struct{ db *sql.DB }

// Save saves.
func (r *Repo) Save(ctx context.Context, serial string, err error) error {
	a := Attempt{Serial: serial, At: time.Now()}
	var f *vppc.Failure
	if as(err, &f) {
		a.Message = sql.NullString{String: f.Text(), Valid: f.Text() != ""}
	}
	_, e := r.db.ExecContext(ctx, `INSERT INTO attempts (serial, message, at) VALUES (?, ?, ?)`, a.Serial, a.Message, a.At)
	return e
}

func as(err error, f **vppc.Failure) bool {
	g, ok := err.(*vppc.Failure)
	if ok {
		*f = g
	}
	return ok
}

// Pending are the attempts that failed.
func (r *Repo) Pending(ctx context.Context) ([]Attempt, error) {
	rows, err := r.db.QueryContext(ctx, `SELECT id, serial, message, at FROM attempts`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []Attempt
	for rows.Next() {
		var a Attempt
		if err := rows.Scan(&a.ID, &a.Serial, &a.Message, &a.At); err != nil {
			return nil, err
		}
		out = append(out, a)
	}
	return out, rows.Err()
}

// Retryable are those that are worth another try.
//
//want:vpperrormessage
func (r *Repo) Retryable(ctx context.Context) (ids []int64, err error) {
	all, err := r.Pending(ctx)
	for _, a := range all {
		if a.Message.Valid && strings.HasPrefix(a.Message.String, "Service is temporarily") {
			ids = append(ids, a.ID)
		}
	}
	return ids, err
}

// Silent are those without a message.
func (r *Repo) Silent(ctx context.Context) (n int, err error) {
	all, err := r.Pending(ctx)
	for _, a := range all {
		if !a.Message.Valid || a.Message.String == "" {
			n++
		}
	}
	return n, err
}

// Export writes rows.
func Export(all []Attempt) ([]byte, error) {
	type row struct {
		Serial  string `json:"serial"`
		Message string `json:"message,omitempty"`
	}
	rows := make([]row, 0, len(all))
	for _, a := range all {
		rows = append(rows, row{a.Serial, a.Message.String})
	}
	return json.MarshalIndent(rows, "", "  ")
}

// Serials are those with a serial.
func Serials(all []Attempt) (n int) {
	for _, a := range all {
		if strings.HasPrefix(a.Serial, "C0") {
			n++
		}
	}
	return n
}
