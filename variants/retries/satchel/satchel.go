// Package satchel packs what somebody needs. If one thing cannot be had,
// another one may do.
package satchel

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/http"
	"slices"
	"sync"
	"time"
)

// Wish is a wish.
type Wish struct {
	AdamID  string   `json:"adamIdStr"`
	Pricing string   `json:"pricingParam,omitempty"`
	License string   `json:"licenseIdStr,omitempty"`
	Persons []string `json:"associateClientUserIdStrs,omitempty"`
	Page    int      `json:"page,omitempty"`
	Stamp   string   `json:"timestamp,omitempty"`
}

// Gift is what came of it.
type Gift struct {
	Status int     `json:"status"`
	Error  *Reason `json:"-"`
	Holder *struct {
		Person string `json:"clientUserIdStr"`
	} `json:"licenseAlreadyAssigned"`
	State string `json:"eventStatus"`
	More  bool   `json:"more"`
}

// Reason is why there is no gift.
type Reason struct {
	Number  int    `json:"errorNumber"`
	Message string `json:"errorMessage"`
}

func (r *Reason) Error() string { return fmt.Sprint("reason ", r.Number) }

func (r *Reason) has(numbers ...int) bool { return r != nil && slices.Contains(numbers, r.Number) }

var errNone = errors.New("nothing left to try")

func wish(ctx context.Context, path string, w Wish) (*Gift, error) {
	js, err := json.Marshal(w)
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, "POST", "https://vpp.itunes.apple.com/mdm"+path, bytes.NewReader(js))
	if err != nil {
		return nil, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	var raw json.RawMessage
	if err := json.NewDecoder(resp.Body).Decode(&raw); err != nil {
		return nil, err
	}
	g, r := new(Gift), new(Reason)
	if err := errors.Join(json.Unmarshal(raw, g), json.Unmarshal(raw, r)); err != nil {
		return nil, err
	}
	if r.Number != 0 {
		g.Error = r
	}
	return g, nil
}

// Price wants the good quality, and takes the other one.
func Price(ctx context.Context, w Wish) error {
	for _, w.Pricing = range []string{"PLUS", "STDQ"} {
		g, err := wish(ctx, "/assign", w)
		if err != nil {
			return err
		}
		if g.Error == nil {
			return nil
		}
	}
	return errNone
}

// License goes through the licenses until one is free.
func License(ctx context.Context, w Wish, licenses []string) error {
	for len(licenses) > 0 {
		w.License, licenses = licenses[0], licenses[1:]
		g, err := wish(ctx, "/assign", w)
		switch {
		case err != nil:
			return err
		case g.Error.has(9616, 9630):
			continue
		case g.Error != nil:
			return g.Error
		}
		return nil
	}
	return errNone
}

// LicenseStuck wants to do so, but forgets to take the next one.
//
//want:vppretry9616
func LicenseStuck(ctx context.Context, w Wish, licenses []string) error {
	for i := range licenses {
		if w.License == "" {
			w.License = licenses[i]
		}
		g, err := wish(ctx, "/assign", w)
		switch {
		case err != nil:
			return err
		case g.Error.has(9616, 9630):
			continue
		case g.Error != nil:
			return g.Error
		}
		return nil
	}
	return errNone
}

// Stamped puts a timestamp on each attempt, which makes it no other wish.
//
//want:vppretry9603
func Stamped(ctx context.Context, w Wish) error {
	for i := range 10 {
		w.Stamp = time.Now().Format(time.RFC3339Nano)
		g, err := wish(ctx, "/assign", w)
		if err != nil || !g.Error.has(9603) {
			return err
		}
		time.Sleep(time.Duration(i) * time.Second)
	}
	return errNone
}

// Without leaves out whoever has it.
func Without(ctx context.Context, w Wish) error {
	for len(w.Persons) > 0 {
		g, err := wish(ctx, "/assign", w)
		if err != nil || g.Error == nil {
			return err
		}
		if !g.Error.has(9616) || g.Holder == nil {
			return g.Error
		}
		i := slices.Index(w.Persons, g.Holder.Person)
		if i < 0 {
			return errNone
		}
		w.Persons = slices.Delete(slices.Clone(w.Persons), i, i+1)
	}
	return nil
}

// Set removes from a set, and makes the wish of what is left in it.
func Set(ctx context.Context, w Wish) error {
	left := make(map[string]struct{}, len(w.Persons))
	for _, p := range w.Persons {
		left[p] = struct{}{}
	}
	for busy := 0; len(left) > 0; {
		w.Persons = w.Persons[:0:0]
		for p := range left {
			w.Persons = append(w.Persons, p)
		}
		slices.Sort(w.Persons)
		g, err := wish(ctx, "/assign", w)
		switch {
		case err != nil || g.Error == nil:
			return err
		case g.Error.has(9616) && g.Holder != nil:
			delete(left, g.Holder.Person)
		case g.Error.has(9603) && busy < 5:
			busy++
			time.Sleep(2 * time.Second)
		default:
			return g.Error
		}
	}
	return nil
}

