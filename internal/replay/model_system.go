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
			return &Cell{v: c.arg(at + 1)}
		}
		out[p+kind+"Var"] = func(c *call) Value {
			if cell, ok := c.arg(at).(*Cell); ok {
				c.m.assumed = true
				store(cell, c.arg(at+2))
			}
			return Null{}
		}
	}
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
		"sort.Slice":        nothing, "sort.SliceStable": nothing, "sort.Strings": nothing, "sort.Ints": nothing, "sort.Sort": nothing,
	}
	for _, k := range []string{"Int", "Int64", "Uint", "Uint64", "Duration", "String", "Bool", "Float64"} {
		flagVar(out, k)
	}
	return out
}
