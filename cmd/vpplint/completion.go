package main

import (
	"bytes"
	_ "embed"
	"flag"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"text/template"

	"github.com/vpplint/vpplint/internal/apple"
	"github.com/vpplint/vpplint/internal/rule"
)

const completionAbout = `SHELL is bash, zsh or fish. For this session, or from the file that your shell
reads when it starts:

	source <(vpplint completion bash)
	source <(vpplint completion zsh)
	vpplint completion fish | source`

// The scripts, for the commands that completed returns.
var (
	//go:embed completion.bash
	bashScript string
	//go:embed completion.zsh
	zshScript string
	//go:embed completion.fish
	fishScript string
)

// completion prints a script.
func (c command) completion(args []string) int {
	scripts := map[string]string{"bash": bashScript, "zsh": zshScript, "fish": fishScript}
	if len(args) != 1 || scripts[args[0]] == "" {
		return c.fail(fmt.Errorf("completion takes the name of a shell: %s", strings.Join(shells(), ", ")))
	}
	script := template.Must(template.New(args[0]).Funcs(template.FuncMap{"words": words, "quote": quote, "zsh": zshText}).Parse(scripts[args[0]]))
	var text bytes.Buffer
	if err := script.Execute(&text, completed()); err != nil {
		return c.fail(fmt.Errorf("writing the script: %w", err))
	}
	if _, err := text.WriteTo(c.stdout); err != nil {
		return c.fail(fmt.Errorf("writing to standard output: %w", err))
	}
	return exitClean
}

func shells() []string { return []string{"bash", "zsh", "fish"} }

// completedCommand is a command as the scripts know it. The first is vpplint
// itself.
type completedCommand struct {
	Name, Summary string
	Flags         []completedFlag
	Words         []string // that may follow
	Packages      bool     // folders may follow
}

// completedFlag is a flag as the scripts know it.
type completedFlag struct {
	Name, Usage string
	Value       string   // what its value is called; "" where it has none
	Words       []string // the values that it can have, if they are known
	Files, Dirs bool     // its value is a file, or a folder
}

func completed() []completedCommand {
	list := []completedCommand{{Name: "vpplint", Flags: completedFlags(lintFlags(defaultOptions())), Packages: true}}
	for _, s := range subcommands() {
		c := completedCommand{Name: s.name, Summary: s.summary, Words: following(s.name), Packages: strings.HasSuffix(s.args, "[packages]")}
		if s.flags != nil {
			c.Flags = completedFlags(s.flags())
		}
		list = append(list, c)
	}
	return list
}

// following are the words that may follow a command.
func following(command string) []string {
	var list []string
	switch command {
	case "help":
		for _, s := range subcommands() {
			list = append(list, s.name)
		}
		list = append(list, rules()...)
	case "explain":
		list = rules()
		for _, n := range apple.Numbers() {
			list = append(list, strconv.Itoa(n))
		}
	case "completion":
		list = shells()
	}
	return list
}

func rules() []string { return append(rule.Judging(), rule.Ignore) }

func completedFlags(fs *flag.FlagSet) []completedFlag {
	var list []completedFlag
	fs.VisitAll(func(f *flag.Flag) {
		value, usage := flag.UnquoteUsage(f)
		c := completedFlag{Name: f.Name, Usage: usage, Value: value, Files: value == "file", Dirs: value == "dir"}
		switch f.Name {
		case "rules", "disable":
			c.Words = rules()
		case "format":
			c.Words = lintFormats()
			if fs.Name() == "schedule" {
				c.Words = auditFormats()
			}
		case "mod":
			c.Words = modes()
		case "api":
			c.Words = apis()
		}
		list = append(list, c)
	})
	return list
}

// words are words for a shell. None of them needs quotes.
func words(list []string) string { return strings.Join(list, " ") }

// quote is a text in single quotes, for bash and zsh; fish wants it without the
// quote itself.
func quote(s string) string {
	return "'" + strings.ReplaceAll(strings.ReplaceAll(s, `\`, ""), "'", "’") + "'"
}

// zshText is a description in an option of zsh's _arguments.
func zshText(s string) string {
	return strings.NewReplacer("'", "’", "[", "(", "]", ")", ":", "").Replace(s)
}

// Dashed are all flags, with their dashes.
func (c completedCommand) Dashed() []string {
	var list []string
	for _, f := range c.Flags {
		list = append(list, "-"+f.Name)
	}
	slices.Sort(list)
	return list
}
