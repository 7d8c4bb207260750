package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/vpplint/vpplint/analyzer"
	"github.com/vpplint/vpplint/internal/config"
	"github.com/vpplint/vpplint/internal/listflag"
	"github.com/vpplint/vpplint/internal/retry"
)

// options are all that a run can be told. Those with a name in JSON can stand in
// the configuration file; their flags have the same names.
type options struct {
	analyzer.Settings
	Tags       []string `json:"tags"`
	Mod        string   `json:"mod"`
	Format     []string `json:"format"`
	Baseline   string   `json:"baseline"`
	NewFromRev string   `json:"new-from-rev"`
	ExitZero   bool     `json:"exit-zero"`

	formats       formats // that Format may name
	dir           string
	fix, diff     bool
	writeBaseline bool
	verbose       bool
}

func defaultOptions() *options {
	return &options{Settings: analyzer.DefaultSettings(), formats: lintFormats()}
}

// flagSet makes flags a view on the options.
type flagSet func(*options) *flag.FlagSet

// commandOf is the command that flags belong to, as help takes it.
func commandOf(fs *flag.FlagSet) []string {
	if fs.Name() == "vpplint" {
		return nil
	}
	return []string{fs.Name()}
}

// lintFlags are all flags.
func lintFlags(o *options) *flag.FlagSet {
	fs := flag.NewFlagSet("vpplint", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	o.Bind(fs)
	listflag.Var(fs, &o.Tags, "tags", "comma-separated `list` of build tags", nil)
	fs.StringVar(&o.Mod, "mod", o.Mod, "`mode` of the go command: readonly, vendor or mod")
	listflag.Var(fs, &o.Format, "format", "comma-separated `list` of "+o.formats.String()+"; NAME=FILE writes to a file (default text)", o.formats.check)
	fs.StringVar(&o.Baseline, "baseline", o.Baseline, "leave out the findings that `file` has")
	fs.StringVar(&o.NewFromRev, "new-from-rev", o.NewFromRev, "leave out findings on lines that have not changed since a git `revision`")
	fs.BoolVar(&o.ExitZero, "exit-zero", o.ExitZero, "exit with 0 where there are findings, too")
	fs.StringVar(&o.dir, "C", o.dir, "look for packages in `dir`")
	fs.BoolVar(&o.fix, "fix", o.fix, "apply the fixes of the findings, and report what is left")
	fs.BoolVar(&o.diff, "diff", o.diff, "show what -fix would change, instead of a report on standard output")
	fs.BoolVar(&o.writeBaseline, "write-baseline", o.writeBaseline, "write all findings to the file of -baseline")
	fs.BoolVar(&o.verbose, "verbose", o.verbose, "say what is done, and how long it takes")
	return fs
}

// limits are what retries of 9603 are judged by.
func (o *options) limits() retry.Limits {
	return retry.Limits{MaxAttempts: int(o.MaxAttempts), EscalatedDelay: time.Duration(o.EscalatedDelay)}
}

// modes are those of the go command's flag -mod.
func modes() []string { return []string{"readonly", "vendor", "mod"} }

// Validate says what is wrong with the values of options, each and together.
func (o *options) Validate() error {
	if err := o.Settings.Validate(); err != nil {
		return err
	}
	if o.Mod != "" && !slices.Contains(modes(), o.Mod) {
		return fmt.Errorf("mod: %q is no mode of the go command: give readonly, vendor or mod", o.Mod)
	}
	if _, err := o.formats.parse(o.Format); err != nil {
		return err
	}
	switch {
	case o.fix && o.diff:
		return errors.New("-fix changes files and -diff does not: decide for one")
	case o.writeBaseline && o.Baseline == "":
		return errors.New("-write-baseline needs a file: name it with -baseline")
	case o.writeBaseline && (o.fix || o.diff):
		return errors.New("-write-baseline takes the findings as they are: leave out -fix and -diff")
	case o.writeBaseline && o.NewFromRev != "":
		return errors.New("-write-baseline wants all findings: leave out -new-from-rev")
	}
	return nil
}

// invocation is a command line, with the configuration file that belongs to it.
type invocation struct {
	options
	patterns []string
	named    bool            // the command line has patterns
	file     string          // the configuration file, or ""
	lines    map[string]int  // what it sets, and where
	flags    map[string]bool // what flags set
}

// configure reads the command line, and the configuration file that belongs to
// the directory that it names. Flags beat the file.
func configure(args []string, flags flagSet) (*invocation, error) {
	first := defaultOptions()
	if err := parse(flags(first), args); err != nil {
		return nil, err
	}
	in := &invocation{options: *defaultOptions(), flags: map[string]bool{}}
	var err error
	if in.file, err = config.Find(first.dir); err != nil {
		return nil, err
	}
	if in.file != "" {
		if in.lines, err = config.Read(shorten(in.file), &in.options); err != nil {
			return nil, err
		}
		in.relocate(filepath.Dir(shorten(in.file)))
	}
	fs := flags(&in.options)
	if err := parse(fs, args); err != nil {
		return nil, err
	}
	if err := in.Validate(); err != nil {
		return nil, err
	}
	fs.Visit(func(f *flag.Flag) { in.flags[f.Name] = true })
	in.named = fs.NArg() > 0
	if in.patterns = fs.Args(); !in.named {
		in.patterns = []string{"./..."}
	}
	return in, nil
}

func parse(fs *flag.FlagSet, args []string) error {
	switch err := fs.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return err
	case err != nil:
		return fmt.Errorf("%w; \"%s\" lists the flags", err, strings.Join(append([]string{"vpplint", "help"}, commandOf(fs)...), " "))
	}
	if i := slices.IndexFunc(fs.Args(), func(p string) bool { return strings.HasPrefix(p, "-") }); i >= 0 {
		return fmt.Errorf("%s stands behind a package: put flags in front of packages", fs.Arg(i))
	}
	return nil
}

// relocate makes the paths of a configuration file, which are relative to it,
// relative to the working directory.
func (o *options) relocate(dir string) {
	move := func(name string) string {
		if name == "" || filepath.IsAbs(name) {
			return name
		}
		return filepath.Join(dir, name)
	}
	o.Baseline = move(o.Baseline)
	for i, spec := range o.Format {
		if name, file, ok := strings.Cut(spec, "="); ok {
			o.Format[i] = name + "=" + move(file)
		}
	}
}
