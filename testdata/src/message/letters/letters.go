// Package letters shows texts that are compared letter by letter, and searched
// for signs.
package letters

import (
	"bytes"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Reply is what registerVPPUserSrv answers.
type Reply struct {
	Num  int    `json:"errorNumber"`
	Msg  string `json:"errorMessage"`
	User string `json:"clientUserIdStr"`
}

func begins(r Reply) bool {
	const want = "Login"
	if len(r.Msg) < len(want) {
		return false
	}
	for i, c := range want {
		if rune(r.Msg[i]) != c { // want `errorMessage compared with "Login" in letters\.begins`
			return false
		}
	}
	return true
}

func stepwise(r Reply) bool {
	want := []rune("Unable to find")
	for s := r.Msg; len(want) > 0; want = want[1:] {
		c, n := utf8.DecodeRuneInString(s)
		if unicode.ToLower(c) != unicode.ToLower(want[0]) { // want `errorMessage compared with "Unable to find" in letters\.stepwise`
			return false
		}
		s = s[n:]
	}
	return true
}

func equal(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range len(a) {
		if a[i]|0x20 != b[i]|0x20 {
			return false
		}
	}
	return true
}

func equals(r Reply) bool { return equal(r.Msg, "License not found") } // want `errorMessage compared with "License not found" in letters\.equals`

func equalsOther(r Reply) bool { return equal(r.User, "root") }

func equalsTexts(a, b Reply) bool { return equal(a.Msg, b.Msg) }

func repeated(r Reply) (n int) {
	for i := 1; i < len(r.Msg); i++ {
		if r.Msg[i] == r.Msg[i-1] {
			n++
		}
	}
	return n
}

func separated(r Reply, sep byte) (words []string) {
	start := 0
	for i := range len(r.Msg) {
		if r.Msg[i] == sep {
			words = append(words, r.Msg[start:i])
			start = i + 1
		}
	}
	return append(words, r.Msg[start:])
}

func firstLetter(r Reply) bool {
	c, _ := utf8.DecodeRuneInString(r.Msg)
	return c == 'L' // want `errorMessage compared with "L" in letters\.firstLetter`
}

func firstCapital(r Reply) string {
	c, n := utf8.DecodeRuneInString(r.Msg)
	return string(unicode.ToUpper(c)) + r.Msg[n:]
}

func mark(r Reply) bool { return strings.ContainsRune(r.Msg, '’') } // want `errorMessage searched by strings\.ContainsRune for "’" in letters\.mark`

func marks(r Reply) bool { return r.Num != 0 && bytes.ContainsAny([]byte(r.Msg), "{}") } // want `errorMessage searched by bytes\.ContainsAny for "\{\}" in letters\.marks`

func markAtEnd(r Reply) bool { return strings.LastIndexByte(r.Msg, '!') == len(r.Msg)-1 } // want `errorMessage searched by strings\.LastIndexByte for "!" in letters\.markAtEnd`

func markShown(r Reply) string {
	if strings.ContainsAny(r.Msg, "<>&") {
		return "<![CDATA[" + r.Msg + "]]>"
	}
	return r.Msg
}

func markCut(r Reply) (head, tail string) {
	if i := strings.Index(r.Msg, ": "); i >= 0 {
		return r.Msg[:i], r.Msg[i+2:]
	}
	return "", r.Msg
}

func needsQuotes(s string) bool { return strings.ContainsAny(s, ",\"") }

func quoted(r Reply) string {
	if needsQuotes(r.Msg) {
		return `"` + r.Msg + `"`
	}
	return r.Msg
}

func copied(r Reply) bool {
	var head [8]byte
	n := copy(head[:], r.Msg)
	return string(head[:n]) == "Internal" // want `errorMessage compared with "Internal" in letters\.copied`
}

func kept(r Reply) bool {
	var b strings.Builder
	for _, c := range r.Msg {
		if !unicode.IsPunct(c) {
			b.WriteRune(unicode.ToLower(c))
		}
	}
	return b.String() == "license not found" // want `errorMessage compared with "license not found" in letters\.kept`
}

func keptOther(r Reply) bool {
	var b strings.Builder
	for _, c := range r.User {
		b.WriteRune(unicode.ToLower(c))
	}
	return b.String() == "root"
}

func trimmed(r Reply) bool { return strings.TrimPrefix(r.Msg, "License ") != r.Msg } // want `errorMessage searched by strings\.TrimPrefix for "License " in letters\.trimmed`

func trimmedPeriod(r Reply) string {
	if s := strings.TrimSuffix(r.Msg, "."); s != r.Msg {
		return s
	}
	return r.Msg
}

func pieces(r Reply) bool { return len(strings.Split(r.Msg, "already assigned")) > 1 } // want `errorMessage searched by strings\.Split for "already assigned" in letters\.pieces`

func words(r Reply) bool { return len(strings.Split(r.Msg, " ")) > 20 }

func onlyLetters(r Reply) bool {
	var b []rune
	for _, c := range r.Msg {
		if unicode.IsLetter(c) {
			b = append(b, unicode.ToUpper(c))
		}
	}
	return string(b) == "LICENSENOTFOUND" // want `errorMessage compared with "LICENSENOTFOUND" in letters\.onlyLetters`
}

func onlyLettersUser(r Reply) bool {
	var b []rune
	for _, c := range r.User {
		b = append(b, unicode.ToUpper(c))
	}
	return string(b) == "LICENSENOTFOUND"
}

// Letters that calls without arguments give have nothing to do with a text, even
// where texts are compared.
func nextLetter(in io.ByteReader, own func() (byte, error)) bool {
	b, _ := in.ReadByte()
	c, _ := own()
	return b == 'L' || c == 'L'
}
