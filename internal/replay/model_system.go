package replay

import "go/token"

const tokenAdd = token.ADD

// exits ends the path: the process is gone.
func exits(c *call) Value {
	c.m.stop(endExit)
	return Null{}
}

const endExit = "the process exits"

func panics(c *call) Value {
	c.panic = &userPanic{v: Boxed{v: &stdError{text: "log.Panic"}}}
	return Null{}
}

// flagVar makes the models of one kind of flag: a flag is its default.
func flagVar(out map[string]func(*call) Value, kind string) {
	for at, p := range []string{"flag.", "(flag.FlagSet)."} {
		out[p+kind] = func(c *call) Value {
			c.m.assumed = true
			return &Cell{v: flagValue(c.arg(at), c.arg(at+1))}
		}
		out[p+kind+"Var"] = func(c *call) Value {
			if cell, ok := c.arg(at).(*Cell); ok {
				c.m.assumed = true
				store(cell, flagValue(c.arg(at+1), c.arg(at+2)))
			}
			return Null{}
		}
	}
}

// flagValue is what a flag is: its default. A switch may be set either way.
func flagValue(name, def Value) Value {
	if _, ok := def.(bool); ok {
		return &Sym{name: nameOf("flag " + render(name))}
	}
	return def
}

var systemModels = systemTable()

func systemTable() map[string]func(*call) Value {
	out := map[string]func(*call) Value{
		"os.Exit": exits, "runtime.Goexit": exits,
		"log.Fatal": exits, "log.Fatalf": exits, "log.Fatalln": exits,
		"(log.Logger).Fatal": exits, "(log.Logger).Fatalf": exits, "(log.Logger).Fatalln": exits,
		"log.Panic": panics, "log.Panicf": panics, "log.Panicln": panics,
		// What is shipped is what runs: nothing is set in the environment.
		"os.Getenv":    func(c *call) Value { c.m.assumed = true; return "" },
		"os.LookupEnv": func(c *call) Value { c.m.assumed = true; return Tuple{"", false} },
		"flag.Parse":   nothing,
		"runtime.Gosched": func(c *call) Value {
			turn := false
			c.m.block(func() bool { was := turn; turn = true; return was }, nil)
			return Null{}
		},
		"runtime.KeepAlive": nothing,
		"runtime.NumCPU":    func(*call) Value { return int64(4) },
		"sort.Slice":        sortSlice,
		"sort.SliceStable":  sortSlice,
	}
	for _, k := range []string{"Int", "Int64", "Uint", "Uint64", "Duration", "String", "Bool", "Float64"} {
		flagVar(out, k)
	}
	return out
}

// sortSlice sorts a slice by what a function says of two places in it.
func sortSlice(c *call) Value {
	v := unboxed(c.arg(0))
	l, ok := v.(List)
	if !ok {
		return Null{}
	}
	for i := 1; i < len(l.e); i++ {
		for j := i; j > 0; j-- {
			less := c.apply(c.arg(1), int64(j), int64(j-1))
			if c.panic != nil || !c.m.truth(less) {
				break
			}
			a, b := copyOf(l.e[j].v), copyOf(l.e[j-1].v)
			store(l.e[j], b)
			store(l.e[j-1], a)
		}
	}
	return Null{}
}
