// Package port is what the use cases know of the outer world.
package port

import "context"

// Verdict is what a store says about a request.
type Verdict interface {
	Words() string
	Number() int
	Holder() string
}

// Store hands out seats.
type Store interface {
	Give(ctx context.Context, item, device string) (Verdict, error)
	Take(ctx context.Context, item, device string) error
}
