package proof

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"example.com/towns/brook/api"
	"example.com/towns/brook/assign"
	"example.com/towns/brook/fault"
	"example.com/towns/brook/mw"
	"example.com/towns/brook/people"
	"example.com/towns/brook/vpp"
	"example.com/towns/playback"
)

func client(hc *http.Client) *vpp.Client { return vpp.New("t", vpp.HTTP(hc)) }

var order = vpp.For("1", "C")

func TestRetries(t *testing.T) {
	drains := map[string]func(*assign.Service, context.Context, ...vpp.Order){
		"Drain": (*assign.Service).Drain, "DrainPolitely": (*assign.Service).DrainPolitely, "DrainOnce": (*assign.Service).DrainOnce,
	}
	cases := playback.Methods("assign", func(hc *http.Client) any { return assign.New(client(hc)) }, "Drain", "DrainPolitely", "DrainOnce")
	for name, f := range drains {
		cases = append(cases, playback.Case{Name: "assign.Service." + name, Run: func(ctx context.Context, hc *http.Client) {
			f(assign.New(client(hc)), ctx, order)
		}})
	}
	sync := map[string]func(*people.Sync, context.Context, ...string) error{
		"Act": (*people.Sync).Act, "ActLess": (*people.Sync).ActLess, "Create": (*people.Sync).Create,
	}
	for name, f := range sync {
		cases = append(cases, playback.Case{Name: "people.Sync." + name, Run: func(ctx context.Context, hc *http.Client) {
			_ = f(people.New(client(hc)), ctx, "u")
		}})
	}
	cases = append(cases, playback.Case{Name: "people.Sync.Chunked", Run: func(ctx context.Context, hc *http.Client) {
		people.New(client(hc)).Chunked(ctx, "a", "b", "c")
	}}, playback.Case{Name: "people.Sync.Watch", Horizon: time.Hour, Run: func(ctx context.Context, hc *http.Client) {
		people.New(client(hc)).Watch(ctx, func(vpp.Asset) {})
	}})
	cases = append(cases, playback.Methods("people", func(hc *http.Client) any { return people.New(client(hc)) }, "Act", "ActLess", "Create", "Chunked", "Watch")...)
	cases = append(cases, playback.Case{Name: "mw.Held.Associate", Run: func(ctx context.Context, hc *http.Client) {
		_, _ = (&mw.Held{API: client(hc)}).Associate(ctx, order)
	}}, playback.Case{Name: "mw.Insisting.Associate", Run: func(ctx context.Context, hc *http.Client) {
		_, _ = mw.Insisting{API: client(hc)}.Associate(ctx, order)
	}})
	playback.Prove(t, "..", cases, "cmd/brook", "mw.retrying")
}

func TestTexts(t *testing.T) {
	no := func(ctx context.Context, hc *http.Client) error {
		_, err := client(hc).Associate(ctx, order)
		return err
	}
	show := func(name string, f func(error) any) playback.TextCase {
		return playback.TextCase{Name: "api." + name, Run: func(ctx context.Context, hc *http.Client) string { return fmt.Sprint(f(no(ctx, hc))) }}
	}
	list := func(name string, f func(*api.API, http.ResponseWriter, *http.Request)) playback.TextCase {
		return playback.TextCase{Name: "api.API." + name, Run: func(ctx context.Context, hc *http.Client) string {
			a := &api.API{Assign: assign.New(client(hc))}
			fl, _ := fault.AsA[*fault.Fault](no(ctx, hc))
			a.Outcomes.Put("C", api.Outcome{Order: order, Num: fl.Num, Reason: fl.Text})
			w := httptest.NewRecorder()
			f(a, w, httptest.NewRequestWithContext(ctx, http.MethodGet, "/", nil))
			return fmt.Sprint(w.Code, w.Body)
		}}
	}
	playback.ProveTexts(t, "..", []playback.TextCase{
		show("StatusOf", func(err error) any { return api.StatusOf(err) }),
		show("StatusByText", func(err error) any { return api.StatusByText(err) }),
		show("Hint", func(err error) any { return api.Hint(err) }),
		list("Stuck", (*api.API).Stuck),
		list("Alike", (*api.API).Alike),
	})
}
