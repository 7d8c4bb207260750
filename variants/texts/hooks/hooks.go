// Package hooks receives what the relay in the customer's network forwards to us:
// answers of the store that somebody has turned into generic maps on the way.
package hooks

import (
	"slices"
	"strings"

	"github.com/go-viper/mapstructure/v2"
	legacy "github.com/mitchellh/mapstructure"
)

type refusal struct {
	Code  int    `mapstructure:"errorNumber"`
	Text  string `mapstructure:"errorMessage"`
	Owner string `mapstructure:"clientUserIdStr"`
}

type batch struct {
	refusal `mapstructure:",squash"`
	Rows    []refusal `mapstructure:"associations"`
	Source  string    `mapstructure:"source"`
}

// Incident is opened in the ticket system.
type Incident struct {
	Summary  string
	Detail   string
	Queue    string
	Code     int
	Customer string
}

// Receive opens at most one incident.
//
//want:vpperrormessage
func Receive(in map[string]any) (*Incident, error) {
	var b batch
	if err := mapstructure.Decode(in, &b); err != nil {
		return nil, err
	}
	if b.Code == 0 {
		return nil, nil
	}
	inc := &Incident{Summary: "app assignment", Detail: b.Text, Code: b.Code, Customer: b.Source}
	if b.Text == "Error constructing token" {
		inc.Queue = "crypto"
	}
	return inc, nil
}

// Accept opens at most one incident.
func Accept(in map[string]any) (*Incident, error) {
	var b batch
	if err := mapstructure.WeakDecode(in, &b); err != nil {
		return nil, err
	}
	if b.Code == 0 || b.Source == "staging" {
		return nil, nil
	}
	inc := &Incident{Summary: "app assignment", Detail: b.Text, Code: b.Code, Customer: b.Source}
	if b.Code == 9606 {
		inc.Queue = "crypto"
	}
	return inc, nil
}

// Urgent incidents wake somebody up.
//
//want:vpperrormessage
func (i *Incident) Urgent() bool {
	return i.Queue != "" || strings.Contains(i.Detail, "unexpectedly") || strings.Contains(i.Detail, "no longer available")
}

// Routine incidents wait for the morning.
func (i *Incident) Routine() bool {
	return i.Queue == "crypto" && strings.HasPrefix(i.Customer, "edu-") && i.Summary != "" && i.Detail != ""
}

//want:vpperrormessage
func firstLocked(b *batch) int {
	return slices.IndexFunc(b.Rows, func(r refusal) bool {
		return strings.Contains(r.Text, "locked for a pending transfer")
	})
}

func firstOf(b *batch, owner string) int {
	return slices.IndexFunc(b.Rows, func(r refusal) bool {
		return r.Owner == owner && r.Code != 0 && r.Text != ""
	})
}

// Old relays send other maps, which the old library decodes.
//
//want:vpperrormessage
func Old(in map[string]any) (retry bool, err error) {
	var a struct {
		Number  int    `mapstructure:"errorNumber"`
		Message string `mapstructure:"errorMessage"`
		Held    any    `mapstructure:"licenseAlreadyAssigned"`
	}
	if err := legacy.Decode(in, &a); err != nil {
		return false, err
	}
	return a.Held == nil && slices.Contains([]string{"Internal error.", "Failed to create claim job"}, a.Message), nil
}

// OldNumber is Old without the words.
func OldNumber(in map[string]any) (retry bool, text string, err error) {
	var a struct {
		Number  int    `mapstructure:"errorNumber"`
		Message string `mapstructure:"errorMessage"`
		Held    any    `mapstructure:"licenseAlreadyAssigned"`
	}
	if err := legacy.Decode(in, &a); err != nil {
		if strings.Contains(err.Error(), "expected a map") {
			return false, "", nil
		}
		return false, "", err
	}
	return a.Held == nil && slices.Contains([]int{9603, 9612}, a.Number), a.Message, nil
}
