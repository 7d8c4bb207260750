package main

import (
	"context"
	"net/http"
	"testing"

	"example.com/serversa/lumen/appstore"
	"example.com/serversa/playback"
)

func TestRetries(t *testing.T) {
	out := func(make func(http.RoundTripper) *http.Client) func(context.Context, *http.Client) {
		return func(ctx context.Context, hc *http.Client) {
			_ = appstore.Plain(make(hc.Transport).Transport, "t").Out(ctx, appstore.To("1", "C"))
		}
	}
	playback.Prove(t, ".", []playback.Case{
		{Name: "dogged", Run: out(dogged)},
		{Name: "slower", Run: out(slower)},
	})
}
