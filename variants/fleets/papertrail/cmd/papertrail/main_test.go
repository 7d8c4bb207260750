package main

import (
	"context"
	"net/http"
	"testing"

	"example.com/serversa/papertrail/vppsrv"
	"example.com/serversa/playback"
)

func TestRetries(t *testing.T) {
	srv := func(hc *http.Client) *vppsrv.Srv { return &vppsrv.Srv{HTTP: hc} }
	playback.Prove(t, ".", []playback.Case{
		{Name: "give", Run: func(_ context.Context, hc *http.Client) { give(srv(hc), "1", "C") }},
		{Name: "take", Run: func(_ context.Context, hc *http.Client) { take(srv(hc), "1", "u") }},
	})
}
