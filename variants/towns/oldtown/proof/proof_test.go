package proof

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"example.com/towns/oldtown/batch"
	"example.com/towns/oldtown/code"
	"example.com/towns/oldtown/conf"
	"example.com/towns/oldtown/license"
	"example.com/towns/oldtown/ports"
	"example.com/towns/oldtown/roster"
	"example.com/towns/oldtown/srv"
	"example.com/towns/oldtown/store"
	"example.com/towns/oldtown/sweep"
	"example.com/towns/oldtown/web"
	"example.com/towns/playback"
)

func client(hc *http.Client) *srv.Client { return srv.New(hc, conf.Default()) }

func desk(hc *http.Client) *license.Desk {
	return license.NewDesk(client(hc), conf.Default(), store.New())
}

func TestRetries(t *testing.T) {
	cases := playback.Methods("license", func(hc *http.Client) any { return desk(hc) })
	cases = append(cases, playback.Case{Name: "license.Desk.GiveByFlag", Run: func(_ context.Context, hc *http.Client) {
		cf := conf.Default()
		cf.Stubborn = true
		_ = license.NewDesk(client(hc), cf, store.New()).GiveByFlag("1", "C")
	}})
	cases = append(cases, playback.Case{Name: "license.VIP.Give", Run: func(_ context.Context, hc *http.Client) {
		_ = license.NewVIP(desk(hc)).Give("1", "C")
	}}, playback.Case{Name: "license.VIP.GiveOnce", Run: func(_ context.Context, hc *http.Client) {
		_ = license.NewVIP(desk(hc)).GiveOnce("1", "C")
	}})
	cases = append(cases, playback.Methods("roster", func(hc *http.Client) any { return roster.New(client(hc)) })...)
	cases = append(cases, playback.Methods("batch", func(hc *http.Client) any { return batch.New(client(hc)) }, "Fallback", "Spread")...)
	cases = append(cases, playback.Methods("ports", func(hc *http.Client) any { return &ports.Patient{Next: client(hc), J: ports.Null{}} })...)
	cases = append(cases, playback.Methods("ports", func(hc *http.Client) any { return ports.Twice{Giver: client(hc)} }, "Give")...)
	cases = append(cases, playback.Methods("ports", func(hc *http.Client) any { return &ports.Shutter{Giver: client(hc), Rest: time.Minute} }, "Give")...)
	cases = append(cases, playback.Methods("ports", func(hc *http.Client) any {
		other := conf.Default()
		other.Token = "other"
		return ports.Spare{Giver: client(hc), Other: srv.New(hc, other)}
	}, "Give")...)
	many := []string{"A", "B", "C", "D"}
	cases = append(cases, playback.Case{Name: "batch.Batch.Fallback", Run: func(_ context.Context, hc *http.Client) {
		batch.New(client(hc)).Fallback("1", many)
	}}, playback.Case{Name: "batch.Batch.Spread", Run: func(_ context.Context, hc *http.Client) {
		_, _ = batch.New(client(hc)).Spread("1", many)
	}}, playback.Case{Name: "batch.Batch.Halves", Run: func(_ context.Context, hc *http.Client) {
		batch.New(client(hc)).Halves("1", many)
	}})
	for name, f := range map[string]func(*sweep.Sweeper){
		"Nightly": (*sweep.Sweeper).Nightly, "Daily": (*sweep.Sweeper).Daily, "Spaced": (*sweep.Sweeper).Spaced,
		"Faithful": (*sweep.Sweeper).Faithful, "Forgetful": (*sweep.Sweeper).Forgetful,
	} {
		cases = append(cases, playback.Case{Name: "sweep.Sweeper." + name, Horizon: 10 * time.Hour, Run: func(ctx context.Context, hc *http.Client) {
			s := sweep.New(client(hc), conf.Default())
			s.Put("1", "C")
			go func() { <-ctx.Done(); s.Stop() }()
			f(s)
		}})
	}
	for name, f := range map[string]func(*web.Web, http.ResponseWriter, *http.Request) error{
		"Assign": (*web.Web).Assign, "AssignOld": (*web.Web).AssignOld, "AssignNew": (*web.Web).AssignNew,
		"Alarm": func(s *web.Web, _ http.ResponseWriter, _ *http.Request) error {
			s.Alarm("1", []string{"C"})
			return nil
		},
	} {
		cases = append(cases, playback.Case{Name: "web.Web." + name, Run: func(_ context.Context, hc *http.Client) {
			_ = f(&web.Web{Desk: desk(hc), Store: store.New()}, httptest.NewRecorder(), request(map[string]string{"app": "1", "serial": "C"}))
		}})
	}
	cases = append(cases, playback.Case{Name: "ports.Counting.Assign", Run: func(_ context.Context, hc *http.Client) {
		_ = (&ports.Counting{Giver: client(hc)}).Assign("1", "C")
	}})
	playback.Prove(t, "..", cases, "cmd/oldtown")
}

