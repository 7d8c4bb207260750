package config_test

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/vpplint/vpplint/internal/config"
)

// settings are such as those of vpplint.
type settings struct {
	limits
	Names []string `json:"names"`
	Title string   `json:"title"`
	Quiet bool     `json:"quiet"`

	ready bool
}

type limits struct {
	Most int `json:"most"`
}

func (s *settings) Validate() error {
	if s.Most < 0 {
		return errors.New("most: give a positive number")
	}
	return nil
}

func TestRead(t *testing.T) {
	name := filepath.Join(t.TempDir(), config.Name)
	text := "# why\nquiet: true\nmost: 0x10 # sixteen\n\nnames:\n  - a\n  - \"1\"\ntitle: 2001-01-01\n"
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	got := settings{limits: limits{5}, ready: true}
	lines, err := config.Read(name, &got)
	if err != nil {
		t.Fatal(err)
	}
	want := settings{limits{16}, []string{"a", "1"}, "2001-01-01", true, true}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if want := map[string]int{"quiet": 2, "most": 3, "names": 5, "title": 8}; !reflect.DeepEqual(lines, want) {
		t.Errorf("lines %v, want %v", lines, want)
	}
}

func TestWhatIsNotSetStays(t *testing.T) {
	for _, text := range []string{"", "\n", "# nothing\n  # at all\n", "{}", "quiet: true"} {
		got := settings{limits: limits{5}, Names: []string{"a"}}
		if _, err := config.Decode("c", []byte(text), &got); err != nil || got.Most != 5 || len(got.Names) != 1 {
			t.Errorf("%q: %+v, %v", text, got, err)
		}
	}
}

func TestStrictness(t *testing.T) {
	for text, want := range map[string]string{
		"most: 1\nmost_: 2\n":          `c:2:1: there is no setting "most_": the settings are most, names, title, quiet`,
		"ready: true\n":                `c:1:1: there is no setting "ready"`,
		"Quiet: true\n":                `c:1:1: there is no setting "Quiet"`,
		"[most]: 1\n":                  "c:1:1: there is no setting",
		"<<: {most: 1}\n":              `c:1:1: there is no setting "<<"`,
		"most: 1\nmost: 2\n":           "c:2:1: most is set twice, also in line 1",
		"most: \"1\"\n":                "c:1:7: most: give a number, not string",
		"most: 1.5\n":                  "c:1:7: most: give a number, not number 1.5",
		"most: -1\n":                   "c:1:7: most: give a positive number",
		"title: x\nquiet: yes\n":       "c:2:8: quiet: give true or false, not string",
		"names: a\n":                   "c:1:8: names: give a list, not string",
		"names: [a, 1]\n":              "c:1:8: names: give a text, not number",
		"names:\n- {a: b}\n":           "c:2:3: names: give a value or a list of values",
		"title:\n":                     "title has no value: give one, or leave the setting out",
		"title: ~\n":                   "c:1:8: title has no value",
		"title: &x a\nnames: [*x]\n":   "c:2:9: names: give a value or a list of values",
		"names: &a [*a]\n":             "names: give a value or a list of values",
		"- most\n":                     `c:1:1: this is no list of settings: write "name: value"`,
		"most\n":                       "c:1:1: this is no list of settings",
		"most: 1: 2\n":                 "c:1:8: mapping values are not allowed in this context",
		"most: 1\n\ttitle: x\n":        "c:2:1: ",
		"title: \"x\n":                 "c:2:1: found unexpected end of stream",
		"most: 1\ntitle: a\x00b\n":     "c:2:9: control characters are not allowed",
		"most: 1\ntitle: a\xffb\n":     "c:2:9: ",
		"most: 1\n---\nmost: 2\n":      "expected single document",
		"most: !!binary aGVsbG8=\n":    "c:1:7: most: give a plain value, without the tag !!binary",
		"title: !local x\n":            "c:1:8: title: give a plain value, without the tag !local",
		"most: .nan":                   "c:1:7: most: ",
		"most: 9999999999999999999999": "c:1:7: most: give a number, not number",
	} {
		var got settings
		_, err := config.Decode("c", []byte(text), &got)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

func TestKeys(t *testing.T) {
	if got, want := config.Keys(&settings{}), []string{"most", "names", "title", "quiet"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// The nearest file counts, but none beyond the repository or, outside of one,
// beyond the module.
func TestFind(t *testing.T) {
	for _, test := range []struct {
		name  string
		files []string // the last is to be found
		want  bool
	}{
		{"here", []string{".vpplint.yml", "a/b/.vpplint.yml"}, true},
		{"above, in the repository", []string{".git", "a/go.mod", ".vpplint.yml"}, true},
		{"above the repository", []string{"a/.git", ".vpplint.yml"}, false},
		{"above, in the module", []string{"a/go.mod", "a/.vpplint.yml"}, true},
		{"above the module", []string{"a/go.mod", ".vpplint.yml"}, false},
		{"above nothing", []string{"a/.vpplint.yml"}, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			top := t.TempDir()
			dir := filepath.Join(top, "a", "b")
			if err := os.MkdirAll(dir, 0o777); err != nil {
				t.Fatal(err)
			}
			want := ""
			for _, name := range test.files {
				want = filepath.Join(top, filepath.FromSlash(name))
				if err := os.WriteFile(want, nil, 0o666); err != nil {
					t.Fatal(err)
				}
			}
			if !test.want {
				want = ""
			}
			if got, err := config.Find(dir); err != nil || got != want {
				t.Errorf("got %q, %v, want %q", got, err, want)
			}
		})
	}
}
