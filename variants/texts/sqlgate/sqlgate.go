// Package sqlgate stores the inventory.
package sqlgate

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
)

// ServerError is what the driver returns.
type ServerError struct {
	ErrorNumber  uint16
	ErrorMessage string
}

// Error implements error.
func (e *ServerError) Error() string {
	return fmt.Sprintf("Error %d: %s", e.ErrorNumber, e.ErrorMessage)
}

// Insert adds a device.
func Insert(ctx context.Context, db *sql.DB, serial string) error {
	_, err := db.ExecContext(ctx, "INSERT INTO devices (serial) VALUES (?)", serial)
	if err != nil && strings.Contains(err.Error(), "Duplicate entry") {
		return nil
	}
	return err
}

// Deadlock asks an error.
func Deadlock(err error) bool {
	var se *ServerError
	if errors.As(err, &se) {
		return se.ErrorNumber == 1213 || strings.HasPrefix(se.ErrorMessage, "Deadlock found")
	}
	return err != nil && strings.Contains(err.Error(), "1213")
}

// Missing asks an error.
func Missing(err error) bool {
	return errors.Is(err, sql.ErrNoRows) || (err != nil && strings.HasSuffix(err.Error(), "doesn't exist"))
}
