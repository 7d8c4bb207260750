package replay

// below is a random integer from 0 up to, and without, the argument.
func below(i int) func(*call) Value {
	return func(c *call) Value {
		s, _, ok := span(c.arg(i))
		if !ok {
			return c.unknown()
		}
		if s.Hi <= 0 {
			c.panic = c.m.runtimePanic("invalid argument to a function of math/rand")
			return Null{}
		}
		return exact(0, s.Hi-1)
	}
}

func uniform(*call) Value { return FSpan{0, 1} }

func anyInt(*call) Value { return Span{0, 1<<63 - 1} }

var randModels = randTable()

func randTable() map[string]func(*call) Value {
	out := map[string]func(*call) Value{
		"math/rand/v2.N":   below(0),
		"math/rand.Seed":   nothing,
		"crypto/rand.Read": func(c *call) Value { return Tuple{int64(1), Null{}} },
	}
	for _, pkg := range []string{"math/rand", "math/rand/v2"} {
		for _, n := range []string{"Intn", "Int31n", "Int63n", "IntN", "Int32N", "Int64N", "UintN", "Uint32N", "Uint64N"} {
			out[pkg+"."+n] = below(0)
			out["("+pkg+".Rand)."+n] = below(1)
		}
		for _, n := range []string{"Float64", "Float32"} {
			out[pkg+"."+n] = uniform
			out["("+pkg+".Rand)."+n] = uniform
		}
		for _, n := range []string{"Int", "Int63", "Int64", "Int31", "Int32", "Uint32", "Uint64"} {
			out[pkg+"."+n] = anyInt
			out["("+pkg+".Rand)."+n] = anyInt
		}
		out[pkg+".Shuffle"] = nothing
		out["("+pkg+".Rand).Shuffle"] = nothing
	}
	return out
}
