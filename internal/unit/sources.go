package unit

import (
	"fmt"
	"maps"
	"os"
	"slices"

	"github.com/vpplint/vpplint/internal/core"
)

// sources are the files of a package, each read once: what is searched is what is
// parsed.
type sources struct {
	readable map[string]bool
	text     map[string][]byte
}

func newSources(c *Config) *sources {
	s := &sources{readable: map[string]bool{}, text: map[string][]byte{}}
	for _, name := range slices.Concat(c.GoFiles, c.NonGoFiles, c.IgnoredFiles) {
		s.readable[name] = true
	}
	return s
}

// read reads a file of the package.
func (s *sources) read(name string) ([]byte, error) {
	if text, ok := s.text[name]; ok {
		return text, nil
	}
	if !s.readable[name] {
		return nil, fmt.Errorf("%s is no file of the package", name)
	}
	text, err := os.ReadFile(name)
	if err == nil {
		s.text[name] = text
	}
	return text, err
}

// quiet says that the sources of a package do not speak VPP.
func (s *sources) quiet(c *Config) bool { return !suspect(c).Speaks(s.read) }

// mayTell says whether a package that has nothing to do with VPP may have to tell
// its importers something, by its syntax alone.
func (s *sources) mayTell(c *Config) bool { return suspect(c).MayTell(s.read) }

func suspect(c *Config) core.Suspect {
	return core.Suspect{
		Path: c.ImportPath, Own: c.ModuleVersion == "",
		Imports: slices.Collect(maps.Keys(c.ImportMap)), Files: c.GoFiles,
	}
}
