// Package crew decides who has to get up at night.
package crew

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"example.com/messagea/harbor/dock"
	"example.com/messagea/harbor/signal"
)

// Crew has people in it.
type Crew struct {
	Docks  []*dock.Dock
	Phones map[string]string
	seen   map[string]int
	page   func(who, what string)
}

var urgent = []*regexp.Regexp{
	regexp.MustCompile(`(?i)revoked`),
	regexp.MustCompile(`(?i)expired`),
}

// watchword is said by those who are on duty.
const watchword = "maintenance"

// Wake pages for the urgent ones.
//
//want:vpperrormessage
func (c *Crew) Wake(s signal.Speaker) {
	for _, re := range urgent {
		if re.MatchString(s.Text()) {
			c.page("captain", s.Text())
			return
		}
	}
}

// Rouse pages for the urgent ones.
func (c *Crew) Rouse(s signal.Speaker) {
	if slices.Contains([]int{9621, 9625}, s.Code()) && c.Phones["captain"] != "" {
		c.page("captain", s.Text())
	}
}

// Round walks over the docks.
//
//want:vpperrormessage
func (c *Crew) Round(ctx context.Context, item string) (n int) {
	for _, d := range c.Docks {
		if _, err := d.Load(ctx, item); err != nil && strings.Contains(fmt.Sprintf("%+v", err), watchword) {
			n++
		}
	}
	return n
}

// Stroll walks over the docks.
func (c *Crew) Stroll(ctx context.Context, item string) (n int) {
	for _, d := range c.Docks {
		_, err := d.Load(ctx, item)
		if err == nil {
			continue
		}
		if strings.Contains(err.Error(), "dial tcp") || strings.Contains(err.Error(), "broken pipe") {
			n++
		}
		c.seen[err.Error()]++
	}
	return n
}

// Often asks for a text that was counted.
//
//want:vpperrormessage
func (c *Crew) Often() bool { return c.seen["load 1: pier: Internal error."] > 3 }

// Rare asks for the number of texts that were counted.
func (c *Crew) Rare() bool { return len(c.seen) < 3 }

// Phone finds the number of the one in charge.
//
//want:vpperrormessage
func (c *Crew) Phone(s signal.Speaker) string {
	first, _, _ := strings.Cut(s.Text(), " ")
	if p, ok := c.Phones[strings.ToLower(first)]; ok {
		return p
	}
	return c.Phones["captain"]
}

// Call finds the number of the one in charge.
func (c *Crew) Call(err error) string {
	if p, ok := c.Phones[signal.Place(err)]; ok {
		return p
	}
	return c.Phones["captain"]
}

// decide runs the first step that says something.
func decide(s signal.Speaker, steps ...func(string) string) string {
	for _, f := range steps {
		if out := f(s.Text()); out != "" {
			return out
		}
	}
	return ""
}

// Decide names the one who has to get up.
//
//want:vpperrormessage
func Decide(s signal.Speaker) string {
	return decide(s,
		func(t string) string {
			if strings.HasSuffix(t, "not found") {
				return "mate"
			}
			return ""
		},
		func(t string) string { return strings.Repeat("captain", min(1, len(t))) },
	)
}

// Echo repeats what was said.
func Echo(s signal.Speaker) string {
	return decide(s, strings.TrimSpace, strings.ToLower, func(string) string { return "silence" })
}

// snapshot has both.
type snapshot struct {
	signal.Speaker
	who string
}

// Text is said by the one who was on duty.
func (s snapshot) Text() string { return s.who }

// OnDuty compares the one who was on duty.
func OnDuty(sp signal.Speaker, who string) bool {
	s := snapshot{sp, who}
	return s.Text() == "captain" || strings.HasPrefix(s.Text(), "mate")
}

// OffDuty compares what the speaker said.
//
//want:vpperrormessage
func OffDuty(sp signal.Speaker, who string) bool {
	s := snapshot{sp, who}
	return s.Text() != "" && s.Speaker.Text() == "Service removed."
}

// Spread goes over a line of the two.
//
//want:vpperrormessage
func Spread(sp signal.Speaker, who string) bool {
	line := strings.Join([]string{who, sp.Text()}, "\t")
	_, said, ok := strings.Cut(line, "\t")
	return ok && said == "EventId could not be found."
}
