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

func equal(r Refusal) bool             { return r.Msg == "License not found" }                     // want `errorMessage compared with "License not found" in decisions\.equal`
func unequal(r Refusal) bool           { return "License not found" != r.Msg }                     // want `errorMessage compared with "License not found" in decisions\.unequal`
func less(r Refusal) bool              { return r.Msg < "M" }                                      // want `errorMessage compared with "M" in decisions\.less`
func setting(r Refusal, c config) bool { return r.Msg == c.ignore }                                // want `errorMessage compared with a value in decisions\.setting`
func initial(r Refusal) bool           { return r.Msg[0] == 'L' }                                  // want `errorMessage compared with "L" in decisions\.initial`
func contains(r Refusal) bool          { return strings.Contains(r.Msg, "not") }                   // want `errorMessage searched by strings\.Contains for "not" in decisions\.contains`
func any_(r Refusal) bool              { return strings.ContainsAny(r.Msg, "LI") }                 // want `errorMessage searched by strings\.ContainsAny for "LI" in decisions\.any_`
func rune_(r Refusal) bool             { return strings.ContainsRune(r.Msg, 'L') }                 // want `errorMessage searched by strings\.ContainsRune for "L" in decisions\.rune_`
func func_(r Refusal) bool             { return strings.ContainsFunc(r.Msg, unicode.IsDigit) }     // want `errorMessage searched by strings\.ContainsFunc in decisions\.func_`
func prefix(r Refusal) bool            { return strings.HasPrefix(r.Msg, "License") }              // want `errorMessage searched by strings\.HasPrefix for "License" in decisions\.prefix`
func suffix(r Refusal) bool            { return strings.HasSuffix(r.Msg, "found") }                // want `errorMessage searched by strings\.HasSuffix for "found" in decisions\.suffix`
func fold(r Refusal) bool              { return strings.EqualFold("license not found", r.Msg) }    // want `errorMessage compared by strings\.EqualFold with "license not found" in decisions\.fold`
func index(r Refusal) bool             { return strings.Index(r.Msg, "found") >= 0 }               // want `errorMessage searched by strings\.Index for "found" in decisions\.index`
func lastIndex(r Refusal) int          { return strings.LastIndex(r.Msg, "found") }                // want `errorMessage searched by strings\.LastIndex for "found" in decisions\.lastIndex`
func count(r Refusal) bool             { return strings.Count(r.Msg, "found") > 0 }                // want `errorMessage searched by strings\.Count for "found" in decisions\.count`
func compare(r Refusal) bool           { return strings.Compare(r.Msg, "License not found") == 0 } // want `errorMessage compared by strings\.Compare with "License not found" in decisions\.compare`
func compareCmp(r Refusal) bool        { return cmp.Compare(r.Msg, "License not found") == 0 }     // want `errorMessage compared by cmp\.Compare with "License not found" in decisions\.compareCmp`

func cut(r Refusal) string {
	if _, after, ok := strings.Cut(r.Msg, "not found: "); ok { // want `errorMessage searched by strings\.Cut for "not found: " in decisions\.cut`
		return after
	}
	return ""
}

func cutPrefix(r Refusal) bool {
	_, ok := strings.CutPrefix(r.Msg, "License") // want `errorMessage searched by strings\.CutPrefix for "License" in decisions\.cutPrefix`
	return ok
}

