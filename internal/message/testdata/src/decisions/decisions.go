// Package decisions shows what counts as a decision.
package decisions

import (
	"bytes"
	"cmp"
	"fmt"
	"path"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode"
)

// Refusal is a refused request.
type Refusal struct {
	Num     int    `json:"errorNumber"`
	Msg     string `json:"errorMessage"`
	License string `json:"licenseIdStr"`
}

type config struct{ ignore string }

var texts = []string{"License not found", "Internal error."}

var table = map[string]bool{"License not found": true}

var expr = regexp.MustCompile("not found")

func equal(r Refusal) bool             { return r.Msg == "License not found" }                     // want "=="
func unequal(r Refusal) bool           { return "License not found" != r.Msg }                     // want "!="
func less(r Refusal) bool              { return r.Msg < "M" }                                      // want "<"
func setting(r Refusal, c config) bool { return r.Msg == c.ignore }                                // want "=="
func initial(r Refusal) bool           { return r.Msg[0] == 'L' }                                  // want "=="
func contains(r Refusal) bool          { return strings.Contains(r.Msg, "not") }                   // want "strings.Contains"
func any_(r Refusal) bool              { return strings.ContainsAny(r.Msg, "LI") }                 // want "strings.ContainsAny"
func rune_(r Refusal) bool             { return strings.ContainsRune(r.Msg, 'L') }                 // want "strings.ContainsRune"
func func_(r Refusal) bool             { return strings.ContainsFunc(r.Msg, unicode.IsDigit) }     // want "strings.ContainsFunc"
func prefix(r Refusal) bool            { return strings.HasPrefix(r.Msg, "License") }              // want "strings.HasPrefix"
func suffix(r Refusal) bool            { return strings.HasSuffix(r.Msg, "found") }                // want "strings.HasSuffix"
func fold(r Refusal) bool              { return strings.EqualFold("license not found", r.Msg) }    // want "strings.EqualFold"
func index(r Refusal) bool             { return strings.Index(r.Msg, "found") >= 0 }               // want "strings.Index"
func lastIndex(r Refusal) int          { return strings.LastIndex(r.Msg, "found") }                // want "strings.LastIndex"
func count(r Refusal) bool             { return strings.Count(r.Msg, "found") > 0 }                // want "strings.Count"
func compare(r Refusal) bool           { return strings.Compare(r.Msg, "License not found") == 0 } // want "strings.Compare"
func compareCmp(r Refusal) bool        { return cmp.Compare(r.Msg, "License not found") == 0 }     // want "cmp.Compare"

func cut(r Refusal) string {
	if _, after, ok := strings.Cut(r.Msg, "not found: "); ok { // want "strings.Cut"
		return after
	}
	return ""
}

func cutPrefix(r Refusal) bool {
	_, ok := strings.CutPrefix(r.Msg, "License") // want "strings.CutPrefix"
	return ok
}

func bytesEqual(r Refusal) bool  { return bytes.Equal([]byte(r.Msg), []byte("License not found")) } // want "bytes.Equal"
func bytesPrefix(r Refusal) bool { return bytes.HasPrefix([]byte(r.Msg), []byte("License")) }       // want "bytes.HasPrefix"
func matchString(r Refusal) bool { return expr.MatchString(r.Msg) }                                 // want "regexp.Regexp.MatchString"
func find(r Refusal) bool        { return expr.FindString(r.Msg) != "" }                            // want "regexp.Regexp.FindString"
func listed(r Refusal) bool      { return slices.Contains(texts, r.Msg) }                           // want "slices.Contains"
func indexed(r Refusal) int      { return slices.Index(texts, r.Msg) }                              // want "slices.Index"
func searched(r Refusal) int     { return sort.SearchStrings(texts, r.Msg) }                        // want "sort.SearchStrings"
func looked(r Refusal) bool      { return table[r.Msg] }                                            // want "map lookup"

func glob(r Refusal) bool {
	ok, _ := path.Match("License*", r.Msg) // want "path.Match"
	return ok
}

func sscanf(r Refusal) (n int) {
	fmt.Sscanf(r.Msg, "Try again in %d seconds.", &n) // want "fmt.Sscanf"
	return n
}

func atoi(r Refusal) int {
	n, _ := strconv.Atoi(strings.TrimPrefix(r.Msg, "error ")) // want "strconv.Atoi"
	return n
}

func tagged(r Refusal) int {
	switch r.Msg { // want "switch"
	case "":
		return 0
	case "License not found":
		return 1
	case "Internal error.", "Internal Error":
		return 2
	}
	return 3
}

func tagless(r Refusal) int {
	switch {
	case r.Msg == "":
		return 0
	case strings.Contains(r.Msg, "found"): // want "strings.Contains"
		return 1
	}
	return 2
}

func callback(r Refusal) bool {
	return slices.ContainsFunc(texts, func(s string) bool { return strings.HasPrefix(r.Msg, s) }) // want "strings.HasPrefix"
}

func callbackIndex(r Refusal) int {
	return slices.IndexFunc(texts, func(s string) bool { return s == r.Msg }) // want "=="
}

func counted(rs []Refusal) bool {
	counts := map[string]int{}
	for _, r := range rs {
		counts[r.Msg]++
	}
	return counts["Internal error."] > 100 // want "map lookup"
}

func reversed(r Refusal) bool {
	return strings.Contains("License not found|Internal error.", r.Msg) // want "strings.Contains"
}

func inCondition(r Refusal) {
	for i := 0; i < 3 && r.Msg != "Internal error."; i++ { // want "!="
		println(i)
	}
}

type ignoring struct{ ignore string }

func (c ignoring) failed(rs []Refusal) (out []Refusal) {
	for _, r := range rs {
		if r.Msg == c.ignore { // want "=="
			continue
		}
		out = append(out, r)
	}
	return out
}

func onlyNotFound(rs []Refusal) (out []Refusal) {
	for _, r := range rs {
		if strings.Contains(r.Msg, "not found") { // want "strings.Contains"
			out = append(out, r)
		}
	}
	return out
}
