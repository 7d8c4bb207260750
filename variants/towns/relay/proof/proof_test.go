package proof

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"example.com/towns/playback"
	"example.com/towns/relay/actor"
	"example.com/towns/relay/bus"
	"example.com/towns/relay/chain"
	"example.com/towns/relay/dial"
	"example.com/towns/relay/flows"
	"example.com/towns/relay/hub"
	"example.com/towns/relay/outbox"
	"example.com/towns/relay/pulse"
	"example.com/towns/relay/wire"
)

var g = wire.To("1", "C")

func ways(hc *http.Client) *flows.Flows { return flows.New(&dial.Pool{RT: hc.Transport}) }

func TestRetries(t *testing.T) {
	heaps := map[string]func(*flows.Flows, context.Context, ...wire.Grant){
		"Heaped": (*flows.Flows).Heaped, "HeapedFast": (*flows.Flows).HeapedFast, "HeapedTwice": (*flows.Flows).HeapedTwice,
	}
	cases := playback.Methods("flows", func(hc *http.Client) any { return ways(hc) }, "Heaped", "HeapedFast", "HeapedTwice")
	for name, f := range heaps {
		cases = append(cases, playback.Case{Name: "flows.Flows." + name, Run: func(ctx context.Context, hc *http.Client) { f(ways(hc), ctx, g) }})
	}
	for name, f := range map[string]func(http.RoundTripper) *wire.Client{
		"Plain": dial.Plain, "Polite": dial.Polite, "Long": dial.Long, "Pushy": dial.Pushy, "Rough": dial.Rough,
		"Limited": dial.Limited, "Guarded": dial.Guarded,
	} {
		cases = append(cases, playback.Case{Name: "dial." + name, Run: func(ctx context.Context, hc *http.Client) {
			_ = f(hc.Transport).Grant(ctx, g)
		}})
	}
	for name, f := range map[string]chain.Link{
		"Tenacious":   func(rt http.RoundTripper) http.RoundTripper { return chain.Tenacious{Next: rt} },
		"Second":      func(rt http.RoundTripper) http.RoundTripper { return &chain.Second{Next: rt} },
		"Unavailable": func(rt http.RoundTripper) http.RoundTripper { return chain.Unavailable{Next: rt} },
		"Told":        func(rt http.RoundTripper) http.RoundTripper { return chain.Told{Next: rt} },
	} {
		cases = append(cases, playback.Case{Name: "chain." + name + ".RoundTrip", Run: func(ctx context.Context, hc *http.Client) {
			_ = wire.Over(f(hc.Transport)).Grant(ctx, g)
		}})
	}
	for name, f := range map[string]func(*outbox.Relay, context.Context){
		"Pump": (*outbox.Relay).Pump, "PumpHard": (*outbox.Relay).PumpHard, "PumpCapped": (*outbox.Relay).PumpCapped,
		"PumpHourly": (*outbox.Relay).PumpHourly, "PumpOnce": func(r *outbox.Relay, ctx context.Context) { r.PumpOnce(ctx) },
	} {
		cases = append(cases, playback.Case{Name: "outbox.Relay." + name, Horizon: 20 * time.Hour, Run: func(ctx context.Context, hc *http.Client) {
			tab := &outbox.Table{}
			tab.Insert(g)
			f(&outbox.Relay{Table: tab, Client: dial.Plain(hc.Transport)}, ctx)
		}})
	}
	for name, f := range map[string]func(*actor.Actor, context.Context){
		"Live": (*actor.Actor).Live, "LiveHastily": (*actor.Actor).LiveHastily, "LiveStubbornly": (*actor.Actor).LiveStubbornly,
		"LiveOnce": (*actor.Actor).LiveOnce, "LiveApart": (*actor.Actor).LiveApart,
	} {
		cases = append(cases, playback.Case{Name: "actor.Actor." + name, Horizon: 200 * time.Hour, Run: func(ctx context.Context, hc *http.Client) {
			a := actor.New(dial.Plain(hc.Transport), bus.New())
			a.Grant(g)
			f(a, ctx)
		}})
	}
	cases = append(cases, playback.Case{Name: "actor.Actor.Live", Horizon: 20 * time.Hour, Run: func(ctx context.Context, hc *http.Client) {
		a := actor.New(dial.Plain(hc.Transport), bus.New())
		a.Revoke(g)
		a.Live(ctx)
	}})
	for name, f := range map[string]func(context.Context, *wire.Client, wire.Grant){
		"Daily": pulse.Daily, "Settle": pulse.Settle,
		"SettleBusy":   func(ctx context.Context, c *wire.Client, g wire.Grant) { _ = pulse.SettleBusy(ctx, c, g) },
		"Often":        func(ctx context.Context, c *wire.Client, _ wire.Grant) { pulse.Often(ctx, c, "e") },
		"SettleEnroll": func(ctx context.Context, c *wire.Client, _ wire.Grant) { pulse.SettleEnroll(ctx, c, "u") },
	} {
		cases = append(cases, playback.Case{Name: "pulse." + name, Run: func(ctx context.Context, hc *http.Client) {
			f(ctx, dial.Plain(hc.Transport), g)
		}})
	}
	for name, f := range map[string]func(*hub.Hub, http.ResponseWriter, *http.Request){
		"Grant": (*hub.Hub).Grant, "GrantOld": (*hub.Hub).GrantOld, "Dogged": (*hub.Hub).Dogged,
	} {
		cases = append(cases, playback.Case{Name: "hub.Hub." + name, Run: func(ctx context.Context, hc *http.Client) {
			r := httptest.NewRequestWithContext(ctx, http.MethodPost, "/?app=1&serial=C", nil)
			f(&hub.Hub{Flows: ways(hc), Ledger: &bus.Ledger{}}, httptest.NewRecorder(), r)
		}})
	}
	playback.Prove(t, "..", cases, "cmd/relayd", "chain.Repeater", "actor.Actor.apart")
}

