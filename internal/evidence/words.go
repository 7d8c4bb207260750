package evidence

import (
	"go/types"
	"strings"
	"unicode"
)

// saysVPP says whether vpp or mdm is a word in a name or a package path.
//
// Package names are written without borders ("vppclient", "micromdm"), so a
// word may also begin or end with one of the two: no other English word does.
// In the middle they are letters like any others ("mvpprofile").
func saysVPP(name string) bool {
	for _, w := range words(name) {
		for _, word := range [...]string{"vpp", "mdm"} {
			if strings.HasPrefix(w, word) || strings.HasSuffix(w, word) {
				return true
			}
		}
	}
	return false
}

// pkgSaysVPP is saysVPP for a package's path and name.
func pkgSaysVPP(pkg *types.Package) bool {
	return pkg != nil && (saysVPP(pkg.Path()) || saysVPP(pkg.Name()))
}

// words splits a name at everything that is no letter, and where camel case
// begins a word; an initialism is one word ("VPPResponse": vpp, response).
// The words are in lower case.
func words(name string) []string {
	var out []string
	var word []rune
	flush := func() {
		if len(word) > 0 {
			out = append(out, strings.ToLower(string(word)))
		}
		word = nil
	}
	runes := []rune(name)
	for i, r := range runes {
		if !unicode.IsLetter(r) {
			flush()
			continue
		}
		if len(word) > 0 && unicode.IsUpper(r) {
			after := unicode.IsLower(word[len(word)-1])
			before := i+1 < len(runes) && unicode.IsLower(runes[i+1])
			if after || before {
				flush()
			}
		}
		word = append(word, r)
	}
	flush()
	return out
}
