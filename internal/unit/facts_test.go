package unit

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
)

// loud is a fact that everybody has to look at, soft one that says for itself.
type loud struct{ Says string }

type soft struct{ Loud bool }

func (*loud) AFact() {}

func (*soft) AFact() {}

func (s *soft) Quiet() bool { return !s.Loud }

var teller = &analysis.Analyzer{Name: "teller", Doc: "teller: tell", FactTypes: []analysis.Fact{new(loud), new(soft)}}

// told has a configuration with files of facts, and reads it.
func told(t *testing.T, files map[string]string) (*kept, error) {
	t.Helper()
	c := &Config{ImportPath: "example.com/p", PackageFile: map[string]string{}, PackageVetx: map[string]string{}}
	for path, text := range files {
		c.PackageFile[path] = "not looked at"
		c.PackageVetx[path] = filepath.Join(t.TempDir(), "vet.out")
		if err := os.WriteFile(c.PackageVetx[path], []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return readKept(c, factTypesOf([]*analysis.Analyzer{teller}))
}

func encoded(t testing.TB, list ...analysis.Fact) string {
	t.Helper()
	data, err := encode(list)
	if err != nil {
		t.Fatal(err)
	}
	return head + string(data)
}

// head is how a file of facts begins.
const head = magic + "0123456789abcdef0123456789abcdef" + "F"

func TestFactsComeBack(t *testing.T) {
	text := encoded(t, &loud{"hello"}, &soft{true})
	if other := encoded(t, &soft{true}, &loud{"hello"}); other != text {
		t.Error("the order of facts makes a difference")
	}
	s, err := told(t, map[string]string{"a": text, "b": encoded(t)})
	if err != nil {
		t.Fatal(err)
	}
	if want := []analysis.Fact{&loud{"hello"}, &soft{true}}; !reflect.DeepEqual(s.told["a"], want) {
		t.Errorf("a told %v, want %v", s.told["a"], want)
	}
	var l loud
	if !get(s.told["a"], &l) || l.Says != "hello" || get(s.told["b"], &l) {
		t.Errorf("of a and b one has said hello, but there is %v", l)
	}
}

func TestQuietFacts(t *testing.T) {
	for name, test := range map[string]struct {
		text string
		want bool
	}{
		"nothing":                  {encoded(t), true},
		"what says that it is":     {encoded(t, &soft{}), true},
		"what says that it is not": {encoded(t, &soft{true}), false},
		"what does not say":        {encoded(t, new(loud)), false},
	} {
		s, err := told(t, map[string]string{"a": test.text})
		if err != nil {
			t.Fatal(err)
		}
		if s.quiet() != test.want {
			t.Errorf("%s is quiet: %t, want %t", name, s.quiet(), test.want)
		}
	}
}

// What cannot be read is an error that says what to do.
func TestDamagedFacts(t *testing.T) {
	whole := encoded(t, &loud{"hello"}, &soft{true})
	damaged := map[string]string{
		"nothing at all":      "",
		"those of x/tools":    "vetx\x01\x00\x00\x00\x01\x00\x00\x00ab",
		"those of a stranger": head + "\x04oath\x00",
		"a length that lies":  head + "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01",
		"no number":           head + "\xff\xff",
		"an unknown kind":     magic + strings.Repeat("0", 32) + "X",
		"too much":            whole + "x",
		"no gob":              head + "\x0a*unit.loud\x03abc",
	}
	for i := range len(whole) {
		damaged["the first bytes, "+whole[:i]] = whole[:i]
	}
	delete(damaged, "the first bytes, "+head) // no facts
	delete(damaged, "the first bytes, "+encoded(t, &loud{"hello"}))
	for name, text := range damaged {
		_, err := told(t, map[string]string{"example.com/a": text})
		if err == nil || !strings.Contains(err.Error(), "facts of example.com/a, which example.com/p imports: ") || !strings.Contains(err.Error(), "run go vet once with -a, or with -unitchecker") {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func TestMissingFacts(t *testing.T) {
	c := &Config{ImportPath: "example.com/p", PackageFile: map[string]string{"example.com/a": "a.a"}}
	_, err := readKept(c, nil)
	if want := "example.com/p imports example.com/a, and go vet has no facts of that: run go vet with -unitchecker"; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
	c.PackageVetx = map[string]string{"example.com/a": filepath.Join(t.TempDir(), "lost")}
	if _, err = readKept(c, nil); err == nil || !strings.Contains(err.Error(), "facts of example.com/a") {
		t.Errorf("a lost file: %v", err)
	}
}

// x/tools is told apart: it cannot read what is kept here.
func TestKeeps(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return filepath.ToSlash(name)
	}
	ours, theirs, short := write("ours", encoded(t)), write("theirs", "vetx\x00\x00\x00\x00\x00\x00\x00\x00"), write("short", "vpp")
	for text, want := range map[string]string{
		`{"PackageVetx": {"a": "` + theirs + `", "b": "` + ours + `", "c": "` + short + `"}}`: "b",
		`{"PackageVetx": {"a": "` + theirs + `", "d": "` + dir + `/lost"}}`:                   "",
		`{"PackageVetx": 1}`: "",
		`no JSON`:            "",
	} {
		if got := Keeps(write("vet.cfg", text)); got != want {
			t.Errorf("of %s it keeps facts of %q, want %q", text, got, want)
		}
	}
}

// Whatever the bytes are, they are read or refused, and what is read is written
// as it was.
func FuzzFacts(f *testing.F) {
	f.Add([]byte(encoded(f)[len(head):]))
	f.Add([]byte(encoded(f, &loud{"hello"}, &soft{true})[len(head):]))
	f.Add([]byte("vetx"))
	f.Fuzz(func(t *testing.T, data []byte) {
		known := factTypesOf([]*analysis.Analyzer{teller})
		list, err := known.decode(data)
		if err != nil {
			return
		}
		once, err := encode(list)
		if err != nil {
			t.Fatal(err)
		}
		list, err = known.decode(once)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := encode(list); err != nil || !bytes.Equal(once, again) {
			t.Errorf("%v: %q is %q the next time", err, once, again)
		}
	})
}