func TestTexts(t *testing.T) {
	no := func(ctx context.Context, hc *http.Client) error { return dial.Plain(hc.Transport).Grant(ctx, g) }
	watch := func(name string, f func(*bus.Pager, *bus.Bus)) playback.TextCase {
		return playback.TextCase{Name: "bus.Pager." + name, Run: func(ctx context.Context, hc *http.Client) string {
			b, p := bus.New(), &bus.Pager{}
			f(p, b)
			b.Refused(g, no(ctx, hc))
			return fmt.Sprint(p.Calls)
		}}
	}
	table := func(name string, f func(*outbox.Table) int) playback.TextCase {
		return playback.TextCase{Name: "outbox.Table." + name, Run: func(ctx context.Context, hc *http.Client) string {
			tab := &outbox.Table{}
			tab.Insert(g)
			(&outbox.Relay{Table: tab, Client: dial.Plain(hc.Transport)}).PumpOnce(ctx)
			return fmt.Sprint(f(tab))
		}}
	}
	page := func(name string, f func(*hub.Hub, http.ResponseWriter, *http.Request)) playback.TextCase {
		return playback.TextCase{Name: "hub.Hub." + name, Run: func(ctx context.Context, hc *http.Client) string {
			w := httptest.NewRecorder()
			f(&hub.Hub{Flows: ways(hc), Ledger: &bus.Ledger{}}, w, httptest.NewRequestWithContext(ctx, http.MethodPost, "/?app=1&serial=C", nil))
			return fmt.Sprint(w.Code, w.Body)
		}}
	}
	playback.ProveTexts(t, "..", []playback.TextCase{
		watch("Watch", (*bus.Pager).Watch),
		watch("WatchCodes", (*bus.Pager).WatchCodes),
		{Name: "bus.Ledger.Watch", Run: func(ctx context.Context, hc *http.Client) string {
			b, l := bus.New(), &bus.Ledger{}
			l.Watch(b)
			b.Refused(g, no(ctx, hc))
			return fmt.Sprint(l.Lines())
		}},
		table("Requeue", (*outbox.Table).Requeue),
		table("RequeueByCode", (*outbox.Table).RequeueByCode),
		table("Distinct", (*outbox.Table).Distinct),
		page("Grant", (*hub.Hub).Grant),
		page("GrantOld", (*hub.Hub).GrantOld),
	}, "hub.Hub.Dogged")
}