func bytesEqual(r Refusal) bool  { return bytes.Equal([]byte(r.Msg), []byte("License not found")) } // want `errorMessage compared by bytes\.Equal with "License not found" in decisions\.bytesEqual`
func bytesPrefix(r Refusal) bool { return bytes.HasPrefix([]byte(r.Msg), []byte("License")) }       // want `errorMessage searched by bytes\.HasPrefix for "License" in decisions\.bytesPrefix`
func matchString(r Refusal) bool { return expr.MatchString(r.Msg) }                                 // want `errorMessage matched by regexp\.Regexp\.MatchString with "not found" in decisions\.matchString`
func find(r Refusal) bool        { return expr.FindString(r.Msg) != "" }                            // want `errorMessage matched by regexp\.Regexp\.FindString with "not found" in decisions\.find`
func listed(r Refusal) bool      { return slices.Contains(texts, r.Msg) }                           // want `errorMessage looked up by slices\.Contains among "Internal error\.", "License not found" in decisions\.listed`
func indexed(r Refusal) int      { return slices.Index(texts, r.Msg) }                              // want `errorMessage looked up by slices\.Index among "Internal error\.", "License not found" in decisions\.indexed`
func searched(r Refusal) int     { return sort.SearchStrings(texts, r.Msg) }                        // want `errorMessage looked up by sort\.SearchStrings among "Internal error\.", "License not found" in decisions\.searched`
func looked(r Refusal) bool      { return table[r.Msg] }                                            // want `errorMessage looked up in a map of "License not found" in decisions\.looked`

func glob(r Refusal) bool {
	ok, _ := path.Match("License*", r.Msg) // want `errorMessage matched by path\.Match with "License\*" in decisions\.glob`
	return ok
}

func sscanf(r Refusal) (n int) {
	fmt.Sscanf(r.Msg, "Try again in %d seconds.", &n) // want `errorMessage parsed by fmt\.Sscanf as "Try again in %d seconds\." in decisions\.sscanf`
	return n
}

func atoi(r Refusal) int {
	n, _ := strconv.Atoi(strings.TrimPrefix(r.Msg, "error ")) // want `errorMessage parsed by strconv\.Atoi in decisions\.atoi`
	return n
}

func tagged(r Refusal) int {
	switch r.Msg { // want `errorMessage switched on with cases "Internal Error", "Internal error\.", "License not found" in decisions\.tagged`
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
	case strings.Contains(r.Msg, "found"): // want `errorMessage searched by strings\.Contains for "found" in decisions\.tagless`
		return 1
	}
	return 2
}

func callback(r Refusal) bool {
	return slices.ContainsFunc(texts, func(s string) bool { return strings.HasPrefix(r.Msg, s) }) // want `errorMessage searched by strings\.HasPrefix for "Internal error\.", "License not found" in decisions\.callback`
}

func callbackIndex(r Refusal) int {
	return slices.IndexFunc(texts, func(s string) bool { return s == r.Msg }) // want `errorMessage compared with "Internal error\.", "License not found" in decisions\.callbackIndex`
}

func counted(rs []Refusal) bool {
	counts := map[string]int{}
	for _, r := range rs {
		counts[r.Msg]++
	}
	return counts["Internal error."] > 100 // want `errorMessage looked up in a map of "Internal error\." in decisions\.counted`
}

func reversed(r Refusal) bool {
	return strings.Contains("License not found|Internal error.", r.Msg) // want `errorMessage searched by strings\.Contains for "License not found\|Internal error\." in decisions\.reversed`
}

func inCondition(r Refusal) {
	for i := 0; i < 3 && r.Msg != "Internal error."; i++ { // want `errorMessage compared with "Internal error\." in decisions\.inCondition`
		println(i)
	}
}

type ignoring struct{ ignore string }

func (c ignoring) failed(rs []Refusal) (out []Refusal) {
	for _, r := range rs {
		if r.Msg == c.ignore { // want `errorMessage compared with a value in decisions\.ignoring\.failed`
			continue
		}
		out = append(out, r)
	}
	return out
}

func onlyNotFound(rs []Refusal) (out []Refusal) {
	for _, r := range rs {
		if strings.Contains(r.Msg, "not found") { // want `errorMessage searched by strings\.Contains for "not found" in decisions\.onlyNotFound`
			out = append(out, r)
		}
	}
	return out
}

// verdict is not only shown: who gets it goes by its kind.
type verdict struct{ Kind, Text string }

func kind(r Refusal) verdict {
	v := verdict{"refused", r.Msg}
	if strings.Contains(r.Msg, "not found") { // want `errorMessage searched by strings\.Contains for "not found" in decisions\.kind`
		v.Kind = "missing"
	}
	return v
}
