// Package standard holds portable bodies of the parts of the standard library
// that the replay runs as they are. Some drivers have no facts for the
// standard library, so they are embedded.
package standard

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/vpplint/vpplint/internal/body"
)

//go:generate go run ./gen

//go:embed bodies.bin
var bodies []byte

// Is says whether a package belongs to the standard library: by the first
// element of its path, since modules may do without a dot in theirs.
func Is(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return top[first]
}

var top = map[string]bool{
	"archive": true, "bufio": true, "builtin": true, "bytes": true, "cmp": true, "compress": true, "container": true,
	"context": true, "crypto": true, "database": true, "debug": true, "embed": true, "encoding": true, "errors": true,
	"expvar": true, "flag": true, "fmt": true, "go": true, "hash": true, "html": true, "image": true, "index": true,
	"internal": true, "io": true, "iter": true, "log": true, "maps": true, "math": true, "mime": true, "net": true,
	"os": true, "path": true, "plugin": true, "reflect": true, "regexp": true, "runtime": true, "slices": true,
	"sort": true, "strconv": true, "strings": true, "structs": true, "sync": true, "syscall": true, "testing": true,
	"text": true, "time": true, "unicode": true, "unique": true, "unsafe": true, "vendor": true, "weak": true,
}

// Bodies decodes the embedded packages.
func Bodies() []*body.Package {
	pkgs, err := body.DecodeAll(bodies)
	if err != nil {
		panic(fmt.Sprintf("standard: bodies.bin is damaged; run go generate: %v", err))
	}
	return pkgs
}
