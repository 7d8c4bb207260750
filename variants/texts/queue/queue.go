// Package queue moves refusals between the goroutines of the server.
package queue

import (
	"container/list"
	"context"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// Refusal is what the store answers.
type Refusal struct {
	Number int    `json:"errorNumber"`
	Text   string `json:"errorMessage"`
	Serial string `json:"serialNumber"`
	Price  string `json:"pricingParam"`
}

var (
	lastText   string
	lastSerial string
	current    atomic.Value
	pointer    atomic.Pointer[string]
	bySerial   sync.Map
	recent     []string
	history    = list.New()
)

// Note remembers a refusal in all the places that somebody asks for.
func Note(r Refusal) {
	lastText, lastSerial = r.Text, r.Serial
	current.Store(r.Text)
	pointer.Store(&r.Text)
	bySerial.Store(r.Serial, r)
	recent = append(recent, r.Text)
	history.PushBack(r.Text)
}

//want:vpperrormessage
func paused() bool { return strings.HasPrefix(lastText, "Volume Purchase Program is currently") }

func lastWas(serial string) bool { return lastSerial == serial || strings.HasPrefix(lastSerial, "VM") }

//want:vpperrormessage
func broken() bool {
	s, ok := current.Load().(string)
	return ok && s == "Internal error."
}

func something() bool {
	s, ok := current.Load().(string)
	return ok && s != ""
}

//want:vpperrormessage
func revoked() bool {
	p := pointer.Load()
	return p != nil && strings.Contains(*p, "revoked the sToken")
}

//want:vpperrormessage
func settled(serial string) bool {
	v, ok := bySerial.Load(serial)
	if !ok {
		return true
	}
	r := v.(Refusal)
	return r.Text == "License already assigned"
}

func settledNumber(serial string) bool {
	v, ok := bySerial.Load(serial)
	if !ok {
		return true
	}
	r, _ := v.(Refusal)
	return r.Number == 9616 || r.Price == "STDQ" && r.Text == ""
}

//want:vpperrormessage
func everBroken() bool { return slices.Contains(recent, "Internal error.") }

func crowded() bool { return len(recent) > 1000 || history.Len() > 1000 }

//want:vpperrormessage
func loggedOut() bool {
	for e := history.Front(); e != nil; e = e.Next() {
		if e.Value.(string) == "Login required." {
			return true
		}
	}
	return false
}

// relay is a pair of lines to another goroutine.
type relay struct {
	words   chan string
	serials chan string
	whole   chan Refusal
	quit    func()
}

func (l *relay) feed(rs []Refusal) {
	for _, r := range rs {
		l.words <- r.Text
		l.serials <- r.Serial
		l.whole <- r
	}
	close(l.words)
	close(l.serials)
	close(l.whole)
}

//want:vpperrormessage
func (l *relay) listen() {
	for w := range l.words {
		if w == "The sToken has been revoked." {
			l.quit()
		}
	}
}

func (l *relay) collect(prefix string) (out []string) {
	for s := range l.serials {
		if strings.HasPrefix(s, prefix) && s != "C02" {
			out = append(out, s)
		}
	}
	return out
}

//want:vpperrormessage
func (l *relay) drain(ctx context.Context) (dups int) {
	for {
		select {
		case <-ctx.Done():
			return dups
		case r, ok := <-l.whole:
			if !ok {
				return dups
			}
			if strings.Contains(r.Text, "already assigned") {
				dups++
			}
		}
	}
}

func (l *relay) count(ctx context.Context) (dups int, texts []string) {
	for {
		select {
		case <-ctx.Done():
			return dups, texts
		case r, ok := <-l.whole:
			switch {
			case !ok:
				return dups, texts
			case r.Number == 9616:
				dups++
			default:
				texts = append(texts, r.Text)
			}
		}
	}
}

type ctxKey int

const (
	textKey ctxKey = iota
	serialKey
)

// With hands a refusal down the call chain.
func With(ctx context.Context, r Refusal) context.Context {
	ctx = context.WithValue(ctx, serialKey, r.Serial)
	return context.WithValue(ctx, textKey, r.Text)
}

//want:vpperrormessage
func lazily(r Refusal) bool {
	tidy := sync.OnceValue(func() string { return strings.ToLower(r.Text) })
	return r.Number != 0 && tidy() == "license not eligible for device assignment."
}

func eagerly(r Refusal) bool {
	serial := sync.OnceValue(func() string { return strings.ToUpper(r.Serial) })
	return r.Number == 9628 && serial() != "UNKNOWN"
}

//want:vpperrormessage
func first(ctx context.Context, ask func(context.Context) Refusal) bool {
	ch := make(chan string, 1)
	go func() { ch <- ask(ctx).Text }()
	select {
	case <-ctx.Done():
		return false
	case t := <-ch:
		return strings.HasSuffix(t, "storefront incorrect")
	}
}
