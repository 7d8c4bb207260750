// Package bus tells those who want to know.
package bus

import (
	"strings"
	"sync"

	"example.com/towns/relay/wire"
)

// Event is what happened.
type Event struct {
	Kind   string
	Grant  wire.Grant
	Code   int
	Detail string
}

// Handler handles events.
type Handler func(Event)

// Bus tells.
type Bus struct {
	mu sync.RWMutex
	hs map[string][]Handler
}

// New makes a bus.
func New() *Bus { return &Bus{hs: map[string][]Handler{}} }

// On has events of a kind handled.
func (b *Bus) On(kind string, h Handler) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.hs[kind] = append(b.hs[kind], h)
}

// Publish tells.
func (b *Bus) Publish(e Event) {
	b.mu.RLock()
	hs := b.hs[e.Kind]
	b.mu.RUnlock()
	for _, h := range hs {
		h(e)
	}
}

// Refused tells that a grant was refused.
func (b *Bus) Refused(g wire.Grant, err error) {
	b.Publish(Event{Kind: "refused", Grant: g, Code: wire.Code(err), Detail: err.Error()})
}

// Pager calls somebody when the token is no good.
type Pager struct{ Calls []string }

// Watch watches the bus.
//
//want:module:vpperrormessage
func (p *Pager) Watch(b *Bus) {
	b.On("refused", func(e Event) {
		if strings.Contains(strings.ToLower(e.Detail), "token") {
			p.Calls = append(p.Calls, e.Grant.App)
		}
	})
}

// WatchCodes watches the bus for numbers.
func (p *Pager) WatchCodes(b *Bus) {
	b.On("refused", func(e Event) {
		switch e.Code {
		case 9621, 9622, 9625:
			p.Calls = append(p.Calls, e.Grant.App)
		}
	})
}

// Ledger keeps what it is told.
type Ledger struct {
	mu    sync.Mutex
	lines []string
	by    map[string]int
}

// Watch watches the bus.
func (l *Ledger) Watch(b *Bus) {
	b.On("refused", func(e Event) {
		l.mu.Lock()
		defer l.mu.Unlock()
		if l.by == nil {
			l.by = map[string]int{}
		}
		l.by[e.Detail]++
		l.lines = append(l.lines, e.Grant.App+": "+e.Detail)
	})
}

// Lines are the lines.
func (l *Ledger) Lines() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]string(nil), l.lines...)
}