// SetBusy removes from a set as well, and has all the patience there is with a busy service.
//
//want:vppretry9603
func SetBusy(ctx context.Context, w Wish) error {
	all := slices.Clone(w.Persons)
	gone := map[string]bool{}
	for {
		w.Persons = slices.DeleteFunc(slices.Clone(all), func(p string) bool { return gone[p] })
		if len(w.Persons) == 0 {
			return nil
		}
		g, err := wish(ctx, "/assign", w)
		if err != nil || g.Error == nil {
			return err
		}
		if g.Holder != nil && g.Error.has(9616) {
			gone[g.Holder.Person] = true
			continue
		}
		if !g.Error.has(9603, 9608) {
			return g.Error
		}
		time.Sleep(2 * time.Second)
	}
}

// Pages asks for page after page. A page that fails is skipped.
func Pages(ctx context.Context, w Wish) (n int, err error) {
	for more := true; more; {
		w.Page++
		g, err := wish(ctx, "/list", w)
		if err != nil {
			return n, err
		}
		if g.Error != nil {
			log.Print(g.Error)
			more = w.Page < 20
			continue
		}
		n, more = n+1, g.More
	}
	return n, nil
}

// Event waits for the end of an event.
func Event(ctx context.Context, w Wish) error {
	tick := time.NewTicker(2 * time.Second)
	defer tick.Stop()
	for {
		g, err := wish(ctx, "/status", w)
		if err != nil {
			return err
		}
		if g.Error == nil && g.State == "COMPLETE" {
			return nil
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Steady makes the same wish every few seconds, for it may be granted to somebody else.
func Steady(ctx context.Context, w Wish) {
	for ctx.Err() == nil {
		g, err := wish(ctx, "/assign", w)
		if err != nil {
			return
		}
		if g.Error != nil {
			log.Print(g.Error)
		}
		time.Sleep(5 * time.Second)
	}
}

// Asked asks its caller what to do.
func Asked(ctx context.Context, w Wish, again func(*Reason) bool) error {
	for n := 0; n < 50; n++ {
		g, err := wish(ctx, "/assign", w)
		if err != nil {
			return err
		}
		if g.Error == nil || !again(g.Error) {
			return nil
		}
		time.Sleep(time.Second)
	}
	return errNone
}

// Rules are the rules of a house.
type Rules struct {
	Times   int
	Between time.Duration
	Eager   bool
}

// House follows the rules.
func House(ctx context.Context, w Wish, r Rules) error {
	for n := 0; n < r.Times; n++ {
		g, err := wish(ctx, "/assign", w)
		if err != nil {
			return err
		}
		if !g.Error.has(9603) {
			return nil
		}
		time.Sleep(r.Between)
	}
	return errNone
}

// HouseTen follows them in part.
//
//want:vppretry9603
func HouseTen(ctx context.Context, w Wish, r Rules) error {
	for n := 0; n < 10; n++ {
		g, err := wish(ctx, "/assign", w)
		if err != nil {
			return err
		}
		if !g.Error.has(9603) && !(r.Eager && g.Error.has(9608)) {
			return nil
		}
		time.Sleep(6 * time.Second)
	}
	return errNone
}

// HouseEager is eager where the rules allow it.
//
//want:vppretry9616
func HouseEager(ctx context.Context, w Wish, r Rules) error {
	numbers := []int{9603}
	if r.Eager {
		numbers = append(numbers, 9608, 9616)
	}
	for range 4 {
		g, err := wish(ctx, "/assign", w)
		if err != nil {
			return err
		}
		if !g.Error.has(numbers...) {
			return nil
		}
		time.Sleep(6 * time.Second)
	}
	return errNone
}

// Swap takes a license from somebody and wishes again.
func Swap(ctx context.Context, w Wish) error {
	g, err := wish(ctx, "/assign", w)
	if err != nil || !g.Error.has(9616) || g.Holder == nil {
		return err
	}
	if _, err := wish(ctx, "/disassociate", Wish{AdamID: w.AdamID, Persons: []string{g.Holder.Person}}); err != nil {
		return err
	}
	_, err = wish(ctx, "/assign", w)
	return err
}

// Pool shares wishes among helpers. Each is made once, and what is busy once more.
func Pool(ctx context.Context, ws ...Wish) {
	ch := make(chan Wish)
	var wg sync.WaitGroup
	for range min(4, len(ws)) {
		wg.Go(func() {
			for w := range ch {
				g, err := wish(ctx, "/assign", w)
				if err == nil && g.Error.has(9603) {
					time.Sleep(time.Second)
					g, err = wish(ctx, "/assign", w)
				}
				if err != nil || g.Error != nil {
					log.Print(w.AdamID, g, err)
				}
			}
		})
	}
	for _, w := range ws {
		ch <- w
	}
	close(ch)
	wg.Wait()
}

// Once returns from its loop whatever happens, as it has been since somebody removed the repetition.
func Once(ctx context.Context, w Wish) error {
	for {
		g, err := wish(ctx, "/assign", w)
		if err != nil {
			return err
		}
		if g.Error != nil {
			return g.Error
		}
		return nil
	}
}
