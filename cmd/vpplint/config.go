package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/vpplint/vpplint/internal/config"
	"github.com/vpplint/vpplint/internal/report"
)

// config prints the settings, in the form of a configuration file, and where
// each comes from.
func (c command) config(args []string) int {
	showSchema := false
	in, err := configure(args, func(o *options) *flag.FlagSet { return configFlags(o, &showSchema) })
	if errors.Is(err, flag.ErrHelp) {
		return c.help([]string{"config"})
	}
	if err == nil && in.named {
		err = fmt.Errorf("config takes flags, and no packages: leave out %s", strings.Join(in.patterns, " "))
	}
	switch {
	case err != nil:
	case showSchema:
		err = c.printSchema()
	default:
		err = c.printConfig(in)
	}
	if err != nil {
		return c.fail(err)
	}
	return exitClean
}

// configFlags are all flags of vpplint, which are printed as settings, and one of
// its own.
func configFlags(o *options, schema *bool) *flag.FlagSet {
	fs := lintFlags(o)
	fs.Init("config", flag.ContinueOnError)
	fs.BoolVar(schema, "schema", *schema, "print the JSON schema of the configuration file instead, for editors")
	return fs
}

func (c command) printSchema() error {
	text, err := schema()
	if err != nil {
		return fmt.Errorf("printing the schema: %w", err)
	}
	if _, err := fmt.Fprintf(c.stdout, "%s\n", text); err != nil {
		return fmt.Errorf("writing to standard output: %w", err)
	}
	return nil
}

func (c command) printConfig(in *invocation) error {
	text, err := json.Marshal(&in.options)
	if err != nil {
		return fmt.Errorf("printing the settings: %w", err)
	}
	var values map[string]json.RawMessage
	if err := json.Unmarshal(text, &values); err != nil {
		return fmt.Errorf("printing the settings: %w", err)
	}
	for _, key := range config.Keys(&in.options) {
		value := string(values[key])
		if value == "null" {
			value = "[]"
		}
		line := fmt.Sprintf("%-30s # %s", key+": "+value, in.origin(key))
		if _, err := fmt.Fprintln(c.stdout, report.PlainLine(line)); err != nil {
			return fmt.Errorf("writing to standard output: %w", err)
		}
	}
	return nil
}

// origin says where a setting comes from.
func (in *invocation) origin(key string) string {
	switch line := in.lines[key]; {
	case in.flags[key]:
		return "flag"
	case line > 0:
		return fmt.Sprintf("%s:%d", filepath.ToSlash(shorten(in.file)), line)
	}
	return "default"
}
