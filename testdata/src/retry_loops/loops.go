// Package loops sends an assignment again in every form that Go has for it.
package loops

import (
	"context"
	"encoding/json"
	"iter"
	"net/http"
	"strings"
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

// Forever never ends.
func Forever(ctx context.Context, body string) int {
	for {
		n, err := send(ctx, body) // want `loops.Forever retries 9603 every 2s: from send 7 on they come 2s apart; after more than five attempts wait minutes, not seconds`
		if err != nil || n != internalError {
			return n
		}
		time.Sleep(2 * time.Second)
	}
}

// ForeverInMinutes never ends either, but gives the service time.
func ForeverInMinutes(ctx context.Context, body string) int {
	for {
		n, err := send(ctx, body)
		if err != nil || n != internalError {
			return n
		}
		time.Sleep(2 * time.Minute)
	}
}

// CountedTen is too long by four.
func CountedTen(ctx context.Context, body string) (n int) {
	for i := 0; i < 10; i++ {
		n, _ = send(ctx, body) // want `retries 9603 every 3s: sends 7–10 come 3s apart`
		if n != internalError {
			break
		}
		time.Sleep(3 * time.Second)
	}
	return n
}

// CountedSix ends before the seventh send.
func CountedSix(ctx context.Context, body string) (n int) {
	for i := 0; i < 6; i++ {
		n, _ = send(ctx, body)
		if n != internalError {
			break
		}
		time.Sleep(3 * time.Second)
	}
	return n
}

// CountedSeven is one send more.
func CountedSeven(ctx context.Context, body string) (n int) {
	for i := 0; i < 7; i++ {
		n, _ = send(ctx, body) // want `retries 9603 every 3s: send 7 comes 3s after send 6`
		if n != internalError {
			break
		}
		time.Sleep(3 * time.Second)
	}
	return n
}

// RangeOverInt asks for success and gets 9616 again and again.
func RangeOverInt(ctx context.Context, body string) bool {
	for range 8 {
		n, _ := send(ctx, body) // want `retries 9603 every 1s: sends 7–8 come 1s apart` `retries 9616 \(license already assigned\): sent 8 times, 1s apart; there is no need to retry, and repeating it turns into 9630`
		if n == 0 {
			return true
		}
		time.Sleep(time.Second)
	}
	return false
}

// RangeOverDelays has as many attempts as delays.
func RangeOverDelays(ctx context.Context, body string) (n int) {
	for _, d := range []time.Duration{time.Second, 2 * time.Second, 4 * time.Second} {
		if n, _ = send(ctx, body); n != internalError {
			return n
		}
		time.Sleep(d)
	}
	return n
}

// attempts yields numbers with a pause between them.
func attempts(n int, pause time.Duration) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range n {
			if i > 0 {
				time.Sleep(pause)
			}
			if !yield(i + 1) {
				return
			}
		}
	}
}

// RangeOverFunc hides the pause in an iterator.
func RangeOverFunc(ctx context.Context, body string) (last int) {
	for range attempts(9, 10*time.Second) {
		n, _ := send(ctx, body) // want `loops.RangeOverFunc retries 9603 every 10s: sends 7–9 come 10s apart`
		last = n
		if n != internalError {
			break
		}
	}
	return last
}

// RangeOverFuncOnce asks the iterator for less.
func RangeOverFuncOnce(ctx context.Context, body string) (last int) {
	for range attempts(5, 10*time.Second) {
		if last, _ = send(ctx, body); last != internalError {
			break
		}
	}
	return last
}

// Condition carries the number in the loop's condition.
func Condition(ctx context.Context, body string) int {
	n := internalError
	for sent := 0; n == internalError && sent < 20; sent++ {
		if sent > 0 {
			time.Sleep(5 * time.Second)
		}
		n, _ = send(ctx, body) // want `retries 9603 every 5s: sends 7–20 come 5s apart`
	}
	return n
}

// PostStatement sleeps where others count.
func PostStatement(ctx context.Context, body string) int {
	for ; ; time.Sleep(15 * time.Second) {
		if n, _ := send(ctx, body); n != internalError { // want `retries 9603 every 15s: from send 7 on`
			return n
		}
	}
}

// Labelled leaves both loops at once.
func Labelled(ctx context.Context, body string) (n int) {
rounds:
	for range 4 {
		for range 3 {
			n, _ = send(ctx, body) // want `retries 9603`
			switch n {
			case internalError:
				time.Sleep(time.Second)
				continue
			default:
				break rounds
			}
		}
		time.Sleep(20 * time.Second)
	}
	return n
}

