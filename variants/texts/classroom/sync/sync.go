// Package sync seats the pupils in the morning.
package sync

import (
	"errors"
	"slices"
	"strings"

	"example.com/messagea/classroom/api"
	"example.com/messagea/classroom/model"
)

// Stop ends the morning early.
//
//want:vpperrormessage
func Stop(m *api.Manage) bool {
	_, reason := m.Worst()
	return reason == "Login required."
}

// Absent is true if the last one who failed is a guest.
func Absent(m *api.Manage) (bool, string) {
	pupil, reason := m.Worst()
	return pupil == "guest" || strings.HasPrefix(pupil, "guest-"), reason
}

// Seated leaves out those who sit already.
//
//want:vpperrormessage
func Seated(as []api.Assignment) []api.Assignment {
	return slices.DeleteFunc(slices.Clone(as), func(a api.Assignment) bool {
		return a.Reason != nil && strings.EqualFold(*a.Reason, "License already assigned")
	})
}

// Standing leaves out those who sit already.
func Standing(as []api.Assignment) []api.Assignment {
	return slices.DeleteFunc(slices.Clone(as), func(a api.Assignment) bool {
		return a.Num() == 9616 || a.Pupil == "teacher"
	})
}

// Lines goes through the note.
//
//want:vpperrormessage
func Lines(a api.Assignment) bool {
	for _, l := range model.FromAPI(a).Note.Lines {
		if l == "Registered user not found" {
			return true
		}
	}
	return false
}

// Titles goes through the note.
func Titles(a api.Assignment) bool {
	s := model.FromAPI(a)
	return s.Note.Title == "Apple" && len(s.Note.Lines) > 0 && s.Note.Lines[0] != ""
}

// Problem goes through the error.
//
//want:vpperrormessage
func Problem(a api.Assignment) bool {
	err := model.Check(model.FromAPI(a))
	return err != nil && strings.Contains(err.Error(), "refunded")
}

// Behind goes behind the error.
//
//want:vpperrormessage
func Behind(err error) bool {
	var p model.Problem
	return errors.As(err, &p) && p.Seat().Note.Main() == "License not associated"
}

// Beside goes behind the error.
func Beside(err error) bool {
	var p model.Problem
	return errors.As(err, &p) && (p.Seat().State == "standing" || p.Seat().Code == 9619 || p.Seat().Pupil == "guest")
}

// Move takes the entry out of a map of notes.
//
//want:vpperrormessage
func Move(as []api.Assignment, pupil string) bool {
	notes := make(map[string]model.Note, len(as))
	for _, a := range as {
		notes[a.Pupil] = model.FromAPI(a).Note
	}
	n, ok := notes[pupil]
	return ok && strings.Contains(n.Main(), "token")
}

// Skip asks the model.
func Skip(a api.Assignment) bool {
	n := model.FromAPI(a).Note
	return n.Retired() || !n.Official()
}
