// Package sqldriver tries transactions again that a server has refused with a
// number.
package sqldriver

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// ServerError is what the server says.
type ServerError struct {
	Number  uint16
	State   [5]byte
	Message string
}

func (e *ServerError) Error() string { return fmt.Sprintf("error %d: %s", e.Number, e.Message) }

// errorNumber and errorMessage are words that databases know as well.
const (
	errorNumber  = "errorNumber"
	errorMessage = "errorMessage"
)

// Deadlock is a reason to try again.
const Deadlock = 1213

// Exec tries a statement ten times.
//
//twin:none it needs a database
func Exec(ctx context.Context, db *sql.DB, statement string) (err error) {
	for range 10 {
		if _, err = db.ExecContext(ctx, statement); err == nil {
			return nil
		}
		var e *ServerError
		if !errors.As(err, &e) || e.Number != Deadlock {
			return err
		}
		time.Sleep(100 * time.Millisecond)
	}
	return err
}

// Any tries whatever has failed.
//
//twin:none it needs a database
func Any(ctx context.Context, db *sql.DB, statement string) {
	for {
		if _, err := db.ExecContext(ctx, statement); err == nil {
			return
		}
		time.Sleep(time.Second)
	}
}

// Columns names them.
//
//twin:none it sends nothing
func Columns() []string { return []string{errorNumber, errorMessage} }
