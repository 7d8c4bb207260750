//go:build verify

package legacysrv

import (
	"context"
	"strings"
	"testing"

	"example.com/loopsb/internal/pin"
)

func TestPinned(t *testing.T) {
	dial := func() *Server { return Dial("https://vpp.example", "t") }
	manage := func(n int, path string, body []byte) string {
		if !strings.Contains(path, "manage") {
			n = 0
		}
		return pin.Body(n)
	}
	only := func(service string) func(n int, path string, body []byte) string {
		return func(n int, path string, body []byte) string {
			if !strings.Contains(path, service) || n == 9616 {
				n = 0
			}
			return pin.Body(n)
		}
	}
	run := func(name string, f func(context.Context, *Server)) pin.Case {
		return pin.C("Server."+name, func(ctx context.Context) { f(ctx, dial()) })
	}
	pin.Run(t,
		run("Provide", func(ctx context.Context, s *Server) { s.Provide(ctx, "c", []string{"1"}, []string{"a", "b"}) }).Answer(manage),
		run("ProvideAll", func(ctx context.Context, s *Server) { s.ProvideAll(ctx, "1", []string{"a", "b"}) }).Answer(manage),
		run("Moved", func(ctx context.Context, s *Server) { s.Moved(ctx, "1", "u") }).Answer(manage),
		run("MovedMaybe", func(ctx context.Context, s *Server) { s.MovedMaybe(ctx, "1", "u") }).Answer(manage),
		run("Text", func(ctx context.Context, s *Server) { s.Text(ctx, "1", "u") }).Answer(manage),
		run("Retire", func(ctx context.Context, s *Server) { s.Retire(ctx, "u") }).Answer(only("retire")),
		run("Register", func(ctx context.Context, s *Server) { s.Register(ctx, "u", "v") }).Answer(only("register")),
		run("Users", func(ctx context.Context, s *Server) { s.Users(ctx) }).Answer(only("getVPPUsers")),
		run("UsersSince", func(ctx context.Context, s *Server) { s.UsersSince(ctx, "t") }).Answer(only("getVPPUsers")),
		run("Assure", func(ctx context.Context, s *Server) { s.Assure(ctx, "1", "u") }).Answer(manage),
		run("AssureStatus", func(ctx context.Context, s *Server) { s.AssureStatus(ctx, "1", "u") }).Answer(manage),
	)
}
