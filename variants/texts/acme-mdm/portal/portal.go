// Package portal is where teachers ask for apps.
package portal

import (
	"html/template"
	"strings"
)

// Outcome is handed to the page.
type Outcome struct {
	Number  int    `json:"errorNumber"`
	Message string `json:"errorMessage"`
	Teacher string `json:"teacher"`
}

// Polite is the sentence that the teacher reads.
//
//want:vpperrormessage
func (o Outcome) Polite() (string, bool) {
	if strings.Count(o.Message, "license") > 0 || strings.Count(o.Message, "License") > 0 {
		return "We have to buy more of these.", true
	}
	return o.Message, false
}

// Blunt is the sentence that the teacher reads.
func (o Outcome) Blunt() (string, bool) {
	if o.Number == 9610 {
		return "We have to buy more of these.", true
	}
	if o.Message == "" {
		return "Something went wrong.", false
	}
	return strings.ToUpper(o.Message[:1]) + o.Message[1:], false
}

// Greeting has no opinion about errors.
func (o Outcome) Greeting() template.HTML {
	if strings.HasPrefix(o.Teacher, "Dr. ") {
		return template.HTML("Dear " + template.HTMLEscapeString(o.Teacher))
	}
	return "Hello"
}
