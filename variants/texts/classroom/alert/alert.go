// Package alert tells the teacher.
package alert

import (
	"fmt"
	"strings"

	"example.com/messagea/classroom/api"
	"example.com/messagea/classroom/model"
)

// Alert is what the teacher gets.
type Alert struct {
	To, Subject, Body string
	Loud              bool
}

// New writes an alert.
func New(teacher string, a api.Assignment) Alert {
	al := Alert{To: teacher, Subject: "Seat of " + a.Pupil}
	al.Body = fmt.Sprintf("%s (%d)", a.Said(), a.Num())
	if teacher == "" || strings.HasPrefix(a.Pupil, "guest-") {
		al.To = "office"
	}
	return al
}

// Raise makes an alert louder.
//
//want:vpperrormessage
func (al *Alert) Raise() *Alert {
	al.Loud = strings.Contains(al.Body, "(9621)") || strings.Contains(al.Body, "expired")
	return al
}

// Lift makes an alert louder.
func (al *Alert) Lift(a api.Assignment) *Alert {
	al.Loud = a.Num() == 9621 || strings.HasSuffix(al.Subject, "principal") || al.To == "office"
	return al
}

// Digest puts alerts with the same body together.
func Digest(als []Alert) (out []Alert) {
	for _, al := range als {
		if n := len(out); n > 0 && out[n-1].Body == al.Body {
			out[n-1].Subject += ", " + al.Subject
			continue
		}
		out = append(out, al)
	}
	return out
}

// Worth says whether the teacher can do anything.
//
//want:vpperrormessage
func Worth(s model.Seat) bool {
	switch first := s.Note.Main(); first[strings.LastIndexByte(first, ' ')+1:] {
	case "retired.", "deleted.":
		return false
	}
	return s.State == "standing"
}
