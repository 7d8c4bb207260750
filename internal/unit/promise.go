package unit

import (
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/gob"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"golang.org/x/tools/go/analysis"
)

// A package that does not speak VPP may hold helpers of one that does, and few are
// ever asked for. So it promises its facts: it keeps all that they are made of,
// and whoever has to know them makes them. The sources are kept as they are, the
// types and facts of imports by the names of files in the go command's cache,
// which are the hashes of their contents. In a build whose results are kept there
// these files are, too: the go command looks for each of them before it runs the
// tool on an importer.

// promise is all that facts are made of.
type promise struct {
	Config  Config            // without the files below
	Sources map[string][]byte // by name
	Exports map[string]string // by path, the hash of a file
	Facts   map[string]string // likewise
}

// promise promises the facts of a package, packed. It returns nil where that
// cannot be done: the cache does not keep files as is expected.
func (k *kept) promise(c *Config, source *sources) []byte {
	p := promise{Sources: map[string][]byte{}, Exports: map[string]string{}, Facts: map[string]string{}, Config: Config{
		ID: c.ImportPath, Compiler: c.Compiler, ImportPath: c.ImportPath, GoFiles: c.GoFiles, ModulePath: c.ModulePath,
		ModuleVersion: c.ModuleVersion, ImportMap: c.ImportMap, GoVersion: c.GoVersion, VetxOnly: true,
	}}
	for _, name := range c.GoFiles {
		text, err := source.read(name)
		if err != nil {
			return nil
		}
		p.Sources[name] = text
	}
	for path, file := range c.PackageFile {
		hash, ok := cached(file)
		if !ok {
			text, err := os.ReadFile(file)
			if err != nil {
				return nil
			}
			hash = hashOf(text)
		}
		p.Exports[path] = hash
	}
	for path, data := range k.files {
		p.Facts[path] = hashOf(data)
	}
	for _, files := range []map[string]string{p.Exports, p.Facts} {
		for _, hash := range files {
			if _, err := os.Stat(cacheFile(hash)); err != nil {
				return nil
			}
		}
	}
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestSpeed)
	if err == nil {
		err = gob.NewEncoder(w).Encode(p.sorted())
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		return nil
	}
	return b.Bytes()
}

// fields are a promise without maps: the same promise gives the same bytes.
type fields struct {
	Config         Config
	Imports        []pair
	Exports, Facts []pair
	Names          []string
	Sources        [][]byte
}

type pair struct{ Key, Value string }

func pairs(m map[string]string) (list []pair) {
	for _, key := range slices.Sorted(maps.Keys(m)) {
		list = append(list, pair{key, m[key]})
	}
	return list
}

func unpaired(list []pair) map[string]string {
	m := map[string]string{}
	for _, p := range list {
		m[p.Key] = p.Value
	}
	return m
}

func (p promise) sorted() fields {
	f := fields{Config: p.Config, Imports: pairs(p.Config.ImportMap), Exports: pairs(p.Exports), Facts: pairs(p.Facts)}
	f.Config.ImportMap = nil
	for _, name := range p.Config.GoFiles {
		f.Names, f.Sources = append(f.Names, name), append(f.Sources, p.Sources[name])
	}
	return f
}

// maxPromise is how large a promise may be, unpacked.
const maxPromise = 1 << 30

// unpack reads a promise.
func unpack(data []byte) (*Config, *sources, error) {
	var f fields
	if err := gob.NewDecoder(io.LimitReader(flate.NewReader(bytes.NewReader(data)), maxPromise)).Decode(&f); err != nil {
		return nil, nil, fmt.Errorf("what makes them: %w", err)
	}
	if len(f.Names) != len(f.Sources) {
		return nil, nil, errors.New("what makes them is not whole")
	}
	c := &f.Config
	c.ImportMap = unpaired(f.Imports)
	for _, files := range []struct {
		to   *map[string]string
		from []pair
	}{{&c.PackageFile, f.Exports}, {&c.PackageVetx, f.Facts}} {
		*files.to = map[string]string{}
		for _, p := range files.from {
			if !isHash(p.Value) {
				return nil, nil, fmt.Errorf("%q is no name of a file", p.Value)
			}
			(*files.to)[p.Key] = cacheFile(p.Value)
		}
	}
	c.GoFiles = f.Names
	source := newSources(c)
	for i, name := range f.Names {
		source.text[name] = f.Sources[i]
	}
	return c, source, nil
}

// settle has the promises of imports kept.
func (t Tool) settle(k *kept) error {
	for _, path := range slices.Sorted(maps.Keys(k.promised)) {
		told, err := t.redeem(k.promised[path], k.known)
		if err != nil {
			return fmt.Errorf("facts of %s: %w: run go vet once with -a, or with -%s", path, err, Flag)
		}
		k.told[path] = told
	}
	return nil
}

// redeem makes the facts that a package has promised, or takes them from the
// store, where they may have been made before.
func (t Tool) redeem(data []byte, known factTypes) ([]analysis.Fact, error) {
	store := openStore()
	key := hashOf(data)
	if text, ok := store.get(key); ok {
		if told, err := known.decode(text); err == nil {
			return told, nil
		}
	}
	c, source, err := unpack(data)
	if err != nil {
		return nil, err
	}
	k, err := readKept(c, known)
	if err != nil {
		return nil, err
	}
	if err := t.settle(k); err != nil {
		return nil, err
	}
	p, err := load(c, source)
	if err != nil {
		return nil, err
	}
	p.analyze(t.Analyzers, k)
	text, err := encode(k.own)
	if err != nil {
		return nil, err
	}
	store.put(key, text)
	return k.own, nil
}

func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

func isHash(s string) bool {
	_, err := hex.DecodeString(s)
	return err == nil && len(s) == 2*sha256.Size
}

// cacheFile is where the go command's cache keeps a file with a hash.
func cacheFile(hash string) string { return filepath.Join(os.Getenv("GOCACHE"), hash[:2], hash+"-d") }

// cached returns the hash of a file that is kept in the go command's cache.
func cached(file string) (hash string, ok bool) {
	base := filepath.Base(file)
	if len(base) != 2*sha256.Size+len("-d") || !isHash(base[:2*sha256.Size]) {
		return "", false
	}
	hash = base[:2*sha256.Size]
	return hash, file == cacheFile(hash)
}
