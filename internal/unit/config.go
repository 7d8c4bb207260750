package unit

import (
	"encoding/json"
	"fmt"
	"go/version"
	"os"
	"reflect"
)

// Config is what the go command says of a package. The names are those of the
// keys in a file of JSON.
type Config struct {
	ID           string   // "fmt"
	Compiler     string   // "gc"
	Dir          string   // of the package
	ImportPath   string   // "fmt"
	GoFiles      []string // absolute names
	NonGoFiles   []string
	IgnoredFiles []string

	ModulePath    string            // "" for the standard library
	ModuleVersion string            // "" for the user's own
	ImportMap     map[string]string // from paths in the sources to paths of packages
	PackageFile   map[string]string // from these to files with export data
	Standard      map[string]bool   // whether an import belongs to the standard library
	PackageVetx   map[string]string // from paths of packages to files with facts
	VetxOnly      bool              // only facts count
	VetxOutput    string            // where they go
	Stdout        string            // where the findings go; "" is the standard output
	GoVersion     string            // "go1.26": that of the module
	FixArchive    string            // "" unless fixes are applied

	SucceedOnTypecheckFailure bool // never
}

// knownVersion is the language version of the go command whose configurations
// are understood.
const knownVersion = "go1.26"

// Understands says whether the go command that runs this process, as it tells
// in the environment, is of the version whose configurations are understood. It
// is the same for all packages of a build, and another go command keeps other
// facts.
func Understands(getenv func(string) string) bool {
	return version.Lang(getenv("GOVERSION")) == knownVersion
}

// Read reads a configuration. It returns nil for one that is not just as
// expected; what is wrong with it, if anything, is for x/tools to say.
func Read(file string) *Config {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil
	}
	var keys map[string]json.RawMessage
	c := new(Config)
	if json.Unmarshal(text, &keys) != nil || !c.hasKeys(keys) || json.Unmarshal(text, c) != nil {
		return nil
	}
	if c.Compiler != "gc" || len(c.GoFiles) == 0 || c.VetxOutput == "" || c.FixArchive != "" || c.SucceedOnTypecheckFailure {
		return nil
	}
	return c
}

// hasKeys says whether the keys are those of a Config, no more and no less.
func (c *Config) hasKeys(keys map[string]json.RawMessage) bool {
	t := reflect.TypeFor[Config]()
	for i := range t.NumField() {
		if _, ok := keys[t.Field(i).Name]; !ok {
			return false
		}
	}
	return len(keys) == t.NumField()
}

// resolve is the path of the package that an import in the sources means.
func (c *Config) resolve(path string) (string, error) {
	if final, ok := c.ImportMap[path]; ok {
		return final, nil
	}
	return "", fmt.Errorf("go vet does not say which package %q is", path)
}
