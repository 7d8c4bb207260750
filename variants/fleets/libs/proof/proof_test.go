package proof

import (
	"context"
	"net/http"
	"testing"
	"time"

	"example.com/serversa/libs/avast4"
	"example.com/serversa/libs/avast5"
	"example.com/serversa/libs/cenkalti4"
	"example.com/serversa/libs/cenkalti5"
	"example.com/serversa/libs/eapache"
	"example.com/serversa/libs/failsafe"
	"example.com/serversa/libs/jpillora"
	"example.com/serversa/libs/kqueue"
	"example.com/serversa/libs/kretry"
	"example.com/serversa/libs/kwait"
	"example.com/serversa/libs/lestrrat"
	"example.com/serversa/libs/matryer"
	"example.com/serversa/libs/resty"
	"example.com/serversa/libs/retryable"
	"example.com/serversa/libs/sethvargo"
	"example.com/serversa/libs/storefront"
	"example.com/serversa/libs/vendored"
	"example.com/serversa/libs/xrate"
	"example.com/serversa/playback"
)

func store(hc *http.Client) *storefront.Store { return storefront.Open(hc, "t") }

func prove(t *testing.T, dir string, build func(hc *http.Client) any, more ...playback.Case) {
	playback.Prove(t, "../"+dir, append(playback.Methods("", build), more...))
}

func TestCenkalti4(t *testing.T) {
	playback.Prove(t, "../cenkalti4", append(
		playback.Methods("", func(hc *http.Client) any { return &cenkalti4.Ledger{Store: store(hc)} }, "BookGated"),
		playback.Case{Name: "Ledger.BookGated", Run: func(ctx context.Context, hc *http.Client) {
			_ = (&cenkalti4.Ledger{Store: store(hc)}).BookGated(ctx, make(chan struct{}, 1), "1", "C")
		}}))
}

func TestCenkalti5(t *testing.T) {
	prove(t, "cenkalti5", func(hc *http.Client) any { return cenkalti5.NewShelf(store(hc)) })
}

func TestAvast4(t *testing.T) {
	prove(t, "avast4", func(hc *http.Client) any { return avast4.Open(store(hc)) })
}

func TestAvast5(t *testing.T) {
	prove(t, "avast5", func(hc *http.Client) any { return avast5.Open(store(hc)) })
}

func TestSethvargo(t *testing.T) {
	prove(t, "sethvargo", func(hc *http.Client) any { return &sethvargo.Seat{Store: store(hc)} })
}

func TestJpillora(t *testing.T) {
	prove(t, "jpillora", func(hc *http.Client) any { return jpillora.New(store(hc)) })
}

func TestEapache(t *testing.T) {
	prove(t, "eapache", func(hc *http.Client) any { return eapache.New(store(hc)) })
}

func TestMatryer(t *testing.T) {
	prove(t, "matryer", func(hc *http.Client) any { return &matryer.Desk{Store: store(hc)} })
}

func TestLestrrat(t *testing.T) {
	prove(t, "lestrrat", func(hc *http.Client) any { return lestrrat.NewLane(store(hc), nil) })
}

func TestXrate(t *testing.T) {
	prove(t, "xrate", func(hc *http.Client) any { return xrate.New(store(hc)) })
}

func TestKwait(t *testing.T) {
	prove(t, "kwait", func(hc *http.Client) any { return &kwait.Poller{Store: store(hc)} })
}

func TestKretry(t *testing.T) {
	prove(t, "kretry", func(hc *http.Client) any { return &kretry.Assigner{Store: store(hc)} })
}

func TestVendored(t *testing.T) {
	prove(t, "vendored", func(hc *http.Client) any { return &vendored.Room{Store: store(hc)} })
}

func granting(open func(*http.Client, string) *storefront.Store) func(context.Context, *http.Client) {
	return func(ctx context.Context, hc *http.Client) {
		_, _ = open(hc, "t").Grant(ctx, storefront.ToDevice("1", "C02"))
	}
}

