// Package branch is the small library in the suburb.
package branch

import (
	"strings"

	"github.com/tidwall/gjson"
)

// Find asks whether a book is there.
//
//want:vpperrormessage
func Find(body string) bool {
	if gjson.Get(body, "errorNumber").Int() == 0 {
		return true
	}
	return gjson.Get(body, "errorMessage").String() != "Result not found"
}

// Title of a book.
func Title(body string) string {
	t := gjson.Get(body, "title").String()
	if t == "untitled" || strings.HasPrefix(t, "(") {
		return ""
	}
	return t
}
