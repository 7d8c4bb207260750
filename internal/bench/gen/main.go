// Command gen writes a module to measure tools on.
//
//	gen -packages 800 -lines 625 -vpp 20 DIR
package main

import (
	"flag"
	"fmt"
	"os"

	"github.com/vpplint/vpplint/internal/bench"
)

func main() {
	var t bench.Tree
	flag.IntVar(&t.Packages, "packages", 800, "`number` of packages without VPP")
	flag.IntVar(&t.Lines, "lines", 625, "`lines` of each of these")
	flag.IntVar(&t.Speaking, "vpp", 0, "`number` of packages that speak VPP")
	flag.IntVar(&t.Constructs, "constructs", 4, "`number` of retries in each of these")
	flag.IntVar(&t.Requests, "requests", 0, "`kinds` of requests in one more package, which all go through one retry")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "gen: name one directory to write to")
		os.Exit(1)
	}
	if err := t.Write(flag.Arg(0)); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}
