package apple

import (
	"slices"
	"strings"
	"testing"
)

func TestTexts(t *testing.T) {
	texts := Texts(9616)
	want := []Text{
		{9616, "legacy-doc", "License already assigned."},
		{9616, "legacy-service-config", "License already assigned"},
	}
	if !slices.Equal(texts, want) {
		t.Errorf("Texts(9616) = %v, want %v", texts, want)
	}
	texts[0].Message = "changed"
	if Texts(9616)[0].Message != want[0].Message {
		t.Error("a caller can change the table")
	}
	if Texts(9599) != nil {
		t.Errorf("Texts(9599) = %v, want nil", Texts(9599))
	}
}

func TestKnown(t *testing.T) {
	for n, want := range map[int]bool{9600: true, 9603: true, 9646: true, 9729: true, 0: false, -1: false, 9599: false, 9647: false, 9799: false} {
		if Known(n) != want {
			t.Errorf("Known(%d) = %t, want %t", n, !want, want)
		}
	}
}

func TestLookups(t *testing.T) {
	for _, tt := range []struct {
		name   string
		lookup func(string) []int
		needle string
		want   []int
	}{
		{"exact text", Exact, "License already assigned", []int{9616}},
		{"exact text with the period", Exact, "License already assigned.", []int{9616}},
		{"exact text in other case and space", Exact, "\tLICENSE already Assigned. \n", []int{9616}},
		{"one text of two numbers", Exact, "Registered user not found", []int{9609, 9636}},
		{"part of a text is not exact", Exact, "License already", nil},
		{"two periods are not the final period", Exact, "License already assigned..", nil},
		{"inner space counts", Exact, "License  already assigned", nil},
		{"exact nothing", Exact, "", nil},
		{"exact period", Exact, ".", nil},

		{"part", Containing, "already assigned", []int{9616, 9626, 9630}},
		{"part in other case", Containing, "ALREADY Assigned", []int{9616, 9626, 9630}},
		{"part with the final period", Containing, "already assigned.", []int{9616}},
		{"part with a period inside of a text", Containing, "expired. Generate", []int{9621}},
		{"part of no text", Containing, "connection reset", nil},
		{"no part", Containing, "", nil},
		{"a period is no part", Containing, ".", nil},

		{"prefix", WithPrefix, "license already", []int{9616, 9626}},
		{"prefix with the final period", WithPrefix, "License already assigned.", []int{9616}},
		{"not a prefix", WithPrefix, "already assigned", nil},
		{"no prefix", WithPrefix, "", nil},

		{"suffix without the final period", WithSuffix, "already assigned", []int{9616}},
		{"suffix with the final period", WithSuffix, "already assigned.", []int{9616}},
		{"suffix of a text that has no period", WithSuffix, "Result not found.", []int{9604}},
		{"not a suffix", WithSuffix, "License already", nil},
		{"no suffix", WithSuffix, "", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.lookup(tt.needle); !slices.Equal(got, tt.want) {
				t.Errorf("%q: got %v, want %v", tt.needle, got, tt.want)
			}
		})
	}
}

func TestAdvice(t *testing.T) {
	for n := range advice {
		if !Known(n) {
			t.Errorf("there is advice on %d, which Apple does not list", n)
		}
		if a := Advice(n); a == "" || strings.ContainsAny(a, "\n.") {
			t.Errorf("advice on %d is not one sentence without period: %q", n, a)
		}
	}
	if a := Advice(9600); a != "" {
		t.Errorf("Advice(9600) = %q, want none", a)
	}
}

func TestNames(t *testing.T) {
	for name, want := range map[string][2]bool{
		"adamIdStr":      {true, true},
		"errorInfo":      {true, true},
		"associations":   {true, false},
		"serialNumbers":  {true, false},
		"uId":            {true, false},
		"status":         {false, false},
		"errorNumber":    {false, false},
		"AdamIdStr":      {false, false},
		"value":          {false, false},
		"pricingParamXY": {false, false},
	} {
		if got := [2]bool{Name(name), Distinctive(name)}; got != want {
			t.Errorf("%s: Name, Distinctive = %v, want %v", name, got, want)
		}
	}
}

func TestService(t *testing.T) {
	for name, want := range map[string]bool{
		"manageVPPLicensesByAdamIdSrv": true,
		"VPPServiceConfigSrv":          true,
		"managevpplicensesbyadamidsrv": false,
		"Srv":                          false,
	} {
		if Service(name) != want {
			t.Errorf("Service(%q) = %t, want %t", name, !want, want)
		}
	}
}

func TestParseSkipsWhatIsNoRow(t *testing.T) {
	got := parse("number\tsource\tmessage\n\n9603\tdoc\tInternal error.\r\nx\tdoc\ty\n9604\tdoc\n")
	if len(got.entries) != 1 || got.entries[0] != (entry{9603, "internal error"}) {
		t.Errorf("entries = %v, want 9603 only", got.entries)
	}
}

// FuzzLookups mangles texts the way programmers do, and compares the lookups
// with the plainest way to say what they mean.
func FuzzLookups(f *testing.F) {
	for _, mode := range []byte{0, 1, 2, 4, 8, 15} {
		f.Add(uint16(3), uint16(0), uint16(20), mode, "")
		f.Add(uint16(33), uint16(8), uint16(200), mode, ".")
		f.Add(uint16(60), uint16(5), uint16(9), mode, " token")
	}
	f.Fuzz(func(t *testing.T, row, from, to uint16, mode byte, tail string) {
		rows := strings.Split(strings.TrimSpace(tsv), "\n")[1:]
		text := strings.SplitN(rows[int(row)%len(rows)], "\t", 3)[2]
		needle := mangle(text, int(from), int(to), mode) + tail

		norm := func(s string) string {
			s = strings.TrimSpace(strings.ToLower(s))
			return strings.TrimSpace(strings.TrimSuffix(s, "."))
		}
		low := strings.ToLower(needle)
		for name, c := range map[string]struct {
			got  []int
			want func(text string) bool // text as published, in lower case
		}{
			"Exact": {Exact(needle), func(s string) bool { return norm(s) == norm(needle) }},
			"Containing": {Containing(needle), func(s string) bool {
				return strings.Contains(s, low) || strings.Contains(s+".", low) && s[len(s)-1] != '.'
			}},
			"WithPrefix": {WithPrefix(needle), func(s string) bool {
				return strings.HasPrefix(s, low) || strings.HasPrefix(s+".", low) && s[len(s)-1] != '.'
			}},
			"WithSuffix": {WithSuffix(needle), func(s string) bool {
				bare := strings.TrimSuffix(s, ".")
				return strings.HasSuffix(bare, low) || strings.HasSuffix(bare+".", low)
			}},
		} {
			var want []int
			if low != "" && low != "." {
				for n := 9000; n < 10000; n++ {
					if slices.ContainsFunc(Texts(n), func(text Text) bool { return c.want(strings.ToLower(text.Message)) }) {
						want = append(want, n)
					}
				}
			}
			if !slices.Equal(c.got, want) {
				t.Errorf("%s(%q) = %v, want %v", name, needle, c.got, want)
			}
		}
	})
}

// mangle takes a piece out of a text and changes its case, space and period.
func mangle(text string, from, to int, mode byte) string {
	if mode&1 != 0 {
		from, to = min(from, len(text)), min(to, len(text))
		text = text[min(from, to):max(from, to)]
	}
	if mode&2 != 0 {
		text = strings.ToUpper(text)
	}
	if mode&4 != 0 {
		text = strings.TrimSuffix(text, ".")
	}
	if mode&8 != 0 {
		text = " " + text + ".\n"
	}
	return text
}
