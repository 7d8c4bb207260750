package main

import (
	"bytes"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/vpplint/vpplint/internal/outfile"
	"github.com/vpplint/vpplint/internal/report"
)

// output is a report in one format.
type output struct {
	format string
	file   string // "" is standard output
}

// formats are the names of the formats that a command has; the first is for
// people.
type formats []string

// lintFormats are those of findings.
func lintFormats() (names formats) {
	for _, f := range report.Formats() {
		names = append(names, f.Name)
	}
	return names
}

// parse reads a list of formats: "sarif=out.sarif", "text".
func (known formats) parse(list []string) ([]output, error) {
	var outputs []output
	for _, spec := range list {
		name, file, named := strings.Cut(spec, "=")
		switch {
		case !slices.Contains(known, name):
			return nil, fmt.Errorf("format: there is no format %q: the formats are %s", name, known)
		case named && file == "":
			return nil, fmt.Errorf("format: %s names no file: write %s=FILE, or %[2]s for standard output", spec, name)
		}
		o := output{name, file}
		for _, other := range outputs {
			if filepath.Clean(other.file) != filepath.Clean(file) {
				continue
			}
			if file == "" {
				return nil, fmt.Errorf("format: %s and %s both go to standard output: give one of them a file, as in %[2]s=FILE", other.format, name)
			}
			return nil, fmt.Errorf("format: %s and %s both go to %s: give each its own file", other.format, name, file)
		}
		outputs = append(outputs, o)
	}
	return outputs, nil
}

// check is for a flag, which is named already.
func (known formats) check(list []string) error {
	if _, err := known.parse(list); err != nil {
		return fmt.Errorf("%s", strings.TrimPrefix(err.Error(), "format: "))
	}
	return nil
}

func (known formats) String() string { return strings.Join(known, ", ") }

// outputs are the reports to write. A diff takes the place of the one on
// standard output.
func (o *options) outputs() []output {
	outputs, _ := o.formats.parse(o.Format) // they have been validated
	if len(outputs) == 0 {
		outputs = []output{{format: o.formats[0]}}
	}
	if o.diff {
		outputs = slices.DeleteFunc(outputs, func(o output) bool { return o.file == "" })
	}
	return outputs
}

// opened is an output that can be written.
type opened struct {
	output
	out *outfile.File // nil for standard output
}

// open begins all files, so that one that cannot be written is known before the
// work is done.
func open(outputs []output) ([]opened, error) {
	var list []opened
	for _, o := range outputs {
		x := opened{output: o}
		if o.file != "" {
			var err error
			if x.out, err = outfile.Create(o.file); err != nil {
				discard(list)
				return nil, fmt.Errorf("writing %s: %w: name a file that can be written", o.format, err)
			}
		}
		list = append(list, x)
	}
	return list, nil
}

func discard(list []opened) {
	for _, o := range list {
		if o.out != nil {
			o.out.Discard()
		}
	}
}

// render writes a report in one of the formats of a command.
type render func(w io.Writer, format string, colours bool) error

// findings shows findings.
func findings(r *report.Report) render {
	return func(w io.Writer, format string, colours bool) error {
		for _, f := range report.Formats() {
			if f.Name == format {
				return f.Write(w, r, colours)
			}
		}
		return fmt.Errorf("there is no format %q", format)
	}
}

// write writes all reports. Files take their places only when all of them are
// complete.
func (c command) write(list []opened, show render) error {
	for _, o := range list {
		var w io.Writer = o.out
		colours := false
		var text bytes.Buffer
		if o.out == nil {
			w, colours = &text, coloured() && c.terminal(c.stdout)
		}
		if err := show(w, o.format, colours); err != nil {
			return fmt.Errorf("writing %s: %w", o.format, err)
		}
		if _, err := text.WriteTo(c.stdout); err != nil {
			return fmt.Errorf("writing to standard output: %w", err)
		}
	}
	for _, o := range list {
		if o.out == nil {
			continue
		}
		if err := o.out.Commit(); err != nil {
			return fmt.Errorf("writing %s: %w", o.format, err)
		}
	}
	return nil
}
