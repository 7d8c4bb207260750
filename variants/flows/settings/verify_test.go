//go:build verify

package settings

import (
	"context"
	"testing"
	"time"

	"example.com/loopsb/internal/pin"
)

func TestPinned(t *testing.T) {
	few, many := Retry{Attempts: 3, Pause: 1}, Retry{Attempts: 30, Pause: 1}
	strict := func() *Server {
		s := NewServer()
		s.cfg.Strict = true
		return s
	}
	cs := []pin.Case{
		pin.C("Loaded", func(ctx context.Context) { Loaded(ctx, "1", "u") }),
		pin.C("SetFive", func(ctx context.Context) { SetFive(ctx, "1", "u") }),
		pin.C("Server.Given", func(ctx context.Context) { NewServer().Given(ctx, "1", "u", few) }).
			And(func(ctx context.Context) { NewServer().Given(ctx, "1", "u", many) }),
		pin.C("Server.GivenAny", func(ctx context.Context) { NewServer().GivenAny(ctx, "1", "u", few) }).
			And(func(ctx context.Context) { NewServer().GivenAny(ctx, "1", "u", many) }),
		pin.C("Server.GivenPause", func(ctx context.Context) { NewServer().GivenPause(ctx, "1", "u", 0) }).
			Or(func(ctx context.Context) { NewServer().GivenPause(ctx, "1", "u", time.Hour) }),
		pin.C("Server.Strict", func(ctx context.Context) { NewServer().Strict(ctx, "1", "u") }).
			Or(func(ctx context.Context) { strict().Strict(ctx, "1", "u") }),
	}
	for n, f := range map[string]func(*Server, context.Context, string, string) error{
		"Assign": (*Server).Assign, "Sync": (*Server).Sync, "Normalized": (*Server).Normalized, "Enroll": (*Server).Enroll, "Flagged": (*Server).Flagged,
		"FlaggedCalm": (*Server).FlaggedCalm, "Environment": (*Server).Environment, "EnvironmentFew": (*Server).EnvironmentFew, "Set": (*Server).Set,
		"SetTries": (*Server).SetTries,
	} {
		cs = append(cs, pin.C("Server."+n, func(ctx context.Context) { f(NewServer(), ctx, "1", "u") }))
	}
	pin.Run(t, cs...)
}
