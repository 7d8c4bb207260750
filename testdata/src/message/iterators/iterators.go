// Package iterators shows text that is handed out one by one.
package iterators

import (
	"bytes"
	"iter"
	"maps"
	"slices"
	"strings"
)

// Reply is what getVPPLicensesSrv answers.
type Reply struct {
	Num     int    `json:"errorNumber"`
	Msg     string `json:"errorMessage"`
	License string `json:"licenseIdStr"`
}

func texts(rs []Reply) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, r := range rs {
			if !yield(r.Msg) {
				return
			}
		}
	}
}

func licenses(rs []Reply) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, r := range rs {
			if !yield(r.License) {
				return
			}
		}
	}
}

func both(rs []Reply) iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		for _, r := range rs {
			if !yield(r.License, r.Msg) {
				return
			}
		}
	}
}

func filter[T any](s iter.Seq[T], keep func(T) bool) iter.Seq[T] {
	return func(yield func(T) bool) {
		for v := range s {
			if keep(v) && !yield(v) {
				return
			}
		}
	}
}

func collected(rs []Reply) bool {
	return slices.Contains(slices.Collect(texts(rs)), "License not found") // want `errorMessage looked up by slices\.Contains among "License not found" in iterators\.collected \(text through iterators\.texts\)`
}

func collectedOther(rs []Reply) bool {
	return slices.Contains(slices.Collect(licenses(rs)), "License not found")
}

func value(rs []Reply) bool {
	for _, text := range both(rs) {
		if text == "License not found" { // want `errorMessage compared with "License not found" in iterators\.value`
			return true
		}
	}
	return false
}

func keyOther(rs []Reply) bool {
	for license := range both(rs) {
		if license == "License not found" {
			return true
		}
	}
	return false
}

func filtered(rs []Reply) bool {
	for text := range filter(texts(rs), func(s string) bool { return s != "" }) {
		if text == "License not found" { // want `errorMessage compared with "License not found" in iterators\.filtered`
			return true
		}
	}
	return false
}

func filteredOther(rs []Reply) bool {
	for license := range filter(licenses(rs), func(s string) bool { return s != "" }) {
		if license == "License not found" {
			return true
		}
	}
	return false
}

func pulled(rs []Reply) bool {
	next, stop := iter.Pull(texts(rs))
	defer stop()
	text, ok := next()
	return ok && text == "License not found" // want `errorMessage compared with "License not found" in iterators\.pulled \(text through iterators\.texts\)`
}

func pulledOther(rs []Reply) bool {
	next, stop := iter.Pull(licenses(rs))
	defer stop()
	license, ok := next()
	return ok && license == "License not found"
}

func words(s string) iter.Seq[string] { return strings.FieldsSeq(s) }

func split(r Reply) bool {
	for w := range words(r.Msg) {
		if w == "found" { // want `errorMessage compared with "found" in iterators\.split`
			return true
		}
	}
	return false
}

func splitOther(r Reply) bool {
	for w := range words(r.License) {
		if w == "found" {
			return true
		}
	}
	return false
}

func lines(r Reply) bool {
	for l := range bytes.Lines([]byte(r.Msg)) {
		if bytes.HasPrefix(l, []byte("License")) { // want `errorMessage searched by bytes\.HasPrefix for "License" in iterators\.lines`
			return true
		}
	}
	return false
}

func chunked(rs []Reply) bool {
	for some := range slices.Chunk(rs, 10) {
		if some[0].Msg == "License not found" { // want `errorMessage compared with "License not found" in iterators\.chunked`
			return true
		}
	}
	return false
}

func mapped(rs []Reply) bool {
	m := maps.Collect(both(rs))
	return m["7"] == "License not found" // want `errorMessage compared with "License not found" in iterators\.mapped \(text through iterators\.both\)`
}
