// Package ports are the interfaces of the house and what is plugged into them.
package ports

import (
	"errors"
	"log"
	"sync"
	"time"

	"example.com/towns/oldtown/code"
	"example.com/towns/oldtown/xerr"
)

// Giver gives licenses to devices and users.
type Giver interface {
	Assign(adamID, serial string) error
	Give(adamID, user string) error
}

// Registrar knows users.
type Registrar interface {
	Register(user string) error
	Retire(user string) error
}

// Journal notes what happened.
type Journal interface {
	Note(subject, what string)
}

// Null notes nothing.
type Null struct{}

// Note implements Journal.
func (Null) Note(string, string) {}

// StdLog notes to the log.
type StdLog struct{ Prefix string }

// Note implements Journal.
func (s StdLog) Note(subject, what string) { log.Println(s.Prefix, subject, what) }

// Counting counts and hands on.
type Counting struct {
	Giver
	mu sync.Mutex
	n  map[string]int
}

// Assign implements Giver.
func (c *Counting) Assign(adamID, serial string) error {
	c.mu.Lock()
	if c.n == nil {
		c.n = map[string]int{}
	}
	c.n[adamID]++
	c.mu.Unlock()
	return c.Giver.Assign(adamID, serial)
}

// Patient asks the giver behind it up to five times.
type Patient struct {
	Next Giver
	J    Journal
}

// Assign implements Giver.
func (p *Patient) Assign(adamID, serial string) error {
	var err error
	for i := 0; i < 5; i++ {
		err = p.Next.Assign(adamID, serial)
		if !code.Busy(err) {
			return err
		}
		p.J.Note(serial, err.Error())
		time.Sleep(3 * time.Second)
	}
	return xerr.Wrap(err, "gave up")
}

// Give implements Giver. It never gives up.
//
//want:vppretry9603
func (p *Patient) Give(adamID, user string) error {
	for {
		err := p.Next.Give(adamID, user)
		if !code.Busy(err) {
			return err
		}
		time.Sleep(3 * time.Second)
	}
}

// Twice asks a second time, be it what it may.
type Twice struct{ Giver }

// Assign implements Giver.
//
//want:vppretry9616
func (t Twice) Assign(adamID, serial string) error {
	if err := t.Giver.Assign(adamID, serial); err == nil {
		return nil
	}
	return t.Giver.Assign(adamID, serial)
}

// Spare asks the giver that is there for such cases, which is another one.
type Spare struct {
	Giver
	Other Giver
}

// Assign implements Giver. The other giver has another token.
func (s Spare) Assign(adamID, serial string) error {
	err := s.Giver.Assign(adamID, serial)
	if err == nil || code.Of(err) == 9616 {
		return err
	}
	return s.Other.Assign(adamID, serial)
}

// ErrClosed says that the shutter is down.
var ErrClosed = errors.New("closed")

// Shutter lets nobody through for a while after a failure. It never asks again
// by itself.
type Shutter struct {
	Giver
	Rest  time.Duration
	until time.Time
}

// Assign implements Giver.
func (s *Shutter) Assign(adamID, serial string) error {
	if time.Now().Before(s.until) {
		return ErrClosed
	}
	err := s.Giver.Assign(adamID, serial)
	if code.Busy(err) {
		s.until = time.Now().Add(s.Rest)
	}
	return err
}
