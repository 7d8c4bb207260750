package core

import (
	"go/token"
	"maps"
	"slices"

	"github.com/vpplint/vpplint/internal/body"
	"github.com/vpplint/vpplint/internal/lower"
	"github.com/vpplint/vpplint/internal/portable"
	engine "github.com/vpplint/vpplint/internal/replay"
	"github.com/vpplint/vpplint/internal/retry"
)

// prepared is what the replay needs of a package, whatever the limits are.
type prepared struct {
	bodies  []byte // for importers
	lowered *lower.Result
	imports []*body.Package
	budget  engine.Budget
}

// prepareRetry gets a package ready for replay: its functions are translated,
// and the replay sees them only as an importer would, decoded from a fact.
func (w *watch) prepareRetry(x *examined, imports *imported, generated func(token.Pos) bool) (*prepared, error) {
	p := &prepared{budget: w.hooks.Budget, lowered: lower.Package(lower.Input{SSA: x.ssa, Evidence: x.evidence, Off: generated})}
	decoded, err := body.Decode(body.Encode(p.lowered.Package))
	if err != nil {
		return &prepared{}, err
	}
	p.lowered.Package = decoded
	for _, path := range slices.Sorted(maps.Keys(imports.bodies)) {
		// A fact of another version says nothing.
		if pkgs, err := body.DecodeAll(imports.bodies[path]); err == nil {
			p.imports = append(p.imports, pkgs...)
		}
	}
	p.bodies = body.EncodeAll(portable.Export(decoded, p.imports, func(f *body.Func) bool { return f.Exported }))
	return p, nil
}

// replay replays the package and judges the schedules.
func (p *prepared) replay(limits retry.Limits) retry.Report {
	if p.lowered == nil {
		return retry.Report{}
	}
	return retry.Analyze(p.input(), limits)
}

func (p *prepared) input() retry.Input {
	return retry.Input{Package: p.lowered, Imports: p.imports, Budget: p.budget}
}
