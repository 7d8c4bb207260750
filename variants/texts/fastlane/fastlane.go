// Package fastlane is the hot path of the importer: a pooled parser, no reflection.
package fastlane

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/valyala/fastjson"
)

var pool fastjson.ParserPool

// Line is one row of the import protocol.
type Line struct {
	User   string
	Text   string
	Number int
}

// Run reads an answer.
func Run(raw []byte) ([]Line, error) {
	p := pool.Get()
	defer pool.Put(p)
	v, err := p.ParseBytes(raw)
	if err != nil {
		return nil, err
	}
	var out []Line
	for _, a := range v.GetArray("associations") {
		out = append(out, Line{
			User:   string(a.GetStringBytes("clientUserIdStr")),
			Text:   string(a.GetStringBytes("errorMessage")),
			Number: a.GetInt("errorNumber"),
		})
	}
	return out, nil
}

// Harmless lines do not turn the import red.
//
//want:vpperrormessage
func (l Line) Harmless() bool {
	return l.Text == "" || l.Text == "License not associated"
}

// Benign lines do not turn the import red.
func (l Line) Benign() bool { return l.Text == "" || l.Number == 9619 }

// Robot is true for the accounts of the lab.
func (l Line) Robot() bool { return l.User == "lab" || strings.HasPrefix(l.User, "robot-") }

// WriteTo prints the line.
func (l Line) WriteTo(w io.Writer) (int64, error) {
	n, err := fmt.Fprintf(w, "%s\t%d\t%s\n", l.User, l.Number, l.Text)
	return int64(n), err
}

// Broken is true if the whole call has to be repeated.
//
//want:vpperrormessage
func Broken(v *fastjson.Value) bool {
	if v.GetInt("errorNumber") == 0 {
		return false
	}
	return bytes.HasPrefix(v.GetStringBytes("errorMessage"), []byte("Internal"))
}

// Failed is true if the whole call has to be repeated.
func Failed(v *fastjson.Value) bool {
	if !v.Exists("errorMessage") || v.Get("errorMessage").Type() == fastjson.TypeNull {
		return false
	}
	return v.GetInt("errorNumber") == 9603
}

//want:vpperrormessage
func loggedOut(raw []byte) bool {
	n, text := fastjson.GetInt(raw, "errorNumber"), fastjson.GetString(raw, "errorMessage")
	return n != 0 && cmp.Compare(text, "Login required.") == 0
}

func shorter(a, b []byte) int {
	if n := cmp.Compare(fastjson.GetInt(a, "errorNumber"), fastjson.GetInt(b, "errorNumber")); n != 0 {
		return n
	}
	return cmp.Compare(fastjson.GetString(a, "errorMessage"), fastjson.GetString(b, "errorMessage"))
}

// Kept finds the users that keep what they have.
//
//want:vpperrormessage
func Kept(v *fastjson.Value) (users []string) {
	for _, a := range v.GetArray("associations") {
		if a.GetInt64("errorNumber") == 0 {
			continue
		}
		before, _, found := bytes.Cut(a.GetStringBytes("errorMessage"), []byte(" already"))
		if found && len(before) > 0 {
			users = append(users, string(a.GetStringBytes("clientUserIdStr")))
		}
	}
	return users
}

// Stayed finds the users that keep what they have.
func Stayed(v *fastjson.Value) (users []string) {
	for _, a := range v.GetArray("associations") {
		switch a.GetInt64("errorNumber") {
		case 9616, 9626:
			users = append(users, string(a.GetStringBytes("clientUserIdStr"))+": "+string(a.GetStringBytes("errorMessage")))
		}
	}
	return users
}

// Dump appends the raw text to the trace.
func Dump(v *fastjson.Value, trace []byte) []byte {
	if t := v.Get("errorMessage"); t != nil && v.GetInt("errorNumber") != 0 {
		return t.MarshalTo(trace)
	}
	return trace
}

// Quoted goes through the printed form of the value.
//
//want:vpperrormessage
func Quoted(v *fastjson.Value) bool {
	t := v.Get("errorMessage")
	if t == nil || v.GetInt("errorNumber") == 0 {
		return false
	}
	return strings.Trim(t.String(), `"`) == "License is irrevocable"
}
