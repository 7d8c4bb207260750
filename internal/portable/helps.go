package portable

import "github.com/vpplint/vpplint/internal/body"

// Helps says whether a retry in another package can depend on a function, by
// its shape: it takes a function, or returns one, a duration, or something
// whose methods do.
func Helps(p *body.Package, f *body.Func) bool {
	if !f.Exported {
		return false
	}
	for _, t := range f.Params {
		if takesFunc(p, t) {
			return true
		}
	}
	for _, t := range f.Results {
		if isDelay(p, t) || isFunc(p, t) || hasDelays(p, t) {
			return true
		}
	}
	return false
}

func under(p *body.Package, i int32) (body.Type, bool) {
	for range 10 {
		if i < 0 {
			return body.Type{}, false
		}
		t := p.Types[i]
		if t.Kind != body.KNamed {
			return t, true
		}
		i = t.Elem
	}
	return body.Type{}, false
}

func isFunc(p *body.Package, i int32) bool {
	t, ok := under(p, i)
	return ok && t.Kind == body.KFunc
}

func takesFunc(p *body.Package, i int32) bool {
	t, ok := under(p, i)
	if ok && t.Kind == body.KSlice {
		t, ok = under(p, t.Elem)
	}
	return ok && t.Kind == body.KFunc
}

func isDelay(p *body.Package, i int32) bool {
	return i >= 0 && p.Types[i].Kind == body.KNamed && p.Types[i].Name == "time.Duration"
}

// hasDelays says whether a type of this package has a method that returns a
// delay or takes a function.
func hasDelays(p *body.Package, i int32) bool {
	for i >= 0 && p.Types[i].Kind == body.KPointer {
		i = p.Types[i].Elem
	}
	if i < 0 || p.Types[i].Kind != body.KNamed {
		return false
	}
	for _, tm := range p.Methods {
		if tm.Type != p.Types[i].Name {
			continue
		}
		for _, m := range tm.Methods {
			for _, f := range p.Funcs {
				if f.Name != m.Fn {
					continue
				}
				for _, r := range f.Results {
					if isDelay(p, r) {
						return true
					}
				}
				for _, a := range f.Params {
					if takesFunc(p, a) {
						return true
					}
				}
			}
		}
	}
	return false
}
