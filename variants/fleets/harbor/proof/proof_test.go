package proof

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"example.com/serversa/harbor/httpapi"
	"example.com/serversa/harbor/internal/fault"
	"example.com/serversa/harbor/internal/wire"
	"example.com/serversa/harbor/queue"
	"example.com/serversa/harbor/roster"
	"example.com/serversa/harbor/seat"
	"example.com/serversa/harbor/settings"
	"example.com/serversa/playback"
)

func desk(hc *http.Client, set settings.Settings) *seat.Desk {
	return seat.Open(wire.Dial(hc, "t"), set, slog.New(slog.NewTextHandler(io.Discard, nil)))
}

// wired is the policy that the command ships.
type wired struct{}

func (wired) Keep(seen int, err error) (time.Duration, bool) {
	return 30 * time.Second, fault.Dispose(err) == fault.Later && seen < 30
}

func TestRetries(t *testing.T) {
	cases := playback.Methods("seat", func(hc *http.Client) any { return desk(hc, settings.Settings{}) })
	cases = append(cases, playback.Methods("roster", func(hc *http.Client) any { return roster.New(wire.Dial(hc, "t")) }, "Readmit")...)
	serve := func(f func(*queue.Queue, context.Context)) func(context.Context, *http.Client) {
		return func(ctx context.Context, hc *http.Client) {
			q := queue.New(desk(hc, settings.Settings{}), wired{})
			q.Add("1", "C02")
			f(q, ctx)
		}
	}
	cases = append(cases,
		playback.Case{Name: "seat.Desk.ClaimByHour", Run: func(ctx context.Context, hc *http.Client) {
			_ = desk(hc, settings.Settings{Night: true}).ClaimByHour(ctx, "1", "C02")
		}},
		playback.Case{Name: "roster.Roster.readmit", Run: func(ctx context.Context, hc *http.Client) {
			_ = roster.New(wire.Dial(hc, "t")).Readmit(ctx, "u", "m")
		}},
		playback.Case{Name: "queue.Queue.Serve", Horizon: 10 * time.Hour, Run: serve(func(q *queue.Queue, ctx context.Context) { _ = q.Serve(ctx) })},
		playback.Case{Name: "queue.Queue.ServeQuick", Horizon: 10 * time.Hour, Run: serve((*queue.Queue).ServeQuick)},
		playback.Case{Name: "queue.Queue.ServeMinutes", Horizon: 30 * time.Hour, Run: serve((*queue.Queue).ServeMinutes)},
	)
	playback.Prove(t, "..", cases, "cmd/harbor")
}

func serve(ctx context.Context, h http.HandlerFunc) string {
	form := url.Values{"app": {"1"}, "serial": {"C"}, "id": {"u"}}
	r := httptest.NewRequestWithContext(ctx, http.MethodPost, "/", strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	_ = r.ParseForm()
	w := httptest.NewRecorder()
	h(w, r)
	return fmt.Sprint(w.Code, w.Body.String())
}

func api(hc *http.Client) *httpapi.API {
	return httpapi.New(desk(hc, settings.Settings{}), roster.New(wire.Dial(hc, "t")))
}

func TestTexts(t *testing.T) {
	refused := func(ctx context.Context, hc *http.Client) error {
		return desk(hc, settings.Settings{}).Claim(ctx, "1", "C")
	}
	asFault := func(err error) *fault.Fault {
		var f *fault.Fault
		errors.As(err, &f)
		return f
	}
	handler := func(name string, h func(*httpapi.API) http.HandlerFunc) playback.TextCase {
		return playback.TextCase{Name: "httpapi.API." + name, Run: func(ctx context.Context, hc *http.Client) string {
			return serve(ctx, h(api(hc)))
		}}
	}
	playback.ProveTexts(t, "..", []playback.TextCase{
		{Name: "internal/fault.Irrevocable", Run: func(ctx context.Context, hc *http.Client) string {
			return fmt.Sprint(fault.Irrevocable(refused(ctx, hc)))
		}},
		{Name: "internal/fault.OutOfStock", Run: func(ctx context.Context, hc *http.Client) string {
			return fmt.Sprint(fault.OutOfStock(refused(ctx, hc)))
		}},
		{Name: "internal/fault.SaidBefore", Run: func(ctx context.Context, hc *http.Client) string {
			return fmt.Sprint(fault.SaidBefore(asFault(refused(ctx, hc)), asFault(refused(ctx, hc))))
		}},
		{Name: "roster.Roster.Known", Run: func(ctx context.Context, hc *http.Client) string {
			known, _ := roster.New(wire.Dial(hc, "t")).Known(ctx, "u")
			return fmt.Sprint(known)
		}},
		{Name: "roster.Roster.Gone", Run: func(ctx context.Context, hc *http.Client) string {
			gone, _ := roster.New(wire.Dial(hc, "t")).Gone(ctx, "u")
			return fmt.Sprint(gone)
		}},
		handler("Claim", func(a *httpapi.API) http.HandlerFunc { return a.Claim }),
		handler("ClaimAll", func(a *httpapi.API) http.HandlerFunc { return a.ClaimAll }),
		handler("Insist", func(a *httpapi.API) http.HandlerFunc { return a.Insist }),
		handler("Replace", func(a *httpapi.API) http.HandlerFunc { return a.Replace }),
		handler("Status", func(a *httpapi.API) http.HandlerFunc { return a.Status }),
		{Name: "httpapi.API.Alarm", Run: func(ctx context.Context, hc *http.Client) string {
			a := api(hc)
			serve(ctx, a.Claim)
			return serve(ctx, a.Alarm)
		}},
	}, "cmd/harbor")
}
