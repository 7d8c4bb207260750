// Package campaign brings one app to all devices of a district within a week.
// It was written in a hurry, and has been extended ever since.
package campaign

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Campaign is a campaign.
type Campaign struct {
	App     string
	Targets []string
	Skip    func(serial string) bool

	apple  *Apple
	log    *slog.Logger
	budget time.Duration
	batch  int
	dry    bool
	notify func(subject, text string)
}

// New returns a campaign for an app.
func New(root, app string, targets ...string) *Campaign {
	c := &Campaign{
		App:     app,
		Targets: targets,
		apple:   &Apple{Root: root, HTTP: &http.Client{Timeout: time.Minute}},
		log:     slog.New(slog.DiscardHandler),
		budget:  7 * 24 * time.Hour,
		batch:   25,
		notify:  func(string, string) {},
	}
	if n, err := strconv.Atoi(os.Getenv("CAMPAIGN_BATCH")); err == nil && n > 0 {
		c.batch = n
	}
	c.dry, _ = strconv.ParseBool(os.Getenv("CAMPAIGN_DRY"))
	return c
}

type association struct {
	Assets  []map[string]string `json:"assets"`
	Serials []string            `json:"serialNumbers"`
}

func (c *Campaign) body(serials []string) association {
	return association{[]map[string]string{{"adamId": c.App, "pricingParam": "STDQ"}}, serials}
}

// Summary is what a campaign has achieved.
type Summary struct {
	Had, Got, Skipped int
	Failed            map[string]int
	Took              time.Duration
}

func (s *Summary) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "had %d, got %d, skipped %d in %s", s.Had, s.Got, s.Skipped, s.Took.Round(time.Second))
	for _, serial := range slices.Sorted(maps.Keys(s.Failed)) {
		fmt.Fprintf(&b, "; %s: %d", serial, s.Failed[serial])
	}
	return b.String()
}

// Run looks who has the app already, gives it to the others in batches, waits
// for what Apple has to do, and writes a summary. Everything that can be tried
// again is.
//
//want:vppretry9603
func (c *Campaign) Run(ctx context.Context) (sum *Summary, err error) {
	began := time.Now()
	sum = &Summary{Failed: map[string]int{}}
	ctx, cancel := context.WithTimeout(ctx, c.budget)
	defer cancel()
	defer func() {
		sum.Took = time.Since(began)
		if err != nil {
			c.notify("campaign failed", fmt.Sprintf("%s\n%v", sum, err))
			return
		}
		c.log.InfoContext(ctx, "campaign", "app", c.App, "summary", sum.String())
	}()

	// Who has it?
	has := map[string]bool{}
	for index := 0; ; {
		var env *Envelope
		for try := 1; ; try++ {
			env, err = c.apple.Get(ctx, "/assignments", url.Values{"adamId": {c.App}, "pageIndex": {strconv.Itoa(index)}})
			var se *StatusError
			if errors.As(err, &se) && try < 10 {
				time.Sleep(se.Wait())
				continue
			}
			if err != nil {
				return sum, fmt.Errorf("page %d: %w", index, err)
			}
			if env.Failure.OK() {
				break
			}
			if try == 4 {
				return sum, fmt.Errorf("page %d: %w", index, env.Failure)
			}
			time.Sleep(time.Duration(try) * 2 * time.Second)
		}
		for _, s := range env.Seats {
			has[s.Serial] = true
		}
		if env.Page.Next <= index || env.Page.Next >= env.Page.Total {
			break
		}
		index = env.Page.Next
	}

	// Who needs it?
	var need []string
	for _, t := range c.Targets {
		switch t = strings.ToUpper(strings.TrimSpace(t)); {
		case t == "":
		case has[t]:
			sum.Had++
		case c.Skip != nil && c.Skip(t):
			sum.Skipped++
		default:
			need = append(need, t)
		}
	}
	slices.Sort(need)
	need = slices.Compact(need)
	if c.dry {
		c.log.InfoContext(ctx, "dry run", "need", need)
		return sum, nil
	}

	// Give it to them.
	for part := range slices.Chunk(need, c.batch) {
		delay := 3 * time.Second
	attempts:
		for {
			env, err := c.apple.Post(ctx, "/assets/associate", c.body(part))
			if err != nil {
				return sum, err
			}
			switch f := env.Failure; f.Number {
			case 0:
				sum.Got += len(part)
				break attempts
			case NumInternal, NumMaintains:
				c.log.WarnContext(ctx, "busy", "number", f.Number, "delay", delay)
				select {
				case <-time.After(delay):
				case <-ctx.Done():
					return sum, context.Cause(ctx)
				}
				delay = min(delay+3*time.Second, 30*time.Second)
			case NumExpired:
				return sum, f
			default:
				for _, serial := range part {
					sum.Failed[serial] = f.Number
				}
				break attempts
			}
		}
	}
	return sum, nil
}

