// Package meter counts VPP errors.
package meter

import (
	"expvar"
	"maps"
	"slices"
	"sync"

	"example.com/messageb/vppc"
)

// Meter counts.
type Meter struct {
	mu    sync.Mutex
	count map[string]int
	first map[string]*vppc.Failure
	vars  *expvar.Map
}

// Add counts one.
func (m *Meter) Add(f *vppc.Failure) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.count[f.Text()]++
	if _, seen := m.first[f.Text()]; !seen {
		m.first[f.Text()] = f
	}
	m.vars.Add(f.Text(), 1)
}

// Top lists the most frequent ones.
func (m *Meter) Top(n int) []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	all := slices.Collect(maps.Keys(m.count))
	slices.SortFunc(all, func(a, b string) int { return m.count[b] - m.count[a] })
	return all[:min(n, len(all))]
}

// Alarm looks at one of them.
//
//want:vpperrormessage
func (m *Meter) Alarm() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.count["The token has expired"] > 3
}

// Worst looks at all of them.
//
//want:vpperrormessage
func (m *Meter) Worst() (n int) {
	for text, c := range m.count {
		if text != "License already assigned" {
			n += c
		}
	}
	return n
}

// Total sums up.
func (m *Meter) Total() (n int) {
	for _, c := range m.count {
		n += c
	}
	return n
}

// Flood says whether one comes too often.
func (m *Meter) Flood(f *vppc.Failure) bool { return m.count[f.Text()] > 100 }

var muted = map[string]struct{}{
	"License already assigned":        {},
	"Registered user already retired": {},
}

// Muted says whether to say nothing.
//
//want:vpperrormessage
func Muted(f *vppc.Failure) bool {
	_, ok := muted[f.Text()]
	return ok
}

// Hosts counts hosts.
type Hosts map[string]int

// Known says whether a host is known.
func (h Hosts) Known(host string) bool { return h[host] > 0 || h["vpp.itunes.apple.com"] > 0 }
