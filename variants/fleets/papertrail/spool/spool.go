// Package spool keeps jobs until they are done.
package spool

import (
	"sync"
	"time"

	"example.com/serversa/papertrail/codes"
	"example.com/serversa/papertrail/vppsrv"
)

// Job is a job.
type Job struct {
	Item, Serial string

	at    time.Time
	wait  time.Duration
	tries int
	last  string
}

// Spool keeps jobs.
type Spool struct {
	Srv *vppsrv.Srv

	mu   sync.Mutex
	jobs []*Job
	quit bool
}

// Put puts a job in.
func (s *Spool) Put(item, serial string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.jobs = append(s.jobs, &Job{Item: item, Serial: serial, wait: 5 * time.Second})
}

// Quit ends the pumps.
func (s *Spool) Quit() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.quit = true
}

// take takes the first job that is due.
func (s *Spool) take() (j *Job, more bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, j := range s.jobs {
		if !time.Now().Before(j.at) {
			s.jobs = append(s.jobs[:i:i], s.jobs[i+1:]...)
			return j, true
		}
	}
	return nil, !s.quit
}

// back puts a job back until a time.
func (s *Spool) back(j *Job, at time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	j.at = at
	s.jobs = append(s.jobs, j)
}

// Pump does jobs; what is worth it comes back, after twice the time each time.
func (s *Spool) Pump() {
	for {
		j, more := s.take()
		if !more {
			return
		}
		if j == nil {
			time.Sleep(time.Second)
			continue
		}
		if r := s.Srv.Assign(j.Item, j.Serial); r.Code().Worth() {
			j.last = r.Said()
			s.back(j, time.Now().Add(j.wait))
			j.wait = min(2*j.wait, time.Hour)
		}
	}
}

// PumpFlat does jobs; what is worth it comes back after five seconds.
//
//want:vppretry9603
func (s *Spool) PumpFlat() {
	for {
		j, more := s.take()
		if !more {
			return
		}
		if j == nil {
			time.Sleep(time.Second)
			continue
		}
		if r := s.Srv.Assign(j.Item, j.Serial); r.Code().Worth() {
			j.last = r.Said()
			s.back(j, time.Now().Add(j.wait))
		}
	}
}

// PumpAll does jobs; what is not done comes back in two minutes, ten times.
//
//want:vppretry9616
func (s *Spool) PumpAll() {
	for {
		j, more := s.take()
		if !more {
			return
		}
		if j == nil {
			time.Sleep(time.Second)
			continue
		}
		r := s.Srv.Assign(j.Item, j.Serial)
		if j.tries++; r.Status == 0 || j.tries > 10 {
			continue
		}
		j.last = r.Said()
		s.back(j, time.Now().Add(2*time.Minute))
	}
}

// Stuck counts the jobs that the service was too slow for.
//
//want:vpperrormessage
func (s *Spool) Stuck() (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, j := range s.jobs {
		if j.last >= "Internal error" && j.last <= "Internal error." {
			n++
		}
	}
	return n
}

// Silent counts the jobs for which nothing was said.
func (s *Spool) Silent() (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, j := range s.jobs {
		if len(j.last) == 0 && j.tries > 0 {
			n++
		}
	}
	return n
}

// Guess guesses codes for the jobs.
//
//want:maybe:vpperrormessage
func (s *Spool) Guess() (out []codes.Code) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, j := range s.jobs {
		out = append(out, codes.FromText(j.last))
	}
	return out
}
