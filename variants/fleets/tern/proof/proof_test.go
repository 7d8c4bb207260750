package proof

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"example.com/serversa/playback"
	"example.com/serversa/tern/flows"
	"example.com/serversa/tern/panel"
	"example.com/serversa/tern/shop"
	"example.com/serversa/tern/shop/persist"
	"example.com/serversa/tern/tenant"
)

func remote(hc *http.Client) *shop.Remote { return &shop.Remote{HTTP: hc, Token: "t"} }

func TestRetries(t *testing.T) {
	drives := map[string]func(*flows.Flows, context.Context){
		"Drive": (*flows.Flows).Drive, "DriveRashly": (*flows.Flows).DriveRashly, "DriveRashlyTwice": (*flows.Flows).DriveRashlyTwice,
		"DriveCool": (*flows.Flows).DriveCool, "DriveLukewarm": (*flows.Flows).DriveLukewarm, "DriveSparing": (*flows.Flows).DriveSparing,
	}
	skip := []string{"Queue", "Parked", "Nested", "Shallow"}
	for name := range drives {
		skip = append(skip, name)
	}
	cases := playback.Methods("flows", func(hc *http.Client) any { return flows.New(remote(hc)) }, skip...)
	for name, drive := range drives {
		cases = append(cases, playback.Case{Name: "flows.Flows." + name, Horizon: 20 * time.Hour, Run: func(ctx context.Context, hc *http.Client) {
			f := flows.New(remote(hc))
			f.Queue("1", "C")
			drive(f, ctx)
		}})
	}
	cases = append(cases,
		playback.Case{Name: "flows.Flows.nested", Run: func(ctx context.Context, hc *http.Client) {
			_ = flows.New(remote(hc)).Nested(ctx, "1", "C")
		}},
		playback.Case{Name: "flows.Flows.shallow", Run: func(ctx context.Context, hc *http.Client) {
			_ = flows.New(remote(hc)).Shallow(ctx, "1", "C")
		}},
		playback.Case{Name: "flows.Flows.TenantedAll", Run: func(ctx context.Context, hc *http.Client) {
			_ = flows.New(remote(hc), flows.For(&tenant.Tenant{Reassig: true})).TenantedAll(ctx, "1", []string{"C"})
		}})
	cases = append(cases, playback.Methods("shop/persist", func(hc *http.Client) any { return persist.Mild{Shop: remote(hc)} }, "Revoke")...)
	cases = append(cases, playback.Methods("shop/persist", func(hc *http.Client) any { return persist.Stern{Shop: remote(hc)} })...)
	cases = append(cases, playback.Methods("shop/persist", func(hc *http.Client) any { return persist.Deaf{Shop: remote(hc)} }, "Revoke")...)
	playback.Prove(t, "..", cases, "cmd/tern", "flows.Custom")
}

func TestTexts(t *testing.T) {
	nay := func(ctx context.Context, hc *http.Client) error {
		_, err := remote(hc).Grant(ctx, "1", "C")
		return err
	}
	predicate := func(name string, f func(error) bool) playback.TextCase {
		return playback.TextCase{Name: "panel." + name, Run: func(ctx context.Context, hc *http.Client) string {
			return fmt.Sprint(f(nay(ctx, hc)))
		}}
	}
	show := func(name string, number int, f func(*panel.Panel, context.Context)) playback.TextCase {
		return playback.TextCase{Name: "panel.Panel." + name, Number: number, Run: func(ctx context.Context, hc *http.Client) string {
			var out strings.Builder
			f(&panel.Panel{Flows: flows.New(remote(hc)), Out: &out}, ctx)
			return out.String()
		}}
	}
	playback.ProveTexts(t, "..", []playback.TextCase{
		predicate("Stops", panel.Stops),
		predicate("StopsByNumber", panel.StopsByNumber),
		predicate("Maintenance", panel.Maintenance),
		predicate("Alike", func(err error) bool { return panel.Alike(err, err) }),
		show("Gate", 9602, func(p *panel.Panel, ctx context.Context) { p.Gate(ctx, "1", "C") }),
		show("HandOver", 9602, func(p *panel.Panel, ctx context.Context) { p.HandOver(ctx, "1", "C") }),
		show("Lend", 9602, func(p *panel.Panel, ctx context.Context) { p.Lend(ctx, "1", "C", "D") }),
		show("Reclaim", 9602, func(p *panel.Panel, ctx context.Context) { p.Reclaim(ctx, "1", []string{"C"}) }),
		{Name: "panel.Panel.Tally", Run: func(ctx context.Context, hc *http.Client) string {
			var out strings.Builder
			p := &panel.Panel{Out: &out}
			p.Note(nay(ctx, hc))
			p.Note(nay(ctx, hc))
			p.Tally()
			return out.String()
		}},
	})
}
