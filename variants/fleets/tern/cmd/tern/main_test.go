package main

import (
	"context"
	"net/http"
	"testing"
	"time"

	"example.com/serversa/playback"
	"example.com/serversa/tern/bus"
	"example.com/serversa/tern/flows"
	"example.com/serversa/tern/shop"
)

func TestRetries(t *testing.T) {
	drive := func(f func(context.Context, shop.Shop, *bus.Line)) func(context.Context, *http.Client) {
		return func(ctx context.Context, hc *http.Client) {
			l := bus.NewLine()
			l.Put("1", "C")
			f(ctx, &shop.Remote{HTTP: hc}, l)
		}
	}
	tailored := func(f func(*flows.Custom, context.Context)) func(context.Context, *http.Client) {
		return func(ctx context.Context, hc *http.Client) {
			c := custom(&shop.Remote{HTTP: hc})
			c.Line.Put("1", "C")
			f(c, ctx)
		}
	}
	playback.Prove(t, "../..", []playback.Case{
		{Name: "flows.Custom.Drive", Horizon: 20 * time.Hour, Run: tailored((*flows.Custom).Drive)},
		{Name: "flows.Custom.DriveTame", Horizon: 20 * time.Hour, Run: tailored((*flows.Custom).DriveTame)},
	}, "flows", "shop/persist", "cmd/tern")
	playback.Prove(t, ".", []playback.Case{
		{Name: "imports", Horizon: 20 * time.Hour, Run: drive(imports)},
		{Name: "returns", Horizon: 20 * time.Hour, Run: drive(returns)},
	})
}
