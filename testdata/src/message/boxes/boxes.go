// Package boxes shows text that goes through an any: a pointer that is filled
// there, an error that is printed.
package boxes

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

const base = "https://vpp.itunes.apple.com/mdm"

// Reply is an answer.
type Reply struct {
	Num  int    `json:"errorNumber"`
	Msg  string `json:"errorMessage"`
	Note string `json:"note"`
}

// Refusal is an error.
type Refusal struct{ Reply }

// Error implements error.
func (r *Refusal) Error() string { return "apple: " + r.Msg }

type client struct{ http *http.Client }

func (c *client) do(path string, in, out any) error {
	body, err := json.Marshal(in)
	if err != nil {
		return err
	}
	res, err := c.http.Post(base+path, "application/json", bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	defer res.Body.Close()
	return json.NewDecoder(res.Body).Decode(out)
}

func (c *client) get(path string, out any) error { return c.do(path, nil, out) }

func (c *client) assign() error {
	var f Refusal
	if err := c.get("/assign", &f.Reply); err != nil {
		return err
	}
	if f.Num != 0 {
		return fmt.Errorf("assign %s: %w", "361309726", &f)
	}
	return nil
}

func decodedThere(c *client) bool {
	var r Reply
	return c.get("/users", &r) == nil && r.Msg == "License not found" // want `errorMessage compared with "License not found" in boxes\.decodedThere`
}

func decodedThereNote(c *client) bool {
	var r Reply
	return c.get("/users", &r) == nil && r.Note == "License not found"
}

func decodedNew(c *client) bool {
	r := new(Reply)
	return c.get("/users", r) == nil && r.Msg == "License not found" // want `errorMessage compared with "License not found" in boxes\.decodedNew`
}

func fetch[T any](c *client, path string) (T, error) {
	var v T
	err := c.get(path, &v)
	return v, err
}

func decodedGeneric(c *client) bool {
	r, err := fetch[Reply](c, "/users")
	return err == nil && r.Msg == "License not found" // want `errorMessage compared with "License not found" in boxes\.decodedGeneric`
}

func decodedGenericNote(c *client) bool {
	r, err := fetch[Reply](c, "/users")
	return err == nil && r.Note == "License not found"
}

func read[P interface{ *T }, T any](r io.Reader) (P, error) {
	p := P(new(T))
	return p, json.NewDecoder(r).Decode(p)
}

func decodedConstrained(rd io.Reader) bool {
	r, err := read[*Reply](rd)
	return err == nil && r.Msg == "License not found" // want `errorMessage compared with "License not found" in boxes\.decodedConstrained`
}

// target is where an answer goes.
type target struct {
	path string
	out  any
}

func (c *client) all(ts []target) (err error) {
	for _, t := range ts {
		err = errors.Join(err, c.get(t.path, t.out))
	}
	return err
}

func decodedLater(c *client) bool {
	var r Reply
	one := target{"/users", nil}
	one.out = &r
	return c.all([]target{one}) == nil && r.Msg == "License not found" // want `errorMessage compared with "License not found" in boxes\.decodedLater`
}

func errorBoxed(c *client) bool {
	err := c.assign()
	return err != nil && strings.Contains(err.Error(), "not found") // want `errorMessage searched by strings\.Contains for "not found" in boxes\.errorBoxed`
}

func errorBoxedOwn(c *client) bool {
	err := c.assign()
	return err != nil && strings.HasPrefix(err.Error(), "assign 361309726")
}

func errorFlattened(c *client) bool {
	err := errors.New("flat: " + fmt.Sprint(c.assign()))
	return strings.Contains(err.Error(), "not found") // want `errorMessage searched by strings\.Contains for "not found" in boxes\.errorFlattened`
}

func errorJoined(c *client) (err error) {
	defer func() {
		if err != nil && strings.Contains(err.Error(), "already assigned") { // want `errorMessage searched by strings\.Contains for "already assigned" in boxes\.errorJoined`
			err = nil
		}
	}()
	var all []error
	for range 3 {
		all = append(all, c.assign())
	}
	return errors.Join(all...)
}

func errorUnwrapped(c *client) bool {
	for err := c.assign(); err != nil; err = errors.Unwrap(err) {
		if err.Error() == "apple: License not found" { // want `errorMessage compared with "apple: License not found" in boxes\.errorUnwrapped`
			return true
		}
	}
	return false
}

func mentions(err error, word string) bool {
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		for _, e := range many.Unwrap() {
			if mentions(e, word) {
				return true
			}
		}
		return false
	}
	return err != nil && strings.Contains(err.Error(), word)
}

func errorMentions(c *client) bool { return mentions(c.assign(), "maintenance") } // want `errorMessage searched by strings\.Contains for "maintenance" in boxes\.errorMentions`

func errorMentionsTransport(c *client) bool { return mentions(c.assign(), "connection refused") }

func panicked(c *client) (gone bool) {
	defer func() {
		if p := recover(); p != nil {
			gone = strings.Contains(fmt.Sprint(p), "not found") // want `errorMessage searched by strings\.Contains for "not found" in boxes\.panicked`
		}
	}()
	if err := c.assign(); err != nil {
		panic(err)
	}
	return false
}

func panickedOther(names []string) (gone bool) {
	defer func() {
		if p := recover(); p != nil {
			gone = strings.Contains(fmt.Sprint(p), "not found")
		}
	}()
	if len(names) == 0 {
		panic("no name")
	}
	return false
}
