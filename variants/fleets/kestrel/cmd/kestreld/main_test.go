package main

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"example.com/serversa/kestrel/api"
	"example.com/serversa/kestrel/audit"
	"example.com/serversa/playback"
)

func TestAudit(t *testing.T) {
	file := filepath.Join(t.TempDir(), "set.json")
	if err := os.WriteFile(file, []byte(`{"Tries":4}`), 0o600); err != nil {
		t.Fatal(err)
	}
	shipped := func(hc *http.Client) *audit.Auditor { return auditor(api.New(hc, "t")) }
	cases := playback.Methods("audit", func(hc *http.Client) any { return shipped(hc) }, "ByFile")
	cases = append(cases,
		playback.Case{Name: "audit.Auditor.ByFile", Run: func(ctx context.Context, hc *http.Client) {
			_ = shipped(hc).ByFile(ctx, file, "1", "C")
		}},
		playback.Case{Name: "audit.Auditor.PacedClipped", Run: func(ctx context.Context, hc *http.Client) {
			a := shipped(hc)
			a.Pause = time.Second
			_ = a.PacedClipped(ctx, "1", "C")
		}})
	playback.Prove(t, "../..", cases, "allot", "people", "inbox", "endpoint")
}
