package apple

import (
	"maps"
	"slices"
)

// Source is a document of Apple's, or a service, that lists numbers and texts.
type Source struct {
	Name  string // as in Text.Source
	API   string // the version of the API: "legacy" or "v2"
	Title string // for people
}

// Sources returns where the texts come from, in the order of the table.
func Sources() []Source {
	return []Source{
		{"legacy-doc", "legacy", "the document Interpreting Error Codes"},
		{"legacy-service-config", "legacy", "the answer of VPPServiceConfigSrv"},
		{"v2-doc", "v2", "the document Handling Error Responses"},
		{"v2-service-config", "v2", "the answer of /mdm/v2/service/config"},
	}
}

// API is the version of the API that the text belongs to.
func (t Text) API() string {
	for _, s := range Sources() {
		if s.Name == t.Source {
			return s.API
		}
	}
	return ""
}

// Numbers returns all that Apple's tables list, sorted.
func Numbers() []int { return slices.Sorted(maps.Keys(published().texts)) }
