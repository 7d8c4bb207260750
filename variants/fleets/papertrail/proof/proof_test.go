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

	"example.com/serversa/papertrail/cgi"
	"example.com/serversa/papertrail/codes"
	"example.com/serversa/papertrail/conf"
	"example.com/serversa/papertrail/lic"
	"example.com/serversa/papertrail/mail"
	"example.com/serversa/papertrail/spool"
	"example.com/serversa/papertrail/usr"
	"example.com/serversa/papertrail/vppsrv"
	"example.com/serversa/playback"
)

func srv(hc *http.Client) *vppsrv.Srv { return &vppsrv.Srv{HTTP: hc, SToken: "t"} }

func TestRetries(t *testing.T) {
	cases := playback.Methods("lic", func(hc *http.Client) any { return lic.New(srv(hc), nil) }, "AssignLater", "AssignMuchLater")
	wait := func(f func(*lic.Lic, func(codes.Code))) func(context.Context, *http.Client) {
		return func(ctx context.Context, hc *http.Client) {
			done := make(chan struct{})
			f(lic.New(srv(hc), nil), func(codes.Code) { close(done) })
			select {
			case <-done:
			case <-ctx.Done():
			}
		}
	}
	cases = append(cases,
		playback.Case{Name: "lic.Lic.AssignLater", Run: wait(func(l *lic.Lic, done func(codes.Code)) { l.AssignLater("1", "C", done) })},
		playback.Case{Name: "lic.Lic.AssignMuchLater", Run: wait(func(l *lic.Lic, done func(codes.Code)) { l.AssignMuchLater("1", "C", 0, done) })},
		playback.Case{Name: "lic.Lic.AssignLenient", Run: func(_ context.Context, hc *http.Client) {
			lic.New(srv(hc), &conf.Conf{Lenient: true}).AssignLenient("1", "C")
		}})
	cases = append(cases, playback.Methods("usr", func(hc *http.Client) any { return &usr.Usr{Srv: srv(hc)} }, "All", "Each")...)
	cases = append(cases,
		playback.Case{Name: "usr.Usr.All", Run: func(_ context.Context, hc *http.Client) { (&usr.Usr{Srv: srv(hc)}).All("register", []string{"u"}) }},
		playback.Case{Name: "usr.Usr.All", Run: func(_ context.Context, hc *http.Client) { (&usr.Usr{Srv: srv(hc)}).All("retire", []string{"u"}) }},
		playback.Case{Name: "usr.Usr.Each", Run: func(_ context.Context, hc *http.Client) { (&usr.Usr{Srv: srv(hc)}).Each("retire", []string{"u"}) }})
	for name, pump := range map[string]func(*spool.Spool){
		"Pump": (*spool.Spool).Pump, "PumpFlat": (*spool.Spool).PumpFlat, "PumpAll": (*spool.Spool).PumpAll,
	} {
		cases = append(cases, playback.Case{Name: "spool.Spool." + name, Horizon: 30 * time.Hour, Run: func(ctx context.Context, hc *http.Client) {
			s := &spool.Spool{Srv: srv(hc)}
			s.Put("1", "C")
			defer context.AfterFunc(ctx, s.Quit)()
			pump(s)
		}})
	}
	playback.Prove(t, "..", cases, "cmd/papertrail")
}

func serve(ctx context.Context, h http.HandlerFunc) string {
	form := url.Values{"item": {"1"}, "serial": {"C"}, "user": {"u"}}
	r := httptest.NewRequestWithContext(ctx, http.MethodPost, "/", strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	h(w, r)
	return fmt.Sprint(w.Code, w.Body.String())
}

func TestTexts(t *testing.T) {
	reply := func(hc *http.Client) *vppsrv.Reply { return srv(hc).Assign("1", "C") }
	on := func(f func(*vppsrv.Reply) any) func(context.Context, *http.Client) string {
		return func(_ context.Context, hc *http.Client) string { return fmt.Sprint(f(reply(hc))) }
	}
	form := func(name string, h func(*cgi.CGI) http.HandlerFunc) playback.TextCase {
		return playback.TextCase{Name: "cgi.CGI." + name, Run: func(ctx context.Context, hc *http.Client) string {
			got := serve(ctx, h(&cgi.CGI{Srv: srv(hc), Lic: lic.New(srv(hc), nil)}))
			if strings.Contains(got, "…") {
				return "502[papertrail 9602] §\n"
			}
			return got
		}}
	}
	pumped := func(f func(*spool.Spool) any) func(context.Context, *http.Client) string {
		return func(ctx context.Context, hc *http.Client) string {
			s := &spool.Spool{Srv: srv(hc)}
			s.Put("1", "C")
			go s.PumpAll()
			time.Sleep(time.Minute)
			s.Quit()
			got := fmt.Sprint(f(s))
			time.Sleep(time.Hour)
			return got
		}
	}
	playback.ProveTexts(t, "..", []playback.TextCase{
		{Name: "codes.FromText", Run: on(func(r *vppsrv.Reply) any { return codes.FromText(r.Said()) })},
		{Name: "mail.Late", Run: on(func(r *vppsrv.Reply) any { return mail.Late(r.Associations) })},
		{Name: "mail.Worst", Run: on(func(r *vppsrv.Reply) any {
			return mail.Worst(append([]vppsrv.Entry{{}}, r.Associations...)).ErrorNumber
		})},
		{Name: "mail.Ignored", Run: on(func(r *vppsrv.Reply) any { return mail.Ignored(&conf.Conf{Ignore: "License*"}, r) })},
		{Name: "mail.IgnoredCode", Run: on(func(r *vppsrv.Reply) any { return mail.IgnoredCode(map[codes.Code]bool{codes.Has: true}, r) })},
		{Name: "mail.Same", Run: on(func(r *vppsrv.Reply) any { return mail.Same(r, r) })},
		{Name: "mail.Write", Run: on(func(r *vppsrv.Reply) any { return mail.Write(r.Associations) })},
		{Name: "mail.Subject", Run: on(func(r *vppsrv.Reply) any { return len(mail.Subject(r)) > 0 })},
		{Name: "cgi.Hint", Run: on(func(r *vppsrv.Reply) any { return cgi.Hint(r) })},
		{Name: "cgi.Compare", Run: on(func(r *vppsrv.Reply) any { return cgi.Compare(r) })},
		form("Give", func(c *cgi.CGI) http.HandlerFunc { return c.Give }),
		form("GiveUsers", func(c *cgi.CGI) http.HandlerFunc { return c.GiveUsers }),
		form("GiveAgain", func(c *cgi.CGI) http.HandlerFunc { return c.GiveAgain }),
		{Name: "spool.Spool.Stuck", Run: pumped(func(s *spool.Spool) any { return s.Stuck() })},
		{Name: "spool.Spool.Silent", Run: pumped(func(s *spool.Spool) any { return s.Silent() })},
	})
}
