// Package errs wraps errors.
package errs

import (
	"errors"
	"fmt"
	"strings"
)

// E is an error with a code and fields.
type E struct {
	Op     string
	Code   string
	Err    error
	Fields map[string]any
}

// Error implements error.
func (e *E) Error() string {
	var b strings.Builder
	b.WriteString(e.Op)
	if e.Err != nil {
		b.WriteString(": ")
		b.WriteString(e.Err.Error())
	}
	return b.String()
}

// Unwrap returns the cause.
func (e *E) Unwrap() error { return e.Err }

// Wrap wraps.
func Wrap(op string, err error, kv ...any) error {
	if err == nil {
		return nil
	}
	e := &E{Op: op, Err: err, Fields: map[string]any{}}
	for i := 0; i+1 < len(kv); i += 2 {
		e.Fields[fmt.Sprint(kv[i])] = kv[i+1]
	}
	return e
}

// Field finds a field in a chain.
func Field(err error, key string) any {
	for err != nil {
		if e, ok := err.(*E); ok {
			if v, ok := e.Fields[key]; ok {
				return v
			}
		}
		err = errors.Unwrap(err)
	}
	return nil
}

// Root is the last error of a chain.
func Root(err error) error {
	for {
		next := errors.Unwrap(err)
		if next == nil {
			return err
		}
		err = next
	}
}

// Multi is several errors.
type Multi []error

// Error implements error.
func (m Multi) Error() string {
	parts := make([]string, len(m))
	for i, e := range m {
		parts[i] = e.Error()
	}
	return strings.Join(parts, "; ")
}

// Unwrap returns them.
func (m Multi) Unwrap() []error { return m }

// Append appends.
func Append(m error, err error) error {
	list, ok := m.(Multi)
	if !ok && m != nil {
		list = Multi{m}
	}
	return append(list, err)
}
