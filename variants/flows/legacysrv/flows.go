// Package legacysrv speaks the legacy form of the service: every answer is a
// document, and what is in it has to be found out.
package legacysrv

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// Provide gives apps to the users of a class. It is what runs when a class is
// created; users that Apple does not know are registered on the way.
//
//want:vppretry9603
func (s *Server) Provide(ctx context.Context, class string, apps, users []string) (problems map[string]error, err error) {
	problems = map[string]error{}
	note := func(user string, perr error) {
		problems[user] = errors.Join(problems[user], fmt.Errorf("class %s: %w", class, perr))
	}
	for _, app := range apps {
		app = strings.TrimSpace(app)
		if app == "" {
			continue
		}
	users:
		for _, user := range users {
			registered := false
			for attempt := 0; attempt < 8; attempt++ {
				doc, err := s.call(ctx, "manage", document{"adamIdStr": app, "pricingParam": "STDQ", "associateClientUserIdStrs": []string{user}})
				if errors.Is(err, errUnavailable) {
					time.Sleep(5 * time.Second)
					continue
				}
				if err != nil {
					return problems, err
				}
				switch n := doc.number(); n {
				case 0, eHas:
					continue users
				case eNoUser:
					if registered {
						note(user, serviceError{"manage", doc})
						continue users
					}
					if _, err := s.call(ctx, "register", document{"clientUserIdStr": user, "email": user + "@" + class}); err != nil {
						return problems, err
					}
					registered = true
				case eInternal:
					time.Sleep(time.Duration(attempt+1) * 2 * time.Second)
				case eExpired:
					return problems, serviceError{"manage", doc}
				default:
					note(user, serviceError{"manage", doc})
					continue users
				}
			}
			note(user, errors.New("no attempts left"))
		}
	}
	return problems, nil
}

