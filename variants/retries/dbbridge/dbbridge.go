// Package dbbridge runs statements through the HTTP bridge of the asset database.
package dbbridge

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"
)

// Answer is what the bridge answers.
type Answer struct {
	Rows         []json.RawMessage `json:"rows"`
	ErrorNumber  int               `json:"errorNumber"`
	ErrorMessage string            `json:"errorMessage"`
	SQLState     string            `json:"sqlState"`
}

// Error numbers of the database.
const (
	LockWaitTimeout = 1205
	Deadlock        = 1213
	ServerGone      = 2006
)

var errDatabase = errors.New("database")

func run(stmt string) (*Answer, error) {
	resp, err := http.Post("http://db-bridge:9603/query", "application/sql", strings.NewReader(stmt))
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	a := new(Answer)
	return a, json.NewDecoder(resp.Body).Decode(a)
}

// Exec runs a statement until the database takes it.
func Exec(stmt string) error {
	for range 20 {
		a, err := run(stmt)
		if err != nil {
			return err
		}
		if a.ErrorNumber == 0 {
			return nil
		}
		time.Sleep(100 * time.Millisecond)
	}
	return errDatabase
}

// Transact repeats what was the victim of a deadlock.
func Transact(stmt string) error {
	for {
		a, err := run("BEGIN;" + stmt + ";COMMIT")
		if err != nil {
			return err
		}
		switch a.ErrorNumber {
		case Deadlock, LockWaitTimeout:
			time.Sleep(time.Second)
		default:
			return nil
		}
	}
}

// Keep repeats a statement while the server is anything but well.
func Keep(stmt string) error {
	a, err := run(stmt)
	for err == nil && a.ErrorNumber != 0 && a.ErrorNumber != ServerGone {
		a, err = run(stmt)
	}
	return err
}
