// Package fake gives seats in tests.
package fake

import "context"

// Seats counts.
type Seats struct{ Left int }

// Problem is ours.
type Problem string

// Error is ours.
func (p Problem) Error() string { return string(p) }

// Give gives.
func (s *Seats) Give(context.Context, string, string) error {
	if s.Left == 0 {
		return Problem("none left")
	}
	s.Left--
	return nil
}

// Empty is about ours.
func Empty(err error) bool { return err != nil && err.Error() == "none left" }