// ProvideAll gives an app to all the users at once. If the service is busy,
// the request is made again: at first soon, and then in a while.
func (s *Server) ProvideAll(ctx context.Context, app string, users []string) (document, error) {
	in := document{"adamIdStr": app, "pricingParam": "STDQ", "associateClientUserIdStrs": users}
	pauses := []string{"2s", "4s", "8s", "16s", "2m", "5m", "15m"}
	for i := 0; ; i++ {
		doc, err := s.call(ctx, "manage", maps.Clone(in))
		if err != nil {
			return nil, err
		}
		if doc.number() != eInternal {
			return doc, nil
		}
		d, err := time.ParseDuration(pauses[min(i, len(pauses)-1)])
		if err != nil {
			return nil, err
		}
		select {
		case <-time.After(d):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// Moved asks where the service lives now, if it has moved.
func (s *Server) Moved(ctx context.Context, app, user string) (document, error) {
	in := document{"adamIdStr": app, "associateClientUserIdStrs": []string{user}}
	doc, err := s.call(ctx, "manage", in)
	if err != nil || doc.number() != eMoved {
		return doc, err
	}
	s.mu.Lock()
	s.refreshed = time.Time{}
	s.mu.Unlock()
	return s.call(ctx, "manage", in)
}

// MovedMaybe does so if anything is wrong, for who knows.
//
//want:vppretry9616
func (s *Server) MovedMaybe(ctx context.Context, app, user string) (document, error) {
	in := document{"adamIdStr": app, "associateClientUserIdStrs": []string{user}}
	doc, err := s.call(ctx, "manage", in)
	if err != nil {
		return nil, err
	}
	if fmt.Sprint(doc["errorNumber"]) == "<nil>" {
		return doc, nil
	}
	s.mu.Lock()
	s.refreshed = time.Time{}
	s.mu.Unlock()
	return s.call(ctx, "manage", in)
}

// Text compares the number as a text.
//
//want:vppretry9603
func (s *Server) Text(ctx context.Context, app, user string) error {
	in := document{"adamIdStr": app, "associateClientUserIdStrs": []string{user}}
	for n := 0; n < 30; n++ {
		doc, err := s.call(ctx, "manage", in)
		if err != nil {
			return err
		}
		if fmt.Sprint(doc["errorNumber"]) != "9603" {
			return nil
		}
		time.Sleep(10 * time.Second)
	}
	return errUnavailable
}

// Retire retires users. A user who is retired already is none of our business,
// and neither is one that Apple does not know.
//
//want:maybe:vppretry9616
func (s *Server) Retire(ctx context.Context, users ...string) (err error) {
	for _, u := range users {
		var doc document
		for left := 4; left >= 0; left-- {
			if doc, err = s.call(ctx, "retire", document{"clientUserIdStr": u}); err != nil {
				return err
			}
			n := doc.number()
			if n == 0 || n == eRetired || n == eNoUser {
				break
			}
			if left == 0 {
				return serviceError{"retire", doc}
			}
			time.Sleep(time.Second)
		}
	}
	return nil
}

// Register registers users until the service knows them.
//
//want:vppretry9603
func (s *Server) Register(ctx context.Context, users ...string) error {
	todo := slices.Clone(users)
	for len(todo) > 0 {
		user := todo[0]
		doc, err := s.call(ctx, "register", document{"clientUserIdStr": user})
		switch {
		case err != nil:
			return err
		case doc.number() == 0:
			todo = todo[1:]
		case doc.number() == eInternal:
			todo = append(todo[1:], user)
			time.Sleep(6 * time.Second)
		default:
			return serviceError{"register", doc}
		}
	}
	return nil
}

// Users lists the users of all pages, which have a token each.
//
//want:maybe:vppretry9616
func (s *Server) Users(ctx context.Context) (names []string, err error) {
	in := document{"includeRetired": 0}
	for failures := 0; ; {
		doc, err := s.call(ctx, "users", in)
		if err != nil {
			return names, err
		}
		if doc.number() != 0 {
			if failures++; failures > 5 {
				return names, serviceError{"users", doc}
			}
			time.Sleep(3 * time.Second)
			continue
		}
		list, _ := doc["users"].([]any)
		for _, u := range list {
			if m, ok := u.(map[string]any); ok {
				names = append(names, document(m).str("clientUserIdStr"))
			}
		}
		token := doc.str("batchToken")
		if token == "" || token == in["batchToken"] {
			return names, nil
		}
		in["batchToken"] = token
	}
}

// UsersSince lists those that have changed. The failures of a page are
// forgotten with the next one, which never comes.
//
//want:vppretry9603 maybe:vppretry9616
func (s *Server) UsersSince(ctx context.Context, token string) (names []string, err error) {
	in := document{"sinceModifiedToken": token}
	for {
		failures := 0
		doc, err := s.call(ctx, "users", in)
		if err != nil {
			return names, err
		}
		if doc.number() != 0 {
			if failures++; failures > 5 {
				return names, serviceError{"users", doc}
			}
			time.Sleep(3 * time.Second)
			continue
		}
		list, _ := doc["users"].([]any)
		for _, u := range list {
			if m, ok := u.(map[string]any); ok {
				names = append(names, document(m).str("clientUserIdStr"))
			}
		}
		next := doc.str("batchToken")
		if next == "" || next == in["batchToken"] {
			return names, nil
		}
		in["batchToken"] = next
	}
}

// Assure assigns, and looks after itself whether that has worked: if somebody
// has the license, that is fine, whoever assigned it.
func (s *Server) Assure(ctx context.Context, app, user string) error {
	var last document
	for n := 1; n <= 5; n++ {
		doc, err := s.call(ctx, "manage", document{"adamIdStr": app, "associateClientUserIdStrs": []string{user}})
		if err != nil && !errors.Is(err, errUnavailable) {
			return err
		}
		if err == nil {
			last = doc
			if _, failed := doc["errorNumber"]; !failed || doc.number() == eHas {
				return nil
			}
		}
		time.Sleep(time.Duration(n*n) * time.Second)
	}
	return serviceError{"manage", last}
}

// AssureStatus looks at the status instead.
//
//want:vppretry9616
func (s *Server) AssureStatus(ctx context.Context, app, user string) error {
	var last document
	for n := 1; n <= 5; n++ {
		doc, err := s.call(ctx, "manage", document{"adamIdStr": app, "associateClientUserIdStrs": []string{user}})
		if err != nil && !errors.Is(err, errUnavailable) {
			return err
		}
		if err == nil {
			last = doc
			if st := fmt.Sprint(doc["status"]); st == "0" || st == "<nil>" {
				return nil
			}
		}
		time.Sleep(time.Duration(n*n) * time.Second)
	}
	return serviceError{"manage", last}
}
