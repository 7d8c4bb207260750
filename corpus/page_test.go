package corpus_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/vpplint/vpplint/internal/census"
)

var update = flag.Bool("update", false, "keep what a run over the corpus has shown, and write the page that shows it")

// result is what is kept of a run over a group.
type result struct {
	Group, Version                          string
	Packages, Functions, Loops              int
	Decided, Resent, Undecided, OutOfBudget int
	Reasons                                 map[string]int  `json:",omitempty"`
	Costs                                   map[string]cost // of each way
}

func (r *result) take(c *census.Report) {
	r.Packages, r.Functions, r.Loops = c.Packages, c.Functions, c.Loops
	r.Decided, r.Resent, r.Undecided, r.OutOfBudget, r.Reasons = c.Decided, c.Resent, c.Undecided, c.OutOfBudget, c.Reasons
}

const (
	results = "results.json"
	page    = "../docs/robustness.md"
	begin   = "<!-- begin: corpus -->\n"
	end     = "<!-- end: corpus -->\n"
)

// save puts a result in the place of an older one, or adds to it what it was not
// asked for.
func (r result) save(t *testing.T) {
	t.Helper()
	all := kept(t)
	if old, ok := all[r.Group]; ok && old.Version == r.Version {
		for way, c := range old.Costs {
			if _, ok := r.Costs[way]; !ok {
				r.Costs[way] = c
			}
		}
		if r.Functions == 0 {
			old.Costs = r.Costs
			r = old
		}
	}
	all[r.Group] = r
	text, err := json.MarshalIndent(slices.SortedFunc(maps.Values(all), func(a, b result) int { return cmp.Compare(a.Group, b.Group) }), "", "\t")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(results, append(text, '\n'), 0o666); err != nil {
		t.Fatal(err)
	}
}

// kept are the results of the last runs, by group.
func kept(t *testing.T) map[string]result {
	t.Helper()
	text, err := os.ReadFile(results)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	var list []result
	if err == nil {
		if err := json.Unmarshal(text, &list); err != nil {
			t.Fatalf("%s: %v", results, err)
		}
	}
	all := map[string]result{}
	for _, r := range list {
		all[r.Group] = r
	}
	return all
}

// The page shows what the last runs have shown, and names what was not looked at
// since it has its version.
func TestPage(t *testing.T) {
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok1 := strings.Cut(string(text), begin)
	old, after, ok2 := strings.Cut(rest, end)
	if !ok1 || !ok2 {
		t.Fatalf("%s has no place for the results", page)
	}
	fresh := shown(kept(t), wholeCorpus(t))
	if fresh == old {
		return
	}
	if !*update {
		t.Fatalf("%s is stale (go test -C corpus -run TestPage -update .):\n%s", page, fresh)
	}
	if err := os.WriteFile(page, []byte(before+begin+fresh+end+after), 0o644); err != nil {
		t.Fatal(err)
	}
}

// shown is what the page shows of groups. Of the Go that is installed any version
// will do: machines have different ones.
func shown(all map[string]result, groups []group) string {
	var known []result
	var missing []string
	for _, g := range groups {
		r, ok := all[g.Name]
		if ok && (r.Version == g.Version || strings.HasPrefix(r.Version, "go")) {
			known = append(known, r)
		} else {
			missing = append(missing, g.Name+" "+g.Version)
		}
	}
	text := tables(known)
	if len(missing) > 0 {
		text += "\nNot looked at: " + strings.Join(missing, ", ") + ".\n"
	}
	return text
}

// tables show results.
func tables(all []result) string {
	var b bytes.Buffer
	b.WriteString("| code | version | ways | packages | functions translated | with loops | replays decided | undecided | out of budget |\n| --- | --- | --- | --: | --: | --: | --: | --: | --: |\n")
	sum := result{Reasons: map[string]int{}, Costs: map[string]cost{}}
	for _, r := range all {
		r.row(&b)
		sum.add(r)
	}
	b.WriteString("| together | |")
	sum.counts(&b)

	b.WriteString("\n| why not decided | replays |\n| --- | --: |\n")
	for _, why := range slices.SortedFunc(maps.Keys(sum.Reasons), func(x, y string) int {
		return cmp.Or(cmp.Compare(sum.Reasons[y], sum.Reasons[x]), cmp.Compare(x, y))
	}) {
		fmt.Fprintf(&b, "| %s | %s |\n", why, number(sum.Reasons[why]))
	}

	b.WriteString("\n| way | CPU | wall | largest process |\n| --- | --: | --: | --: |\n")
	for _, way := range slices.Sorted(maps.Keys(sum.Costs)) {
		c := sum.Costs[way]
		fmt.Fprintf(&b, "| %s | %s | %s | %s MB |\n", way, c.CPU.Round(time.Second), c.Wall.Round(time.Second), number(int(c.Largest>>20)))
	}
	return b.String()
}

func (r result) row(b *bytes.Buffer) {
	ways := "all"
	if len(r.Costs) < 4 {
		ways = strings.Join(slices.Sorted(maps.Keys(r.Costs)), ", ")
	}
	fmt.Fprintf(b, "| %s | %s | %s", r.Group, r.Version, ways)
	r.counts(b)
}

func (r result) counts(b *bytes.Buffer) {
	for _, n := range []int{r.Packages, r.Functions, r.Loops, r.Decided, r.Undecided, r.OutOfBudget} {
		fmt.Fprintf(b, " | %s", number(n))
	}
	b.WriteString(" |\n")
}

func (r *result) add(s result) {
	r.Packages += s.Packages
	r.Functions += s.Functions
	r.Loops += s.Loops
	r.Decided += s.Decided
	r.Undecided += s.Undecided
	r.OutOfBudget += s.OutOfBudget
	for why, n := range s.Reasons {
		r.Reasons[kind(why)] += n
	}
	for way, c := range s.Costs {
		r.Costs[way] = r.Costs[way].add(c)
	}
}

// kind is a reason without the name of a package.
func kind(why string) string {
	words := strings.Fields(why)
	for i, w := range words {
		if strings.ContainsAny(w, "/.") || i > 0 && words[i-1] == "of" {
			words[i] = "…"
		}
	}
	return strings.Join(words, " ")
}

// number is a number with commas.
func number(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// What the groups have shown is added up; what was seen in another version does
// not count.
func TestResultsAreShown(t *testing.T) {
	kept := map[string]result{
		"a": {Group: "a", Version: "v1", Packages: 1, Functions: 1234567, Loops: 3, Decided: 4, Undecided: 1, OutOfBudget: 1, Reasons: map[string]int{"the initialiser of b/c panics": 2}, Costs: map[string]cost{"plugin": {CPU: time.Second, Largest: 5 << 20}}},
		"b": {Group: "b", Version: "go1.25", Packages: 1, Functions: 1, Costs: map[string]cost{"plugin": {CPU: time.Second, Largest: 7 << 20}}},
		"c": {Group: "c", Version: "v1", Packages: 1, Functions: 1},
	}
	got := shown(kept, []group{{Name: "a", Version: "v1"}, {Name: "b", Version: "go1.26"}, {Name: "c", Version: "v2"}, {Name: "d", Version: "v3"}})
	for _, want := range []string{
		"| a | v1 | plugin | 1 | 1,234,567 | 3 | 4 | 1 | 1 |", "| together | | | 2 | 1,234,568 | 3 | 4 | 1 | 1 |", "| the initialiser of … panics | 2 |", "| plugin | 2s | 0s | 7 MB |",
		"Not looked at: c v2, d v3.",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the page misses %q:\n%s", want, got)
		}
	}
}
