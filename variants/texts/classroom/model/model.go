// Package model is what the classroom server thinks in.
package model

import (
	"strings"

	"example.com/messagea/classroom/api"
)

// Seat of a pupil.
type Seat struct {
	Pupil string
	Note  Note
	State string
	Code  int
}

// Note is a remark that people read.
type Note struct {
	Title string
	Lines []string
}

// Problem is an error about a pupil.
type Problem struct {
	seat Seat
}

// Error implements error.
func (p Problem) Error() string { return p.seat.Pupil + ": " + strings.Join(p.seat.Note.Lines, "; ") }

// Seat gives the seat.
func (p Problem) Seat() Seat { return p.seat }

// FromAPI translates.
func FromAPI(a api.Assignment) Seat {
	s := Seat{Pupil: a.Pupil, State: "seated", Code: int(a.Num())}
	if a.Num() != 0 {
		s.State = "standing"
		s.Note = Note{Title: "Apple", Lines: strings.Split(a.Said(), "\n")}
	}
	return s
}

// Check makes an error of a seat that failed.
func Check(s Seat) error {
	if s.State == "seated" {
		return nil
	}
	return Problem{s}
}

// Main is the first line of the note.
func (n Note) Main() string {
	if len(n.Lines) == 0 {
		return n.Title
	}
	return n.Lines[0]
}

// Retired pupils are not our business.
//
//want:vpperrormessage
func (n Note) Retired() bool { return strings.HasSuffix(n.Main(), "already been retired.") }

// Official notes come from the store.
func (n Note) Official() bool { return n.Title == "Apple" || strings.HasPrefix(n.Title, "Apple ") }
