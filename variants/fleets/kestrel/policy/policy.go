// Package policy has the plans that operations and Apple have agreed on.
package policy

import (
	"os"
	"time"

	"example.com/serversa/kestrel/sched"
)

// Plans.
var (
	Front = sched.Every(time.Second).Take(3)
	Back  = sched.Every(5 * time.Second).Take(20)
	Night = sched.Every(2 * time.Second).Take(5).Then(sched.Every(10 * time.Minute))
	Dawn  = sched.Growing(time.Second, 1.5, 2*time.Minute).Shaken()
)

// Kind is a kind of work.
type Kind string

// Kinds of work.
const (
	Interactive Kind = "interactive"
	Batch       Kind = "batch"
	Nightly     Kind = "nightly"
)

// For is the plan for a kind of work.
func For(k Kind) sched.Plan {
	switch k {
	case Interactive:
		return Front
	case Nightly:
		return Night
	}
	return Back
}

// Shipped is the plan that the environment names, interactive without one.
func Shipped() sched.Plan {
	k := Kind(os.Getenv("KESTREL_PLAN"))
	if k == "" {
		k = Interactive
	}
	return For(k)
}
