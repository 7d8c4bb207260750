package message

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/vpplint/vpplint/internal/evidence"
)

// collectProduced finds the response types of the package that it only ever
// makes and sends: a fake of the service. What they hold is the package's own
// text.
func (e *engine) collectProduced() {
	if !e.in.Evidence.Any() {
		return
	}
	made, sent, received := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, fn := range e.funcs {
		for _, base := range sortedBases(e.effects[fn]) {
			for _, eff := range e.effects[fn][base] {
				if k, ok := lastField(eff.place); ok && eff.val != nil && e.role(step{kind: stepField, owner: k.owner, index: k.index}) == evidence.Text {
					made[k.owner] = true
				}
			}
		}
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				switch x := instr.(type) {
				case *ssa.MakeInterface:
					into := sent
					if _, ok := x.X.Type().Underlying().(*types.Pointer); ok && !onlyEncoded(x) {
						into = received
					}
					e.responses(x.X.Type(), into, map[types.Type]bool{})
				case ssa.CallInstruction:
					// A generic function may decode into what it is made for.
					if f := x.Common().StaticCallee(); f != nil && !x.Common().IsInvoke() {
						for _, t := range f.TypeArgs() {
							e.responses(t, received, map[types.Type]bool{})
						}
					}
				}
			}
		}
	}
	for owner := range made {
		n, ok := types.Unalias(e.ownerType(owner)).(*types.Named)
		if !ok || n.Obj().Pkg() != e.in.Source.Pkg || !sent[owner] {
			continue
		}
		if !received[owner] || e.onlyServes() {
			e.produced[owner] = true
		}
	}
}

// responses collects the response types in t.
func (e *engine) responses(t types.Type, into map[string]bool, seen map[types.Type]bool) {
	t = pointee(types.Unalias(t))
	if seen[t] {
		return
	}
	seen[t] = true
	switch u := t.Underlying().(type) {
	case *types.Struct:
		into[e.owner(t)] = true
		for i := range u.NumFields() {
			e.responses(u.Field(i).Type(), into, seen)
		}
	case *types.Slice:
		e.responses(u.Elem(), into, seen)
	case *types.Array:
		e.responses(u.Elem(), into, seen)
	case *types.Map:
		e.responses(u.Elem(), into, seen)
	}
}

// onlyEncoded says whether a pointer in an interface goes straight into an
// encoder or a print.
func onlyEncoded(m *ssa.MakeInterface) bool {
	if m.Referrers() == nil {
		return false
	}
	for _, r := range *m.Referrers() {
		c, ok := r.(ssa.CallInstruction)
		if !ok {
			return false
		}
		f := stdCallee(c.Common())
		if f == nil || decodes(f) {
			return false
		}
	}
	return true
}

// onlyServes says whether the package answers HTTP requests and sends none.
func (e *engine) onlyServes() bool {
	serves := false
	for _, obj := range e.in.Source.Info.Uses {
		if obj.Pkg() == nil || obj.Pkg().Path() != "net/http" {
			continue
		}
		switch obj.Name() {
		case "ResponseWriter":
			serves = true
		case "Client", "NewRequest", "NewRequestWithContext", "Get", "Post", "PostForm", "Transport", "RoundTripper", "DefaultClient":
			if _, ok := obj.(*types.Func); ok && obj.(*types.Func).Signature().Recv() != nil {
				continue // Header.Get
			}
			return false
		}
	}
	return serves
}
