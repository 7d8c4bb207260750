// Package provision brings purchased content to people.
package provision

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"
)

type (
	// Ticket is a demand for content.
	Ticket struct {
		Pricing string `json:"pricingParam"`
		AdamID  uint64 `json:"adamId"`
		Person  string `json:"clientUserIdStr"`
	}

	// Note is the answer to a ticket.
	Note struct {
		Status uint `json:"-"`
		Num    uint `json:"errorNumber"`
		Msg    any  `json:"errorMessage"`
		Lic    any  `json:"licenseId"`
	}
)

// Settings of the package. They are variables for the sake of the tests.
var (
	maxAttempts   = 8
	pause         = 2 * time.Second
	calmPause     = 90 * time.Second
	RoundLimit    = 6
	attemptsFor   map[string]int
	internalError uint = 9603
)

func init() {
	attemptsFor = map[string]int{"STDQ": 4, "PLUS": 5}
	drillAttempts = 5
}

var drillAttempts = 50

func deliver(ctx context.Context, t Ticket) (note Note, err error) {
	body := fmt.Sprintf(`{"pricingParam":%q,"adamId":%d,"clientUserIdStr":%q}`, t.Pricing, t.AdamID, t.Person)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://vpp.itunes.apple.com/tickets", strings.NewReader(body))
	if err != nil {
		return note, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return note, err
	}
	defer func() {
		if cerr := resp.Body.Close(); err == nil {
			err = cerr
		}
	}()
	err = json.NewDecoder(resp.Body).Decode(&note)
	return note, err
}

// Issue issues a ticket.
//
//want:vppretry9603
func Issue(ctx context.Context, t Ticket) (note Note, err error) {
	note.Num = internalError
	for n := maxAttempts; n > 0 && err == nil && note.Num == internalError; n-- {
		if n < maxAttempts {
			time.Sleep(pause)
		}
		note, err = deliver(ctx, t)
	}
	return
}

// IssueCalmly has a longer pause.
func IssueCalmly(ctx context.Context, t Ticket) (note Note, err error) {
	for {
		if note, err = deliver(ctx, t); err != nil || note.Num != internalError {
			return
		}
		time.Sleep(calmPause)
	}
}

// Round issues a ticket, and counts rounds.
func Round(ctx context.Context, t Ticket) (note Note, err error) {
	for round := 1; round <= RoundLimit; round++ {
		if note, err = deliver(ctx, t); err != nil || note.Num != internalError {
			break
		}
		time.Sleep(pause)
	}
	return
}

// ByPrice has a limit for each kind of price.
//
//want:vppretry9616
func ByPrice(ctx context.Context, t Ticket) (note Note, err error) {
	limit, ok := attemptsFor[t.Pricing]
	if !ok {
		limit = 3
	}
	for i := 0; i < limit; i++ {
		if note, err = deliver(ctx, t); err != nil || note.Num == 0 {
			return
		}
		time.Sleep(pause * time.Duration(i))
	}
	return
}

// Drill is what runs on the first day of school. The limit is reduced at start.
func Drill(ctx context.Context, t Ticket) (note Note, err error) {
	for i := 0; i < drillAttempts; i++ {
		if note, err = deliver(ctx, t); err != nil || note.Num != internalError {
			return
		}
		time.Sleep(pause)
	}
	return
}

// Provisioner is a queue of one.
type Provisioner struct {
	limit   int // 0 is no limit
	spacing time.Duration
	strict  bool
}

// NewProvisioner returns a provisioner without a limit.
func NewProvisioner() *Provisioner { return &Provisioner{spacing: 20 * time.Second} }

// Run runs.
//
//want:vppretry9603
func (p *Provisioner) Run(ctx context.Context, t Ticket) (note Note, err error) {
	for i := 0; p.limit == 0 || i < p.limit; i++ {
		if note, err = deliver(ctx, t); err != nil || note.Num != internalError {
			return
		}
		time.Sleep(p.spacing)
	}
	return
}

// Limited has limits from its constructor.
type Limited struct {
	quick, total int
	short, long  time.Duration
}

// NewLimited returns limits that follow the book.
func NewLimited() *Limited {
	l := new(Limited)
	l.quick, l.total = 5, 30
	l.short = 2 * time.Second
	l.long = l.short * 60
	return l
}

// Run runs.
func (l *Limited) Run(ctx context.Context, t Ticket) (note Note, err error) {
	for sent := 1; sent <= l.total; sent++ {
		if note, err = deliver(ctx, t); err != nil || note.Num != internalError {
			return
		}
		d := l.short
		if sent > l.quick {
			d = l.long
		}
		time.Sleep(d)
	}
	return
}

// Inverse mixes up what is quick and what is not.
//
//want:vppretry9603
func (l *Limited) Inverse(ctx context.Context, t Ticket) (note Note, err error) {
	for sent := 1; sent <= l.total; sent++ {
		if note, err = deliver(ctx, t); err != nil || note.Num != internalError {
			return
		}
		d := l.long
		if sent > l.quick {
			d = l.short
		}
		time.Sleep(d)
	}
	return
}

// backoff is the usual one.
type backoff struct {
	cur, max time.Duration
	factor   int
}

func (b *backoff) Next() time.Duration {
	d := b.cur
	b.cur = min(b.cur*time.Duration(b.factor), b.max)
	return d
}

func (b *backoff) Reset() { b.cur = time.Second }

// Backoff waits twice as long each time, up to twenty seconds.
//
//want:vppretry9603
func Backoff(ctx context.Context, t Ticket) (note Note, err error) {
	b := &backoff{cur: time.Second, max: 20 * time.Second, factor: 2}
	for {
		note, err = deliver(ctx, t)
		if err != nil || note.Num == 0 || note.Num == 9616 {
			return note, err
		}
		time.Sleep(b.Next())
	}
}

// BackoffWide goes up to a quarter of an hour, and three times as long each time.
func BackoffWide(ctx context.Context, t Ticket) (note Note, err error) {
	b := backoff{time.Second, 15 * time.Minute, 3}
	for {
		note, err = deliver(ctx, t)
		if err != nil || note.Num == 0 || note.Num == 9616 {
			return note, err
		}
		time.Sleep(b.Next())
	}
}

// BackoffReset begins anew whenever it has been patient enough.
//
//want:vppretry9603
func BackoffReset(ctx context.Context, t Ticket) (note Note, err error) {
	b := backoff{time.Second, time.Hour, 4}
	for {
		note, err = deliver(ctx, t)
		if err != nil || note.Num != internalError {
			return note, err
		}
		d := b.Next()
		if d > 10*time.Minute {
			b.Reset()
		}
		time.Sleep(d)
	}
}
