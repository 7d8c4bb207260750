// Package bench measures what vpplint costs: on modules that it generates, of
// any size, most of whose packages have nothing to do with VPP.
package bench

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// Tree is a module to generate.
type Tree struct {
	Packages   int // without VPP
	Lines      int // of each of these, about
	Speaking   int // packages that speak VPP, and import some of the others
	Constructs int // retries in each of these
	Requests   int // kinds of requests in one more package, which all go through one retry
}

// Write writes the module, which imports the standard library alone. The same
// tree gives the same files.
func (t Tree) Write(dir string) error {
	files := map[string][]byte{"go.mod": []byte("module example.com/tree\n\ngo 1.26\n")}
	for i := range t.Packages {
		files[fmt.Sprintf("p%04d/p.go", i)] = t.plain(i)
	}
	if t.Speaking > 0 {
		files["vpp/vpp.go"] = []byte(client)
	}
	for i := range t.Speaking {
		files[fmt.Sprintf("v%03d/v.go", i)] = t.speaking(i)
	}
	if t.Requests > 0 {
		files["shared/shared.go"] = t.shared()
	}
	for name, text := range files {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return fmt.Errorf("writing a tree: %w", err)
		}
		if err := os.WriteFile(name, text, 0o644); err != nil {
			return fmt.Errorf("writing a tree: %w", err)
		}
	}
	return nil
}

// below are the packages that package i imports: three at most, so that the tree
// is as deep as large programs are.
func below(i int) []int {
	var out []int
	for _, j := range []int{i / 2, i / 3, i - 7} {
		if 0 <= j && j < i && !slices.Contains(out, j) {
			out = append(out, j)
		}
	}
	return out
}

// plain is a package as there are many: records, and what is done with them.
func (t Tree) plain(i int) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "// Package p%04d keeps records.\npackage p%04d\n\nimport (\n\t\"errors\"\n\t\"fmt\"\n\t\"sort\"\n\t\"strings\"\n", i, i)
	for _, j := range below(i) {
		fmt.Fprintf(&b, "\n\t\"example.com/tree/p%04d\"", j)
	}
	b.WriteString("\n)\n")
	for _, j := range below(i) {
		fmt.Fprintf(&b, "\nvar _ p%04d.Record0\n", j)
	}
	for k := 0; bytes.Count(b.Bytes(), []byte("\n")) < t.Lines; k++ {
		fmt.Fprintf(&b, record, k)
	}
	return b.Bytes()
}

// record is a type with what belongs to it.
const record = `
// Record%[1]d is a row of a table.
type Record%[1]d struct {
	ID    int
	Name  string
	Tags  []string
	Inner map[string]float64
}

// ErrMissing%[1]d says that there is no such row.
var ErrMissing%[1]d = errors.New("no such row")

// Find%[1]d looks for a row.
func Find%[1]d(rows []Record%[1]d, id int) (*Record%[1]d, error) {
	for i := range rows {
		if rows[i].ID == id {
			return &rows[i], nil
		}
	}
	return nil, fmt.Errorf("row %%d: %%w", id, ErrMissing%[1]d)
}

// Sum adds what is inside, by the names that begin with prefix.
func (r *Record%[1]d) Sum(prefix string) (total float64) {
	names := make([]string, 0, len(r.Inner))
	for name := range r.Inner {
		if strings.HasPrefix(name, prefix) {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	for i, name := range names {
		switch {
		case i %% 3 == 0:
			total += r.Inner[name]
		case total > 1000:
			total -= r.Inner[name] / 2
		default:
			total *= 1.5
		}
	}
	return total
}

// Merge puts rows together.
func Merge%[1]d(a, b []Record%[1]d) map[int]*Record%[1]d {
	out := map[int]*Record%[1]d{}
	for _, list := range [][]Record%[1]d{a, b} {
		for i := range list {
			r := &list[i]
			if old, ok := out[r.ID]; ok {
				old.Tags = append(old.Tags, r.Tags...)
				for k, v := range r.Inner {
					old.Inner[k] += v
				}
				continue
			}
			out[r.ID] = r
		}
	}
	return out
}
`

// client is what the packages that speak VPP have in common.
const client = `// Package vpp talks to the VPP service.
package vpp

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
)

// Response is an answer.
type Response struct {
	Status       int    ` + "`json:\"status\"`" + `
	ErrorNumber  int    ` + "`json:\"errorNumber\"`" + `
	ErrorMessage string ` + "`json:\"errorMessage\"`" + `
}

// Error is an answer that tells of a failure.
type Error struct {
	Number int
	Text   string
}

func (e *Error) Error() string { return fmt.Sprintf("vpp: %d %s", e.Number, e.Text) }

// Client sends requests.
type Client struct {
	HTTP  *http.Client
	Base  string
	Token string
}

// Assign assigns an app to a device.
func (c *Client) Assign(ctx context.Context, adamID, serial string) error {
	body, err := json.Marshal(map[string]any{"sToken": c.Token, "adamIdStr": adamID, "associateSerialNumbers": []string{serial}})
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.Base+"/manageVPPLicensesByAdamIdSrv", bytes.NewReader(body))
	if err != nil {
		return err
	}
	resp, err := c.HTTP.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var out Response
	if err := json.NewDecoder(resp.Body).Decode(&out); err != nil {
		return err
	}
	if out.ErrorNumber != 0 {
		return &Error{out.ErrorNumber, out.ErrorMessage}
	}
	return nil
}
`

