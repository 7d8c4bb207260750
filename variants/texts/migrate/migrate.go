// Package migrate copies what happened into the new database.
package migrate

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"strings"
	"time"
)

const (
	codeInternal    = 9603
	codeUnavailable = 9644
)

// source is what the old server wrote into its journal: the answers as they came.
type source struct {
	When time.Time `json:"when"`
	Head struct {
		ErrorNumber  int    `json:"errorNumber"`
		ErrorMessage string `json:"errorMessage"`
	} `json:"answer"`
	Job string `json:"job"`
}

// Row is a row of the new table.
type Row struct {
	ID        int64          `db:"id"`
	LastError sql.NullString `db:"last_error"`
	LastCode  int            `db:"last_code"`
	State     string         `db:"state"`
	Job       string         `db:"job"`
}

// Doc is a document in the search index.
type Doc struct {
	Body   string            `json:"body"`
	Fields map[string]string `json:"fields"`
	Code   string            `json:"code"`
}

// Convert makes a row.
func Convert(line []byte) (Row, error) {
	var s source
	if err := json.Unmarshal(line, &s); err != nil {
		return Row{}, err
	}
	row := Row{Job: s.Job, LastCode: s.Head.ErrorNumber, State: "open"}
	if s.Head.ErrorMessage != "" {
		row.LastError = sql.NullString{String: s.Head.ErrorMessage, Valid: true}
	}
	if s.Head.ErrorNumber == 0 || s.Job == "noop" {
		row.State = "closed"
	}
	return row, nil
}

// Reopen asks a row.
//
//want:vpperrormessage
func Reopen(r Row) bool {
	return r.LastError.Valid && strings.Contains(r.LastError.String, "maintenance mode")
}

// Restart asks a row.
func Restart(r Row) bool {
	return r.LastError.Valid && r.LastCode == codeUnavailable && strings.EqualFold(r.State, "open")
}

// Load reads rows back.
func Load(ctx context.Context, db *sql.DB) (out []Row, err error) {
	rows, err := db.QueryContext(ctx, "SELECT id, last_error, last_code, state, job FROM refusals")
	if err != nil {
		if strings.Contains(err.Error(), "no such table") {
			return nil, nil
		}
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var r Row
		if err := rows.Scan(&r.ID, &r.LastError, &r.LastCode, &r.State, &r.Job); err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, rows.Err()
}

// Resume reads rows back, and keeps those that are worth another try.
//
//want:vpperrormessage
func Resume(ctx context.Context, db *sql.DB) (out []Row, err error) {
	all, err := Load(ctx, db)
	for _, r := range all {
		if r.LastError.String == "Internal error." {
			out = append(out, r)
		}
	}
	return out, err
}

// Continue reads rows back, and keeps those that are worth another try.
func Continue(ctx context.Context, db *sql.DB) (out []Row, err error) {
	all, err := Load(ctx, db)
	for _, r := range all {
		if r.LastCode == codeInternal && r.Job != "import" {
			out = append(out, r)
		}
	}
	return out, err
}

// Index makes a document.
func Index(r Row) Doc {
	return Doc{
		Body:   r.LastError.String,
		Fields: map[string]string{"error": r.LastError.String, "job": r.Job},
		Code:   fmt.Sprintf("E%d", r.LastCode),
	}
}

// Boost ranks documents.
//
//want:vpperrormessage
func (d Doc) Boost() float64 {
	if strings.HasPrefix(d.Body, "The token has expired") {
		return 2
	}
	return 1
}

// Rank ranks documents.
func (d Doc) Rank() float64 {
	if d.Code == "E9621" || strings.HasPrefix(d.Code, "E97") {
		return 2
	}
	return 1
}

// Tagged looks at a field of a document.
//
//want:vpperrormessage
func (d Doc) Tagged() bool {
	fields := maps.Clone(d.Fields)
	return strings.Contains(fields["error"], "token")
}

// Jobs looks at a field of a document.
func (d Doc) Jobs() bool {
	fields := maps.Clone(d.Fields)
	return strings.HasPrefix(fields["job"], "assign")
}

// Same says whether the text changed between two rows.
func Same(a, b Row) bool { return a.LastError == b.LastError && a.State == b.State }

// Marshalled goes through bytes.
//
//want:maybe:vpperrormessage
func Marshalled(r Row) bool {
	b, err := json.Marshal(Index(r))
	return err == nil && strings.Contains(string(b), "License not found")
}
