// Package apple gives seats through VPP.
package apple

import (
	"context"
	"errors"

	"example.com/messageb/ports"
	"example.com/messageb/vppc"
)

type problem struct{ *vppc.Failure }

func (p problem) Code() int      { return p.Num }
func (p problem) Detail() string { return p.Text() }

type seats struct{ c *vppc.Client }

// New makes seats.
func New(c *vppc.Client) ports.Seats { return &seats{c} }

func (s *seats) Give(ctx context.Context, app, to string) ports.Problem {
	return wrap(s.c.Assign(ctx, app, []string{to}))
}

func (s *seats) Take(ctx context.Context, app, from string) ports.Problem {
	return wrap(s.c.Retire(ctx, from))
}

func wrap(err error) ports.Problem {
	var f *vppc.Failure
	if errors.As(err, &f) {
		return problem{f}
	}
	return nil
}
