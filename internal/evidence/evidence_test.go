package evidence

import (
	"go/ast"
	"go/types"
	"reflect"
	"strings"
	"testing"
)

// answer is a type R with the pair and no corroboration of its own.
const answer = `
type R struct {
	Num int    ` + "`json:\"errorNumber,omitempty\"`" + `
	Msg string ` + "`json:\"errorMessage\"`" + `
}
`

// TestCorroboration weighs the type R of one package at example.com/shop.
func TestCorroboration(t *testing.T) {
	for _, tt := range []struct {
		name   string
		code   string
		speaks bool
	}{
		{"the pair alone", answer, false},

		// Numbers.
		{"compared", answer + `func f(r R) bool { return r.Num == 9616 }`, true},
		{"compared the other way around", answer + `func f(r *R) bool { return 9603 != r.Num }`, true},
		{"compared with a number that Apple does not list", answer + `func f(r R) bool { return r.Num == 9599 || r.Num == 404 }`, false},
		{"9600 alone", answer + `func f(r R) bool { return r.Num == 9600 }`, false},
		{"a bound of a range", answer + `func f(r R) bool { return r.Num >= 9700 && r.Num < 9800 }`, true},
		{"compared with a constant", answer + `const busy = 9603; func f(r R) bool { return r.Num == busy }`, true},
		{"compared with a variable", answer + `var busy = 9603; func f(r R) bool { return r.Num == busy }`, true},
		{"switched on", answer + `func f(r R) { switch r.Num { case 0: case 9600, 9616: } }`, true},
		{"switched on with other numbers", answer + `func f(r R) { switch r.Num { case 0: case 1, 9600: } }`, false},
		{"a case of a switch true", answer + `func f(r R) { switch { case r.Num == 9646: } }`, true},
		{"a copy in a variable", answer + `func f(r R) bool { n := r.Num; m := int64(n); return m == 9616 }`, true},
		{"a copy in a field", answer + `type E struct { code int }; func g(r R) *E { return &E{code: r.Num} }; func f(e *E) bool { return e.code == 9603 }`, true},
		{"looked up in a map", answer + `var again = map[int]bool{9603: true}; func f(r R) bool { return again[r.Num] }`, true},
		{"looked up in a map of other numbers", answer + `var again = map[int]bool{503: true}; func f(r R) bool { return again[r.Num] }`, false},
		{"looked up in a map that is filled elsewhere", answer + `var stop = map[int]bool{}; func init() { for _, n := range []int{9621, 9622} { stop[n] = true } }; func f(r R) bool { return stop[r.Num] }`, true},
		{"looked up in an array", answer + `var stop [9800]bool; func init() { stop[9616] = true }; func f(r R) bool { return stop[r.Num] }`, true},
		{"looked up in a list", `import "slices"` + answer + `var again = []int{9603}; func f(r R) bool { return slices.Contains(again, r.Num) }`, true},
		{"looked up in a list of other numbers", `import "slices"` + answer + `var again = []int{9600, 1}; func f(r R) bool { return slices.Contains(again, r.Num) }`, false},
		{"looked up by a loop", answer + `func f(r R) bool { for _, n := range []int{9603} { if n == r.Num { return true } }; return false }`, true},
		{"looked up in a table", answer + `var rules = []struct{ num int; text string }{{9616, "seat taken"}}; func f(r R) bool { for _, x := range rules { if x.num == r.Num { return true } }; return false }`, true},
		{"looked up in a set of one's own", answer + `type set[K comparable] map[K]bool; func (s set[K]) has(k K) bool { return s[k] }; var quiet = set[int]{9619: true}; func f(r R) bool { return quiet.has(r.Num) }`, true},
		{"a getter", answer + `func (r *R) Code() int { return r.Num }; func f(r *R) bool { return r.Code() == 9616 }`, true},
		{"a function that returns the number and more", answer + `func code(r *R) (string, int) { return "", r.Num }; func f(r *R) bool { _, n := code(r); return n == 9616 }`, true},
		{"a named result", answer + `func code(r *R) (n int) { n = r.Num; return }; func f(r *R) bool { return code(r) == 9616 }`, true},
		{"a predicate", answer + `func busy(n int) bool { return n == 9603 }; func f(r R) bool { return busy(r.Num) }`, true},
		{"a predicate that others use", answer + `func busy(n int) bool { return n == 9603 }; func f(code int) bool { return busy(code) }`, false},
		{"a predicate in a field", answer + `type c struct{ again func(int) bool }; func busy(n int) bool { return n == 9603 }; func mk() c { return c{again: busy} }; func (c c) f(r R) bool { return c.again(r.Num) }`, true},
		{"a predicate in a variable", answer + `func f(r R) bool { busy := func(n int) bool { return n == 9603 }; return busy(r.Num) }`, true},
		{"a predicate that makes predicates", answer + `func of(ns ...int) func(int) bool { return func(n int) bool { for _, m := range ns { if m == n { return true } }; return false } }; var busy = of(9603); func f(r R) bool { return busy(r.Num) }`, true},
		{"what comes out of a function need not be what went in", answer + `func abs(n int) int { return n }; var port = 9616; func f(r R, p int) bool { _ = abs(r.Num); return abs(p) == port }`, false},
		{"assigned", answer + `func f(r *R) { r.Num = 9602 }`, true},
		{"assigned in a literal", answer + `func f() R { return R{Num: 9602} }`, true},
		{"assigned in a literal without keys", answer + `func f() *R { return &R{9602, ""} }`, true},
		{"assigned by a constructor", answer + `func mk(n int) R { return R{Num: n} }; var r = mk(9602)`, true},
		{"9600 assigned", answer + `func f() R { return R{Num: 9600} }`, false},
		{"a number as digits", `import "encoding/json"` + `
type R struct {
	Num json.Number ` + "`json:\"errorNumber\"`" + `
	Msg string ` + "`json:\"errorMessage\"`" + `
}
func f(r R) bool { return r.Num == "9616" }`, true},
		{"a number that is converted", `import "encoding/json"` + `
type R struct {
	Num json.Number ` + "`json:\"errorNumber\"`" + `
	Msg string ` + "`json:\"errorMessage\"`" + `
}
func (r *R) number() int { n, err := r.Num.Int64(); if err != nil { return 0 }; return int(n) }
func f(r *R) bool { return r.number() == 9603 }`, true},
		{"a port", answer + `const port = 9616; type server struct{ Port int }; func f(r R, s server) (bool, bool) { s.Port = port; return s.Port == 9616, r.Num == 0 }`, false},
		{"a baud rate and a port in one list", answer + `var rates = []int{9600, 9616}; func f(r R) int { return rates[0] }`, false},
		{"a number in a log line", `import "fmt"` + answer + `func f(r R) { fmt.Println("port", 9616, "answer", r.Num) }`, false},
		{"a constant of the number's own type", `
type code int
const taken code = 9616
type R struct {
	Num code ` + "`json:\"errorNumber\"`" + `
	Msg string ` + "`json:\"errorMessage\"`" + `
}`, true},
		{"a constant of another type", `
type code int
type port int
const listen port = 9616
type R struct {
	Num code ` + "`json:\"errorNumber\"`" + `
	Msg string ` + "`json:\"errorMessage\"`" + `
}`, false},
		{"a constant that is named after Apple's text", answer + `const CodeTokenExpired = 9621`, true},
		{"a constant that is named otherwise", answer + `const licenseServerPort = 9616`, false},

		// Texts, names, hosts.
		{"a whole text", answer + `var s = " license ALREADY assigned."`, true},
		{"a part of a text", answer + `var s = "already assigned"`, false},
		{"a text in two pieces", answer + `const s = "License already " + "assigned"`, true},
		{"the host", answer + `const base = "https://vpp.itunes.apple.com/mdm/v2"`, true},
		{"another host", answer + `const base = "https://itunes.apple.com/"`, false},
		{"a service", answer + `var path = "/WebObjects/MZFinance.woa/wa/manageVPPLicensesByAdamIdSrv?x=1"`, true},
		{"a service in other case", answer + `var path = "managevpplicensesbyadamidsrv"`, false},
		{"a distinctive name in a tag", answer + "type Q struct { A string `json:\"adamIdStr\"` }", true},
		{"a distinctive name as a key", answer + `var q = map[string]any{"pricingParam": "STDQ"}`, true},
		{"a distinctive name in a template", answer + "var q = `{\"sToken\":\"%s\"}`", true},
		{"a common name elsewhere", answer + "type Q struct { A []string `json:\"serialNumbers\"`; U string `json:\"uId\"` }; var k = \"associations\"", false},
		{"a distinctive name of another format", answer + "type Q struct { A string `xml:\"adamIdStr\"` }", false},

		// Structs.
		{"another name in the struct", `
type R struct {
	Num int    ` + "`json:\"errorNumber\"`" + `
	Msg string ` + "`json:\"errorMessage\"`" + `
	UID string ` + "`json:\"uId\"`" + `
}`, true},
		{"a name that is not the service's in the struct", `
type R struct {
	Num int    ` + "`json:\"errorNumber\"`" + `
	Msg string ` + "`json:\"errorMessage\"`" + `
	ID  string ` + "`json:\"id\"`" + `
}`, false},
		{"embedded in a struct with another name", answer + "type A struct { R; L []string `json:\"serialNumbers\"` }", true},
		{"embedded in a struct with no such name", answer + "type A struct { *R; L []string `json:\"lines\"` }", false},
		{"in a list of associations", answer + "type A struct { L []*R `json:\"associations\"` }", true},
		{"in a list of results", answer + "type A struct { L []*R `json:\"results\"` }", false},
		{"contained two levels deep", answer + "type B struct { Last R `json:\"last\"` }; type A struct { U string `json:\"uId\"`; B map[string]B `json:\"b\"` }", true},
		{"contained by a generic struct", answer + "type A[T any] struct { L []T `json:\"associations\"` }; var a A[R]", true},
		{"contained by an instance for another type", answer + "type A[T any] struct { L []T `json:\"associations\"` }; var a A[int]", false},
		{"the pair in an embedded struct", "type head struct { N int `json:\"errorNumber\"`; M string `json:\"errorMessage\"` }; type R struct { head; U string `json:\"uId\"` }", true},
		{"the pair in two embedded structs", "type a struct { N int `json:\"errorNumber\"` }; type b struct { M string `json:\"errorMessage\"` }; type R struct { a; *b; U string `json:\"uId\"` }", true},
		{"the pair in two places of the document", "type b struct { M string `json:\"errorMessage\"` }; type R struct { N int `json:\"errorNumber\"`; B b `json:\"b\"`; U string `json:\"uId\"` }", false},
		{"a squashed field", "type head struct { N int `mapstructure:\"errorNumber\"`; M string `mapstructure:\"errorMessage\"` }; type R struct { Head head `mapstructure:\",squash\"`; U string `mapstructure:\"uId\"` }", true},
		{"an embedded struct under a name", "type head struct { N int `json:\"errorNumber\"`; M string `json:\"errorMessage\"` }; type R struct { head `json:\"head\"`; U string `json:\"uId\"` }", false},
		{"an alias", answer + `type S = R; func f(s S) bool { return s.Num == 9616 }`, true},
		{"a generic struct", `
type R[T any] struct {
	Num int    ` + "`json:\"errorNumber\"`" + `
	Msg string ` + "`json:\"errorMessage\"`" + `
	Payload T
}
func f[T any](r R[T]) bool { return r.Num == 9616 }`, true},
		{"a struct declared with another", answer + `type Q R; func f(q Q) bool { return q.Num == 9616 }`, true},
		{"a struct without a name", `
var R struct {
	Num int    ` + "`json:\"errorNumber\"`" + `
	Msg string ` + "`json:\"errorMessage\"`" + `
}
func f() bool { return R.Num == 9616 }`, true},
		{"only the other struct is used", answer + "type Q struct { N int `json:\"errorNumber\"`; M string `json:\"errorMessage\"` }; func f(q Q) bool { return q.N == 9616 }", false},
		{"a struct that embeds itself", "type R struct { *R; N int `json:\"errorNumber\"`; M string `json:\"errorMessage\"` }; func f(r R) bool { return r.N == 9616 }", true},

		// Look-alikes.
		{"names in other case", "type R struct { N int `json:\"ErrorNumber\"`; M string `json:\"ErrorMessage\"`; A string `json:\"adamId\"` }; func f(r R) bool { return r.N == 9616 }", false},
		{"no tags", `type R struct { ErrorNumber int; ErrorMessage string }; func f(r R) bool { return r.ErrorNumber == 9616 }`, false},
		{"a code instead of the number", "type R struct { N int `json:\"errorCode\"`; M string `json:\"errorMessage\"`; A string `json:\"adamId\"` }", false},
		{"no text", "type R struct { N int `json:\"errorNumber\"`; A string `json:\"adamId\"` }", false},
		{"XML", "type R struct { N int `xml:\"errorNumber\"`; M string `xml:\"errorMessage\"`; A string `xml:\"adamId\"` }", false},
		{"columns", "type R struct { N int `db:\"errorNumber\"`; M string `db:\"errorMessage\"` }; func f(r R) bool { return r.N == 9616 }", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t, "-- example.com/shop --\npackage shop\n"+tt.code)
			e := w.evidence["example.com/shop"]
			if got := e.Speaks(w.typ("example.com/shop", "R")); got != tt.speaks {
				t.Errorf("Speaks(R) = %t, want %t", got, tt.speaks)
			}
			if tt.speaks && !e.Any() {
				t.Error("nothing speaks VPP here, but R does")
			}
		})
	}
}

