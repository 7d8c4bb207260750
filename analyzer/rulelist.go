package analyzer

import "strings"

// ruleList is a flag that names rules. It may be repeated; its first use
// replaces what was set before.
type ruleList struct {
	list *[]string
	used bool
}

func (r *ruleList) Set(text string) error {
	var names []string
	for name := range strings.SplitSeq(text, ",") {
		names = append(names, strings.TrimSpace(name))
	}
	if err := known(names); err != nil {
		return err
	}
	if !r.used {
		r.used, *r.list = true, nil
	}
	*r.list = append(*r.list, names...)
	return nil
}

// String is called by package flag on a zero flag, too.
func (r *ruleList) String() string {
	if r.list == nil {
		return ""
	}
	return strings.Join(*r.list, ",")
}
