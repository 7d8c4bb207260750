package main

import (
	"context"
	"net/http"
	"testing"

	"example.com/towns/oldtown/conf"
	"example.com/towns/playback"
)

func TestRetries(t *testing.T) {
	playback.Prove(t, ".", []playback.Case{
		{Name: "importLine", Run: func(_ context.Context, hc *http.Client) { _ = importLine(wire(conf.Default(), hc), "1", "C") }},
		{Name: "returnLine", Run: func(_ context.Context, hc *http.Client) { _ = returnLine(wire(conf.Default(), hc), "1", "C") }},
	})
}