// LabelledInMinutes is as long, and pauses after five attempts.
func LabelledInMinutes(ctx context.Context, body string) (n int) {
rounds:
	for range 4 {
		for range 5 {
			if n, _ = send(ctx, body); n != internalError {
				break rounds
			}
			time.Sleep(90 * time.Second)
		}
		time.Sleep(time.Hour)
	}
	return n
}

// OneAfterTheOther has two loops for one request.
func OneAfterTheOther(ctx context.Context, body string) (n int) {
	for range 4 {
		if n, _ = send(ctx, body); n != internalError {
			return n
		}
		time.Sleep(time.Second)
	}
	for range 4 {
		if n, _ = send(ctx, body); n != internalError { // want `retries 9603 every 1s: sends 7–8 come 1s apart`
			return n
		}
		time.Sleep(time.Second)
	}
	return n
}

// Goto needs no loop.
func Goto(ctx context.Context, body string) int {
	left := 12
again:
	n, _ := send(ctx, body) // want `retries 9603 every 4s: sends 7–13 come 4s apart`
	if n == internalError && left > 0 {
		left--
		time.Sleep(4 * time.Second)
		goto again
	}
	return n
}

// GotoTwice goes back only so often.
func GotoTwice(ctx context.Context, body string) int {
	left := 2
again:
	n, _ := send(ctx, body)
	if n == internalError && left > 0 {
		left--
		time.Sleep(4 * time.Second)
		goto again
	}
	return n
}

// Recursion calls itself.
func Recursion(ctx context.Context, body string) int {
	n, _ := send(ctx, body)
	if n != internalError {
		return n
	}
	time.Sleep(30 * time.Second)
	return Recursion(ctx, body) // want `loops.Recursion retries 9603 every 30s: from send 7 on they come 30s apart`
}

// RecursionInMinutes calls itself later.
func RecursionInMinutes(ctx context.Context, body string) int {
	n, _ := send(ctx, body)
	if n != internalError {
		return n
	}
	time.Sleep(3 * time.Minute)
	return RecursionInMinutes(ctx, body)
}

// Descend counts down.
func Descend(ctx context.Context, body string) int { return descend(ctx, body, 7) }

func descend(ctx context.Context, body string, left int) int {
	n, _ := send(ctx, body)
	if n == 0 || left == 0 {
		return n
	}
	time.Sleep(time.Second)
	return descend(ctx, body, left-1) // want `loops.descend retries 9603 every 1s: sends 7–8` `loops.descend retries 9616`
}

// Ping and pong call one another. It is pong that goes back.
func Ping(ctx context.Context, body string) int {
	if n, _ := send(ctx, body); n != internalError {
		return n
	}
	return pong(ctx, body)
}

func pong(ctx context.Context, body string) int {
	time.Sleep(5 * time.Second)
	return Ping(ctx, body) // want `loops.pong retries 9603 every 5s`
}

// SecondSend asks a second time, behind a branch.
func SecondSend(ctx context.Context, body string) int {
	n, _ := send(ctx, body)
	if n != 0 {
		n, _ = send(ctx, body) // want `loops.SecondSend retries 9616 \(license already assigned\): sent twice without delay`
	}
	return n
}

// SecondSendOnInternal does so for 9603 alone.
func SecondSendOnInternal(ctx context.Context, body string) int {
	n, _ := send(ctx, body)
	if n == internalError {
		time.Sleep(time.Second)
		n, _ = send(ctx, body)
	}
	return n
}

// SecondSendOfAnother sends something else.
func SecondSendOfAnother(ctx context.Context, body, other string) int {
	n, _ := send(ctx, body)
	if n != 0 {
		n, _ = send(ctx, other)
	}
	return n
}

// Unrolled is a loop that somebody wrote out.
func Unrolled(ctx context.Context, body string) int {
	n, _ := send(ctx, body)
	if n == internalError {
		time.Sleep(time.Second)
		n, _ = send(ctx, body)
	}
	if n == internalError {
		time.Sleep(2 * time.Second)
		n, _ = send(ctx, body)
	}
	if n == internalError {
		time.Sleep(4 * time.Second)
		n, _ = send(ctx, body)
	}
	return n
}

// DeferredSend asks again on its way out.
func DeferredSend(ctx context.Context, body string) (n int) {
	defer func() {
		if n == 9616 {
			n, _ = send(ctx, body) // want `retries 9616`
		}
	}()
	n, _ = send(ctx, body)
	return n
}
