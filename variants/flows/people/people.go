// Package people keeps the users of a school in step with Apple: it invites,
// edits and retires them, and gives them what their class needs.
package people

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Person is a person.
type Person struct {
	ID     string
	Email  string
	Class  string
	Left   bool
	Guests []string
}

// fault is what is common to all answers.
type fault struct {
	ErrorNumber  int    `json:"errorNumber"`
	ErrorMessage string `json:"errorMessage"`
}

func (f fault) err() error {
	if f.ErrorNumber == 0 {
		return nil
	}
	return &APIError{fault: f}
}

// APIError is a fault as an error.
type APIError struct {
	fault
	Path string
}

// Error implements error.
func (e *APIError) Error() string { return fmt.Sprintf("%s: %d", e.Path, e.ErrorNumber) }

// Busy tells whether it is worth waiting.
func (e *APIError) Busy() bool { return e.ErrorNumber == 9603 }

// Known tells whether there is nothing to do.
func (e *APIError) Known() bool {
	return e.ErrorNumber == 9616 || e.ErrorNumber == 9618 || e.ErrorNumber == 9716
}

// User is a user as Apple sees them.
type User struct {
	fault
	ClientUserID string `json:"clientUserId"`
	ITSIDHash    string `json:"itsIdHash"`
	Status       string `json:"userStatus"`
}

// Directory is a directory of people.
type Directory struct {
	base   string
	client *http.Client
	gap    time.Duration
}

// Open opens a directory.
func Open(base string) *Directory {
	return &Directory{base: base, client: http.DefaultClient, gap: 2 * time.Second}
}

func (d *Directory) post(ctx context.Context, path string, in map[string]any) error {
	js, err := json.Marshal(in)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, d.base+path, bytes.NewReader(js))
	if err != nil {
		return err
	}
	resp, err := d.client.Do(req)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	defer resp.Body.Close()
	var f fault
	if err := json.NewDecoder(resp.Body).Decode(&f); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	err = f.err()
	if ae := (*APIError)(nil); errors.As(err, &ae) {
		ae.Path = path
	}
	return err
}

func (d *Directory) user(ctx context.Context, id string) (*User, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, d.base+"/users?clientUserId="+url.QueryEscape(id), nil)
	if err != nil {
		return nil, err
	}
	resp, err := d.client.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	u := new(User)
	if err := json.NewDecoder(resp.Body).Decode(u); err != nil {
		return nil, err
	}
	return u, u.err()
}

func asAPI(err error) *APIError {
	var ae *APIError
	if errors.As(err, &ae) {
		return ae
	}
	return nil
}

// Sync brings everybody up to date. Each of the steps may fail for each of the
// people without an effect on the others.
//
//want:vppretry9603
func (d *Directory) Sync(ctx context.Context, all []Person, apps map[string][]string) (failed map[string]error) {
	failed = make(map[string]error)
	var gone, here []Person
	for _, p := range all {
		if p.Left {
			gone = append(gone, p)
		} else {
			here = append(here, p)
		}
	}
	slices.SortFunc(here, func(a, b Person) int { return strings.Compare(a.Class+a.ID, b.Class+b.ID) })
	for _, p := range gone {
		if err := d.post(ctx, "/users/retire", map[string]any{"clientUserId": p.ID}); err != nil {
			if ae := asAPI(err); ae == nil || !ae.Known() {
				failed[p.ID] = err
			}
		}
	}
	for _, p := range here {
		if p.Email == "" {
			failed[p.ID] = errors.New("no address")
			continue
		}
		err := d.post(ctx, "/users/create", map[string]any{"clientUserId": p.ID, "email": p.Email})
		if ae := asAPI(err); err != nil && (ae == nil || !ae.Known()) {
			failed[p.ID] = err
			continue
		}
		for _, app := range apps[p.Class] {
			wait := d.gap
			for {
				err := d.post(ctx, "/assets/associate", map[string]any{"assets": []string{app}, "clientUserIds": []string{p.ID}})
				ae := asAPI(err)
				if err == nil || ae != nil && ae.Known() {
					break
				}
				if ae == nil || !ae.Busy() {
					failed[p.ID] = errors.Join(failed[p.ID], err)
					break
				}
				log.Printf("%s/%s: busy, next attempt in %s", p.ID, app, wait)
				time.Sleep(wait)
				if wait < 30*time.Second {
					wait += d.gap
				}
			}
		}
	}
	return failed
}

