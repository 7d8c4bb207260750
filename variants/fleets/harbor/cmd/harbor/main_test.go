package main

import (
	"context"
	"fmt"
	"net/http"
	"testing"

	"example.com/serversa/harbor/internal/wire"
	"example.com/serversa/playback"
)

func TestRetries(t *testing.T) {
	imp := func(hc *http.Client) *importer { return &importer{gw: wire.Dial(hc, "t")} }
	playback.Prove(t, ".", []playback.Case{
		{Name: "importer.row", Run: func(ctx context.Context, hc *http.Client) { _ = imp(hc).row(ctx, "1", "C") }},
		{Name: "importer.check", Run: func(ctx context.Context, hc *http.Client) { _ = imp(hc).check(ctx, "1", "C") }},
	})
}

func TestTexts(t *testing.T) {
	exit := func(f func(error) int) func(ctx context.Context, hc *http.Client) string {
		return func(ctx context.Context, hc *http.Client) string {
			return fmt.Sprint(f((&importer{gw: wire.Dial(hc, "t")}).check(ctx, "1", "C")))
		}
	}
	playback.ProveTexts(t, ".", []playback.TextCase{
		{Name: "explain", Run: exit(explain)},
		{Name: "status", Run: exit(status)},
	})
}