// RunCalm does the last part of it only. It is for the days on which Apple
// releases something: the batches take turns, and a batch that was refused
// because the service is busy has its next turn when the others have had
// theirs, but not within a quarter of an hour.
func (c *Campaign) RunCalm(ctx context.Context) (sum *Summary, err error) {
	type turn struct {
		serials []string
		taken   int
		last    time.Time
	}
	sum = &Summary{Failed: map[string]int{}}
	began := time.Now()
	defer func() { sum.Took = time.Since(began) }()
	var turns []*turn
	for part := range slices.Chunk(c.Targets, c.batch) {
		turns = append(turns, &turn{serials: part})
	}
	fail := func(t *turn, number int) {
		for _, s := range t.serials {
			sum.Failed[s] = cmp.Or(sum.Failed[s], number)
		}
	}
	for round := 0; len(turns) > 0; round++ {
		next := turns[:0:0]
		for _, t := range turns {
			if wait := time.Until(t.last.Add(15 * time.Minute)); t.taken > 0 && wait > 0 {
				timer := time.NewTimer(wait)
				select {
				case <-timer.C:
				case <-ctx.Done():
					timer.Stop()
					return sum, ctx.Err()
				}
			}
			env, err := c.apple.Post(ctx, "/assets/associate", c.body(t.serials))
			t.taken, t.last = t.taken+1, time.Now()
			var se *StatusError
			switch {
			case errors.As(err, &se) && t.taken < 20:
				c.log.WarnContext(ctx, "gateway", "code", se.Code, "round", round)
				next = append(next, t)
				continue
			case err != nil:
				return sum, err
			}
			switch n := env.Failure.Number; {
			case n == 0:
				sum.Got += len(t.serials)
			case n == NumInternal || n == NumMaintains:
				next = append(next, t)
			case n == NumAssigned && len(env.Failure.Info.Serials) > 0:
				before := len(t.serials)
				t.serials = slices.DeleteFunc(slices.Clone(t.serials), func(s string) bool {
					return slices.Contains(env.Failure.Info.Serials, s)
				})
				sum.Had += before - len(t.serials)
				if len(t.serials) > 0 && len(t.serials) < before {
					t.taken = 0
					next = append(next, t)
				}
			default:
				fail(t, n)
			}
		}
		turns = next
	}
	return sum, nil
}

// RunSingles goes through the devices one by one, and is done with one of them
// after three attempts at most. At the end it goes through those that failed.
//
//want:vppretry9616
func (c *Campaign) RunSingles(ctx context.Context) (sum *Summary, err error) {
	sum = &Summary{Failed: map[string]int{}}
	defer func(began time.Time) {
		sum.Took = time.Since(began)
		c.log.InfoContext(ctx, "singles", "summary", sum.String(), "err", err)
	}(time.Now())
	give := func(serial string, attempts int) error {
		var last Failure
		for n := 0; n < attempts; n++ {
			if n > 0 {
				time.Sleep(time.Duration(n) * 5 * time.Second)
			}
			env, err := c.apple.Post(ctx, "/assets/associate", c.body([]string{serial}))
			if err != nil {
				return err
			}
			if last = env.Failure; last.OK() {
				return nil
			}
			if last.Number != NumInternal && last.Number != NumMaintains {
				break
			}
		}
		return last
	}
	for _, serial := range c.Targets {
		if c.Skip != nil && c.Skip(serial) {
			sum.Skipped++
			continue
		}
		err := give(serial, 3)
		if f := (Failure{}); errors.As(err, &f) {
			sum.Failed[serial] = f.Number
			continue
		}
		if err != nil {
			return sum, err
		}
		sum.Got++
	}
	if len(sum.Failed) == 0 {
		return sum, nil
	}
	c.notify("second pass", sum.String())
	time.Sleep(30 * time.Minute)
	var errs []error
	for _, serial := range slices.Sorted(maps.Keys(sum.Failed)) {
		if err := give(serial, 1); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", serial, err))
			continue
		}
		delete(sum.Failed, serial)
		sum.Got++
	}
	return sum, errors.Join(errs...)
}

