package unit

import (
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
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

// promise is all that facts are made of. In a file it is JSON, which gives the same
// bytes each time, with the sources behind it, all compressed.
type promise struct {
	Config  Config            // without the files below
	Exports map[string]string // by path, the hash of a file
	Facts   map[string]string // likewise
	Sizes   []int             // of the sources, in bytes
}

// promise promises the facts of a package, packed. It returns nil where that
// cannot be done: the cache does not keep files as is expected.
func (k *kept) promise(c *Config, source *sources) []byte {
	p := promise{Exports: map[string]string{}, Facts: map[string]string{}, Config: Config{
		ID: c.ImportPath, Compiler: c.Compiler, ImportPath: c.ImportPath, GoFiles: c.GoFiles, ModulePath: c.ModulePath,
		ModuleVersion: c.ModuleVersion, ImportMap: c.ImportMap, GoVersion: c.GoVersion, VetxOnly: true,
	}}
	var texts []byte
	for _, name := range c.GoFiles {
		text, err := source.read(name)
		if err != nil {
			return nil
		}
		p.Sizes, texts = append(p.Sizes, len(text)), append(texts, text...)
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
	data, err := p.pack(texts)
	if err != nil {
		return nil
	}
	return data
}

func (p promise) pack(texts []byte) ([]byte, error) {
	head, err := json.Marshal(p)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestSpeed)
	if err != nil {
		return nil, err
	}
	for _, part := range [][]byte{head, {'\n'}, texts} {
		if _, err := w.Write(part); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// maxPromise is how large a promise may be, unpacked, in bytes.
const maxPromise = 1 << 30

// unpack reads a promise.
func unpack(data []byte) (*Config, *sources, error) {
	text, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(data)), maxPromise))
	if err != nil {
		return nil, nil, fmt.Errorf("unpacking what they are made of: %w", err)
	}
	head, texts, _ := bytes.Cut(text, []byte("\n"))
	var p promise
	if err := json.Unmarshal(head, &p); err != nil {
		return nil, nil, fmt.Errorf("reading what they are made of: %w", err)
	}
	c := &p.Config
	if c.PackageFile, err = cacheFiles(p.Exports); err != nil {
		return nil, nil, err
	}
	if c.PackageVetx, err = cacheFiles(p.Facts); err != nil {
		return nil, nil, err
	}
	source := newSources(c)
	for i, name := range c.GoFiles {
		if i >= len(p.Sizes) || p.Sizes[i] < 0 || p.Sizes[i] > len(texts) {
			return nil, nil, errors.New("what they are made of is not whole")
		}
		source.text[name], texts = texts[:p.Sizes[i]], texts[p.Sizes[i]:]
	}
	return c, source, nil
}

// cacheFiles are the files with some hashes.
func cacheFiles(hashes map[string]string) (map[string]string, error) {
	files := map[string]string{}
	for path, hash := range hashes {
		if !isHash(hash) {
			return nil, fmt.Errorf("%q is no name of a file", hash)
		}
		files[path] = cacheFile(hash)
	}
	return files, nil
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
