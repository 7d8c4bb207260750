// Package listflag makes flags of lists.
package listflag

import (
	"flag"
	"strings"
)

// Var defines a flag that takes comma-separated values. It may be repeated; its
// first use replaces what the list held before. check says what is wrong with
// values; it may be nil.
func Var(fs *flag.FlagSet, list *[]string, name, usage string, check func([]string) error) {
	fs.Var(&value{list: list, check: check}, name, usage)
}

type value struct {
	list  *[]string
	check func([]string) error
	used  bool
}

func (v *value) Set(text string) error {
	var items []string
	for item := range strings.SplitSeq(text, ",") {
		items = append(items, strings.TrimSpace(item))
	}
	if v.check != nil {
		if err := v.check(items); err != nil {
			return err
		}
	}
	if !v.used {
		v.used, *v.list = true, nil
	}
	*v.list = append(*v.list, items...)
	return nil
}

// String is called by package flag on a zero value, too.
func (v *value) String() string {
	if v.list == nil {
		return ""
	}
	return strings.Join(*v.list, ",")
}
