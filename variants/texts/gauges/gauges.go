// Package gauges counts refusals.
package gauges

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"
)

// Sample is taken from each answer.
type Sample struct {
	ErrorNumber  int    `json:"errorNumber"`
	ErrorMessage string `json:"errorMessage"`
	UserHash     string `json:"itsIdHash"`
}

// Vector is what the metrics library gives us.
type Vector interface {
	Inc(labels ...string)
}

// Gauge counts by text, by number and by user.
type Gauge struct {
	mu      sync.Mutex
	byText  map[string]int
	byUser  map[string]int
	byNum   map[int]int
	groups  map[string][]string
	vec     Vector
	unusual func(string)
}

// NewGauge makes an empty gauge.
func NewGauge(v Vector, unusual func(string)) *Gauge {
	return &Gauge{
		byText: map[string]int{}, byUser: map[string]int{}, byNum: map[int]int{},
		groups: map[string][]string{}, vec: v, unusual: unusual,
	}
}

// Take counts a sample.
func (g *Gauge) Take(b []byte) error {
	var s Sample
	if err := json.Unmarshal(b, &s); err != nil {
		return err
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.byText[s.ErrorMessage]++
	g.byUser[s.UserHash]++
	g.byNum[s.ErrorNumber]++
	g.groups[s.ErrorMessage] = append(g.groups[s.ErrorMessage], s.UserHash)
	g.vec.Inc("apple", s.ErrorMessage)
	if g.byText[s.ErrorMessage] == 1 {
		g.unusual(s.ErrorMessage)
	}
	return nil
}

// Closed is true when the store seems to have closed.
//
//want:vpperrormessage
func (g *Gauge) Closed() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.byText["Internal error."] > 100
}

// Down is true when the store seems to have closed.
func (g *Gauge) Down() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.byNum[9603] > 100 || g.byUser["nobody"] > 100 || len(g.byText) > 50
}

// Starved is true when there is a queue for licenses.
//
//want:vpperrormessage
func (g *Gauge) Starved() bool {
	users, ok := g.groups["License not found"]
	return ok && len(users) > 3
}

// Print lists what was counted.
func (g *Gauge) Print(w io.Writer) {
	for _, text := range slices.Sorted(maps.Keys(g.byText)) {
		if text == "" {
			continue
		}
		fmt.Fprintf(w, "%6d %s\n", g.byText[text], text)
	}
}

// Throttled adds up the texts that are about the pace.
//
//want:vpperrormessage
func (g *Gauge) Throttled() (n int) {
	for text, c := range g.byText {
		if strings.HasPrefix(text, "Too many recent") {
			n += c
		}
	}
	return n
}

// Users adds up the users of a region.
func (g *Gauge) Users(prefix string) (n int) {
	for user, c := range g.byUser {
		if strings.HasPrefix(user, prefix) {
			n += c
		}
	}
	return n
}

// Top gives the most frequent text.
func (g *Gauge) Top() (top string) {
	best := 0
	for text, c := range g.byText {
		if c > best || c == best && text < top {
			top, best = text, c
		}
	}
	return top
}

// Ranking is Top for more than one.
func (g *Gauge) Ranking() []string {
	texts := slices.Collect(maps.Keys(g.byText))
	slices.SortFunc(texts, func(a, b string) int {
		return cmp.Or(cmp.Compare(g.byText[b], g.byText[a]), cmp.Compare(a, b))
	})
	return texts
}

// Merge adds another gauge.
func (g *Gauge) Merge(o *Gauge) {
	for text, c := range o.byText {
		if _, ok := g.byText[text]; !ok {
			g.unusual(text)
		}
		g.byText[text] += c
	}
}

// Worst finds out whether one of the most frequent texts is a bad one.
//
//want:vpperrormessage
func (g *Gauge) Worst() bool { return slices.Contains(g.Ranking(), "The sToken has been revoked.") }

// Forget drops what is rare.
func (g *Gauge) Forget(below int) {
	maps.DeleteFunc(g.byText, func(_ string, c int) bool { return c < below })
}

// Changed tells two gauges apart.
func Changed(a, b *Gauge) bool { return !maps.Equal(a.byText, b.byText) || a.Top() != b.Top() }

// Seen filters what was there before.
func Seen(old []Sample, s Sample) bool {
	return slices.ContainsFunc(old, func(o Sample) bool { return o.ErrorMessage == s.ErrorMessage })
}

// Unique keeps one sample of each text.
func Unique(in []Sample) []Sample {
	seen := map[string]struct{}{}
	var out []Sample
	for _, s := range in {
		if _, ok := seen[s.ErrorMessage]; ok {
			continue
		}
		seen[s.ErrorMessage] = struct{}{}
		out = append(out, s)
	}
	return out
}

// Novel keeps the samples with texts that we have no runbook for.
//
//want:vpperrormessage
func Novel(in []Sample) (out []Sample) {
	seen := map[string]bool{"Internal error.": true, "License not found": true}
	for _, s := range in {
		if !seen[s.ErrorMessage] {
			seen[s.ErrorMessage] = true
			out = append(out, s)
		}
	}
	return out
}

// Label keeps the number of time series small.
//
//want:maybe:vpperrormessage
func Label(s Sample) string {
	switch s.ErrorMessage {
	case "Internal error.", "License not found", "License already assigned":
		return s.ErrorMessage
	}
	return "other"
}