func TestFailsafe(t *testing.T) {
	prove(t, "failsafe", func(hc *http.Client) any { return failsafe.New(store(hc)) },
		playback.Case{Name: "Transport", Run: granting(failsafe.Transport)},
		playback.Case{Name: "TransportPlain", Run: granting(failsafe.TransportPlain)})
}

func TestRetryable(t *testing.T) {
	var cases []playback.Case
	for name, open := range map[string]func(*http.Client, string) *storefront.Store{
		"ForKiosk": retryable.ForKiosk, "ForBatch": retryable.ForBatch, "ForBatchOvernight": retryable.ForBatchOvernight,
		"ForAudit": retryable.ForAudit, "ForStatus": retryable.ForStatus, "ForLinear": retryable.ForLinear,
		"ForLinearLong": retryable.ForLinearLong, "ForTiers": retryable.ForTiers, "ForTiersWrong": retryable.ForTiersWrong,
		"ForEverything": retryable.ForEverything, "ForHeld": retryable.ForHeld,
	} {
		cases = append(cases, playback.Case{Name: name, Run: granting(open)})
	}
	playback.Prove(t, "../retryable", cases)
}

func TestResty(t *testing.T) {
	var cases []playback.Case
	for name, open := range map[string]func(*http.Client) *resty.Client{
		"New": resty.New, "NewShort": resty.NewShort, "NewLong": resty.NewLong, "NewLongCapped": resty.NewLongCapped,
		"NewLongWide": resty.NewLongWide, "NewStubborn": resty.NewStubborn, "NewTold": resty.NewTold,
		"NewToldClipped": resty.NewToldClipped, "NewFailing": resty.NewFailing, "NewGivingUp": resty.NewGivingUp,
	} {
		cases = append(cases, playback.Case{Name: name, Run: func(ctx context.Context, hc *http.Client) {
			_ = open(hc).Assign(ctx, "1", "C02")
		}})
	}
	cases = append(cases, playback.Case{Name: "AssignOwn", Run: func(ctx context.Context, hc *http.Client) {
		_ = resty.AssignOwn(ctx, hc, "1", "C02")
	}})
	playback.Prove(t, "../resty", cases)
}

func TestKqueue(t *testing.T) {
	key := kqueue.Key{AdamID: "1", Serial: "C02"}
	const horizon = 6 * time.Hour
	cases := []playback.Case{
		{Name: "Controller.next", Horizon: horizon, Run: func(ctx context.Context, hc *http.Client) {
			c := kqueue.NewController(store(hc))
			c.Enqueue(key)
			c.Run(ctx)
		}},
		{Name: "Careful.one", Horizon: horizon, Run: func(ctx context.Context, hc *http.Client) {
			c := kqueue.NewCareful(store(hc))
			c.Enqueue(key)
			c.Run(ctx)
		}},
		{Name: "DrainOnce", Horizon: horizon, Run: func(ctx context.Context, hc *http.Client) {
			_ = kqueue.DrainOnce(ctx, store(hc), key)
		}},
	}
	for name, drain := range map[string]func(context.Context, *storefront.Store, ...kqueue.Key){
		"DrainFastSlow": kqueue.DrainFastSlow, "DrainCounted": kqueue.DrainCounted, "DrainCountedAny": kqueue.DrainCountedAny,
		"DrainForgetful": kqueue.DrainForgetful, "DrainExponential": kqueue.DrainExponential, "DrainAfter": kqueue.DrainAfter,
		"DrainAfterMinutes": kqueue.DrainAfterMinutes, "DrainCapped": kqueue.DrainCapped,
	} {
		cases = append(cases, playback.Case{Name: name, Horizon: horizon, Run: func(ctx context.Context, hc *http.Client) {
			drain(ctx, store(hc), key)
		}})
	}
	playback.Prove(t, "../kqueue", cases)
}
