// Package sweep gives at night what could not be given by day.
package sweep

import (
	"log"
	"sort"
	"sync"
	"time"

	"example.com/towns/oldtown/code"
	"example.com/towns/oldtown/conf"
	"example.com/towns/oldtown/srv"
)

type pending struct {
	adamID, serial string
	seen           int
	next           time.Time
}

// Sweeper gives what is pending.
type Sweeper struct {
	c    *srv.Client
	conf *conf.Conf
	stop chan struct{}

	mu   sync.Mutex
	rows map[string]*pending
}

// New makes a sweeper.
func New(c *srv.Client, cf *conf.Conf) *Sweeper {
	return &Sweeper{c: c, conf: cf, stop: make(chan struct{}), rows: map[string]*pending{}}
}

// Stop stops all that goes on.
func (s *Sweeper) Stop() { close(s.stop) }

// Put puts a row in.
func (s *Sweeper) Put(adamID, serial string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rows[adamID+"/"+serial] = &pending{adamID: adamID, serial: serial}
}

func (s *Sweeper) due() []*pending {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []*pending
	for _, p := range s.rows {
		if !p.next.After(time.Now()) {
			out = append(out, p)
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].serial < out[j].serial })
	return out
}

func (s *Sweeper) drop(p *pending) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.rows, p.adamID+"/"+p.serial)
}

// Nightly sweeps every so many minutes.
func (s *Sweeper) Nightly() {
	tick := time.NewTicker(s.conf.Night())
	defer tick.Stop()
	for {
		select {
		case <-s.stop:
			return
		case <-tick.C:
			for _, p := range s.due() {
				if err := s.c.Assign(p.adamID, p.serial); !code.Busy(err) {
					s.drop(p)
				}
			}
		}
	}
}

// Daily sweeps every half minute.
//
//want:vppretry9603
func (s *Sweeper) Daily() {
	tick := time.NewTicker(30 * time.Second)
	defer tick.Stop()
	for {
		select {
		case <-s.stop:
			return
		case <-tick.C:
			for _, p := range s.due() {
				if err := s.c.Assign(p.adamID, p.serial); !code.Busy(err) {
					s.drop(p)
				}
			}
		}
	}
}

// Spaced sweeps every ten seconds; each row has a date of its own.
func (s *Sweeper) Spaced() {
	tick := time.NewTicker(10 * time.Second)
	defer tick.Stop()
	for {
		select {
		case <-s.stop:
			return
		case <-tick.C:
		}
		for _, p := range s.due() {
			err := s.c.Assign(p.adamID, p.serial)
			if code.Classify(err) != code.Later {
				s.drop(p)
				continue
			}
			if p.seen++; p.seen < 5 {
				p.next = time.Now().Add(20 * time.Second)
			} else {
				p.next = time.Now().Add(s.conf.Night())
			}
		}
	}
}

// Faithful sweeps every hour and drops what was given.
//
//want:vppretry9616
func (s *Sweeper) Faithful() {
	for {
		select {
		case <-s.stop:
			return
		case <-time.After(time.Hour):
		}
		for _, p := range s.due() {
			if err := s.c.Assign(p.adamID, p.serial); err != nil {
				log.Printf("%s stays: %v", p.serial, err)
				continue
			}
			s.drop(p)
		}
	}
}

// Forgetful sweeps every second and drops whatever was tried.
func (s *Sweeper) Forgetful() {
	for {
		select {
		case <-s.stop:
			return
		case <-time.After(time.Second):
		}
		for _, p := range s.due() {
			s.drop(p)
			if err := s.c.Assign(p.adamID, p.serial); err != nil {
				log.Printf("%s is gone: %v", p.serial, err)
			}
		}
	}
}
