// Package plugin is vpplint as a module plugin of golangci-lint. Importing it
// registers the linter "vpplint".
package plugin

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/vpplint/vpplint/analyzer"
	"github.com/vpplint/vpplint/internal/core"
)

// Name is the linter's name, in the configuration and in //nolint comments.
const Name = "vpplint"

func init() { register.Plugin(Name, New) }

// Settings are the linter's settings in golangci-lint's configuration.
type Settings struct {
	analyzer.Settings
	// Related adds what belongs to a finding, such as the timetable of the
	// sends, to its text: golangci-lint knows no other place for it.
	Related bool `json:"related"`
}

// UnmarshalJSON reads settings: what is left out keeps its default, and what
// does not exist, or does not fit, is an error that says so.
func (s *Settings) UnmarshalJSON(text []byte) error {
	type plain Settings // without this method
	p := plain{Settings: analyzer.DefaultSettings(), Related: true}
	var defaults, given map[string]json.RawMessage
	if encoded, err := json.Marshal(p); err != nil {
		return err
	} else if err := json.Unmarshal(encoded, &defaults); err != nil {
		return err
	}
	if err := json.Unmarshal(text, &given); err != nil {
		return errors.New("these are no settings with values: indent them below settings")
	}
	for _, key := range slices.Sorted(maps.Keys(given)) {
		if defaults[key] == nil {
			return fmt.Errorf("there is no setting %q: the settings are %s", key, strings.Join(slices.Sorted(maps.Keys(defaults)), ", "))
		}
		one, err := json.Marshal(map[string]json.RawMessage{key: given[key]})
		if err != nil {
			return err
		}
		err = json.Unmarshal(one, &p)
		if wrong := (*json.UnmarshalTypeError)(nil); errors.As(err, &wrong) {
			byDefault := strings.Replace(string(defaults[key]), "null", "[]", 1) // no list
			err = fmt.Errorf("a %s does not fit: the default is %s", wrong.Value, byDefault)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
	}
	*s = Settings(p)
	return s.Validate()
}

// New makes the plugin from its settings, which golangci-lint hands over as
// they were decoded from its configuration.
func New(conf any) (register.LinterPlugin, error) {
	if conf == nil {
		conf = map[string]any{}
	}
	settings, err := register.DecodeSettings[Settings](conf)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", Name, err)
	}
	return plugin{settings}, nil
}

type plugin struct{ settings Settings }

// BuildAnalyzers returns the one analyzer that reports for all rules, and
// perhaps one that has nothing but a name.
func (p plugin) BuildAnalyzers() ([]*analysis.Analyzer, error) {
	rules := analyzer.New(p.settings.Settings)
	helper := core.Deferring(core.Hooks{})
	for _, r := range rules {
		r.Requires = []*analysis.Analyzer{helper}
	}
	name := ""
	if info, ok := debug.ReadBuildInfo(); ok {
		name = edition(info)
	}
	return mark(name, merged(rules, p.settings.Related), helper), nil
}

// GetLoadMode asks for types, and so for facts.
func (plugin) GetLoadMode() string { return register.LoadModeTypesInfo }
