// Package ports asks for answers through an interface that nobody here
// implements: what it returns is told by its type alone.
package ports

import "strings"

// Answer is what the service says.
type Answer struct {
	Number  int    `json:"errorNumber"`
	Text    string `json:"errorMessage"`
	EventID string `json:"eventId"`
	UID     string `json:"uId"`
}

const taken = 9616

func (a *Answer) isTaken() bool { return a.Number == taken }

// Service is what the rest of the program knows of the service.
type Service interface {
	Assign(serial string) (*Answer, error)
	Name() string
}

func byText(s Service) bool {
	a, err := s.Assign("C02")
	return err == nil && strings.HasPrefix(a.Text, "License already") // want `errorMessage searched by strings\.HasPrefix for "License already" in ports\.byText`
}

func byNumber(s Service) bool {
	a, err := s.Assign("C02")
	return err == nil && a.isTaken()
}

func byEvent(s Service) bool {
	a, err := s.Assign("C02")
	return err == nil && a.EventID == "none"
}

func byName(s Service) bool { return s.Name() == "School" }
