// Package port is what the others know of the store.
package port

// Verdict is what the store says.
type Verdict interface {
	Words() string
	Holder() string
}

// Store gives and takes.
type Store interface {
	Give(item string) (Verdict, error)
	Take(item string) error
	Last() Verdict
}
