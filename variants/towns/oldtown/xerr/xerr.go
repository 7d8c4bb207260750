// Package xerr wraps errors. It is older than the errors package's Unwrap and
// was never changed: what is wrapped is found by Cause only.
package xerr

import (
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
)

type causer interface {
	Cause() error
}

type noted struct {
	cause error
	note  string
	where string
}

func (n *noted) Error() string { return n.note + ": " + n.cause.Error() }

// Cause is what was wrapped.
func (n *noted) Cause() error { return n.cause }

// Where is the line that wrapped it.
func (n *noted) Where() string { return n.where }

// Wrap adds a note; nil stays nil.
func Wrap(err error, note string) error {
	if err == nil {
		return nil
	}
	return &noted{cause: err, note: note, where: caller(2)}
}

// Wrapf adds a formatted note; nil stays nil.
func Wrapf(err error, format string, args ...interface{}) error {
	if err == nil {
		return nil
	}
	return &noted{cause: err, note: fmt.Sprintf(format, args...), where: caller(2)}
}

// Cause digs out the innermost error.
func Cause(err error) error {
	for err != nil {
		c, ok := err.(causer)
		if !ok {
			break
		}
		err = c.Cause()
	}
	return err
}

// Trail lists where an error was wrapped, outermost first.
func Trail(err error) string {
	var parts []string
	for err != nil {
		if n, ok := err.(*noted); ok {
			parts = append(parts, n.Where())
		}
		c, ok := err.(causer)
		if !ok {
			break
		}
		err = c.Cause()
	}
	return strings.Join(parts, " < ")
}

// Collected is several errors.
type Collected struct {
	errs []error
}

// Add adds one, unless it is nil.
func (c *Collected) Add(err error) {
	if err != nil {
		c.errs = append(c.errs, err)
	}
}

// Err is nil if nothing was added.
func (c *Collected) Err() error {
	if len(c.errs) == 0 {
		return nil
	}
	return c
}

// Last is the one that was added last.
func (c *Collected) Last() error {
	if len(c.errs) == 0 {
		return nil
	}
	return c.errs[len(c.errs)-1]
}

func (c *Collected) Error() string {
	lines := make([]string, 0, len(c.errs))
	for _, e := range c.errs {
		lines = append(lines, e.Error())
	}
	return fmt.Sprintf("%d errors: %s", len(lines), strings.Join(lines, "; "))
}

func caller(skip int) string {
	_, file, line, ok := runtime.Caller(skip)
	if !ok {
		return "?"
	}
	return fmt.Sprintf("%s:%d", filepath.Base(file), line)
}