func TestWordsOfPackageAndType(t *testing.T) {
	for _, tt := range []struct {
		path, pkg, typ string
		speaks         bool
	}{
		{"example.com/shop", "shop", "VPPResponse", true},
		{"example.com/shop", "shop", "mdmError", true},
		{"example.com/shop", "shop", "Response", false},
		{"example.com/shop", "shop", "MVPPage", false},
		{"example.com/vpp", "shop", "R", true},
		{"example.com/shop/vpp-client/v2", "client", "R", true},
		{"example.com/shop/internal", "vppclient", "R", true},
		{"github.com/micromdm/shop", "shop", "R", true},
		{"example.com/loops", "loops", "R", false},
		{"example.com/mvpprofile", "mvpprofile", "R", false},
	} {
		w := newWorld(t, "-- "+tt.path+" --\npackage "+tt.pkg+strings.ReplaceAll(answer, "type R ", "type "+tt.typ+" "))
		if got := w.evidence[tt.path].Speaks(w.typ(tt.path, tt.typ)); got != tt.speaks {
			t.Errorf("package %s (%q), type %s: Speaks = %t, want %t", tt.pkg, tt.path, tt.typ, got, tt.speaks)
		}
	}
}

// TestFilesThatDoNotCount keeps each corroboration in a test file.
func TestFilesThatDoNotCount(t *testing.T) {
	for _, code := range []string{
		"func f(r R) bool { return r.Num == 9616 }",
		"const base = \"https://vpp.itunes.apple.com\"",
		"const CodeTokenExpired = 9621",
		"type Q struct { A string `json:\"adamIdStr\"` }",
		"type A struct { L []R `json:\"associations\"` }; func f(a A) any { return a.L }",
		"type A[T any] struct { L []T `json:\"associations\"` }; var a A[R]",
	} {
		w := newWorld(t, "")
		w.add("example.com/shop", "package shop"+answer, "package shop\n"+code)
		if e := w.evidence["example.com/shop"]; e.Any() || e.Speaks(w.typ("example.com/shop", "R")) {
			t.Errorf("%s: counts in a test file", code)
		}
		w.add("example.com/store", "package store"+answer+code)
		if e := w.evidence["example.com/store"]; !e.Any() || !e.Speaks(w.typ("example.com/store", "R")) {
			t.Errorf("%s: does not count elsewhere", code)
		}
	}
}

