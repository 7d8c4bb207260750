package report

import (
	"net/url"
	"path/filepath"
	"strings"
)

// below is the path of a file relative to a folder that it is in, or its
// absolute path.
func below(dir, name string) string {
	if rel, err := filepath.Rel(dir, name); err == nil && filepath.IsLocal(rel) {
		return rel
	}
	return name
}

// Path is the path of a file, for people.
func (r *Report) Path(name string) string {
	path := Plain(below(r.Dir, name))
	if strings.HasPrefix(path, "::") {
		return "./" + path // no command
	}
	return path
}

// Place is where something is, for people: "a/a.go:6:5".
func (r *Report) Place(p Position) string { return r.Path(p.Filename) + lineColumn(p) }

// file is the path of a file for programs, with slashes.
func (r *Report) file(name string) string {
	return filepath.ToSlash(below(r.Root, name))
}

// uri is a file as a URI reference, relative where that can be.
func (r *Report) uri(name string) (uri string, relative bool) {
	path := r.file(name)
	if !filepath.IsAbs(path) {
		return (&url.URL{Path: path}).String(), true
	}
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // a drive
	}
	return (&url.URL{Scheme: "file", Path: path}).String(), false
}
