// Package wiring equips clients of another package with transports of a third:
// whoever does that answers for what they send again.
package wiring

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"time"

	"retry_across/answer"
	"retry_across/client"
	"retry_across/courier"
)

// on says whether an answer has one of the numbers, and leaves it to be read
// again.
func on(numbers ...int) func(*http.Response) bool {
	return func(resp *http.Response) bool {
		text, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		resp.Body = io.NopCloser(bytes.NewReader(text))
		var b answer.Body
		if err != nil || json.Unmarshal(text, &b) != nil {
			return false
		}
		for _, n := range numbers {
			if b.ErrorNumber == n {
				return true
			}
		}
		return false
	}
}

// Plain goes by what the transport does by itself.
//
//twin:none it sends nothing
func Plain(token string) *client.Client {
	return client.New(token).Through(courier.New(on(9603)).Client())
}

// Held sends what is assigned already again.
//
//twin:none it sends nothing
func Held(token string) *client.Client {
	return client.New(token).Through(courier.New(on(9603, 9616)).Client()) // want `wiring.Held retries 9616`
}

// Stubborn sends more often.
//
//twin:none it sends nothing
func Stubborn(token string) *client.Client {
	c := courier.New(on(9603)) // want `wiring.Stubborn retries 9603 every 1s`
	c.Times = 12
	return client.New(token).Through(c.Client())
}

// Slow does so, and waits.
//
//twin:none it sends nothing
func Slow(token string) *client.Client {
	c := courier.New(on(9603))
	c.Times, c.Wait = 12, 2*time.Minute
	return client.New(token).Through(c.Client())
}