func TestWords(t *testing.T) {
	for name, want := range map[string][]string{
		"VPPResponse":         {"vpp", "response"},
		"listVPPUsers":        {"list", "vpp", "users"},
		"vpp_error":           {"vpp", "error"},
		"go.mdm.io/x-y/v2":    {"go", "mdm", "io", "x", "y", "v"},
		"MVPPage":             {"mvp", "page"},
		"ErrVPP9603":          {"err", "vpp"},
		"":                    nil,
		"9616":                nil,
		"ÄußererVPPZähler":    {"äußerer", "vpp", "zähler"},
		"codeAlreadyAssigned": {"code", "already", "assigned"},
	} {
		if got := words(name); !reflect.DeepEqual(got, want) {
			t.Errorf("words(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestFieldRole(t *testing.T) {
	w := newWorld(t, `
-- example.com/vpp --
package vpp
import "encoding/json"
type Response struct {
	Code    int    `+"`json:\"errorNumber\"`"+`
	Reason  string `+"`json:\"errorMessage,omitempty\"`"+`
	State   int    `+"`json:\"status\"`"+`
	ErrorNumber  int32  // no tag
	ErrorMessage string // no tag
	Errornumber  bool
	Hidden  string `+"`json:\"-\"`"+`
	Other   string `+"`json:\"other\"`"+`
}
type License struct {
	Status string `+"`json:\"status\"`"+`
}
type Entry struct {
	License
	State json.Number `+"`json:\"status\"`"+`
	Code int `+"`json:\"errorNumber\"`"+`
	Reason string `+"`json:\"errorMessage\"`"+`
}
type number struct {
	Status int `+"`json:\"status\"`"+`
	Number int `+"`json:\"errorNumber\"`"+`
}
type Split struct {
	number
	Text string `+"`json:\"errorMessage\"`"+`
}
type Lonely struct {
	Status int `+"`json:\"status\"`"+`
	Number int `+"`json:\"errorNumber\"`"+`
}
type Page[T any] struct {
	Code    int    `+"`json:\"errorNumber\"`"+`
	Reason  string `+"`json:\"errorMessage\"`"+`
	Items   []T    `+"`json:\"items\"`"+`
}
var Users *Page[string]
-- example.com/shop --
package shop
type Line struct {
	ErrorNumber int
	ErrorMessage string
}
`)
	for _, tt := range []struct {
		path, typ string
		want      []Role
	}{
		{"example.com/vpp", "Response", []Role{Number, Text, Status, Number, Text, None, None, None}},
		{"example.com/vpp", "License", []Role{None}},
		{"example.com/vpp", "Entry", []Role{None, Status, Number, Text}},
		{"example.com/vpp", "Split", []Role{None, Text}},
		{"example.com/vpp", "number", []Role{Status, Number}},
		{"example.com/vpp", "Lonely", []Role{None, None}},
		{"example.com/vpp", "Users", []Role{Number, Text, None}},
		{"example.com/shop", "Line", []Role{None, None}},
	} {
		e, typ := w.evidence[tt.path], w.typ(tt.path, tt.typ)
		for i, want := range tt.want {
			if got := e.FieldRole(typ, i); got != want {
				t.Errorf("%s: role of field %d = %d, want %d", tt.typ, i, got, want)
			}
		}
		if got := e.FieldRole(typ, len(tt.want)); got != None {
			t.Errorf("%s: a field that does not exist has role %d", tt.typ, got)
		}
	}
	if got := w.evidence["example.com/vpp"].FieldRole(types.Typ[types.Int], 0); got != None {
		t.Errorf("a field of int has role %d", got)
	}
}

// TestTravel weighs types of other packages.
func TestTravel(t *testing.T) {
	const lib = "-- example.com/lib --\npackage lib\n" + answer
	const proven = lib + "func f(r R) bool { return r.Num == 9616 }\n"
	const own = "-- example.com/own --\npackage own\nimport \"example.com/lib\"\ntype Own struct { lib.R; Adam string `json:\"adamId\"` }\nfunc New() Own { return Own{} }\nfunc Near(o Own) int { return o.Num }\n"
	for _, tt := range []struct {
		name    string
		archive string
		in, typ string
		speaks  bool
	}{
		{"the importer needs no evidence", proven + "-- example.com/app --\npackage app\nimport \"example.com/lib\"\nvar r lib.R\n", "example.com/app", "example.com/lib.R", true},
		{"over a package that has none", proven + "-- example.com/mid --\npackage mid\nimport \"example.com/lib\"\nfunc Get() *lib.R { return nil }\n-- example.com/app --\npackage app\nimport \"example.com/mid\"\nvar X = mid.Get()\n", "example.com/app", "X", true},
		{"a type without evidence has none elsewhere", lib + "-- example.com/app --\npackage app\nimport \"example.com/lib\"\nvar r lib.R\n", "example.com/app", "example.com/lib.R", false},
		{"names and words of the importer do not count", lib + "-- example.com/vpp --\npackage vpp\nimport \"example.com/lib\"\nvar r lib.R\nconst s = \"adamIdStr https://vpp.itunes.apple.com\"\n", "example.com/vpp", "example.com/lib.R", false},
		{"the importer's own uses of the fields do", lib + "-- example.com/app --\npackage app\nimport \"example.com/lib\"\nfunc f(r lib.R) bool { return r.Num == 9616 }\n", "example.com/app", "example.com/lib.R", true},
		{"and only for itself", lib + "-- example.com/app --\npackage app\nimport \"example.com/lib\"\nfunc F(r lib.R) bool { return r.Num == 9616 }\n-- example.com/end --\npackage end\nimport (\"example.com/app\"; \"example.com/lib\")\nfunc f(r lib.R) bool { return app.F(r) || r.Num == 0 }\n", "example.com/end", "example.com/lib.R", false},
		{"a constant of another package", lib + "-- example.com/codes --\npackage codes\nconst Busy = 9603\n-- example.com/app --\npackage app\nimport (\"example.com/lib\"; \"example.com/codes\")\nfunc f(r lib.R) bool { return r.Num == codes.Busy }\n", "example.com/app", "example.com/lib.R", true},

		{"a struct that embeds a foreign one", lib + own, "example.com/own", "Own", true},
		{"the foreign one, where it is reached through it", lib + own, "example.com/own", "example.com/lib.R", true},
		{"the embedding struct in another package", lib + own + "-- example.com/app --\npackage app\nimport \"example.com/own\"\nvar o own.Own\n", "example.com/app", "example.com/own.Own", true},
		{"the embedded one in another package, through it", lib + own + "-- example.com/app --\npackage app\nimport \"example.com/own\"\nfunc f(o own.Own) string { return o.Msg }\n", "example.com/app", "example.com/lib.R", true},
		{"the embedded one in another package, by itself", lib + own + "-- example.com/app --\npackage app\nimport (\"example.com/own\"; \"example.com/lib\")\nfunc f(o own.Own, r lib.R) string { return r.Msg }\n", "example.com/app", "example.com/lib.R", false},
		{"a foreign entry of associations", lib + "-- example.com/app --\npackage app\nimport \"example.com/lib\"\ntype A struct { L []lib.R `json:\"associations\"` }\nfunc f(a A) { for _, r := range a.L { _ = r.Msg } }\n", "example.com/app", "example.com/lib.R", true},
		{"a foreign entry of lines", lib + "-- example.com/app --\npackage app\nimport \"example.com/lib\"\ntype A struct { L []lib.R `json:\"lines\"` }\nfunc f(a A) { for _, r := range a.L { _ = r.Msg } }\n", "example.com/app", "example.com/lib.R", false},
		{"the pair in an own and a foreign struct", "-- example.com/lib --\npackage lib\ntype Head struct { N int `json:\"errorNumber\"` }\n-- example.com/app --\npackage app\nimport \"example.com/lib\"\ntype A struct { lib.Head; M string `json:\"errorMessage\"` }\nfunc f(a A) bool { return a.N == 9616 }\n", "example.com/app", "A", true},
		{"the same without a corroboration", "-- example.com/lib --\npackage lib\ntype Head struct { N int `json:\"errorNumber\"` }\n-- example.com/app --\npackage app\nimport \"example.com/lib\"\ntype A struct { lib.Head; M string `json:\"errorMessage\"` }\nfunc f(a A) bool { return a.N == 0 }\n", "example.com/app", "A", false},
		{"a type declared with a proven one", proven + "-- example.com/app --\npackage app\nimport \"example.com/lib\"\ntype A lib.R\n", "example.com/app", "A", true},
		{"a type declared with an unproven one", lib + "-- example.com/app --\npackage app\nimport \"example.com/lib\"\ntype A lib.R\n", "example.com/app", "A", false},
		{"a struct that embeds a proven one", proven + "-- example.com/app --\npackage app\nimport \"example.com/lib\"\ntype A struct { *lib.R; X int }\n", "example.com/app", "A", true},
		{"a struct without a name in the API", "-- example.com/lib --\npackage lib\ntype H struct { Last struct { N int `json:\"errorNumber\"`; M string `json:\"errorMessage\"` } }\nfunc f(h H) bool { return h.Last.N == 9616 }\n-- example.com/app --\npackage app\nimport \"example.com/lib\"\nvar h lib.H\nvar X = h.Last\n", "example.com/app", "X", true},
		{"an instance of a proven generic type", "-- example.com/lib --\npackage lib\ntype P[T any] struct { N int `json:\"errorNumber\"`; M string `json:\"errorMessage\"`; V T }\nfunc f[T any](p *P[T]) bool { return p.N == 9616 }\n-- example.com/app --\npackage app\nimport \"example.com/lib\"\nvar X *lib.P[string]\n", "example.com/app", "X", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t, tt.archive)
			if got := w.evidence[tt.in].Speaks(w.typ(tt.in, tt.typ)); got != tt.speaks {
				t.Errorf("Speaks(%s) = %t, want %t", tt.typ, got, tt.speaks)
			}
		})
	}
}

// TestPromotedField asks for the roles on the way to a promoted field.
func TestPromotedField(t *testing.T) {
	w := newWorld(t, `
-- example.com/lib --
package lib
type Head struct { N int `+"`json:\"errorNumber\"`"+` }
-- example.com/own --
package own
import "example.com/lib"
type A struct {
	lib.Head
	M string `+"`json:\"errorMessage\"`"+`
	U string `+"`json:\"uId\"`"+`
}
-- example.com/app --
package app
import "example.com/own"
func f(a own.A) int { return a.N }
-- example.com/far --
package far
import "example.com/lib"
func f(h lib.Head) int { return h.N }
`)
	head := w.typ("example.com/app", "example.com/lib.Head")
	if got := w.evidence["example.com/app"].FieldRole(head, 0); got != Number {
		t.Errorf("through the answer: role %d, want %d", got, Number)
	}
	if got := w.evidence["example.com/far"].FieldRole(head, 0); got != None {
		t.Errorf("by itself: role %d, want %d", got, None)
	}
	if w.evidence["example.com/app"].Speaks(head) {
		t.Error("half of the pair is taken for an answer")
	}
}

// TestWithoutFacts has drivers in mind that compute no facts for a dependency.
func TestWithoutFacts(t *testing.T) {
	const use = "-- example.com/app --\npackage app\nimport \"example.com/lib\"\nfunc f(r lib.R) string { return r.Msg }\n"
	for _, tt := range []struct {
		name, lib string
		speaks    bool
	}{
		{"another name in the struct", "type R struct { N int `json:\"errorNumber\"`; Msg string `json:\"errorMessage\"`; A string `json:\"adamId\"` }\n", true},
		{"nothing", answer, false},
	} {
		w := newWorld(t, "-- example.com/lib --\npackage lib\n"+tt.lib+use, true)
		e := w.evidence["example.com/app"]
		if e.Speaks(w.typ("example.com/app", "example.com/lib.R")) != tt.speaks || e.Any() != tt.speaks {
			t.Errorf("%s: Speaks or Any is not %t", tt.name, tt.speaks)
		}
	}
}

func TestFact(t *testing.T) {
	const lib = "-- example.com/b --\npackage b\n" + answer + `
type Z struct{ R }
type other struct{ X int }
func f(r R) bool { return r.Num == 9616 }
func g() { type local R; var x struct { R; Y int }; _ = x }
`
	w := newWorld(t, lib+"-- example.com/vpp --\npackage vpp\nimport \"example.com/b\"\nvar z b.Z\n"+answer+"-- example.com/none --\npackage none\nvar x = 9616\n")
	if f := w.evidence["example.com/none"].Fact(); f != nil {
		t.Errorf("a package that does not speak VPP has the fact %v", f)
	}
	want := []Type{{"example.com/b", "R"}, {"example.com/b", "Z"}, {"example.com/vpp", "R"}}
	for range 20 {
		f := w.evidence["example.com/vpp"].Fact()
		if !reflect.DeepEqual(f.Types, want) {
			t.Fatalf("fact = %v, want %v", f.Types, want)
		}
		if got := transported(t, f); !reflect.DeepEqual(got, f) {
			t.Fatalf("after gob: %v, want %v", got, f)
		}
	}
}

// TestKeyRole asks for the role of every constant key in a function's body.
func TestKeyRole(t *testing.T) {
	for _, tt := range []struct {
		name string
		code string
		want string // the roles of the keys in func f, in source order
	}{
		{"a map", `func f(m map[string]any) { if m["errorNumber"].(float64) == 9616 { _ = m["errorMessage"] } }`, "NT"},
		{"no corroboration", `func f(m map[string]any) { if m["errorNumber"].(float64) == 404 { _ = m["errorMessage"] } }`, ".."},
		{"9600 alone", `func f(m map[string]any) { if m["errorNumber"].(float64) == 9600 { _ = m["errorMessage"] } }`, ".."},
		{"no number", `func f(m map[string]any) { _, _ = m["errorMessage"], m["adamId"] }`, ".."},
		{"names in other case", `func f(m map[string]any) { if m["ErrorNumber"].(float64) == 9616 { _ = m["ErrorMessage"] } }`, ".."},
		{"another key of the service", `func f(m map[string]any) { _, _, _ = m["errorNumber"], m["errorMessage"], m["uId"] }`, "NT."},
		{"the host in the package", `const host = "vpp.itunes.apple.com"; func f(m map[string]any) { _, _ = m["errorNumber"], m["errorMessage"] }`, "NT"},
		{"a copy of the number", `func f(m map[string]float64, t map[string]string) { n := int(m["errorNumber"]); if n == 9603 { _ = t["errorMessage"] } }`, "NT"},
		{"constant keys", `const k, v = "errorNumber", "errorMessage"; func f(m map[string]any) { switch m[k] { case 9616: _ = m[v] } }`, "NT"},
		{"gjson", `import "example.org/gjson"; func f(b []byte) { if gjson.GetBytes(b, "errorNumber").Int() == 9616 { _ = gjson.GetBytes(b, "errorMessage") } }`, "NT"},
		{"gjson path", `import "example.org/gjson"; func f(s string) { _ = gjson.Get(s, "associations.0.errorNumber"); _ = gjson.Get(s, "associations.#.errorMessage"); _ = gjson.Get(s, "associations.0.status") }`, "NTS"},
		{"chained gets", `import "example.org/gjson"; func f(r gjson.Result) { if r.Get("a").Get("errorNumber").Int() == 9616 { _ = r.Get("a").Get("errorMessage") } }`, ".N.T"},
		{"jsonparser", `import "example.org/jsonparser"; func f(b []byte) { n, _ := jsonparser.GetInt(b, "errorNumber"); if n == 9616 { _, _ = jsonparser.GetString(b, "errorMessage") } }`, "NT"},
		{"a getter of one's own", `func get(m map[string]any, key string) (float64, bool) { v, ok := m[key].(float64); return v, ok }; func f(m map[string]any) { if n, _ := get(m, "errorNumber"); n == 9616 { _, _ = get(m, "errorMessage") } }`, "NT"},
		{"form values", `import ("net/url"; "strconv"); func f(v url.Values) { n, _ := strconv.Atoi(v.Get("errorNumber")); if n == 9616 { _ = v.Get("errorMessage") } }`, "NT"},
		{"status of an answer and of a license", `func f(m, l map[string]any) { _, _, _, _ = m["errorNumber"], m["errorMessage"], m["status"], m["licenseAlreadyAssigned"] }`, "NTS."},
		{"status of a license by path", `import "example.org/gjson"; func f(s string) { _ = gjson.Get(s, "errorNumber"); _ = gjson.Get(s, "errorMessage"); _ = gjson.Get(s, "licenseAlreadyAssigned.status") }`, "NT."},
		{"searched, not read", `import "strings"; const host = "vpp.itunes.apple.com"; func f(s string) bool { return strings.Contains(s, "errorNumber") && strings.Contains(s, "errorMessage") }`, ".."},
		{"logged, not read", `import "example.org/log"; const host = "vpp.itunes.apple.com"; func f(n int, s string) { log.Warn("no", "errorNumber", n, "errorMessage", s); _ = log.Int("errorNumber", n) }`, "...."},
		{"written in a literal, not read", `const host = "vpp.itunes.apple.com"; func f(n int, s string) any { return map[string]any{"errorNumber": n, "errorMessage": s} }`, ".."},
		{"a helper reads the number", `func num(m map[string]any) int { n, _ := m["errorNumber"].(float64); return int(n) }; func f(m map[string]any) { if num(m) == 9616 { _ = m["errorMessage"] } }`, "T"},
		{"helpers share a document", `func num(m map[string]any) int { n, _ := m["errorNumber"].(float64); return int(n) }; func f(m map[string]any) any { return m["errorMessage"] }; func g(m map[string]any) { if num(m) == 9616 { _ = f(m) } }`, "T"},
		{"helpers of different documents", `func num(m map[string]any) int { n, _ := m["errorNumber"].(float64); return int(n) }; func f(m map[string]any) any { return m["errorMessage"] }; func g(m, l map[string]any) { if num(m) == 9616 { _ = f(l) } }`, "."},
		{"documents that are printed alike", `func show(m map[string]any) { println(m) }; func num(m map[string]any) int { show(m); n, _ := m["errorNumber"].(float64); return int(n) }; func f(m map[string]any) any { show(m); return m["errorMessage"] }; func g(m map[string]any) bool { return num(m) == 9616 }`, "."},
		{"methods of a map", `type doc map[string]any; func (d doc) num() float64 { n, _ := d["errorNumber"].(float64); return n }; func (d doc) f() any { return d["errorMessage"] }; func ok(d doc) bool { return d.num() == 9616 }`, "T"},
		{"methods around a field", `type doc struct { raw map[string]any }; func (d doc) num() float64 { n, _ := d.raw["errorNumber"].(float64); return n }; func (d doc) f() any { return d.raw["errorMessage"] }; func ok(d doc) bool { return d.num() == 9616 }`, "T"},
		{"a closure", `func f(m map[string]any) func() any { _ = m["errorNumber"] == 9616; return func() any { return m["errorMessage"] } }`, "NT"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t, "-- example.com/shop --\npackage shop\n"+tt.code)
			e := w.evidence["example.com/shop"]
			if got := w.keyRoles(e, "example.com/shop"); got != tt.want {
				t.Errorf("roles are %q, want %q", got, tt.want)
			}
			if e.Any() != strings.ContainsAny(tt.want, "NTS") {
				t.Errorf("Any() = %t", e.Any())
			}
		})
	}
}

