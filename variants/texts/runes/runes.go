// Package runes has the helpers of the terminal client, which works on small buffers.
package runes

import (
	"bufio"
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Frame is a decoded answer.
type Frame struct {
	N    uint16          `json:"errorNumber"`
	S    string          `json:"errorMessage"`
	User string          `json:"clientUserIdStr"`
	Held map[string]any  `json:"licenseAlreadyAssigned"`
	Tags map[string]bool `json:"tags"`
}

//want:vpperrormessage
func slice(f Frame) bool { return len(f.S) > 6 && f.S[:7] == "License" }

func cut(f Frame) string {
	if len(f.S) > 40 {
		return f.S[:39] + "~"
	}
	return f.S
}

//want:vpperrormessage
func letter(f Frame) bool { return f.S != "" && f.S[0] == 'L' && f.N > 0 }

func period(f Frame) string {
	if n := len(f.S); n > 0 && f.S[n-1] != '.' {
		return f.S + "."
	}
	return f.S
}

//want:vpperrormessage
func walk(f Frame) bool {
	const want = "Login"
	if len(f.S) < len(want) {
		return false
	}
	for i, c := range want {
		if rune(f.S[i]) != c {
			return false
		}
	}
	return true
}

//want:vpperrormessage
func stepwise(f Frame) bool {
	want := []rune("Unable to find")
	for s := f.S; len(want) > 0; want = want[1:] {
		r, n := utf8.DecodeRuneInString(s)
		if unicode.ToLower(r) != unicode.ToLower(want[0]) {
			return false
		}
		s = s[n:]
	}
	return true
}

func columns(f Frame, max int) []rune {
	rs := []rune(f.S)
	if len(rs) > max {
		rs = append(rs[:max-1], '…')
	}
	return rs
}

func capital(f Frame) string {
	r, n := utf8.DecodeRuneInString(f.S)
	if n == 0 || unicode.IsUpper(r) {
		return f.S
	}
	return string(unicode.ToUpper(r)) + f.S[n:]
}

//want:vpperrormessage
func raw(f Frame) bool { return bytes.Equal(bytes.ToUpper([]byte(f.S)), []byte("RESULT NOT FOUND")) }

//want:vpperrormessage
func buffered(f Frame) bool {
	var buf bytes.Buffer
	buf.WriteString(f.S)
	return bytes.Contains(buf.Bytes(), []byte("shareddata"))
}

func output(f Frame) []byte {
	var buf bytes.Buffer
	buf.WriteString(f.User)
	if bytes.HasPrefix(buf.Bytes(), []byte("kiosk")) {
		buf.WriteString(" (kiosk)")
	}
	buf.WriteString(": ")
	buf.WriteString(f.S)
	return buf.Bytes()
}

//want:vpperrormessage
func copied(f Frame) bool {
	var head [8]byte
	n := copy(head[:], f.S)
	return string(head[:n]) == "Internal"
}

//want:vpperrormessage
func built(f Frame) bool {
	var b strings.Builder
	for _, r := range f.S {
		if !unicode.IsPunct(r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String() == "admin user not found"
}

//want:vpperrormessage
func mapped(f Frame) bool {
	letters := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, f.S)
	return letters == "OrgCountrynotfound"
}

//want:vpperrormessage
func word(f Frame) bool {
	first, err := bufio.NewReader(strings.NewReader(f.S)).ReadString(' ')
	return err == nil && first == "Facilitator "
}

//want:vpperrormessage
func field(f Frame) bool {
	fs := strings.Fields(f.S)
	return len(fs) > 2 && fs[len(fs)-1] == "found"
}

func joined(f Frame) string {
	fs := strings.Fields(f.S)
	if len(fs) == 0 {
		return "-"
	}
	return strings.Join(fs, " ")
}

func sanitize(f Frame) string {
	if strings.ContainsFunc(f.S, unicode.IsControl) {
		return strings.ToValidUTF8(strings.Map(func(r rune) rune {
			if unicode.IsControl(r) {
				return ' '
			}
			return r
		}, f.S), "?")
	}
	return f.S
}

func blank(f Frame) bool { return len(bytes.TrimSpace([]byte(f.S))) == 0 || f.Tags["blank"] }

//want:maybe:vpperrormessage
func height(f Frame) int { return 1 + strings.Count(f.S, "\n") }

//want:vpperrormessage
func counted(f Frame) bool { return bytes.Count([]byte(f.S), []byte("Terms")) == 1 }

//want:vpperrormessage
func trimmed(f Frame) (string, bool) {
	rest, ok := strings.CutPrefix(f.S, "Duplicate ")
	return rest, ok && f.Held == nil
}

func owner(f Frame) (string, bool) {
	room, ok := strings.CutPrefix(f.User, "room-")
	return room + " " + f.S, ok
}

//want:vpperrormessage
func suffixed(f Frame) bool { return bytes.HasSuffix([]byte(f.S), []byte("revocable")) }

//want:vpperrormessage
func runed(f Frame) bool { return strings.ContainsRune(f.S, '\'') }

//want:vpperrormessage
func ordered(f Frame) bool { return strings.Compare(f.S, "Login required.") == 0 }

func order(a, b Frame) int { return strings.Compare(a.S, b.S) }
