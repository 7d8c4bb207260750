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

// Refusal is an error that can say more.
type Refusal interface {
	error
	Reason() string
	Item() string
}

// Desk is where items are handed over.
type Desk interface{ Hand(item string) Refusal }
