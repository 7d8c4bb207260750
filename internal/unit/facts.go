package unit

import (
	"bytes"
	"encoding/binary"
	"encoding/gob"
	"encoding/json"
	"errors"
	"fmt"
	"go/types"
	"io"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// magic is how a file of facts begins; it names the layout.
const magic = "vpplint facts 1\n"

// Quiet is a fact that may be of no interest to a package that has nothing to do
// with its subject itself. Other facts always are.
type Quiet interface {
	analysis.Fact
	// Quiet says that the fact is of no interest there.
	Quiet() bool
}

// facts are those of a package and of what it imports, by the package's path and
// the fact's type.
type facts struct {
	types map[string]reflect.Type // by name
	told  map[string][]analysis.Fact
	own   []analysis.Fact
}

// readFacts reads the facts of all imports.
func readFacts(c *Config, analyzers []*analysis.Analyzer) (*facts, error) {
	s := &facts{types: map[string]reflect.Type{}, told: map[string][]analysis.Fact{}}
	visit(analyzers, func(a *analysis.Analyzer) {
		for _, f := range a.FactTypes {
			s.types[factName(f)] = reflect.TypeOf(f).Elem()
		}
	})
	for path := range c.PackageFile {
		if _, ok := c.PackageVetx[path]; !ok {
			return nil, fmt.Errorf("%s imports %s, and go vet has no facts of that: run go vet with -%s", c.ImportPath, path, Flag)
		}
	}
	for path, file := range c.PackageVetx {
		data, err := os.ReadFile(file)
		if err == nil {
			s.told[path], err = s.decode(data)
		}
		if err != nil {
			return nil, fmt.Errorf("facts of %s, which %s imports: %w: run go vet once with -a, or with -%s", path, c.ImportPath, err, Flag)
		}
	}
	return s, nil
}

// quiet says that no import tells anything that a package has to look at which
// has nothing to do with it.
func (s *facts) quiet() bool {
	for _, list := range s.told {
		for _, f := range list {
			if q, ok := f.(Quiet); !ok || !q.Quiet() {
				return false
			}
		}
	}
	return true
}

// write writes what the package tells.
func (s *facts) write(c *Config) error {
	data, err := encode(s.own)
	if err == nil {
		err = os.WriteFile(c.VetxOutput, data, 0o666)
	}
	if err != nil {
		return fmt.Errorf("writing facts: %w", err)
	}
	return nil
}

// get takes a fact from a list.
func get(list []analysis.Fact, fact analysis.Fact) bool {
	i := slices.IndexFunc(list, func(f analysis.Fact) bool { return reflect.TypeOf(f) == reflect.TypeOf(fact) })
	if i < 0 {
		return false
	}
	reflect.ValueOf(fact).Elem().Set(reflect.ValueOf(list[i]).Elem())
	return true
}

// of are the facts of a package, of which own is the one that is looked at.
func (s *facts) of(pkg, own *types.Package) []analysis.Fact {
	if pkg == own {
		return s.own
	}
	return s.told[pkg.Path()]
}

// put keeps a fact of the package that is looked at.
func (s *facts) put(fact analysis.Fact) {
	s.own = slices.DeleteFunc(s.own, func(f analysis.Fact) bool { return reflect.TypeOf(f) == reflect.TypeOf(fact) })
	s.own = append(s.own, fact)
}

// all are the facts of some types about the packages that pkg imports, and pkg.
func (s *facts) all(pkg *types.Package, of []analysis.Fact) []analysis.PackageFact {
	var list []analysis.PackageFact
	for _, p := range append(slices.Clone(pkg.Imports()), pkg) {
		for _, f := range s.of(p, pkg) {
			if slices.ContainsFunc(of, func(x analysis.Fact) bool { return reflect.TypeOf(x) == reflect.TypeOf(f) }) {
				list = append(list, analysis.PackageFact{Package: p, Fact: f})
			}
		}
	}
	return list
}

func factName(f analysis.Fact) string { return reflect.TypeOf(f).String() }

// encode writes facts, in the order of the names of their types: the same facts
// give the same bytes.
func encode(list []analysis.Fact) ([]byte, error) {
	list = slices.SortedFunc(slices.Values(list), func(a, b analysis.Fact) int { return strings.Compare(factName(a), factName(b)) })
	data := []byte(magic)
	add := func(field []byte) { data = append(binary.AppendUvarint(data, uint64(len(field))), field...) }
	for _, f := range list {
		var b bytes.Buffer
		if err := gob.NewEncoder(&b).Encode(f); err != nil {
			return nil, fmt.Errorf("%s: %w", factName(f), err)
		}
		add([]byte(factName(f)))
		add(b.Bytes())
	}
	return data, nil
}

// decode reads what encode has written.
func (s *facts) decode(data []byte) ([]analysis.Fact, error) {
	rest, ok := bytes.CutPrefix(data, []byte(magic))
	if !ok {
		return nil, errors.New("they are not in the form that is expected")
	}
	field := func() []byte {
		n, size := binary.Uvarint(rest)
		if size <= 0 || n > uint64(len(rest)-size) {
			ok = false
			return nil
		}
		f := rest[size : size+int(n)]
		rest = rest[size+int(n):]
		return f
	}
	var list []analysis.Fact
	for len(rest) > 0 {
		name, content := string(field()), field()
		if !ok {
			return nil, errors.New("they are cut short")
		}
		t := s.types[name]
		if t == nil {
			return nil, fmt.Errorf("%q is none that is known: there are %q", name, slices.Sorted(maps.Keys(s.types)))
		}
		f := reflect.New(t)
		if err := gob.NewDecoder(bytes.NewReader(content)).DecodeValue(f); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		list = append(list, f.Interface().(analysis.Fact))
	}
	return list, nil
}

// Keeps returns the path of a package of which a configuration names facts that
// were kept by a Tool, or "". It takes what is no configuration.
func Keeps(file string) string {
	var c Config
	if text, err := os.ReadFile(file); err != nil || json.Unmarshal(text, &c) != nil {
		return ""
	}
	for _, path := range slices.Sorted(maps.Keys(c.PackageVetx)) {
		if kept(c.PackageVetx[path]) {
			return path
		}
	}
	return ""
}

// kept says whether a file holds facts that encode has written.
func kept(file string) bool {
	f, err := os.Open(file)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, len(magic))
	_, err = io.ReadFull(f, head)
	return err == nil && string(head) == magic
}
