// Package custodian looks after licenses: it hands them out, takes them back, and
// makes sure that an error says where it comes from.
package custodian

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"

	pkgerrors "github.com/pkg/errors"
)

const (
	faultInternal = 9603
	faultTaken    = 9616
)

type fault struct {
	ErrorNumber  int    `json:"errorNumber"`
	ErrorMessage string `json:"errorMessage"`
}

func (f *fault) Error() string { return "store: " + f.ErrorMessage }

// numeric is the short form, for the places where the words would be too long.
type numeric int

func (n numeric) Error() string { return fmt.Sprintf("store error %d", int(n)) }

// trace adds the name of the step to an error.
type trace struct {
	step string
	err  error
}

func (t trace) Error() string { return t.step + " -> " + t.err.Error() }
func (t trace) Unwrap() error { return t.err }

// Gateway sends requests.
type Gateway struct {
	http *http.Client
	base string
}

func (g *Gateway) call(ctx context.Context, service string, in any) error {
	body, err := json.Marshal(in)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, g.base+service, bytes.NewReader(body))
	if err != nil {
		return err
	}
	res, err := g.http.Do(req)
	if err != nil {
		return pkgerrors.WithStack(err)
	}
	defer res.Body.Close()
	var f fault
	if err := json.NewDecoder(res.Body).Decode(&f); err != nil {
		return fmt.Errorf("decode: %w", err)
	}
	if f.ErrorNumber != 0 {
		return &f
	}
	return nil
}

// Assign hands out.
func (g *Gateway) Assign(ctx context.Context, adam, serial string) error {
	if err := g.call(ctx, "assign", []string{adam, serial}); err != nil {
		return fmt.Errorf("assign %s to %s: %w", adam, serial, err)
	}
	return nil
}

// Revoke takes back.
func (g *Gateway) Revoke(ctx context.Context, adam, serial string) error {
	return pkgerrors.Wrapf(g.call(ctx, "revoke", []string{adam, serial}), "revoke %s", adam)
}

// Enroll registers, and answers with numbers only.
func (g *Gateway) Enroll(ctx context.Context, user string) error {
	err := g.call(ctx, "enroll", user)
	var f *fault
	if errors.As(err, &f) {
		return numeric(f.ErrorNumber)
	}
	return err
}

// Ping keeps the details to itself.
func (g *Gateway) Ping(ctx context.Context) error {
	if g.call(ctx, "ping", nil) != nil {
		return errors.New("ping: store is not well")
	}
	return nil
}

// Move revokes here and assigns there.
//
//want:vpperrormessage
func (g *Gateway) Move(ctx context.Context, adam, from, to string) error {
	if err := g.Revoke(ctx, adam, from); err != nil && !strings.Contains(err.Error(), "not associated") {
		return trace{"move", err}
	}
	return g.Assign(ctx, adam, to)
}

// Shift revokes here and assigns there.
func (g *Gateway) Shift(ctx context.Context, adam, from, to string) error {
	err := g.Revoke(ctx, adam, from)
	var f *fault
	if errors.As(err, &f) && f.ErrorNumber == 9619 {
		err = nil
	}
	if err != nil {
		return trace{"shift", err}
	}
	return g.Assign(ctx, adam, to)
}

// Spread hands out to many, and forgives those who have it.
//
//want:vpperrormessage
func (g *Gateway) Spread(ctx context.Context, adam string, serials []string) (err error) {
	defer func() {
		if err != nil && strings.Contains(err.Error(), "License already assigned") {
			err = nil
		}
	}()
	var all []error
	for _, s := range serials {
		all = append(all, g.Assign(ctx, adam, s))
	}
	return errors.Join(all...)
}

// Broadcast hands out to many.
func (g *Gateway) Broadcast(ctx context.Context, adam string, serials []string) (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("broadcast of %s: %w", adam, err)
		}
	}()
	var all []error
	for _, s := range serials {
		var f *fault
		if err := g.Assign(ctx, adam, s); errors.As(err, &f) && f.ErrorNumber == faultTaken {
			continue
		} else if err != nil {
			all = append(all, err)
		}
	}
	return errors.Join(all...)
}

// Join adds a user.
//
//want:vpperrormessage
func (g *Gateway) Join(ctx context.Context, user string) (bool, error) {
	err := g.Enroll(ctx, user)
	if err != nil && err.Error() == "store error 9603" {
		return true, nil
	}
	return false, err
}