// speaking is a package that speaks VPP: every other retry breaks a rule.
func (t Tree) speaking(i int) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "// Package v%03d assigns apps.\npackage v%03d\n\nimport (\n\t\"context\"\n\t\"errors\"\n\t\"time\"\n\n\t\"example.com/tree/vpp\"\n", i, i)
	at := -1
	if t.Packages > 0 {
		at = i % t.Packages
		fmt.Fprintf(&b, "\t\"example.com/tree/p%04d\"\n", at)
	}
	b.WriteString(")\n")
	if at >= 0 {
		fmt.Fprintf(&b, "\nvar _ p%04d.Record0\n", at)
	}
	for k := range t.Constructs {
		number, delay := 9603, "time.Duration(n) * time.Minute"
		if k%2 == 1 {
			delay = "2 * time.Second"
		}
		fmt.Fprintf(&b, `
// Assign%[1]d assigns an app, and tries again while the service is busy.
func Assign%[1]d(ctx context.Context, c *vpp.Client, adamID, serial string) error {
	for n := 1; ; n++ {
		err := c.Assign(ctx, adamID, serial)
		var failure *vpp.Error
		if !errors.As(err, &failure) || failure.Number != %[2]d || n == 12 {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(%[3]s):
		}
	}
}
`, k, number, delay)
	}
	return b.Bytes()
}

// shared is a package as generated clients are: each method makes its request,
// and one function sends them all, again and again where it has to.
func (t Tree) shared() []byte {
	var b bytes.Buffer
	b.WriteString(sender)
	for k := range t.Requests {
		fmt.Fprintf(&b, `
// Request%[1]d is what Assign%[1]d sends.
type Request%[1]d struct {
	Token  string   `+"`json:\"sToken\"`"+`
	App    string   `+"`json:\"adamIdStr\"`"+`
	Users  []string `+"`json:\"associateClientUserIdStrs\"`"+`
	Kind   int      `+"`json:\"kind\"`"+`
	Notify  bool   `+"`json:\"notify\"`"+`
	Comment string `+"`json:\"comment\"`"+`
	Limit   int    `+"`json:\"limit\"`"+`
	Region  string `+"`json:\"region\"`"+`
}

// Assign%[1]d assigns an app to users.
func (c *Client) Assign%[1]d(ctx context.Context, app string, users []string, o Options) error {
	r := Request%[1]d{Token: c.token, App: app, Kind: %[1]d}
	if o.Notify {
		r.Notify = true
	}
	if o.Comment != "" {
		r.Comment = o.Comment
	}
	if o.Limit > 0 {
		r.Limit = o.Limit
	} else {
		r.Limit = 100
	}
	if o.Region != nil {
		r.Region = *o.Region
	}
	for _, u := range users {
		if u != "" {
			r.Users = append(r.Users, u)
		}
	}
	if len(r.Users) == 0 {
		return errors.New("nobody to assign %[1]d to")
	}
	return c.do(ctx, "manageVPPLicensesByAdamIdSrv?kind=%[1]d", r)
}
`, k)
	}
	return b.Bytes()
}

// sender is what the methods of the shared package have in common.
const sender = `// Package shared assigns apps in many ways.
package shared

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"
)

// Client sends requests.
type Client struct {
	http  *http.Client
	base  string
	token string
	tries int
}

// Options are what may be asked for beside.
type Options struct {
	Notify  bool
	Comment string
	Limit   int
	Region  *string
}

// New returns a client.
func New(base, token string) *Client {
	return &Client{http: http.DefaultClient, base: base, token: token, tries: 10}
}

type response struct {
	Status       int    ` + "`json:\"status\"`" + `
	ErrorNumber  int    ` + "`json:\"errorNumber\"`" + `
	ErrorMessage string ` + "`json:\"errorMessage\"`" + `
}

func (c *Client) do(ctx context.Context, path string, body any) error {
	text, err := json.Marshal(body)
	if err != nil {
		return err
	}
	delay := time.Second
	for n := 1; ; n++ {
		number, err := c.send(ctx, path, text)
		if err != nil || number == 0 {
			return err
		}
		if number != 9603 || n == c.tries {
			return fmt.Errorf("vpp: %d", number)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(delay):
		}
		delay = min(2*delay, 20*time.Second)
	}
}

func (c *Client) send(ctx context.Context, path string, text []byte) (int, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.base+"/"+path, bytes.NewReader(text))
	if err != nil {
		return 0, err
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	var out response
	if err := json.NewDecoder(resp.Body).Decode(&out); err != nil {
		return 0, err
	}
	return out.ErrorNumber, nil
}
`