// RunSinglesOnce goes through them one by one, too. In the end it goes through
// those for which there is hope.
func (c *Campaign) RunSinglesOnce(ctx context.Context) (sum *Summary, err error) {
	sum = &Summary{Failed: map[string]int{}}
	defer func(began time.Time) {
		sum.Took = time.Since(began)
		c.log.InfoContext(ctx, "singles", "summary", sum.String(), "err", err)
	}(time.Now())
	one := func(serial string) (*Failure, error) {
		env, err := c.apple.Post(ctx, "/assets/associate", c.body([]string{serial}))
		if err != nil {
			return nil, err
		}
		if env.Failure.OK() {
			return nil, nil
		}
		return &env.Failure, nil
	}
	hope := make(map[string]int)
	for _, serial := range c.Targets {
		f, err := one(serial)
		switch {
		case err != nil:
			return sum, err
		case f == nil:
			sum.Got++
		case f.Number == NumAssigned:
			sum.Had++
		case f.Number == NumInternal, f.Number == NumMaintains, f.Number == NumTooMany:
			hope[serial] = f.Number
		default:
			sum.Failed[serial] = f.Number
		}
	}
	for pass := 1; pass <= 4 && len(hope) > 0; pass++ {
		time.Sleep(time.Duration(pass) * 10 * time.Second)
		for _, serial := range slices.Sorted(maps.Keys(hope)) {
			f, err := one(serial)
			if err != nil {
				return sum, err
			}
			if f == nil {
				sum.Got++
				delete(hope, serial)
				continue
			}
			if hope[serial] = f.Number; f.Number == NumAssigned {
				sum.Had++
				delete(hope, serial)
			}
		}
	}
	maps.Copy(sum.Failed, hope)
	return sum, nil
}

// RunEvents gives the app to all devices, and follows the events. An event
// that fails is no reason to stop; a request that is refused is made again
// every half a minute until the budget is used up.
//
//want:vppretry9603 vppretry9616
func (c *Campaign) RunEvents(ctx context.Context) (states map[string]string, err error) {
	states = map[string]string{}
	deadline := time.Now().Add(c.budget)
	log := c.log.With("app", c.App, "deadline", deadline)
	var open []string
	for i, part := range slices.Collect(slices.Chunk(c.Targets, c.batch)) {
		part := slices.DeleteFunc(slices.Clone(part), func(s string) bool {
			return s == "" || c.Skip != nil && c.Skip(s)
		})
		if len(part) == 0 {
			continue
		}
		accepted := ""
		for accepted == "" {
			env, err := c.apple.Post(ctx, "/assets/associate", c.body(part))
			if err != nil {
				return states, fmt.Errorf("batch %d: %w", i, err)
			}
			if f := env.Failure; !f.OK() {
				log.WarnContext(ctx, "refused", "batch", i, "number", f.Number, "assets", f.Info.Assets)
				if f.Number == NumExpired || time.Now().Add(30*time.Second).After(deadline) {
					return states, f
				}
				select {
				case <-time.After(30 * time.Second):
					continue
				case <-ctx.Done():
					return states, ctx.Err()
				}
			}
			accepted = cmp.Or(env.Event.ID, "none")
		}
		open = append(open, accepted)
	}
	for len(open) > 0 && time.Now().Before(deadline) {
		var rest []string
		for _, id := range open {
			env, err := c.apple.Get(ctx, "/status", url.Values{"eventId": {id}})
			if err != nil || !env.Failure.OK() {
				rest = append(rest, id)
				continue
			}
			states[id] = env.Event.State
			if env.Event.State != "COMPLETE" && env.Event.State != "FAILED" {
				rest = append(rest, id)
			}
		}
		if open = rest; len(open) > 0 {
			time.Sleep(15 * time.Second)
		}
	}
	return states, nil
}

// RunEventsShort follows the events, too. A request that is refused is made
// again a few times, unless it makes no sense.
func (c *Campaign) RunEventsShort(ctx context.Context) (states map[string]string, err error) {
	states = map[string]string{}
	open := map[string]int{}
	for i, part := range slices.Collect(slices.Chunk(c.Targets, c.batch)) {
		var env *Envelope
		left := 5
		for {
			if env, err = c.apple.Post(ctx, "/assets/associate", c.body(part)); err != nil {
				return states, fmt.Errorf("batch %d: %w", i, err)
			}
			if left--; env.Failure.OK() || left == 0 {
				break
			}
			senseless := slices.Contains([]int{NumNone, NumAssigned, NumExpired, NumTooMany}, env.Failure.Number)
			if senseless {
				break
			}
			c.log.WarnContext(ctx, "refused", "batch", i, "number", env.Failure.Number, "left", left)
			time.Sleep(20 * time.Second)
		}
		if !env.Failure.OK() {
			states[fmt.Sprint("batch ", i)] = env.Failure.Error()
			continue
		}
		open[env.Event.ID] = i
	}
	tick := time.NewTicker(5 * time.Second)
	defer tick.Stop()
	for polls := 0; len(open) > 0 && polls < 50; polls++ {
		for _, id := range slices.Sorted(maps.Keys(open)) {
			env, err := c.apple.Get(ctx, "/status", url.Values{"eventId": {id}})
			if err != nil {
				c.log.WarnContext(ctx, "status", "event", id, "err", err)
				continue
			}
			if env.Failure.Number == NumInternal {
				continue
			}
			if states[id] = env.Event.State; states[id] == "COMPLETE" || states[id] == "FAILED" {
				delete(open, id)
			}
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return states, ctx.Err()
		}
	}
	return states, nil
}
