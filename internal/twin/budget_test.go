package twin_test

import (
	"testing"
	"time"

	"github.com/vpplint/vpplint/internal/replay"
	"github.com/vpplint/vpplint/internal/retry"
)

// TestFixturesAreCheap holds every fixture to a tenth of the budget: code that
// people write has to be far from where replay gives up.
func TestFixturesAreCheap(t *testing.T) {
	_, pkgs := load(t, fixtures, themes(t)...)
	budget := replay.DefaultBudget
	var most retry.Stats
	for _, p := range pkgs {
		cost := p.Cost(retry.Limits{MaxAttempts: 5, EscalatedDelay: time.Minute})
		for _, of := range []struct {
			what        string
			used, limit int
			most        *int
		}{
			{"runs of one question", cost.MaxRuns, budget.Runs, &most.MaxRuns},
			{"steps of one question", cost.MaxTotal, budget.Total, &most.MaxTotal},
			{"steps of one run", cost.MaxSteps, budget.Steps, &most.MaxSteps},
			{"choices", cost.MaxChoices, budget.Choices, &most.MaxChoices},
			{"depth", cost.MaxDepth, budget.Depth, &most.MaxDepth},
		} {
			*of.most = max(*of.most, of.used)
			if of.used*10 > of.limit {
				t.Errorf("%s: %d %s, more than a tenth of %d", p.Path, of.used, of.what, of.limit)
			}
		}
	}
	if most.MaxSteps == 0 {
		t.Error("nothing was replayed")
	}
	t.Logf("at most: %+v", most)
}
