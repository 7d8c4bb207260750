// Package xlate says in other languages what VPP said.
package xlate

import (
	"strings"

	"example.com/messageb/vppc"
)

// german are the sentences.
var german = map[string]string{
	"License already assigned": "Die Lizenz ist schon vergeben.",
	"License not found":        "Es gibt keine Lizenz.",
}

// German translates by the text.
//
//want:vpperrormessage
func German(f *vppc.Failure) string {
	if s, ok := german[strings.TrimSuffix(f.Text(), ".")]; ok {
		return s
	}
	return f.Text()
}

var french = map[int]string{9616: "La licence est attribuée."}

// French translates by the number.
func French(f *vppc.Failure) string {
	if s, ok := french[f.Num]; ok {
		return s
	}
	return f.Text()
}

var words = strings.NewReplacer("License", "Lizenz", "user", "Benutzer")

// Words translates words.
func Words(f *vppc.Failure) string { return words.Replace(f.Text()) }

// Known says whether the words are known.
//
//want:vpperrormessage
func Known(f *vppc.Failure) bool { return words.Replace(f.Text()) != f.Text() }

// Capital begins with a capital letter.
func Capital(f *vppc.Failure) string {
	t := f.Text()
	if t == "" {
		return t
	}
	if c := t[0]; c >= 'a' && c <= 'z' {
		return string(c-'a'+'A') + t[1:]
	}
	return t
}

// Hint adds a hint to some of them.
//
//want:maybe:vpperrormessage
func Hint(f *vppc.Failure) (text, link string) {
	text = f.Text()
	if strings.Contains(text, "sToken") {
		link = "https://support.apple.com/"
	}
	return text, link
}
