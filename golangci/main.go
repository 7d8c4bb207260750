// Command golangci is golangci-lint with vpplint in it, as `golangci-lint
// custom` builds it. It has a module of its own: those who use vpplint need
// none of what golangci-lint needs.
package main

import (
	"fmt"
	"os"
	"runtime"

	"github.com/golangci/golangci-lint/v2/pkg/commands"
	"github.com/golangci/golangci-lint/v2/pkg/exitcodes"

	_ "github.com/vpplint/vpplint/plugin"
)

func main() {
	// golangci-lint keeps results under its version. This one tells none, so
	// that they are kept under the hash of the executable: a plugin that has
	// changed must not repeat what it once found.
	info := commands.BuildInfo{GoVersion: runtime.Version(), Version: "(devel)", Commit: "none", Date: "unknown"}
	if err := commands.Execute(info); err != nil {
		fmt.Fprintf(os.Stderr, "The command is terminated due to an error: %v\n", err)
		os.Exit(exitcodes.Failure)
	}
}
