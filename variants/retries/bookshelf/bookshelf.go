// Package bookshelf assigns books, and is fond of functions that call themselves.
package bookshelf

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// Book is a book for a reader.
type Book struct{ ID, Reader string }

type answer struct {
	Header
	Licenses []struct {
		ID string `json:"licenseIdStr"`
	} `json:"licenses"`
}

// Header is at the top of each answer.
type Header struct {
	Status       int    `json:"status"`
	ErrorNumber  int    `json:"errorNumber"`
	ErrorMessage string `json:"errorMessage"`
}

// Num is an error number as an error.
type Num int

func (n Num) Error() string { return fmt.Sprint("error ", int(n)) }

const (
	Internal Num = 9603
	Assigned Num = 9616
)

// Shelf is a shelf.
type Shelf struct {
	URL  string
	next func(context.Context, Book, int) error
}

// Build builds a shelf.
func Build(url string) *Shelf {
	s := &Shelf{URL: url}
	s.next = s.Chain
	return s
}

func (s *Shelf) put(ctx context.Context, b Book) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.URL+"/books",
		strings.NewReader(`{"adamIdStr":"`+b.ID+`","clientUserIdStr":"`+b.Reader+`"}`))
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var a answer
	if err := json.NewDecoder(resp.Body).Decode(&a); err != nil {
		return err
	}
	if a.ErrorNumber != 0 {
		return Num(a.ErrorNumber)
	}
	return nil
}

// Tail is recursive.
//
//want:vppretry9603
func (s *Shelf) Tail(ctx context.Context, b Book, left int) error {
	err := s.put(ctx, b)
	if err != Internal || left <= 0 {
		return err
	}
	time.Sleep(time.Second)
	return s.Tail(ctx, b, left-1)
}

// TailTen is where Tail begins.
func (s *Shelf) TailTen(ctx context.Context, b Book) error { return s.Tail(ctx, b, 10) }

// Brief is recursive, but not deep.
func (s *Shelf) Brief(ctx context.Context, b Book) error { return s.brief(ctx, b, 5) }

func (s *Shelf) brief(ctx context.Context, b Book, left uint) error {
	switch err := s.put(ctx, b); {
	case err == nil, err == Assigned, left == 0:
		return err
	default:
		time.Sleep(time.Second)
		return s.brief(ctx, b, left-1)
	}
}

// Ping puts a book, and asks pong what to do about the outcome.
//
//want:maybe:vppretry9616
func (s *Shelf) Ping(ctx context.Context, b Book, round int) error {
	return s.pong(ctx, b, round, s.put(ctx, b))
}

//want:vppretry9616
func (s *Shelf) pong(ctx context.Context, b Book, round int, err error) error {
	if err == nil || round > 2 {
		return err
	}
	time.Sleep(10 * time.Second)
	return s.Ping(ctx, b, round+1)
}

// Start starts the game.
func (s *Shelf) Start(ctx context.Context, b Book) error { return s.Ping(ctx, b, 0) }

// Chain calls itself through a field.
//
//want:vppretry9603
func (s *Shelf) Chain(ctx context.Context, b Book, n int) error {
	if err := s.put(ctx, b); !errors.Is(err, Internal) || n > 30 {
		return err
	}
	time.Sleep(20 * time.Second)
	return s.next(ctx, b, n+1)
}

// Link begins the chain.
func (s *Shelf) Link(ctx context.Context, b Book) error { return s.Chain(ctx, b, 0) }

// must panics.
func (s *Shelf) must(ctx context.Context, b Book) {
	if err := s.put(ctx, b); err != nil {
		panic(err)
	}
}

// try is must without the panic.
func (s *Shelf) try(ctx context.Context, b Book) (err error) {
	defer func() {
		if p := recover(); p != nil {
			e, ok := p.(error)
			if !ok {
				panic(p)
			}
			err = e
		}
	}()
	s.must(ctx, b)
	return nil
}

