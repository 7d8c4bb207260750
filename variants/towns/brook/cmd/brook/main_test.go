package main

import (
	"context"
	"net/http"
	"testing"

	"example.com/towns/brook/vpp"
	"example.com/towns/playback"
)

func TestRetries(t *testing.T) {
	var cases []playback.Case
	for name, f := range map[string]func(*vpp.Client) vpp.API{"stubborn": stubborn, "hopeful": hopeful, "calm": calm} {
		cases = append(cases, playback.Case{Name: name, Run: func(ctx context.Context, hc *http.Client) {
			_, _ = f(vpp.New("t", vpp.HTTP(hc))).Associate(ctx, vpp.For("1", "C"))
		}})
	}
	cases = append(cases, playback.Case{Name: "nightly", Run: func(ctx context.Context, hc *http.Client) {
		_ = nightly(ctx, vpp.New("t", vpp.HTTP(hc)), vpp.For("1", "C"))
	}})
	playback.Prove(t, ".", cases)
}
