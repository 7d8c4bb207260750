// Package unit drives analyzers over one package at a time, for go vet.
//
// The unit checker of x/tools parses and type-checks each package of a build, the
// standard library too, before an analyzer can say that the package is none of
// its business. This one looks at bytes first, and takes the types of imports
// from the compiler's export data. It understands what the go command of one
// version says, and nothing else; all the rest is for x/tools. The two cannot
// share a build, since each keeps other facts.
package unit

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"

	"golang.org/x/tools/go/analysis"
)

// Tool is what is run on packages.
type Tool struct {
	// Analyzers are those whose diagnostics count. They and what they require
	// may have facts about packages, and about nothing else.
	Analyzers []*analysis.Analyzer
	// Deferring are the same for packages that have nothing to do with VPP: they
	// put off the facts of those, which the Analyzers make when they are asked
	// for. Nil puts off nothing.
	Deferring      []*analysis.Analyzer
	Stdout, Stderr io.Writer
}

// Flag is the name of the flag that leaves a build to x/tools. It has to be a
// flag: the go command keeps the results of different flags apart.
const Flag = "unitchecker"

// Run looks at the package of a configuration, and returns the status to exit
// with: 1 where it could not be looked at. Findings make no difference to that,
// the go command reads them.
func (t Tool) Run(c *Config) (status int) {
	collectSeldom()
	if err := t.run(c); err != nil {
		if illTyped(err) {
			fmt.Fprintln(t.Stderr, err) // as the compiler would say it
		} else {
			fmt.Fprintf(t.Stderr, "%s: %v\n", filepath.Base(os.Args[0]), err)
		}
		return 1
	}
	return 0
}

func (t Tool) run(c *Config) error {
	k, err := readKept(c, factTypesOf(t.Analyzers))
	if err != nil {
		return err
	}
	source := newSources(c)
	quiet := k.quiet() && source.quiet(c)
	tells := !quiet || source.mayTell(c)
	var promise []byte
	if quiet && tells && t.Deferring != nil {
		promise = k.promise(c, source)
	}
	if c.VetxOnly && (!tells || promise != nil) {
		return k.write(c, source, promise)
	}
	analyzers := t.Analyzers
	if promise != nil {
		analyzers = t.Deferring
	} else if tells {
		if err := t.settle(k); err != nil {
			return err
		}
	}
	p, err := load(c, source)
	if err != nil {
		return err
	}
	results := p.analyze(analyzers, k)
	if err := k.write(c, source, promise); err != nil || c.VetxOnly {
		return err
	}
	return t.print(c, p, results)
}

// print prints JSON, where the go command wants to have it.
func (t Tool) print(c *Config, p *loaded, results []*result) (err error) {
	out := t.Stdout
	if c.Stdout != "" {
		f, err := os.Create(c.Stdout)
		if err != nil {
			return fmt.Errorf("printing: %w", err)
		}
		defer func() {
			if closed := f.Close(); err == nil && closed != nil {
				err = fmt.Errorf("printing: %w", closed)
			}
		}()
		out = f
	}
	return newTree(p.fset, c.ID, results).print(out)
}

// collectSeldom lets a process that soon ends collect no garbage as long as there
// is little of it: until firstHeap. From then on it is collected twice as often as
// usual: that is a large package, and there may be several at the same time.
func collectSeldom() {
	const smallestHeap = 4 << 20 // of a process whose garbage is collected at 100 percent
	if os.Getenv("GOGC") != "" {
		return
	}
	debug.SetGCPercent(100 * firstHeap / smallestHeap)
	runtime.AddCleanup(new([64]byte), func(percent int) { debug.SetGCPercent(percent) }, 50)
}

// firstHeap is how many bytes of heap are too few to collect garbage.
const firstHeap = 32 << 20
