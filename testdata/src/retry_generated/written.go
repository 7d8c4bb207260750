// Package generated is in part generated: what is generated is not reported,
// what is written is, also where it uses what is generated.
package generated

import (
	"context"
	"time"
)

// Written has a loop around a generated send.
func Written(ctx context.Context, body string) {
	for range 8 {
		n, err := send(ctx, body) // want `generated.Written retries 9603 every 1s` `generated.Written retries 9616`
		if err != nil || n == 0 {
			return
		}
		time.Sleep(time.Second)
	}
}

// Handed hands its request to a generated helper.
func Handed(ctx context.Context, body string) {
	repeat(func() int { // want `generated.Handed retries 9603 every 1s` `generated.Handed retries 9616`
		n, _ := send(ctx, body)
		return n
	})
}

// Called calls a generated loop.
func Called(ctx context.Context, body string) { Generated(ctx, body) }
