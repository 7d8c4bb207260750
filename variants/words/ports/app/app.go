// Package app is the application.
package app

import (
	"context"
	"strings"

	"example.com/messageb/ports"
	"example.com/messageb/ports/apple"
	"example.com/messageb/vppc"
)

// App is the application.
type App struct {
	Seats ports.Seats
	Log   ports.Logger
}

// New makes it.
func New(c *vppc.Client, l ports.Logger) *App { return &App{Seats: apple.New(c), Log: l} }

// Give gives.
//
//want:vpperrormessage
func (a *App) Give(ctx context.Context, app, to string) bool {
	p := a.Seats.Give(ctx, app, to)
	if p == nil {
		return true
	}
	a.Log.Log("give %s: %s", app, p.Detail())
	return strings.Contains(p.Detail(), "already assigned")
}

// Take takes.
func (a *App) Take(ctx context.Context, app, from string) bool {
	p := a.Seats.Take(ctx, app, from)
	return p == nil || p.Code() == 9612 || p.Detail() == ""
}

// chatty logs everything.
type chatty struct {
	ports.Seats
	log ports.Logger
}

func (c chatty) Give(ctx context.Context, app, to string) ports.Problem {
	p := c.Seats.Give(ctx, app, to)
	if p != nil {
		c.log.Log("%v", p)
	}
	return p
}

// Chatty gives, with a log.
//
//want:vpperrormessage
func Chatty(ctx context.Context, c *vppc.Client, l ports.Logger) bool {
	s := chatty{apple.New(c), l}
	p := s.Give(ctx, "app", "serial")
	return p != nil && p.Error() == "vpp: assign: Login required"
}
