package proof

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"example.com/serversa/kestrel/allot"
	"example.com/serversa/kestrel/api"
	"example.com/serversa/kestrel/console"
	"example.com/serversa/kestrel/inbox"
	"example.com/serversa/kestrel/outcome"
	"example.com/serversa/kestrel/people"
	"example.com/serversa/playback"
)

func allotter(hc *http.Client) *allot.Allotter {
	return allot.New(api.New(hc, "t"), slog.New(slog.NewTextHandler(io.Discard, nil)))
}

func TestRetries(t *testing.T) {
	cases := playback.Methods("allot", func(hc *http.Client) any { return allotter(hc) }, "Front", "Batch", "Nightly", "Greedy")
	for owner, call := range map[string]func(*allot.Allotter, context.Context, string, string) (api.Event, error){
		"Front": (*allot.Allotter).Front, "Batch": (*allot.Allotter).Batch, "Nights": (*allot.Allotter).Nightly, "Greed": (*allot.Allotter).Greedy,
	} {
		run := func(ctx context.Context, hc *http.Client) { _, _ = call(allotter(hc), ctx, "1", "C02") }
		method := map[string]string{"Front": "Front", "Batch": "Batch", "Nights": "Nightly", "Greed": "Greedy"}[owner]
		cases = append(cases,
			playback.Case{Name: "allot.for" + owner, Run: run},
			playback.Case{Name: "allot.Allotter." + method, Run: run, InnerOwns: "allot.for" + owner})
	}
	cases = append(cases, playback.Methods("people", func(hc *http.Client) any { return people.New(api.New(hc, "t")) }, "Create", "Assets")...)
	cases = append(cases,
		playback.Case{Name: "people.creating", Run: func(ctx context.Context, hc *http.Client) {
			_ = people.New(api.New(hc, "t")).Create(ctx, api.User{ID: "u"})
		}},
		playback.Case{Name: "people.People.Assets", Run: func(ctx context.Context, hc *http.Client) {
			for range people.New(api.New(hc, "t")).Assets(ctx) {
			}
		}})
	for name, run := range map[string]func(*inbox.Inbox, context.Context){
		"Run": (*inbox.Inbox).Run, "RunHard": (*inbox.Inbox).RunHard, "RunTwice": (*inbox.Inbox).RunTwice, "RunBackwards": (*inbox.Inbox).RunBackwards,
	} {
		cases = append(cases, playback.Case{Name: "inbox.Inbox." + name, Run: func(ctx context.Context, hc *http.Client) {
			b := inbox.New(api.New(hc, "t"))
			b.Put(api.Assignment{Serials: []string{"C02"}})
			run(b, ctx)
		}})
	}
	playback.Prove(t, "..", cases, "audit")
}

func TestTexts(t *testing.T) {
	refusal := func(ctx context.Context, hc *http.Client) error {
		_, err := api.New(hc, "t").Associate(ctx, api.Assignment{})
		return err
	}
	show := func(name string, do func(*console.Console, context.Context, *http.Client)) playback.TextCase {
		return playback.TextCase{Name: "console.Console." + name, Run: func(ctx context.Context, hc *http.Client) string {
			var out strings.Builder
			do(&console.Console{Allot: allotter(hc), Out: &out}, ctx, hc)
			if got := out.String(); !strings.Contains(got, "…") {
				return got
			}
			return "§.\n"
		}}
	}
	playback.ProveTexts(t, "..", []playback.TextCase{
		{Name: "outcome.NeedsTerms", Run: func(ctx context.Context, hc *http.Client) string {
			return fmt.Sprint(outcome.NeedsTerms(refusal(ctx, hc)))
		}},
		{Name: "outcome.loginRequired", Run: func(ctx context.Context, hc *http.Client) string {
			return fmt.Sprint(outcome.NeedsTerms(refusal(ctx, hc)))
		}},
		{Name: "outcome.Reset", Run: func(ctx context.Context, hc *http.Client) string {
			return fmt.Sprint(outcome.Reset(refusal(ctx, hc)))
		}},
		show("Give", func(c *console.Console, ctx context.Context, _ *http.Client) { c.Give(ctx, "1", "C") }),
		show("GiveBatch", func(c *console.Console, ctx context.Context, _ *http.Client) { c.GiveBatch(ctx, "1", "C") }),
		show("GiveNightly", func(c *console.Console, ctx context.Context, _ *http.Client) { c.GiveNightly(ctx, "1", "C") }),
		show("GiveGreedy", func(c *console.Console, ctx context.Context, _ *http.Client) { c.GiveGreedy(ctx, "1", "C") }),
		show("GiveEither", func(c *console.Console, ctx context.Context, _ *http.Client) { c.GiveEither(ctx, "1", "C", "u") }),
		show("Summary", func(c *console.Console, ctx context.Context, hc *http.Client) {
			c.Summary([]error{refusal(ctx, hc), refusal(ctx, hc)})
		}),
		show("Sorted", func(c *console.Console, ctx context.Context, hc *http.Client) {
			c.Sorted([]error{nil, refusal(ctx, hc)})
		}),
	})
}
