// Package kiosk lends devices to pupils.
package kiosk

import "strings"

type reply struct {
	Text string `json:"errorMessage"`
	Code int    `json:"errorNumber"`
}

// Sign is what the screen of the kiosk shows.
type Sign struct{ Line, Colour string }

//want:vpperrormessage
func ask(r reply) bool { return strings.ToLower(r.Text) == "registered user not found" }

func sign(r reply) Sign {
	s := Sign{Line: r.Text, Colour: "green"}
	if r.Code != 0 {
		s.Colour = "red"
	}
	return s
}

//want:vpperrormessage
func (s Sign) quiet() bool { return s.Line == "come back tomorrow" }

func (s Sign) loud() bool { return s.Colour == "red" || s.Line == "" }

// Show tells the pupil, unless there is nothing to tell.
func Show(r reply, speak func(string)) {
	s := sign(r)
	if s.quiet() && !ask(r) {
		return
	}
	if s.loud() {
		speak(s.Line)
	}
}
