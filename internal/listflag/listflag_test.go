package listflag_test

import (
	"errors"
	"flag"
	"io"
	"slices"
	"testing"

	"github.com/vpplint/vpplint/internal/listflag"
)

func TestLists(t *testing.T) {
	for _, test := range []struct {
		args []string
		want []string // nil: an error
	}{
		{nil, []string{"before"}},
		{[]string{"-x", "a"}, []string{"a"}},
		{[]string{"-x=a, b", "-x", "c"}, []string{"a", "b", "c"}},
		{[]string{"-x="}, nil},
		{[]string{"-x", "a,bad"}, nil},
	} {
		list := []string{"before"}
		fs := flag.NewFlagSet("", flag.ContinueOnError)
		fs.SetOutput(io.Discard)
		listflag.Var(fs, &list, "x", "", func(items []string) error {
			if slices.Contains(items, "") || slices.Contains(items, "bad") {
				return errors.New("bad")
			}
			return nil
		})
		if err := fs.Parse(test.args); (err != nil) != (test.want == nil) {
			t.Errorf("%q: %v", test.args, err)
		}
		if test.want != nil && !slices.Equal(list, test.want) {
			t.Errorf("%q: got %q, want %q", test.args, list, test.want)
		}
	}
}

func TestString(t *testing.T) {
	list := []string{"a", "b"}
	var fs flag.FlagSet
	listflag.Var(&fs, &list, "x", "", nil)
	if got := fs.Lookup("x").DefValue; got != "a,b" {
		t.Errorf("got %q", got)
	}
}
