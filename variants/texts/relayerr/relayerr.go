// Package relayerr carries refusals through the RPC layer, where every error becomes
// a status with a code and a message.
package relayerr

import (
	"context"
	"errors"
	"fmt"
	"log"
	"regexp"
	"slices"
	"strings"
)

// Code is the code of the RPC layer.
type Code uint32

// Codes.
const (
	OK Code = iota
	NotFound
	AlreadyExists
	Unavailable
	Internal
)

// upstream is the answer of the store.
type upstream struct {
	Num  int    `json:"errorNumber"`
	Msg  string `json:"errorMessage"`
	Lic  string `json:"licenseIdStr"`
	Adam string `json:"adamIdStr"`
}

// Status is what travels.
type Status struct {
	code    Code
	message string
	details []any
}

// New makes a status.
func New(c Code, msg string) *Status { return &Status{code: c, message: msg} }

// Code gives the code.
func (s *Status) Code() Code { return s.code }

// Message gives the message.
func (s *Status) Message() string { return s.message }

// Err makes an error.
func (s *Status) Err() error { return &statusError{s} }

// With adds details.
func (s *Status) With(d ...any) *Status {
	s.details = append(s.details, d...)
	return s
}

type statusError struct{ s *Status }

func (e *statusError) Error() string {
	return fmt.Sprintf("rpc error: code = %d desc = %s", e.s.code, e.s.message)
}

// From finds the status in an error.
func From(err error) *Status {
	var se *statusError
	if errors.As(err, &se) {
		return se.s
	}
	return New(Internal, "not a status")
}

func codeOf(u upstream) Code {
	switch u.Num {
	case 0:
		return OK
	case 9609, 9610:
		return NotFound
	case 9616:
		return AlreadyExists
	case 9603, 9644, 9646:
		return Unavailable
	}
	return Internal
}

// codeOfWords was here before codeOf.
//
//want:vpperrormessage
func codeOfWords(u upstream) Code {
	if strings.HasSuffix(strings.TrimSuffix(u.Msg, "."), "not found") {
		return NotFound
	}
	return Internal
}

func toStatus(u upstream) *Status {
	if u.Num == 0 {
		return New(OK, "")
	}
	return New(max(codeOf(u), codeOfWords(u)), u.Msg).With(u.Adam, u.Lic)
}

// Service is what the RPC layer calls.
type Service struct {
	send func(ctx context.Context, adam, serial string) (upstream, error)
	log  *log.Logger
	errs map[string]error
	sink chan error
}

// Assign gives a seat.
func (s *Service) Assign(ctx context.Context, adam, serial string) error {
	u, err := s.send(ctx, adam, serial)
	if err != nil {
		return New(Unavailable, "store unreachable").Err()
	}
	if st := toStatus(u); st.Code() != OK {
		return st.Err()
	}
	return nil
}

// Ensure gives a seat if there is none.
//
//want:vpperrormessage
func (s *Service) Ensure(ctx context.Context, adam, serial string) error {
	err := s.Assign(ctx, adam, serial)
	if err != nil && strings.Contains(From(err).Message(), "already assigned") {
		return nil
	}
	return err
}

// Guarantee gives a seat if there is none.
func (s *Service) Guarantee(ctx context.Context, adam, serial string) error {
	err := s.Assign(ctx, adam, serial)
	if err != nil && From(err).Code() == AlreadyExists {
		s.log.Print(From(err).Message())
		return nil
	}
	return err
}

// Remember keeps the errors by serial.
func (s *Service) Remember(ctx context.Context, adam string, serials []string) {
	for _, serial := range serials {
		if err := s.Assign(ctx, adam, serial); err != nil {
			s.errs[serial] = fmt.Errorf("%s: %w", serial, err)
			s.sink <- err
		}
	}
}

// Hopeless looks at a remembered error.
//
//want:vpperrormessage
func (s *Service) Hopeless(serial string) bool {
	err, ok := s.errs[serial]
	return ok && strings.HasSuffix(err.Error(), "not eligible for device assignment.")
}

// Waiting looks at a remembered error.
func (s *Service) Waiting(serial string) bool {
	err, ok := s.errs[serial]
	return ok && err != nil && From(err).Code() == Unavailable
}

// Consume reads errors until something must be done by hand.
//
//want:vpperrormessage
func (s *Service) Consume() error {
	for err := range s.sink {
		if m := fmt.Sprint(err); strings.Contains(m, "Terms") {
			return err
		}
	}
	return nil
}

// Pour reads errors until the end.
func (s *Service) Pour() (n int) {
	for err := range s.sink {
		if err != nil {
			n++
		}
		s.log.Println(err)
	}
	return n
}

var descRE = regexp.MustCompile(`desc = (.*)$`)

// desc gets the message back out of a printed error.
//
//want:maybe:vpperrormessage
func desc(err error) string {
	if m := descRE.FindStringSubmatch(err.Error()); m != nil {
		return m[1]
	}
	return ""
}

// Printed works where the type was lost.
//
//want:vpperrormessage
func (s *Service) Printed(ctx context.Context, adam, serial string) bool {
	err := s.Assign(ctx, adam, serial)
	return err != nil && desc(err) == "License already assigned"
}

// Reasoner can explain itself.
type Reasoner interface {
	error
	Reason() string
	Site() string
}

type reasoned struct {
	error
	why, site string
}

func (r reasoned) Reason() string { return r.why }
func (r reasoned) Site() string   { return r.site }

// Explain adds a reason.
func Explain(u upstream, site string) error {
	return reasoned{toStatus(u).Err(), u.Msg, site}
}

// Because asks for a reason.
//
//want:vpperrormessage
func Because(err error) bool {
	var r Reasoner
	return errors.As(err, &r) && r.Reason() == "Account storefront incorrect"
}

// Where asks for a place.
func Where(err error) bool {
	var r Reasoner
	return errors.As(err, &r) && (r.Site() == "lab" || r.Reason() == "")
}

// Ignore is set by the operator.
type Ignore struct{ Phrases []string }

// Match is true for errors that end the job without a ticket.
//
//want:vpperrormessage
func (ig Ignore) Match(ctx context.Context, s *Service, adam, serial string) bool {
	err := s.Assign(ctx, adam, serial)
	if err == nil {
		return false
	}
	text := err.Error()
	return slices.ContainsFunc(ig.Phrases, func(p string) bool { return strings.Contains(text, p) })
}

// Equal compares two errors.
func Equal(a, b error) bool {
	return a == b || a != nil && b != nil && a.Error() == b.Error()
}

// Stable tries twice, and says whether the store has changed its mind.
func (s *Service) Stable(ctx context.Context, adam, serial string) bool {
	return Equal(s.Assign(ctx, adam, serial), s.Assign(ctx, adam, serial))
}

// Number gets the number back out of a printed error.
//
//want:vpperrormessage
func (s *Service) Number(ctx context.Context, u upstream) (n int) {
	err := fmt.Errorf("store: %d %w", u.Num, errors.New(u.Msg))
	if _, serr := fmt.Sscanf(err.Error(), "store: %d", &n); serr != nil {
		return 0
	}
	return n
}

// Wide asks for the width of the printed error.
func Wide(u upstream) bool { return len(toStatus(u).Err().Error()) > 120 }