// Admit adds a user.
func (g *Gateway) Admit(ctx context.Context, user string) (bool, error) {
	err := g.Enroll(ctx, user)
	var n numeric
	if errors.As(err, &n) && n == faultInternal {
		return true, nil
	}
	return false, err
}

// root walks to the innermost error.
//
//want:vpperrormessage
func (g *Gateway) root(ctx context.Context, adam, serial string) bool {
	err := g.Assign(ctx, adam, serial)
	if err != nil {
		err = trace{"root", err}
	}
	for ; err != nil; err = errors.Unwrap(err) {
		if err.Error() == "store: Internal error." {
			return true
		}
	}
	return false
}

// cause walks to the innermost error.
//
//want:vpperrormessage
func (g *Gateway) cause(ctx context.Context, adam, serial string) string {
	err := pkgerrors.Cause(g.Revoke(ctx, adam, serial))
	if err == nil {
		return "revoked"
	}
	switch strings.TrimPrefix(err.Error(), "store: ") {
	case "License is irrevocable":
		return "kept for good"
	}
	return "kept"
}

// reason walks to the innermost error.
func (g *Gateway) reason(ctx context.Context, adam, serial string) string {
	err := pkgerrors.Cause(g.Revoke(ctx, adam, serial))
	if err == nil {
		return "revoked"
	}
	if f, ok := err.(*fault); ok && f.ErrorNumber == 9607 {
		return "kept for good"
	}
	return strings.TrimPrefix(err.Error(), "store: ")
}

// alive looks at an error that says nothing about the reason.
func (g *Gateway) alive(ctx context.Context) bool {
	err := g.Ping(ctx)
	return err == nil || !strings.HasSuffix(err.Error(), "is not well")
}

// flattened loses the type, but not the words.
//
//want:vpperrormessage
func (g *Gateway) flattened(ctx context.Context, adam, serial string) (dup bool, err error) {
	if e := g.Assign(ctx, adam, serial); e != nil {
		err = pkgerrors.WithMessage(errors.New("flattened: "+e.Error()), serial)
	}
	return err != nil && strings.HasSuffix(err.Error(), "assigned"), err
}

// tokenFile reads the token.
func tokenFile(name string) (string, error) {
	b, err := os.ReadFile(name)
	if err != nil && strings.Contains(err.Error(), "permission denied") {
		return "", fmt.Errorf("%w; run as the service account", err)
	}
	return strings.TrimSpace(string(b)), err
}

// mentions says whether any error in the tree has the word.
func mentions(err error, word string) bool {
	if err == nil {
		return false
	}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		for _, e := range joined.Unwrap() {
			if mentions(e, word) {
				return true
			}
		}
		return false
	}
	return strings.Contains(strings.ToLower(err.Error()), word)
}

// Rollout stops at the first sign of a closed store.
//
//want:vpperrormessage
func (g *Gateway) Rollout(ctx context.Context, adam string, serials []string) int {
	for i, s := range serials {
		if err := g.Assign(ctx, adam, s); mentions(err, "maintenance") {
			return i
		}
	}
	return len(serials)
}

// Provision asks the token file instead.
func (g *Gateway) Provision(ctx context.Context, name, user string) error {
	_, err := tokenFile(name)
	if mentions(err, "no such file") {
		return os.WriteFile(name, nil, 0o600)
	}
	return g.Enroll(ctx, user)
}

// outdated sorts errors by hand.
//
//want:vpperrormessage
func outdated(err error) bool {
	return strings.Contains(err.Error(), "token has expired") || strings.Contains(err.Error(), "9621")
}

// Refresh enrolls, and says whether the token is to blame.
func (g *Gateway) Refresh(ctx context.Context, user string) (bool, error) {
	if err := g.call(ctx, "refresh", user); err != nil {
		return outdated(err), err
	}
	return false, nil
}

// Stage says which step an error belongs to.
//
//want:maybe:vpperrormessage
func (g *Gateway) Stage(ctx context.Context, adam, serial string) string {
	err := g.Assign(ctx, adam, serial)
	if err != nil && strings.HasPrefix(err.Error(), "assign ") {
		return "assign"
	}
	return ""
}
