// Package docs holds the pages about the rules, for the command to show.
package docs

import (
	"embed"
	"io/fs"
)

//go:embed rules/*.md
var pages embed.FS

// Rule is the page about a rule, in Markdown; false where there is none.
func Rule(name string) (string, bool) {
	text, err := fs.ReadFile(pages, "rules/"+name+".md")
	return string(text), err == nil
}
