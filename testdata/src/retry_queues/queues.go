// Package queues puts what has failed back where it came from.
package queues

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"time"
)

const service = "https://vpp.itunes.apple.com/mdm/manageVPPLicensesByAdamIdSrv"

const internalError = 9603

type reply struct {
	Status       int    `json:"status"`
	ErrorNumber  int    `json:"errorNumber"`
	ErrorMessage string `json:"errorMessage"`
}

// send asks for an assignment and returns the number of the answer.
func send(ctx context.Context, body string) (int, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, service, strings.NewReader(body))
	if err != nil {
		return 0, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	var r reply
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return 0, err
	}
	return r.ErrorNumber, nil
}

type job struct {
	body  string
	tries int
}

// Requeue puts it back after a while, for ever.
func Requeue(ctx context.Context, body string) {
	queue := make(chan job, 10)
	queue <- job{body: body}
	for {
		select {
		case <-ctx.Done():
			return
		case j := <-queue:
			n, err := send(ctx, j.body) // want `queues.Requeue retries 9603 every 10s`
			if err == nil && n == internalError {
				time.Sleep(10 * time.Second)
				queue <- j
			}
		}
	}
}

// RequeueInTime counts the tries.
func RequeueInTime(ctx context.Context, body string) {
	queue := make(chan job, 10)
	queue <- job{body: body}
	for {
		select {
		case <-ctx.Done():
			return
		case j := <-queue:
			n, err := send(ctx, j.body)
			if j.tries++; err == nil && n == internalError && j.tries < 6 {
				time.Sleep(10 * time.Second)
				queue <- j
			}
		}
	}
}

// Drain ranges over a queue until it is closed.
func Drain(ctx context.Context, body string) {
	queue := make(chan job, 1)
	queue <- job{body: body}
	for j := range queue {
		n, err := send(ctx, j.body) // want `retries 9616 .*: sent 4 times without delay`
		if err != nil || n == 0 || j.tries == 3 {
			close(queue)
			continue
		}
		j.tries++
		queue <- j
	}
}

// Work consumes a queue from outside; somebody else fills it.
func Work(ctx context.Context, queue chan string) {
	for body := range queue {
		for range 8 {
			n, err := send(ctx, body) // want `retries 9603 every 3s: sends 7–8`
			if err != nil || n != internalError {
				break
			}
			time.Sleep(3 * time.Second)
		}
	}
}

// WorkOnce sends each item once.
func WorkOnce(ctx context.Context, queue <-chan string) {
	for body := range queue {
		_, _ = send(ctx, body)
	}
}

// Later puts it back by a timer.
func Later(ctx context.Context, queue chan string) {
	for body := range queue {
		n, err := send(ctx, body) // want `queues.Later retries 9603 every 30s`
		if err == nil && n == internalError {
			time.AfterFunc(30*time.Second, func() { queue <- body })
		}
	}
}

// LaterInMinutes waits for longer.
func LaterInMinutes(ctx context.Context, queue chan string) {
	for body := range queue {
		n, err := send(ctx, body)
		if err == nil && n == internalError {
			time.AfterFunc(30*time.Minute, func() { queue <- body })
		}
	}
}

// Slice is a list of what is left to do.
func Slice(ctx context.Context, body string) {
	left := []job{{body: body}}
	for len(left) > 0 {
		j := left[0]
		left = left[1:]
		n, err := send(ctx, j.body) // want `retries 9603 every 1s`
		if err == nil && n == internalError {
			left = append(left, j)
			time.Sleep(time.Second)
		}
	}
}

// SliceOfAll works a list off.
func SliceOfAll(ctx context.Context, bodies []string) {
	for _, body := range bodies {
		_, _ = send(ctx, body)
		time.Sleep(time.Second)
	}
}

// Rounds goes over what has failed in the round before.
func Rounds(ctx context.Context, body string) {
	todo := []string{body}
	for round := 0; round < 3 && len(todo) > 0; round++ {
		var failed []string
		for _, body := range todo {
			if n, err := send(ctx, body); err != nil || n != 0 { // want `retries 9616 .*: sent 3 times, 20s apart`
				failed = append(failed, body)
			}
		}
		todo = failed
		time.Sleep(20 * time.Second)
	}
}

// RoundsWithoutTaken leaves out who has a license.
func RoundsWithoutTaken(ctx context.Context, body string) {
	todo := []string{body}
	for round := 0; round < 3 && len(todo) > 0; round++ {
		var failed []string
		for _, body := range todo {
			if n, err := send(ctx, body); err != nil || n != 0 && n != 9616 {
				failed = append(failed, body)
			}
		}
		todo = failed
		time.Sleep(20 * time.Second)
	}
}

// Pool has workers.
func Pool(ctx context.Context, body string) {
	queue := make(chan job, 4)
	var open, workers sync.WaitGroup
	for range 2 {
		workers.Go(func() {
			for j := range queue {
				n, err := send(ctx, j.body) // want `queues.Pool retries 9603 every 5s: sends 7–10`
				if err == nil && n == internalError && j.tries < 9 {
					j.tries++
					time.Sleep(5 * time.Second)
					queue <- j
					continue
				}
				open.Done()
			}
		})
	}
	open.Add(1)
	queue <- job{body: body}
	open.Wait()
	close(queue)
	workers.Wait()
}

// Set keeps what is left in a map.
func Set(ctx context.Context, body string) {
	left := map[string]int{body: 0}
	for len(left) > 0 {
		for body, tries := range left {
			n, err := send(ctx, body) // want `retries 9603 every 30s: sends 7–11`
			if err != nil || n != internalError || tries == 10 {
				delete(left, body)
				continue
			}
			left[body] = tries + 1
		}
		time.Sleep(30 * time.Second)
	}
}
