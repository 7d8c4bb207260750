package requests

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"io"
	"maps"
	"slices"
	"text/template"
	"time"
)

// Handed sends for whom it is told, each time for another.
//
//twin:none what it is told is somebody else's
func Handed(ctx context.Context, next func() string) error {
	for range 9 {
		r, err := assignment{AdamID: "1", Serials: []string{next()}}.send(ctx)
		if err != nil || r.Number == 0 {
			return err
		}
	}
	return nil
}

// HandedOnce asks once, and sends that again.
//
//twin:none what it is told is somebody else's
func HandedOnce(ctx context.Context, next func() string) error {
	serial := next()
	for range 9 {
		r, err := assignment{AdamID: "1", Serials: []string{serial}}.send(ctx) // want `retries 9603 without delay` `retries 9616`
		if err != nil || r.Number == 0 {
			return err
		}
	}
	return nil
}

// Decoded sends what comes next in a stream.
//
//twin:none the stream is somebody else's
func Decoded(ctx context.Context, dec *json.Decoder) error {
	for range 9 {
		var a assignment
		if err := dec.Decode(&a); err != nil {
			return err
		}
		r, err := a.send(ctx)
		if err != nil || r.Number == 0 {
			return err
		}
	}
	return nil
}

// Scanned tries one spare device after the other.
//
//twin:none the rows are somebody else's
func Scanned(ctx context.Context, rows *sql.Rows) error {
	for rows.Next() {
		var serial string
		if err := rows.Scan(&serial); err != nil {
			return err
		}
		r, err := assignment{AdamID: "1", Serials: []string{serial}}.send(ctx)
		if err != nil || r.Number == 0 {
			return err
		}
	}
	return rows.Err()
}

// Written sends for one device after the other, in words of a template.
//
//twin:none the template is somebody else's
func Written(ctx context.Context, t *template.Template, serials []string) error {
	for _, serial := range serials {
		var b bytes.Buffer
		if err := t.Execute(&b, serial); err != nil {
			return err
		}
		r, err := post(ctx, "manageVPPLicensesByAdamIdSrv", b.String())
		if err != nil || r.Number == 0 {
			return err
		}
	}
	return nil
}

// Without leaves out who has a license already.
//
//twin:none who has one is somebody else's to say
func Without(ctx context.Context, users []string, has func(user string) bool) error {
	for range 9 {
		r, err := assignment{AdamID: "1", Serials: users}.send(ctx)
		if err != nil || r.Number != 9616 {
			return err
		}
		users = slices.DeleteFunc(users, has)
	}
	return nil
}

var worthIt = map[int]bool{internalError: true}

// Cloned goes by a copy of a table, in which 9616 is not.
func Cloned(ctx context.Context) error {
	again := maps.Clone(worthIt)
	for range 5 {
		r, err := assignment{AdamID: "1"}.send(ctx)
		if err != nil || !again[r.Number] {
			return err
		}
		time.Sleep(time.Second)
	}
	return nil
}

// Told goes by a table of which nothing is known.
//
//twin:none the table is somebody else's
func Told(ctx context.Context, again map[int]bool) error {
	for range 5 {
		r, err := assignment{AdamID: "1"}.send(ctx)
		if err != nil || !again[r.Number] {
			return err
		}
		time.Sleep(time.Second)
	}
	return nil
}

// Beyond goes by a number that the configuration has.
//
//twin:none what is set is unknown
func (l *Least) Beyond(ctx context.Context) error {
	for range 5 {
		r, err := assignment{AdamID: "1"}.send(ctx)
		if err != nil || r.Number < l.Number {
			return err
		}
		time.Sleep(time.Second)
	}
	return nil
}

// Least is read from a file.
type Least struct {
	Number int `json:"number"`
}

// Records reads one serial number after the other from a stream.
//
//twin:none the stream is somebody else's
func Records(ctx context.Context, stream io.Reader) error {
	for range 9 {
		serial := make([]byte, 12)
		if _, err := io.ReadFull(stream, serial); err != nil {
			return err
		}
		r, err := assignment{AdamID: "1", Serials: []string{string(serial)}}.send(ctx)
		if err != nil || r.Number == 0 {
			return err
		}
	}
	return nil
}

// RecordsOnce reads one alone.
//
//twin:none the stream is somebody else's
func RecordsOnce(ctx context.Context, stream io.Reader) error {
	serial := make([]byte, 12)
	if _, err := io.ReadFull(stream, serial); err != nil {
		return err
	}
	for range 9 {
		r, err := assignment{AdamID: "1", Serials: []string{string(serial)}}.send(ctx) // want `retries 9603 without delay` `retries 9616`
		if err != nil || r.Number == 0 {
			return err
		}
	}
	return nil
}

// WithoutHolders looks up who has a license, and leaves those out.
//
//twin:none who has one is somebody else's to say
func WithoutHolders(ctx context.Context, users []string) error {
	for range 9 {
		r, err := assignment{AdamID: "1", Serials: users}.send(ctx)
		if err != nil || r.Number != 9616 {
			return err
		}
		holders, err := post(ctx, "getVPPLicensesSrv", "{}")
		if err != nil {
			return err
		}
		users = slices.DeleteFunc(users, func(user string) bool {
			return slices.ContainsFunc(holders.Associations, func(e entry) bool { return e.Serial == user })
		})
	}
	return nil
}
