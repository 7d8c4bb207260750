package vpplint_test

import (
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

func TestSecurityPage(t *testing.T) {
	parts := checkPage(t, "SECURITY.md", map[string]generator{"dependencies": dependencyTable})
	if len(parts) != 1 {
		t.Errorf("generated parts %q, want the dependencies", parts)
	}
}

// dependencyTable lists the modules that go.mod requires for the module's own
// sake, and who imports them.
func dependencyTable(t *testing.T, _ []string) string {
	required := lines(t, "go", "list", "-m", "-f", "{{if not (or .Main .Indirect)}}{{.Path}}{{end}}", "all")
	users := map[string][]string{}
	for _, line := range lines(t, "go", "list", "-f", "{{.ImportPath}} {{join .Imports \" \"}}", "./...") {
		words := strings.Fields(line)
		for _, m := range required {
			if slices.ContainsFunc(words[1:], func(imp string) bool { return imp == m || strings.HasPrefix(imp, m+"/") }) {
				users[m] = append(users[m], "`"+strings.TrimPrefix(words[0], "github.com/vpplint/vpplint/")+"`")
			}
		}
	}
	var b strings.Builder
	b.WriteString("| module | imported by |\n| --- | --- |\n")
	for _, m := range required {
		who := "tests only"
		if len(users[m]) > 4 {
			who = "most packages"
		} else if len(users[m]) > 0 {
			who = strings.Join(users[m], ", ")
		}
		fmt.Fprintf(&b, "| `%s` | %s |\n", m, who)
	}
	return b.String()
}

func lines(t *testing.T, name string, args ...string) []string {
	t.Helper()
	out, err := exec.Command(name, args...).Output()
	if err != nil {
		t.Fatalf("%s %v: %v", name, args, err)
	}
	return strings.FieldsFunc(string(out), func(r rune) bool { return r == '\n' })
}
