package main

import (
	"context"
	"net/http"
	"testing"

	"example.com/towns/playback"
	"example.com/towns/relay/dial"
	"example.com/towns/relay/wire"
)

func TestRetries(t *testing.T) {
	playback.Prove(t, ".", []playback.Case{
		{Name: "catchUp", Run: func(ctx context.Context, hc *http.Client) {
			_ = catchUp(ctx, dial.Plain(hc.Transport), wire.To("1", "C"))
		}},
		{Name: "first", Run: func(ctx context.Context, hc *http.Client) {
			_ = first(ctx, dial.Plain(hc.Transport), wire.To("1", "C"))
		}},
	})
}
