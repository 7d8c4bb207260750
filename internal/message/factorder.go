package message

import (
	"cmp"
	"slices"
)

func compareStep(a, b Step) int {
	return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Owner, b.Owner), cmp.Compare(a.Index, b.Index), cmp.Compare(a.Key, b.Key))
}

func compareSteps(a, b []Step) int {
	return slices.CompareFunc(a, b, compareStep)
}

func compareOrigins(a, b Origin) int {
	return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Param, b.Param), cmp.Compare(a.Result, b.Result),
		compareStep(a.Field, b.Field), compareSteps(a.Path, b.Path), slices.Compare(a.Words, b.Words))
}

func compareFields(a, b FieldFact) int {
	n := 0
	if a.Number != b.Number {
		n = 1
		if b.Number {
			n = -1
		}
	}
	return cmp.Or(compareStep(a.Field, b.Field), compareSteps(a.Rest, b.Rest), n)
}

func compareSinks(a, b Sink) int {
	return cmp.Or(cmp.Compare(a.Kind, b.Kind), compareOrigins(a.Text, b.Text), compareOrigins(a.Needle, b.Needle))
}

func compareCalls(a, b CallFlow) int {
	return cmp.Or(cmp.Compare(a.Param, b.Param), cmp.Compare(a.Arg, b.Arg), compareSteps(a.Place, b.Place), compareOrigins(a.From, b.From))
}

func ordered[T any](s []T, compare func(a, b T) int) []T {
	s = slices.Clone(s)
	slices.SortFunc(s, compare)
	return slices.CompactFunc(s, func(a, b T) bool { return compare(a, b) == 0 })
}

// sorted is a copy in a fixed order and without repetitions.
func (f *FuncFact) sorted() FuncFact {
	out := FuncFact{Name: f.Name}
	out.Results = ordered(f.Results, func(a, b ResultFlow) int {
		return cmp.Or(cmp.Compare(a.Result, b.Result), compareSteps(a.Place, b.Place), compareOrigins(a.From, b.From))
	})
	out.Sinks = ordered(f.Sinks, compareSinks)
	out.Stores = ordered(f.Stores, func(a, b StoreFlow) int {
		return cmp.Or(compareStep(a.Field, b.Field), compareSteps(a.Rest, b.Rest), compareOrigins(a.Into, b.Into), compareOrigins(a.From, b.From))
	})
	out.Calls = ordered(f.Calls, compareCalls)
	return out
}
