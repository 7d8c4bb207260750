// Package calc looks at VPP texts letter by letter, and in other odd ways.
package calc

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"regexp"
	"strings"
	"unicode"
)

type answer struct {
	Number int    `json:"errorNumber"`
	Text   string `json:"errorMessage"`
	SToken string `json:"sToken"`
}

type pattern struct {
	re   *regexp.Regexp
	code int
}

var patterns = compile(map[string]int{`^License .* found`: 1, `(?i)token`: 2})

func compile(m map[string]int) (ps []pattern) {
	for expr, code := range m {
		ps = append(ps, pattern{regexp.MustCompile(expr), code})
	}
	return ps
}

// Pattern matches patterns.
//
//want:vpperrormessage
func Pattern(a answer) int {
	for _, p := range patterns {
		if p.re.FindStringIndex(a.Text) != nil {
			return p.code
		}
	}
	return 0
}

// Words counts words.
//
//want:vpperrormessage
func Words(a answer) bool {
	s := bufio.NewScanner(strings.NewReader(a.Text))
	s.Split(bufio.ScanWords)
	for s.Scan() {
		if s.Text() == "expired" {
			return true
		}
	}
	return false
}

// Upper turns it round.
//
//want:vpperrormessage
func Upper(a answer) bool {
	var b []rune
	for _, r := range a.Text {
		if unicode.IsLetter(r) {
			b = append(b, unicode.ToUpper(r))
		}
	}
	return string(b) == "LICENSENOTFOUND"
}

// Again encodes and decodes it.
//
//want:vpperrormessage
func Again(a answer) bool {
	raw, err := json.Marshal(map[string]any{"why": a.Text, "n": a.Number})
	if err != nil {
		return false
	}
	var out struct {
		Why string `json:"why"`
	}
	if err := json.Unmarshal(raw, &out); err != nil {
		return false
	}
	return out.Why == "License not found"
}

// Line reads a line.
//
//want:vpperrormessage
func Line(a answer) (bool, error) {
	r := bufio.NewReader(bytes.NewBufferString(a.Text + "\n"))
	line, err := r.ReadString('\n')
	if err != nil && err != io.EOF {
		return false, err
	}
	return strings.TrimSpace(line) == "Login required", nil
}

// Number is hidden in the text.
//
//want:vpperrormessage
func Number(a answer) (n int) {
	for _, r := range a.Text {
		if '0' <= r && r <= '9' {
			n = 10*n + int(r-'0')
		}
	}
	return n
}

// Letters counts letters for a width.
func Letters(a answer) (n int) {
	for _, r := range a.Text {
		if r > unicode.MaxASCII {
			n += 2
		} else {
			n++
		}
	}
	return n
}

// Clean drops what cannot be printed.
func Clean(a answer) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, a.Text)
}

// labelled breaks out.
//
//want:vpperrormessage
func labelled(as []answer) (i int) {
outer:
	for i = range as {
		for _, w := range strings.Fields(as[i].Text) {
			switch w {
			case "sToken", "token":
				break outer
			}
		}
	}
	return i
}

// Labelled uses it.
func Labelled(as []answer) int { return labelled(as) }

// Token is about tokens.
func Token(a answer) bool { return len(a.SToken) > 0 && a.SToken != "expired" }

// Truth switches on true.
//
//want:vpperrormessage
func Truth(a answer) string {
	switch {
	case a.Number == 0:
		return "fine"
	case strings.Contains(a.Text, "already"):
		fallthrough
	case a.Number == 9612:
		return "fine, too"
	default:
		return "bad"
	}
}

// Pair compares two.
func Pair(a, b *answer) bool { return *a == *b || a.Text == b.Text }

// Inverted asks whether a list has it.
//
//want:vpperrormessage
func Inverted(a answer) bool {
	return strings.Contains("License not found|License is irrevocable|Internal error", a.Text)
}
