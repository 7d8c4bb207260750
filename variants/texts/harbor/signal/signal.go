// Package signal reads what the store sends, in both of its dialects.
package signal

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/pkg/errors"
)

// Old is the old dialect.
type Old struct {
	Status int    `json:"status"`
	Num    int    `json:"errorNumber"`
	Say    string `json:"errorMessage"`
	Held   *struct {
		User  string `json:"clientUserIdStr"`
		State string `json:"status"`
	} `json:"licenseAlreadyAssigned"`
}

// New is the new dialect.
type New struct {
	Info map[string]any `json:"errorInfo"`
	Say  string         `json:"errorMessage"`
	Num  int            `json:"errorNumber"`
}

// Speaker is either of them.
type Speaker interface {
	Text() string
	Code() int
}

// Text implements Speaker.
func (o Old) Text() string { return o.Say }

// Code implements Speaker.
func (o Old) Code() int { return o.Num }

// Text implements Speaker.
func (n New) Text() string { return n.Say }

// Code implements Speaker.
func (n New) Code() int { return n.Num }

// Alarm is an error with a speaker in it.
type Alarm struct {
	Speaker
	At string
}

// Error implements error.
func (a *Alarm) Error() string { return fmt.Sprint(a.At, ": ", a.Text()) }

// Decode guesses the dialect.
func Decode(b []byte, at string) (Speaker, error) {
	var s Speaker
	if strings.Contains(string(b), `"errorInfo"`) {
		var n New
		if err := json.Unmarshal(b, &n); err != nil {
			return nil, errors.Wrap(err, "new dialect")
		}
		s = n
	} else {
		var o Old
		if err := json.Unmarshal(b, &o); err != nil {
			return nil, errors.Wrap(err, "old dialect")
		}
		s = o
	}
	if s.Code() != 0 {
		return s, errors.WithStack(&Alarm{s, at})
	}
	return s, nil
}

// Transient is asked by everybody.
//
//want:vpperrormessage
func Transient(s Speaker) bool {
	t := strings.ToLower(s.Text())
	return t == "internal error." || strings.Contains(t, "momentarily")
}

// Passing is asked by everybody.
func Passing(s Speaker) bool { return s.Code() == 9603 || s.Code() == 9646 }

// Kind of an error.
//
//want:vpperrormessage
func Kind(err error) string {
	var a *Alarm
	if !errors.As(err, &a) {
		return ""
	}
	for prefix, kind := range map[string]string{"License": "license", "The token": "token", "Duplicate": "request"} {
		if strings.HasPrefix(a.Text(), prefix) {
			return kind
		}
	}
	return "other"
}

// Place of an error.
func Place(err error) string {
	var a *Alarm
	if errors.As(err, &a) && a.At != "" && !strings.HasPrefix(a.At, "test/") {
		return a.At
	}
	return "nowhere"
}

// Line is for the log.
func Line(s Speaker) string {
	if s.Text() == "" {
		return fmt.Sprintf("#%d", s.Code())
	}
	return fmt.Sprintf("#%d %s", s.Code(), s.Text())
}
