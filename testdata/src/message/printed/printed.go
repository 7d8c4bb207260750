// Package printed shows text that is printed somewhere and read from there.
package printed

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"log/slog"
	"strings"
	"text/tabwriter"
	plain "text/template"
)

// Reply is what associateVPPLicenseSrv answers.
type Reply struct {
	Num  int    `json:"errorNumber"`
	Msg  string `json:"errorMessage"`
	Adam string `json:"adamIdStr"`
}

func print(w io.Writer, r Reply) { fmt.Fprintf(w, "%s\n", r.Msg) }

func printAdam(w io.Writer, r Reply) { fmt.Fprintf(w, "%s\n", r.Adam) }

func byHelper(r Reply) bool {
	var b strings.Builder
	print(&b, r)
	return b.String() == "License not found\n" // want `errorMessage compared with "License not found\\n" in printed\.byHelper`
}

func byHelperAdam(r Reply) bool {
	var b strings.Builder
	printAdam(&b, r)
	return b.String() == "License not found\n"
}

func byTemplate(r Reply) bool {
	var b strings.Builder
	t := plain.Must(plain.New("").Parse(`{{with .Msg}}<{{.}}>{{end}}`))
	return t.Execute(&b, r) == nil && b.String() == "<License not found>" // want `errorMessage compared with "<License not found>" in printed\.byTemplate`
}

func byTemplateAdam(r Reply) bool {
	var b strings.Builder
	t := plain.Must(plain.New("").Parse(`{{.Adam}}`))
	return t.Execute(&b, r) == nil && b.String() == "<License not found>"
}

var page = template.Must(template.New("page").Parse(`<p>{{.Text}}</p>`))

func byPage(r Reply) bool {
	var b bytes.Buffer
	err := page.Execute(&b, map[string]any{"Text": r.Msg, "Adam": r.Adam})
	return err == nil && bytes.Contains(b.Bytes(), []byte("not found")) // want `errorMessage searched by bytes\.Contains for "not found" in printed\.byPage`
}

func byColumns(r Reply) bool {
	var b bytes.Buffer
	w := tabwriter.NewWriter(&b, 0, 8, 1, ' ', 0)
	fmt.Fprintf(w, "%s\t%s\n", r.Adam, r.Msg)
	return w.Flush() == nil && strings.Contains(b.String(), "not found") // want `errorMessage searched by strings\.Contains for "not found" in printed\.byColumns`
}

func byCSV(r Reply) bool {
	var b strings.Builder
	w := csv.NewWriter(&b)
	_ = w.Write([]string{r.Adam, r.Msg})
	w.Flush()
	return strings.Contains(b.String(), "not found") // want `errorMessage searched by strings\.Contains for "not found" in printed\.byCSV`
}

func byCSVAdam(r Reply) bool {
	var b strings.Builder
	w := csv.NewWriter(&b)
	_ = w.Write([]string{r.Adam})
	w.Flush()
	return strings.Contains(b.String(), "not found")
}

func byEncoder(r Reply) bool {
	var b bytes.Buffer
	return json.NewEncoder(&b).Encode(r) == nil && strings.Contains(b.String(), "not found") // want `errorMessage searched by strings\.Contains for "not found" in printed\.byEncoder`
}

func byWriter(r Reply) bool {
	var b bytes.Buffer
	w := bufio.NewWriter(&b)
	_, _ = w.WriteString(r.Msg)
	return w.Flush() == nil && b.String() == "License not found" // want `errorMessage compared with "License not found" in printed\.byWriter`
}

func byRead(r Reply) bool {
	head := make([]byte, 7)
	_, err := io.ReadFull(strings.NewReader(r.Msg), head)
	return err == nil && string(head) == "License" // want `errorMessage compared with "License" in printed\.byRead`
}

func byReadAdam(r Reply) bool {
	head := make([]byte, 7)
	_, err := io.ReadFull(strings.NewReader(r.Adam), head)
	return err == nil && string(head) == "License"
}

func byScan(r Reply) bool {
	var first, second string
	_, err := fmt.Sscan(r.Msg, &first, &second) // want `errorMessage parsed by fmt\.Sscan in printed\.byScan`
	return err == nil && first == "License"     // want `errorMessage compared with "License" in printed\.byScan`
}

func byAttr(r Reply) bool {
	attrs := []slog.Attr{slog.Int("number", r.Num), slog.String("text", r.Msg)}
	slog.LogAttrs(nil, slog.LevelInfo, "refused", attrs...)
	for _, a := range attrs {
		if strings.HasPrefix(a.Key, "num") {
			continue
		}
		if strings.Contains(a.Value.String(), "not found") { // want `errorMessage searched by strings\.Contains for "not found" in printed\.byAttr`
			return true
		}
	}
	return false
}

func byAttrAdam(r Reply) bool { return slog.String("id", r.Adam).Value.String() == "License not found" }