// keyRoles are the roles of the keys in func f: one letter for each, "." for
// none.
func (w *world) keyRoles(e *Evidence, path string) string {
	var roles strings.Builder
	for _, decl := range w.files[path][0].Decls {
		fn, ok := decl.(*ast.FuncDecl)
		if !ok || fn.Name.Name != "f" {
			continue
		}
		ast.Inspect(fn.Body, func(n ast.Node) bool {
			x, ok := n.(ast.Expr)
			if !ok {
				return true
			}
			tv := w.info[path].Types[x]
			if tv.Value == nil || !strings.HasPrefix(tv.Value.ExactString(), `"`) {
				return true
			}
			key := strings.Trim(tv.Value.ExactString(), `"`)
			roles.WriteByte(".NTS"[e.KeyRole(x.Pos(), key)])
			return false
		})
	}
	return roles.String()
}

func TestOddCode(t *testing.T) {
	for _, code := range []string{
		"type R struct{}; var r R; var p ***R",
		"type T[P interface{ ~struct{ X int } }] struct { v P }; func f[P any](p P) { var x any = p; _ = x }",
		"var m = map[string]any{}; func f() { m[\"errorNumber\"] = 9616; delete(m, \"errorMessage\") }; func g(xs ...func(int) int) int { return xs[0](9616) }",
		"type L struct { *L; N *L `json:\"errorNumber\"` }; func (l *L) f() *L { return l.L.L.N.f() }",
		"func f() (a, b int) { return f() }; func g(int, ...int) {}; func h() { g(f()) }",
		"const errorNumber = \"errorNumber\"; var _ = [...]string{0: errorNumber}; type I interface { M(n int) bool }; func k(i I) bool { return i.M(9616) }",
		"type E struct { N int `json:errorNumber` }; type F struct { N int `json:\"errorNumber`; M int `json` }",
	} {
		w := newWorld(t, "-- example.com/odd --\npackage odd\n"+code)
		e := w.evidence["example.com/odd"]
		for _, name := range w.packages["example.com/odd"].Scope().Names() {
			if typ := w.packages["example.com/odd"].Scope().Lookup(name).Type(); e.Speaks(typ) || e.FieldRole(typ, 0) != None {
				t.Errorf("%s: %s speaks VPP", code, name)
			}
		}
	}
	if e := Collect(Source{}, nil); e.Any() || e.Fact() != nil {
		t.Error("an empty source speaks VPP")
	}
}
