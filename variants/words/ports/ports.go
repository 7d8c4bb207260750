// Package ports are the interfaces between MDM and the world.
package ports

import "context"

// Problem is something that went wrong.
type Problem interface {
	error
	Code() int
	Detail() string
}

// Seats gives and takes seats.
type Seats interface {
	Give(ctx context.Context, app, to string) Problem
	Take(ctx context.Context, app, from string) Problem
}

// Logger logs.
type Logger interface {
	Log(format string, args ...any)
}