// Recovered puts a book in spite of all panic.
//
//want:vppretry9603 vppretry9616
func (s *Shelf) Recovered(ctx context.Context, b Book) (err error) {
	for n := 0; n < 8; n++ {
		if err = s.try(ctx, b); err == nil {
			return nil
		}
		time.Sleep(2 * time.Second)
	}
	return err
}

// RecoveredSome knows one panic that is none.
func (s *Shelf) RecoveredSome(ctx context.Context, b Book) (err error) {
	for n := 0; n < 6; n++ {
		var num Num
		if err = s.try(ctx, b); !errors.As(err, &num) || num == Assigned {
			return err
		}
		time.Sleep(2 * time.Second)
	}
	return err
}

// Deferred begins anew when it has already ended.
//
//want:vppretry9603
func (s *Shelf) Deferred(ctx context.Context, b Book, again int) (err error) {
	defer func() {
		if err == Internal && again > 0 {
			time.Sleep(time.Second)
			err = s.Deferred(ctx, b, again-1)
		}
	}()
	return s.put(ctx, b)
}

// Later is Deferred with the usual number.
func (s *Shelf) Later(ctx context.Context, b Book) error { return s.Deferred(ctx, b, 12) }

// Halve divides the readers of a book.
func (s *Shelf) Halve(ctx context.Context, id string, readers []string) error {
	err := s.put(ctx, Book{id, strings.Join(readers, ",")})
	if err == nil || len(readers) < 2 {
		return err
	}
	time.Sleep(time.Second)
	mid := len(readers) / 2
	return errors.Join(s.Halve(ctx, id, readers[:mid]), s.Halve(ctx, id, readers[mid:]))
}

// Double waits twice as long each time, and stops at a minute.
func (s *Shelf) Double(ctx context.Context, b Book) error { return s.double(ctx, b, time.Second) }

//want:vppretry9603
func (s *Shelf) double(ctx context.Context, b Book, wait time.Duration) error {
	err := s.put(ctx, b)
	if err != Internal || wait > time.Minute {
		return err
	}
	time.Sleep(wait)
	return s.double(ctx, b, wait*2)
}

// Quad waits four times as long each time.
func (s *Shelf) Quad(ctx context.Context, b Book) error { return s.quad(ctx, b, time.Second) }

func (s *Shelf) quad(ctx context.Context, b Book, wait time.Duration) error {
	err := s.put(ctx, b)
	if err != Internal || wait > 24*time.Hour {
		return err
	}
	time.Sleep(wait)
	return s.quad(ctx, b, wait*4)
}

// Background goes on in the background.
//
//want:vppretry9603 vppretry9616
func (s *Shelf) Background(ctx context.Context, b Book, n int) {
	if err := s.put(ctx, b); err == nil || n == 0 {
		return
	}
	go func() {
		select {
		case <-time.After(5 * time.Second):
			s.Background(ctx, b, n-1)
		case <-ctx.Done():
		}
	}()
}

// Launch starts something in the background.
func (s *Shelf) Launch(ctx context.Context, b Book) { s.Background(ctx, b, 40) }

// Knot is a closure that calls itself.
//
//want:vppretry9616
func (s *Shelf) Knot(ctx context.Context, b Book) error {
	var knot func(waits []time.Duration) error
	knot = func(waits []time.Duration) error {
		err := s.put(ctx, b)
		if err == nil || len(waits) == 0 {
			return err
		}
		time.Sleep(waits[0])
		return knot(waits[1:])
	}
	return knot([]time.Duration{time.Second, time.Minute, time.Hour})
}

// Lend lends a book. Others decide what to do if that does not work.
func (s *Shelf) Lend(ctx context.Context, b Book) error { return s.lend(ctx, b, time.Second) }

func (s *Shelf) lend(ctx context.Context, b Book, wait time.Duration) error {
	if err := s.put(ctx, b); err != nil {
		return s.unlent(ctx, b, wait, err)
	}
	return nil
}

func (s *Shelf) unlent(ctx context.Context, b Book, wait time.Duration, err error) error {
	var n Num
	if !errors.As(err, &n) || n == Assigned || wait > 16*time.Second {
		return err
	}
	time.Sleep(wait)
	return s.lend(ctx, b, 2*wait)
}
