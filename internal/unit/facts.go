package unit

import (
	"bytes"
	"crypto/sha256"
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

	"github.com/vpplint/vpplint/internal/standard"
)

// magic is how a file of facts begins; it names the layout. Behind it are a digest
// of all that the package is made of, and what follows, which the next byte says.
const magic = "vpplint facts 1\n"

const (
	tellsFacts    byte = 'F'
	promisesFacts byte = 'P'
)

// Quiet is a fact that may be of no interest to a package that has nothing to do
// with its subject itself. Other facts always are.
type Quiet interface {
	analysis.Fact
	// Quiet says that the fact is of no interest there.
	Quiet() bool
}

// kept are the facts of a package and of what it imports, by the package's path.
type kept struct {
	known    factTypes
	files    map[string][]byte
	told     map[string][]analysis.Fact
	promised map[string][]byte // instead
	own      []analysis.Fact
}

// factTypes are the types of facts, by name.
type factTypes map[string]reflect.Type

func factTypesOf(analyzers []*analysis.Analyzer) factTypes {
	known := factTypes{}
	visit(analyzers, func(a *analysis.Analyzer) {
		for _, f := range a.FactTypes {
			known[factName(f)] = reflect.TypeOf(f).Elem()
		}
	})
	return known
}

// readKept reads the facts of all imports.
func readKept(c *Config, known factTypes) (*kept, error) {
	k := &kept{known: known, files: map[string][]byte{}, told: map[string][]analysis.Fact{}, promised: map[string][]byte{}}
	for path := range c.PackageFile {
		if _, ok := c.PackageVetx[path]; !ok {
			return nil, fmt.Errorf("%s imports %s, and go vet has no facts of that: run go vet with -%s", c.ImportPath, path, Flag)
		}
	}
	for path, file := range c.PackageVetx {
		data, err := os.ReadFile(file)
		if err == nil {
			err = k.add(path, data)
		}
		if err != nil {
			return nil, fmt.Errorf("facts of %s, which %s imports: %w: run go vet once with -a, or with -%s", path, c.ImportPath, err, Flag)
		}
	}
	return k, nil
}

// add takes the facts of an import from the contents of their file.
func (k *kept) add(path string, data []byte) (err error) {
	rest, ok := bytes.CutPrefix(data, []byte(magic))
	switch {
	case !ok:
		return errors.New("they are not in the form that is expected")
	case len(rest) <= sha256.Size:
		return errors.New("they are cut short")
	}
	k.files[path] = data
	kind, content := rest[sha256.Size], rest[sha256.Size+1:]
	switch kind {
	case tellsFacts:
		k.told[path], err = k.known.decode(content)
	case promisesFacts:
		k.promised[path] = content
	default:
		err = errors.New("they are of an unknown kind")
	}
	return err
}

// digest is of all that the package is made of: its sources, and the digests of
// what it imports. With it, what an importer promises is another thing when
// something below has changed, even if nobody tells anything of it: so the files
// that a promise names are those of today. What the standard library is made of
// belongs to the go command.
func (k *kept) digest(c *Config, source *sources) []byte {
	h := sha256.New()
	if c.ModulePath == "" && standard.Is(c.ImportPath) {
		return h.Sum(nil)
	}
	fmt.Fprintf(h, "%q %q %q\n", c.ImportPath, c.GoVersion, c.ModuleVersion)
	for _, name := range slices.Concat(c.GoFiles, c.NonGoFiles) {
		text, err := source.read(name)
		fmt.Fprintf(h, "%d %v %x\n", len(text), err, sha256.Sum256(text))
	}
	for _, path := range slices.Sorted(maps.Keys(k.files)) {
		fmt.Fprintf(h, "%q %x\n", path, k.files[path][len(magic):len(magic)+sha256.Size])
	}
	return h.Sum(nil)
}

// quiet says that no import tells anything that a package has to look at which
// has nothing to do with it.
func (k *kept) quiet() bool {
	for _, list := range k.told {
		for _, f := range list {
			if q, ok := f.(Quiet); !ok || !q.Quiet() {
				return false
			}
		}
	}
	return true
}

// write writes what the package tells, or promises.
func (k *kept) write(c *Config, source *sources, promise []byte) error {
	data := append([]byte(magic), k.digest(c, source)...)
	content, err := promise, error(nil)
	if promise != nil {
		data = append(data, promisesFacts)
	} else {
		data = append(data, tellsFacts)
		content, err = encode(k.own)
	}
	if err == nil {
		err = os.WriteFile(c.VetxOutput, append(data, content...), 0o666)
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
func (k *kept) of(pkg, own *types.Package) []analysis.Fact {
	if pkg == own {
		return k.own
	}
	return k.told[pkg.Path()]
}

// put keeps a fact of the package that is looked at.
func (k *kept) put(fact analysis.Fact) {
	k.own = slices.DeleteFunc(k.own, func(f analysis.Fact) bool { return reflect.TypeOf(f) == reflect.TypeOf(fact) })
	k.own = append(k.own, fact)
}

// all are the facts of some types about the packages that pkg imports, and pkg.
func (k *kept) all(pkg *types.Package, of []analysis.Fact) []analysis.PackageFact {
	var list []analysis.PackageFact
	for _, p := range append(slices.Clone(pkg.Imports()), pkg) {
		for _, f := range k.of(p, pkg) {
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
	var data []byte
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
func (known factTypes) decode(rest []byte) ([]analysis.Fact, error) {
	ok := true
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
		t := known[name]
		if t == nil {
			return nil, fmt.Errorf("%q is none that is known: there are %q", name, slices.Sorted(maps.Keys(known)))
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
		if holdsKept(c.PackageVetx[path]) {
			return path
		}
	}
	return ""
}

// holdsKept says whether a file holds facts that a Tool has written.
func holdsKept(file string) bool {
	f, err := os.Open(file)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, len(magic))
	_, err = io.ReadFull(f, head)
	return err == nil && string(head) == magic
}
