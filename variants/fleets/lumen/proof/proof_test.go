package proof

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"example.com/serversa/lumen/admin"
	"example.com/serversa/lumen/appstore"
	"example.com/serversa/lumen/assign"
	"example.com/serversa/lumen/problem"
	"example.com/serversa/lumen/transport"
	"example.com/serversa/lumen/worker"
	"example.com/serversa/playback"
)

func plain(hc *http.Client) *appstore.Client { return appstore.Plain(hc.Transport, "t") }

func TestRetries(t *testing.T) {
	cases := playback.Methods("assign", func(hc *http.Client) any { return assign.New(plain(hc)) })
	through := func(name string, wrap func(http.RoundTripper) http.RoundTripper) {
		cases = append(cases, playback.Case{Name: "transport." + name, Run: func(ctx context.Context, hc *http.Client) {
			_ = appstore.Plain(wrap(hc.Transport), "t").Out(ctx, appstore.To("1", "C"))
		}})
	}
	through("Steady.RoundTrip", func(rt http.RoundTripper) http.RoundTripper { return &transport.Steady{Next: rt} })
	through("Dogged.RoundTrip", func(rt http.RoundTripper) http.RoundTripper { return &transport.Dogged{Next: rt} })
	through("Touchy.RoundTrip", transport.NewTouchy)
	through("Polite", transport.Polite)
	through("Hurried", transport.Hurried)
	through("ByStatus.RoundTrip", func(rt http.RoundTripper) http.RoundTripper { return transport.ByStatus{Next: rt} })
	through("Configured.RoundTrip", transport.NewConfigured())
	for name, open := range map[string]func(http.RoundTripper, string) *appstore.Client{
		"Plain": appstore.Plain, "ForPeople": appstore.ForPeople, "ForImports": appstore.ForImports,
		"ForMigrations": appstore.ForMigrations, "ForNights": appstore.ForNights,
	} {
		cases = append(cases, playback.Case{Name: "appstore." + name, Run: func(ctx context.Context, hc *http.Client) {
			_ = open(hc.Transport, "t").Out(ctx, appstore.To("1", "C"))
		}})
	}
	for name, work := range map[string]func(*worker.Pool, context.Context){
		"Work": (*worker.Pool).Work, "WorkStrikes": (*worker.Pool).WorkStrikes, "WorkOut": (*worker.Pool).WorkOut,
		"WorkOnce": func(p *worker.Pool, ctx context.Context) { p.WorkOnce(ctx, func(appstore.Hand, error) {}) },
	} {
		cases = append(cases, playback.Case{Name: "worker.Pool." + name, Horizon: 20 * time.Hour, Run: func(ctx context.Context, hc *http.Client) {
			p := worker.NewPool(plain(hc))
			p.Add(appstore.To("1", "C"))
			work(p, ctx)
		}})
	}
	playback.Prove(t, "..", cases, "cmd/lumend")
}

func serve(ctx context.Context, h http.HandlerFunc) string {
	form := url.Values{"app": {"1"}, "serial": {"C"}, "user": {"u"}}
	r := httptest.NewRequestWithContext(ctx, http.MethodPost, "/", strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	h(w, r)
	return fmt.Sprint(w.Code, w.Body.String())
}

func TestTexts(t *testing.T) {
	asProblem := func(ctx context.Context, hc *http.Client) *problem.Problem {
		var p *problem.Problem
		errors.As(plain(hc).Out(ctx, appstore.To("1", "C")), &p)
		return p
	}
	handler := func(name string, number int, h func(*admin.Admin) http.HandlerFunc) playback.TextCase {
		return playback.TextCase{Name: "admin.Admin." + name, Number: number, Run: func(ctx context.Context, hc *http.Client) string {
			return serve(ctx, h(&admin.Admin{Assign: assign.New(plain(hc))}))
		}}
	}
	playback.ProveTexts(t, "..", []playback.TextCase{
		{Name: "problem.Problem.Duplicate", Run: func(ctx context.Context, hc *http.Client) string {
			return fmt.Sprint(asProblem(ctx, hc).Duplicate())
		}},
		{Name: "problem.Problem.Retired", Run: func(ctx context.Context, hc *http.Client) string {
			return fmt.Sprint(asProblem(ctx, hc).Retired())
		}},
		handler("Out", 9602, func(a *admin.Admin) http.HandlerFunc { return a.Out }),
		handler("OutMarked", 9602, func(a *admin.Admin) http.HandlerFunc { return a.OutMarked }),
		handler("OutAside", 9604, func(a *admin.Admin) http.HandlerFunc { return a.OutAside }),
		handler("Enter", 9602, func(a *admin.Admin) http.HandlerFunc { return a.Enter }),
		handler("EnterNet", 9602, func(a *admin.Admin) http.HandlerFunc { return a.EnterNet }),
	})
}
