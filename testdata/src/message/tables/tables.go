// Package tables shows lookups: in sets that also hold message texts, of words
// of a text, by several fields.
package tables

import (
	"fmt"
	"slices"
	"strings"
)

// Reply is what disassociateVPPLicenseSrv answers.
type Reply struct {
	Num  int    `json:"errorNumber"`
	Msg  string `json:"errorMessage"`
	Adam string `json:"adamIdStr"`
}

func novel(rs []Reply) (out []Reply) {
	seen := map[string]bool{"Internal error.": true, "License not found": true}
	for _, r := range rs {
		if !seen[r.Msg] { // want `errorMessage looked up in a map of "Internal error\.", "License not found" in tables\.novel`
			seen[r.Msg] = true
			out = append(out, r)
		}
	}
	return out
}

func novelOnly(rs []Reply) (out []Reply) {
	seen := map[string]bool{"": true}
	for _, r := range rs {
		if !seen[r.Msg] {
			seen[r.Msg] = true
			out = append(out, r)
		}
	}
	return out
}

func novelList(rs []Reply) (out []string) {
	out = append(out, "Internal error.")
	for _, r := range rs {
		if !slices.Contains(out, r.Msg) { // want `errorMessage looked up by slices\.Contains among "Internal error\." in tables\.novelList`
			out = append(out, r.Msg)
		}
	}
	return out
}

func often(rs []Reply) bool {
	n := map[string]int{}
	for _, r := range rs {
		n[fmt.Sprintf("assign: %s", r.Msg)]++
	}
	return n["assign: Internal error."] > 3 // want `errorMessage looked up in a map of "assign: Internal error\." in tables\.often`
}

func oftenOther(rs []Reply) bool {
	n := map[string]int{}
	for _, r := range rs {
		n[r.Msg]++
		n["all answers"]++
	}
	return n["all answers"] > 3
}

func word(r Reply) bool {
	words := map[string]bool{}
	for _, w := range strings.Fields(r.Msg) {
		words[w] = true
	}
	return words["expired"] // want `errorMessage looked up in a map of "expired" in tables\.word`
}

func wordOther(r Reply) bool {
	words := map[string]bool{}
	for _, w := range strings.Fields(r.Adam) {
		words[w] = true
	}
	return words["expired"]
}

type pair struct {
	num int
	msg string
}

var pairs = map[pair]bool{{9610, "License not found"}: true}

func byPair(r Reply) bool { return pairs[pair{r.Num, r.Msg}] } // want `errorMessage looked up in a map of "License not found" in tables\.byPair`

func byPairOther(r Reply) bool { return pairs[pair{r.Num, r.Adam}] }

func asStruct(r Reply) bool { return r == Reply{Num: 9610, Msg: "License not found"} } // want `errorMessage compared with "License not found" in tables\.asStruct`

func asStructEmpty(r Reply) bool { return r == Reply{} }

func asStructs(a, b Reply) bool { return a == b }

func asArray(r Reply) bool { return [2]string{r.Msg, r.Adam} == [2]string{"License not found", ""} } // want `errorMessage compared with "License not found" in tables\.asArray`

// flat is an answer without types.
type flat map[string]string

func flatten(m map[string]any) flat {
	f := flat{}
	for k, v := range m {
		f[k] = fmt.Sprint(v)
	}
	return f
}

func flattened(m map[string]any) bool { return flatten(m)["errorMessage"] == "License not found" } // want `errorMessage compared with "License not found" in tables\.flattened \(text through tables\.flatten\)`

func flattenedNumber(m map[string]any) bool { return flatten(m)["errorNumber"] == "9610" }

func flattenedOther(m map[string]any) bool { return flatten(m)["adamIdStr"] == "License not found" }