// Invite creates people one after the other. They share the code, and a pause.
func (d *Directory) Invite(ctx context.Context, people []Person) (invited int, err error) {
	for _, p := range people {
		if err := d.post(ctx, "/users/create", map[string]any{"clientUserId": p.ID, "email": p.Email}); err != nil {
			if ae := asAPI(err); ae != nil && ae.Busy() {
				log.Printf("%s will be invited with the next run", p.ID)
				time.Sleep(d.gap)
				continue
			}
			return invited, err
		}
		invited++
	}
	return invited, nil
}

// InviteAll creates them until everybody is there.
//
//want:vppretry9603
func (d *Directory) InviteAll(ctx context.Context, people []Person) error {
	queue := slices.Clone(people)
	for len(queue) > 0 {
		var later []Person
		for _, p := range queue {
			err := d.post(ctx, "/users/create", map[string]any{"clientUserId": p.ID, "email": p.Email})
			switch ae := asAPI(err); {
			case err == nil, ae != nil && ae.Known():
			case ae != nil && ae.Busy():
				later = append(later, p)
			default:
				return err
			}
		}
		if queue = later; len(queue) > 0 {
			time.Sleep(10 * d.gap)
		}
	}
	return nil
}

// Edit edits people five times at most, whatever is wrong. No license is touched.
func (d *Directory) Edit(ctx context.Context, p Person) (err error) {
	for i := range 5 {
		if err = d.post(ctx, "/users/update", map[string]any{"clientUserId": p.ID, "email": p.Email}); err == nil {
			return nil
		}
		time.Sleep(time.Duration(i) * d.gap)
	}
	return err
}

// Known asks whether Apple knows somebody until it gets an answer.
//
//want:vppretry9603
func (d *Directory) Known(ctx context.Context, id string) (*User, error) {
	for {
		u, err := d.user(ctx, id)
		if err == nil {
			return u, nil
		}
		ae := asAPI(err)
		if ae == nil {
			return nil, err
		}
		if ae.ErrorNumber == 9609 {
			return nil, nil
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(d.gap):
		}
	}
}

// Associated waits until somebody has accepted the invitation. That may take a
// day, in which the service may have its own problems.
func (d *Directory) Associated(ctx context.Context, id string) (*User, error) {
	ctx, cancel := context.WithTimeout(ctx, 24*time.Hour)
	defer cancel()
	for {
		u, err := d.user(ctx, id)
		switch ae := asAPI(err); {
		case err != nil && ae == nil:
			return nil, err
		case ae != nil:
			log.Printf("%s: %d", id, ae.ErrorNumber)
		case u.ITSIDHash != "" && u.Status == "Associated":
			return u, nil
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(30 * time.Second):
		}
	}
}

// Equip gives a person an app, and the guests of that person, too.
func (d *Directory) Equip(ctx context.Context, p Person, app string) error {
	var errs []error
	for _, id := range append([]string{p.ID}, p.Guests...) {
		err := d.post(ctx, "/assets/associate", map[string]any{"assets": []string{app}, "clientUserIds": []string{id}})
		if ae := asAPI(err); ae != nil && ae.ErrorNumber == 9616 {
			log.Printf("%s has %s", id, app)
			continue
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// EquipGuests means the guests, but takes the wrong variable.
//
//want:vppretry9616
func (d *Directory) EquipGuests(ctx context.Context, p Person, app string) error {
	for i := range 3 {
		err := d.post(ctx, "/assets/associate", map[string]any{"assets": []string{app}, "clientUserIds": []string{p.ID}})
		if err == nil {
			return nil
		}
		if i < len(p.Guests) {
			log.Printf("%s instead of %s: %v", p.Guests[i], p.ID, err)
		}
	}
	return errors.New("nobody")
}
