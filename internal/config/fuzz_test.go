package config_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/vpplint/vpplint/internal/config"
)

// Any text gives settings that are valid, or an error that names the file and
// nothing but one line.
func FuzzDecode(f *testing.F) {
	for _, text := range []string{
		"", "# nothing\n", "most: 3\nnames: [a, b]\ntitle: x\nquiet: true\n", "most: -1\n", "most: 1e400\n", "most: [1]\n",
		"names:\n  - a\n  - [b, [c]]\n", "a: &a [*a]\n", "names: &a [x]\ntitle: *a\n", "? [a]\n: b\n", "most: 1\nmost: 2\n",
		"--- 1\n--- 2\n", "!!binary x: y\n", "title: !!float .nan\n", "most: .inf\n", "\xff\xfe", "title: \"\\u0000\"\n", "names: {<<: *x}\n", "%YAML 9.9\n---\n",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		got := settings{limits: limits{5}}
		lines, err := config.Decode("file.yml", text, &got)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "file.yml:") {
				t.Errorf("an error does not name the file: %v", err)
			}
			return
		}
		if err := got.Validate(); err != nil {
			t.Errorf("settings that are not valid were read: %v", err)
		}
		last := strings.Count(string(text), "\n") + strings.Count(string(text), "\r") + 1
		for key, line := range lines {
			if !slices.Contains(config.Keys(&got), key) || line < 1 || line > last {
				t.Errorf("%s is set in line %d of %d", key, line, last)
			}
		}
	})
}
