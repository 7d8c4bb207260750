package unit

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

// A promise has all that the package is made of, and is the same each time.
func TestPromisesComeBack(t *testing.T) {
	cache := t.TempDir()
	t.Setenv("GOCACHE", cache)
	keep := func(text string) string {
		file := cacheFile(hashOf([]byte(text)))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return file
	}
	built := filepath.Join(t.TempDir(), "_pkg_.a")
	if err := os.WriteFile(built, []byte("types of b"), 0o666); err != nil {
		t.Fatal(err)
	}
	c := &Config{
		ID: "p", Compiler: "gc", ImportPath: "p", GoFiles: []string{"a.go", "b.go", "c.go"}, ModulePath: "p", GoVersion: "go1.26",
		ImportMap:   map[string]string{"a": "x/vendor/a", "b": "b"},
		PackageFile: map[string]string{"x/vendor/a": keep("types of a"), "b": built},
	}
	source := newSources(c)
	source.text = map[string][]byte{"a.go": []byte("package p\n"), "b.go": {}, "c.go": []byte("package p // c\n")}
	k := &kept{files: map[string][]byte{"x/vendor/a": []byte("facts of a"), "b": []byte("facts of b")}}
	keep("facts of a")
	keep("facts of b")
	if k.promise(c, source) != nil {
		t.Error("types are promised that the cache does not have")
	}
	keep("types of b")
	data := k.promise(c, source)
	if data == nil || string(data) != string(k.promise(c, source)) {
		t.Fatal("there is no promise, or it is another one the next time")
	}

	got, texts, err := unpack(data)
	if err != nil {
		t.Fatal(err)
	}
	want := *c
	want.VetxOnly = true
	want.PackageFile = map[string]string{"x/vendor/a": keep("types of a"), "b": keep("types of b")}
	want.PackageVetx = map[string]string{"x/vendor/a": keep("facts of a"), "b": keep("facts of b")}
	if !reflect.DeepEqual(*got, want) {
		t.Errorf("it is %v, want %v", *got, want)
	}
	for name, text := range source.text {
		if kept, err := texts.read(name); err != nil || string(kept) != string(text) {
			t.Errorf("%s is %q (%v), want %q", name, kept, err, text)
		}
	}

	for i := range data {
		if _, _, err := unpack(data[:i]); err == nil {
			t.Errorf("the first %d of %d bytes are read", i, len(data))
		}
	}
	for name, p := range map[string]promise{
		"no source":         {Config: Config{GoFiles: []string{"a.go"}}},
		"a lost end":        {Config: Config{GoFiles: []string{"a.go"}}, Sizes: []int{5}},
		"less than nothing": {Config: Config{GoFiles: []string{"a.go"}}, Sizes: []int{-1}},
		"a path":            {Exports: map[string]string{"a": "../../../etc/passwd"}},
		"no hash":           {Facts: map[string]string{"a": strings.Repeat("g", 64)}},
	} {
		data, err := p.pack([]byte("text"))
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := unpack(data); err == nil {
			t.Errorf("%s: it is read", name)
		}
	}
}

// Whatever the bytes are, they are read or refused, and no file is named but those
// of the cache.
func FuzzPromises(f *testing.F) {
	cache := f.TempDir()
	f.Setenv("GOCACHE", cache)
	for _, p := range []promise{{}, {
		Config: Config{GoFiles: []string{"a.go"}}, Sizes: []int{4}, Exports: map[string]string{"a": hashOf(nil)},
	}} {
		data, err := p.pack([]byte("text"))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c, source, err := unpack(data)
		if err != nil {
			return
		}
		for _, name := range c.GoFiles {
			if _, ok := source.text[name]; !ok {
				t.Errorf("%s has no text", name)
			}
		}
		for _, files := range []map[string]string{c.PackageFile, c.PackageVetx} {
			for _, file := range files {
				if rel, err := filepath.Rel(cache, file); err != nil || !filepath.IsLocal(rel) {
					t.Errorf("%s is not in the cache", file)
				}
			}
		}
	})
}

// What a package is made of shows in its file, whatever it tells.
func TestDigests(t *testing.T) {
	of := func(path, module, text, below string) string {
		c := &Config{ImportPath: path, ModulePath: module, GoFiles: []string{"p.go"}}
		source := newSources(c)
		source.text["p.go"] = []byte(text)
		k := &kept{files: map[string][]byte{"q": []byte(magic + strings.Repeat(below, 32))}}
		return string(k.digest(c, source))
	}
	one := of("p", "p", "package p", "a")
	if one != of("p", "p", "package p", "a") {
		t.Error("the same package has two digests")
	}
	if one == of("p", "p", "package p // changed", "a") || one == of("p", "p", "package p", "b") {
		t.Error("a change in the package, or below it, does not show")
	}
	if of("fmt", "", "package fmt", "a") != of("io", "", "package io", "b") {
		t.Error("the standard library is looked at")
	}
}

// The store gives back what was put there, and nothing else.
func TestStore(t *testing.T) {
	s := store{t.TempDir()}
	s.put("key", []byte("text"))
	if text, ok := s.get("key"); !ok || string(text) != "text" {
		t.Errorf("it has %q, %t", text, ok)
	}
	if _, ok := s.get("other"); ok {
		t.Error("it has what nobody has put there")
	}
	for _, none := range []store{{}, {filepath.Join(s.dir, "lost")}} {
		none.put("key", []byte("text"))
		if _, ok := none.get("key"); ok {
			t.Errorf("%v keeps something", none)
		}
	}
}

// What nobody has asked for in some days goes, also that of other tools.
func TestTidy(t *testing.T) {
	all := t.TempDir()
	old := time.Now().Add(-unused - time.Hour)
	for name, stays := range map[string]bool{"own/new": true, "own/old": false, "other/old": false, "third/new": true} {
		file := filepath.Join(all, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, nil, 0o666); err != nil {
			t.Fatal(err)
		}
		if !stays {
			if err := os.Chtimes(file, old, old); err != nil {
				t.Fatal(err)
			}
		}
	}
	left := func() (names []string) {
		files, err := filepath.Glob(filepath.Join(all, "*", "*"))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			rel, _ := filepath.Rel(all, f)
			names = append(names, filepath.ToSlash(rel))
		}
		return names
	}
	tidy(all, filepath.Join(all, "own"))
	if got := left(); !reflect.DeepEqual(got, []string{"own/new", "third/new"}) {
		t.Errorf("left are %q", got)
	}
	if _, err := os.Stat(filepath.Join(all, "other")); err == nil {
		t.Error("the directory of a tool that has nothing any more is left")
	}
	if err := os.Chtimes(filepath.Join(all, "own", "new"), old, old); err != nil {
		t.Fatal(err)
	}
	tidy(all, filepath.Join(all, "own"))
	if got := left(); len(got) != 2 {
		t.Errorf("left the same day are %q", got)
	}
}
