package unit

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestUnderstands(t *testing.T) {
	for version, want := range map[string]bool{
		"go1.26": true, "go1.26.8": true, "go1.26rc1": true, "go1.26.1-custom": true,
		"go1.25.9": false, "go1.26.1 X:jsonv2": false, "go1.27": false, "go1.260": false, "devel go1.26-abcdef": false, "": false,
	} {
		if got := Understands(func(string) string { return version }); got != want {
			t.Errorf("%q: %t, want %t", version, got, want)
		}
	}
}

// Only what is just as the go command writes it is read.
func TestRead(t *testing.T) {
	sound := func() map[string]any {
		var keys map[string]any
		text, err := json.Marshal(Config{Compiler: "gc", ID: "p", GoFiles: []string{"p.go"}, VetxOutput: "vet.out", GoVersion: "go1.26"})
		if err == nil {
			err = json.Unmarshal(text, &keys)
		}
		if err != nil {
			t.Fatal(err)
		}
		return keys
	}
	file := filepath.Join(t.TempDir(), "vet.cfg")
	for name, test := range map[string]struct {
		change func(keys map[string]any)
		want   bool
	}{
		"as expected":        {func(map[string]any) {}, true},
		"a new key":          {func(k map[string]any) { k["Module"] = nil }, false},
		"a key less":         {func(k map[string]any) { delete(k, "PackageFile") }, false},
		"another key":        {func(k map[string]any) { delete(k, "FixArchive"); k["fixArchive"] = "" }, false},
		"another type":       {func(k map[string]any) { k["PackageVetx"] = "none" }, false},
		"another compiler":   {func(k map[string]any) { k["Compiler"] = "gccgo" }, false},
		"no files":           {func(k map[string]any) { k["GoFiles"] = []string{} }, false},
		"no place for facts": {func(k map[string]any) { k["VetxOutput"] = "" }, false},
		"fixes":              {func(k map[string]any) { k["FixArchive"] = "vet.fix.zip" }, false},
		"an old promise":     {func(k map[string]any) { k["SucceedOnTypecheckFailure"] = true }, false},
	} {
		keys := sound()
		test.change(keys)
		text, err := json.Marshal(keys)
		if err == nil {
			err = os.WriteFile(file, text, 0o666)
		}
		if err != nil {
			t.Fatal(err)
		}
		if c := Read(file); (c != nil) != test.want {
			t.Errorf("%s: read: %t, want %t", name, c != nil, test.want)
		}
	}
	for _, text := range []string{"", "{", "[]", "null", strings.Repeat("[", 1<<16)} {
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		if Read(file) != nil {
			t.Errorf("%.20q is read", text)
		}
	}
	if Read(file+".lost") != nil {
		t.Error("a file that is not there is read")
	}
}
