// Package calls calls others back with message text.
package calls

import (
	"encoding/json"
	"errors"
	"net/http"
)

// Answer is an answer of vpp.itunes.apple.com.
type Answer struct {
	Num  int    `json:"errorNumber"`
	Msg  string `json:"errorMessage"`
	Adam string `json:"adamIdStr"`
}

type refusal struct{ Answer }

func (r refusal) Error() string { return r.Msg }

// Watcher watches.
type Watcher struct {
	OnRefusal func(adam, text string)
	onError   func(err error)
	others    []func(text string)
}

// SetError sets what is called with errors.
func (w *Watcher) SetError(f func(err error)) { w.onError = f }

// Add adds what is called with texts.
func (w *Watcher) Add(f func(text string)) { w.others = append(w.others, f) }

func all() (as []Answer, err error) {
	res, err := http.Get("https://vpp.itunes.apple.com/")
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	return as, json.NewDecoder(res.Body).Decode(&as)
}

// Run calls them.
func (w *Watcher) Run() error {
	as, err := all()
	for _, a := range as {
		w.OnRefusal(a.Adam, a.Msg)
		w.onError(refusal{a})
		for _, f := range w.others {
			f(a.Msg)
		}
	}
	return err
}

// Each calls f with each error.
func Each(f func(adam string, err error)) error {
	as, err := all()
	for _, a := range as {
		f(a.Adam, refusal{a})
	}
	return err
}

// Texts calls f with each text.
func Texts(f func(text string) bool) error {
	as, err := all()
	for _, a := range as {
		if !f(a.Msg) {
			break
		}
	}
	return err
}

// All hands out what there is.
func All() func(yield func(adam, text string) bool) {
	return func(yield func(adam, text string) bool) {
		as, _ := all()
		for _, a := range as {
			if !yield(a.Adam, a.Msg) {
				return
			}
		}
	}
}

// Later gives the text later.
func Later(a Answer) func() string { return func() string { return a.Msg } }

// LaterAdam gives the item later.
func LaterAdam(a Answer) func() string { return func() string { return a.Adam } }

// Sent sends texts.
func Sent(as []Answer) <-chan string {
	ch := make(chan string)
	go func() {
		defer close(ch)
		for _, a := range as {
			ch <- a.Msg
		}
	}()
	return ch
}

// Outcome is how it went.
type Outcome struct {
	Item string
	Err  error
	Note string
}

// Outcomes tells how it went.
func Outcomes(as []Answer) (out []Outcome) {
	for _, a := range as {
		err := errors.New(a.Msg)
		out = append(out, Outcome{Item: a.Adam, Err: err, Note: "see " + err.Error()})
	}
	return out
}
