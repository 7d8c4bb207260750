// Command facts says how many bytes packages tell their importers.
//
// It does so for all that the named ones import, as under go vet, and beside
// what the compiler tells.
//
//	facts [-top N] [-dir DIR] PACKAGES
package main

import (
	"cmp"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/vpplint/vpplint/internal/core"
)

func main() {
	top := flag.Int("top", 10, "how `many` of the largest facts to list")
	dir := flag.String("dir", ".", "the `directory` of the module")
	flag.Parse()
	if err := run(os.Stdout, *dir, *top, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "facts:", err)
		os.Exit(1)
	}
}

// told is what one package tells.
type told struct {
	path  string
	bytes int
}

func run(out io.Writer, dir string, top int, patterns []string) error {
	config := &packages.Config{Dir: dir, Mode: packages.LoadAllSyntax | packages.NeedModule | packages.NeedExportFile}
	roots, err := packages.Load(config, patterns...)
	if err != nil {
		return fmt.Errorf("loading packages: %w", err)
	}
	all, export := 0, 0
	packages.Visit(roots, nil, func(p *packages.Package) {
		all++
		if p.ExportFile != "" && err == nil {
			var size int
			size, err = exportData(p.ExportFile)
			export += size
		}
	})
	if err != nil {
		return err
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{core.New(core.Hooks{})}, roots, nil)
	if err != nil {
		return fmt.Errorf("looking at packages: %w", err)
	}
	var facts []told
	sum := 0
	for act := range graph.All() {
		if act.Err != nil {
			return fmt.Errorf("%s: %w", act.Package.PkgPath, act.Err)
		}
		for _, f := range act.AllPackageFacts() {
			if f.Package != act.Package.Types {
				continue // it is what another one tells
			}
			text, err := f.Fact.(*core.Fact).GobEncode()
			if err != nil {
				return fmt.Errorf("%s: %w", act.Package.PkgPath, err)
			}
			facts = append(facts, told{act.Package.PkgPath, len(text)})
			sum += len(text)
		}
	}
	slices.SortFunc(facts, func(a, b told) int {
		return cmp.Or(cmp.Compare(b.bytes, a.bytes), cmp.Compare(a.path, b.path))
	})
	fmt.Fprintf(out, "%d packages, %d of them tell something: %d bytes, %.3f%% of %d bytes of export data\n",
		all, len(facts), sum, 100*float64(sum)/float64(max(export, 1)), export)
	for _, f := range facts[:min(top, len(facts))] {
		fmt.Fprintf(out, "%10d %s\n", f.bytes, f.path)
	}
	return nil
}

// exportData is how many bytes of what the compiler wrote are for importers: the
// first member of an archive, in whose header the size is.
func exportData(name string) (int, error) {
	f, err := os.Open(name)
	if err != nil {
		return 0, fmt.Errorf("looking at what the compiler wrote: %w", err)
	}
	defer f.Close()
	head := make([]byte, len("!<arch>\n")+60)
	if _, err := io.ReadFull(f, head); err != nil {
		return 0, fmt.Errorf("looking at what the compiler wrote: %w", err)
	}
	size, err := strconv.Atoi(strings.TrimSpace(string(head[8+48 : 8+58])))
	if err != nil {
		return 0, fmt.Errorf("%s is no archive: %w", name, err)
	}
	return size, nil
}
