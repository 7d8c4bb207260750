package changes

import "testing"

// Any text that git could write gives lines, or an error.
func FuzzParse(f *testing.F) {
	for _, text := range []string{
		"", "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1,2 @@\n-a\n+b\n+c\n",
		"+++ \"b/\\303\\244.go\"\n@@ -0,0 +1 @@\n+x\n", "+++ b/a b\t\n@@ -1,3 +0,0 @@\n-a\n-b\n-c\n", "+++ \"b", "@@ -1 +1 @@", "@@ nonsense @@",
		"+++ b/x\n@@ -1 +99999999999999999999,9223372036854775807 @@\n", "+++ b/x\n@@ -9223372036854775807,9223372036854775807 +9223372036854775807,9223372036854775807 @@\n",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		changed, err := parse(text)
		if err != nil {
			return
		}
		for name, spans := range changed {
			for _, s := range spans {
				if s.first < 0 || s.last < s.first {
					t.Errorf("%s: lines %d to %d", name, s.first, s.last)
				}
			}
		}
	})
}