func request(r map[string]string) *http.Request {
	form := url.Values{}
	for k, v := range r {
		form.Set(k, v)
	}
	req := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(form.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return req
}

func TestTexts(t *testing.T) {
	fault := func(hc *http.Client) error { return desk(hc).Once("1", "C") }
	pred := func(name string, f func(error) bool) playback.TextCase {
		return playback.TextCase{Name: name, Run: func(_ context.Context, hc *http.Client) string { return fmt.Sprint(f(fault(hc))) }}
	}
	page := func(name string, f func(*web.Web, http.ResponseWriter, *http.Request) error) playback.TextCase {
		return playback.TextCase{Name: "web.Web." + name, Number: 9602, Run: func(_ context.Context, hc *http.Client) string {
			st := store.New()
			w := httptest.NewRecorder()
			err := f(&web.Web{Desk: license.NewDesk(client(hc), conf.Default(), st), Store: st}, w, request(map[string]string{"app": "1", "serial": "C"}))
			return fmt.Sprint(w.Code, w.Body, err)
		}}
	}
	playback.ProveTexts(t, "..", []playback.TextCase{
		pred("code.Already", code.Already),
		pred("code.Mute", code.Mute),
		pred("code.Busy", code.Busy),
		pred("code.FinalAs", code.FinalAs),
		pred("roster.Gone", roster.Gone),
		pred("roster.GoneByNumber", roster.GoneByNumber),
		{Name: "roster.Explain", Run: func(_ context.Context, hc *http.Client) string { return roster.Explain(fault(hc)) }},
		{Name: "batch.Ineligible", Number: 9628, Run: func(_ context.Context, hc *http.Client) string {
			g, _ := client(hc).Manage("1", []string{"C"})
			return fmt.Sprint(batch.Ineligible(g))
		}},
		{Name: "batch.Reasons", Number: 9628, Run: func(_ context.Context, hc *http.Client) string {
			g, _ := client(hc).Manage("1", []string{"C"})
			return fmt.Sprint(batch.Reasons(g))
		}},
		{Name: "store.Store.Holders", Run: func(_ context.Context, hc *http.Client) string {
			st := store.New()
			_ = license.NewDesk(client(hc), conf.Default(), st).Once("1", "C")
			return fmt.Sprint(st.Holders())
		}},
		{Name: "store.Store.Silent", Run: func(_ context.Context, hc *http.Client) string {
			st := store.New()
			_ = license.NewDesk(client(hc), conf.Default(), st).Once("1", "C")
			return fmt.Sprint(st.Silent())
		}},
		page("Assign", (*web.Web).Assign),
		page("AssignOld", (*web.Web).AssignOld),
		page("AssignNew", (*web.Web).AssignNew),
		page("Tally", (*web.Web).Tally),
		{Name: "web.Web.Alarm", Run: func(_ context.Context, hc *http.Client) string {
			return fmt.Sprint((&web.Web{Desk: desk(hc), Store: store.New()}).Alarm("1", []string{"C"}))
		}},
	})
}
