package replay

import "strings"

// canonicalHeader is how net/http writes the name of a header. That of package
// net/textproto would bring all of package net, and with it the C library, to
// each start of the command.
func canonicalHeader(name string) string {
	valid := func(r rune) bool {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune("!#$%&'*+-.^_`|~", r)
	}
	if strings.ContainsFunc(name, func(r rune) bool { return !valid(r) }) {
		return name
	}
	b := []byte(name)
	upper := true
	for i, c := range b {
		switch {
		case upper && 'a' <= c && c <= 'z':
			b[i] -= 'a' - 'A'
		case !upper && 'A' <= c && c <= 'Z':
			b[i] += 'a' - 'A'
		}
		upper = c == '-'
	}
	return string(b)
}
