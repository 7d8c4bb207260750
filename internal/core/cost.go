package core

import "fmt"

// Cost is what the analysis of a package has taken, in counts that are the same
// on every machine.
type Cost struct {
	Functions int // that were translated
	Runs      int // ways that were replayed
	Steps     int // instructions that were replayed
	Fact      int // bytes that the package tells its importers
}

// Add returns the cost of both.
func (c Cost) Add(d Cost) Cost {
	return Cost{c.Functions + d.Functions, c.Runs + d.Runs, c.Steps + d.Steps, c.Fact + d.Fact}
}

// Cost returns what has been spent so far; the replays count that some rule has
// asked for.
func (r *Result) Cost() (Cost, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	var c Cost
	for _, x := range []*examined{r.plain.examined, r.plain.helper} {
		if x != nil && x.retry.lowered != nil {
			c.Functions += len(x.retry.lowered.Package.Funcs)
		}
	}
	for _, done := range r.replays {
		c.Runs += done.stats.Runs
		c.Steps += done.stats.Steps
	}
	if r.fact != nil {
		packed, err := r.fact.GobEncode()
		if err != nil {
			return c, fmt.Errorf("measuring what %s tells: %w", r.pass.Pkg.Path(), err)
		}
		c.Fact = len(packed)
	}
	return c, nil
}
