package vpplint_test

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/tools/go/analysis"

	"github.com/vpplint/vpplint/analyzer"
	"github.com/vpplint/vpplint/internal/apple"
)

// ruleParts are what is generated on the page of a rule.
var ruleParts = map[string]generator{
	"code":     code,
	"apple":    sentence,
	"settings": settingsTable,
	"texts":    textTable,
}

func TestEachRuleHasAPage(t *testing.T) {
	var rules []string
	for _, a := range analyzer.All() {
		page := path.Join("docs", "rules", a.Name+".md")
		rules = append(rules, filepath.FromSlash(page))
		if !strings.HasSuffix(a.URL, "/"+page) {
			t.Errorf("%s: URL %q, want …/%s", a.Name, a.URL, page)
		}
		parts := checkPage(t, page, ruleParts)
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(string(text), "# "+a.Name+"\n") {
			t.Errorf("%s: the title should be the rule", page)
		}
		want := []string{"When it is silent", "Settings"}
		if quotes(a) != "" {
			want = append(want, "Why it hurts", "Bad", "Good", "Silence a finding")
			if !slices.ContainsFunc(parts, func(p string) bool { return strings.HasPrefix(p, "apple ") }) {
				t.Errorf("%s does not quote Apple", page)
			}
			for _, folder := range []string{"fleet", "fleetfixed"} {
				if !slices.ContainsFunc(parts, func(p string) bool { return strings.HasPrefix(p, "code examples/"+folder+"/") }) {
					t.Errorf("%s shows nothing of examples/%s", page, folder)
				}
			}
		}
		for _, section := range want {
			if !bytes.Contains(text, []byte("\n## "+section+"\n")) {
				t.Errorf("%s has no section %q", page, section)
			}
		}
		if !slices.Contains(parts, "settings "+a.Name) {
			t.Errorf("%s does not show the settings", page)
		}
	}
	pages, err := filepath.Glob(filepath.Join("docs", "rules", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(rules)
	if !slices.Equal(pages, rules) {
		t.Errorf("pages %v, want %v", pages, rules)
	}
}

// sentences are what Apple says, by the names that pages ask for.
var sentences = map[string]string{
	"message": apple.SaysMessage,
	"9603":    apple.Says9603,
	"9616":    apple.Says9616,
}

// quotes is what the documentation of a rule quotes, "" for nothing. Line breaks
// and marks do not count.
func quotes(a *analysis.Analyzer) string {
	doc := strings.Join(strings.Fields(a.Doc), " ")
	for _, s := range sentences {
		if strings.Contains(doc, `Apple: "`+strings.ReplaceAll(s, "`", "")+`"`) {
			return s
		}
	}
	return ""
}

// sentence quotes Apple: NAME, and "bare" where the page itself says who that is.
func sentence(t *testing.T, arguments []string) string {
	text, ok := sentences[arguments[0]]
	if !ok {
		t.Fatalf("Apple says nothing about %q", arguments[0])
	}
	var b strings.Builder
	line := ">"
	for _, word := range strings.Fields(text) {
		if utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > 120 {
			b.WriteString(line + "\n")
			line = ">"
		}
		line += " " + word
	}
	b.WriteString(line + "\n")
	if len(arguments) == 1 {
		b.WriteString(">\n> — Apple, *Interpreting Error Codes*\n")
	}
	return b.String()
}

// textTable shows two texts of each number, as far as there is room.
func textTable(t *testing.T, arguments []string) string {
	short := func(text string) string {
		const most = 52
		if utf8.RuneCountInString(text) <= most+8 {
			return text
		}
		cut := strings.LastIndexByte(text[:most], ' ')
		return text[:cut] + " …"
	}
	var b strings.Builder
	b.WriteString("| number | one text | another |\n| --- | --- | --- |\n")
	for _, arg := range arguments {
		n, err := strconv.Atoi(arg)
		if err != nil {
			t.Fatal(err)
		}
		texts := apple.Texts(n)
		another := ""
		for _, text := range texts {
			if text.Message != texts[0].Message {
				another = text.Message
			}
		}
		if another == "" {
			t.Fatalf("%d has one text", n)
		}
		fmt.Fprintf(&b, "| %d | %s | %s |\n", n, short(texts[0].Message), short(another))
	}
	return b.String()
}

// settingsTable lists the flags of a rule.
func settingsTable(t *testing.T, arguments []string) string {
	var b strings.Builder
	b.WriteString("| flag, setting | default | |\n| --- | --- | --- |\n")
	for _, a := range analyzer.All() {
		if a.Name != arguments[0] {
			continue
		}
		a.Flags.VisitAll(func(f *flag.Flag) {
			_, usage := flag.UnquoteUsage(f)
			fmt.Fprintf(&b, "| `%s` | %s | %s |\n", f.Name, cmp.Or(f.DefValue, " "), usage)
		})
		return b.String()
	}
	t.Fatalf("there is no rule %q", arguments[0])
	return ""
}

// around is a package for the code in the documentation of rules.
const around = `package %s

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"time"
)

type Response struct {
	Status       int    ` + "`json:\"status\"`" + `
	ErrorNumber  int    ` + "`json:\"errorNumber\"`" + `
	ErrorMessage string ` + "`json:\"errorMessage\"`" + `
}

type Error struct{ Number int }

func (e *Error) Error() string { return "VPP refuses" }

func post(body []byte) (*Response, error) {
	resp, err := http.Post("https://vpp.itunes.apple.com/mdm/manageVPPLicensesByAdamIdSrv", "application/json", bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	var r Response
	return &r, json.NewDecoder(resp.Body).Decode(&r)
}

func send(req []byte) (int, error) {
	r, err := post(req)
	if err != nil {
		return 0, err
	}
	return r.ErrorNumber, nil
}

type Client struct{}

func (Client) Assign(user, app string) error {
	n, err := send([]byte(user + app))
	if err == nil && n != 0 {
		err = &Error{n}
	}
	return err
}

func assign(user, app string) error { return Client{}.Assign(user, app) }

func retry(attempts int, f func() error) (err error) {
	for range attempts {
		if err = f(); err == nil {
			break
		}
		time.Sleep(time.Second)
	}
	return err
}

func Code(resp *Response, req []byte, client Client, user, app string) (err error) {
	var num int
	var vppErr *Error
	_, _ = num, vppErr
	if req == nil {
		return errors.New("nothing to send")
	}
%s
	return err
}
`

// The wrong code in the documentation of a rule compiles, and the rule finds it;
// the right code compiles, and nothing is found.
func TestTheDocumentationOfRulesIsTrue(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("go.mod", "module example.com/doc\n\ngo 1.26\n")
	for _, a := range analyzer.All() {
		_, rest, ok := strings.Cut(a.Doc, "\n\nWRONG:\n\n")
		wrong, rest, ok2 := strings.Cut(rest, "\n\nRIGHT:\n\n")
		if !ok || !ok2 {
			t.Fatalf("%s has no WRONG and RIGHT", a.Name)
		}
		right := ""
		for line := range strings.Lines(rest) {
			if line != "\n" && !strings.HasPrefix(line, "\t") {
				break
			}
			right += line
		}
		write("wrong_"+a.Name+"/code.go", fmt.Sprintf(around, "wrong_"+a.Name, wrong))
		write("right_"+a.Name+"/code.go", fmt.Sprintf(around, "right_"+a.Name, right))
	}
	out, err := exec.Command(command(t), "-C", dir, "./...").CombinedOutput()
	if err == nil || !strings.Contains(err.Error(), "exit status 3") {
		t.Fatalf("%v, want findings:\n%s", err, out)
	}
	found := map[string]bool{}
	for line := range strings.Lines(string(out)) {
		for _, a := range analyzer.All() {
			if strings.Contains(line, "wrong_"+a.Name+"/code.go:") && strings.HasSuffix(line, " ("+a.Name+")\n") {
				found[a.Name] = true
			}
		}
	}
	for _, a := range analyzer.All() {
		if !found[a.Name] {
			t.Errorf("nothing is found by %s in its wrong code:\n%s", a.Name, out)
		}
	}
	for line := range strings.Lines(string(out)) {
		if strings.Contains(line, "right_") && strings.HasSuffix(line, ")\n") {
			t.Errorf("found in right code: %s", line)
		}
	}
}
