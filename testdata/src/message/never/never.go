// Package never has what is not reported, line by line of the contract.
package never

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net/http"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
)

// Reply is what VPPClientConfigSrv answers.
type Reply struct {
	Num    int    `json:"errorNumber"`
	Msg    string `json:"errorMessage"`
	Token  string `json:"sToken"`
	Detail *string
}

func emptinessEqual(r Reply) bool   { return r.Msg == "" }
func emptinessUnequal(r Reply) bool { return "" != r.Msg }
func emptinessLen(r Reply) bool     { return len(r.Msg) == 0 || len(strings.TrimSpace(r.Msg)) > 0 }
func emptinessTrim(r Reply) bool    { return strings.TrimSpace(r.Msg) == "" }
func emptinessNull(r Reply) bool    { return r.Msg == "null" || fmt.Sprint(r.Detail) == "<nil>" }
func emptinessNil(r *Reply) bool    { return r.Detail == nil }
func emptinessSwitch(r Reply) string {
	switch r.Msg {
	case "":
		return "nothing"
	default:
		return r.Msg
	}
}

const none = ""

func emptinessConstant(r Reply) bool { return r.Msg == none }

func truncation(r Reply, max int) string {
	if len(r.Msg) > max {
		return r.Msg[:max] + "…"
	}
	return r.Msg
}

func truncationAtSpace(r Reply) string {
	s := r.Msg
	if len(s) > 80 {
		s = s[:80]
		if i := strings.LastIndex(s, " "); i > 0 {
			s = s[:i]
		}
	}
	return s
}

func truncationRunes(r Reply) string {
	if utf8.RuneCountInString(r.Msg) > 20 {
		return string([]rune(r.Msg)[:20])
	}
	return r.Msg
}

func layout(r Reply) string {
	if strings.Contains(r.Msg, "\n") {
		return "\n" + r.Msg
	}
	return " " + r.Msg
}

func addPeriod(r Reply) string {
	s := r.Msg
	if !strings.HasSuffix(s, ".") {
		s += "."
	}
	return s
}

func addPrefix(r Reply) string {
	if strings.HasPrefix(r.Msg, "Apple") {
		return r.Msg
	}
	return "Apple: " + r.Msg
}

func addPrefixInPrint(w io.Writer, r Reply) {
	if strings.HasPrefix(r.Msg, "Error") {
		fmt.Fprintln(w, r.Msg)
	} else {
		fmt.Fprintln(w, "Error:", r.Msg)
	}
}

func colour(w io.Writer, r Reply) {
	color := "\x1b[31m"
	if strings.Contains(r.Msg, "already") {
		color = "\x1b[33m"
	}
	fmt.Fprintf(w, "%s%s\x1b[0m\n", color, r.Msg)
}

func search(w http.ResponseWriter, req *http.Request, rs []Reply) {
	q := req.FormValue("q")
	for _, r := range rs {
		if strings.Contains(strings.ToLower(r.Msg), strings.ToLower(q)) {
			fmt.Fprintln(w, r.Msg)
		}
	}
}

func matching(rs []Reply, q string) (out []Reply) {
	for _, r := range rs {
		if q == "" || strings.Contains(r.Msg, q) {
			out = append(out, r)
		}
	}
	return out
}

func searchHelper(w http.ResponseWriter, req *http.Request, rs []Reply) {
	_ = json.NewEncoder(w).Encode(matching(rs, req.URL.Query().Get("q")))
}

func logged(r Reply) error {
	log.Println(r.Msg)
	slog.Warn("refused", "text", r.Msg)
	fmt.Printf("%s\n", r.Msg)
	return fmt.Errorf("refused: %w", errors.New(r.Msg))
}

func stored(r Reply, m map[string]string) {
	m["last"] = r.Msg
	_, _ = json.Marshal(r)
}

type counter struct{ m map[string]int }

func (c *counter) inc(label string) { c.m[label]++ }

func metrics(c *counter, r Reply) { c.inc(r.Msg) }

func counts(rs []Reply) {
	n := map[string]int{}
	for _, r := range rs {
		n[r.Msg]++
	}
	keys := make([]string, 0, len(n))
	for k := range n {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for _, k := range keys {
		fmt.Println(k, n[k])
	}
}

func groups(rs []Reply) map[string][]Reply {
	out := map[string][]Reply{}
	for _, r := range rs {
		out[r.Msg] = append(out[r.Msg], r)
	}
	return out
}

func deduplicated(rs []Reply) (out []string) {
	seen := map[string]bool{}
	for _, r := range rs {
		if seen[r.Msg] {
			continue
		}
		seen[r.Msg] = true
		out = append(out, r.Msg)
	}
	return out
}

func deduplicatedList(rs []Reply) (out []string) {
	for _, r := range rs {
		if !slices.Contains(out, r.Msg) {
			out = append(out, r.Msg)
		}
	}
	return out
}

func consecutive(rs []Reply) (n int) {
	last := ""
	for _, r := range rs {
		if r.Msg != last {
			n++
		}
		last = r.Msg
	}
	return n
}

func sorted(rs []Reply) {
	sort.Slice(rs, func(i, j int) bool { return rs[i].Msg < rs[j].Msg })
	slices.SortFunc(rs, func(a, b Reply) int { return strings.Compare(a.Msg, b.Msg) })
}

func changed(old, r Reply) bool { return old.Msg != r.Msg }

func rawBody(body []byte) bool {
	if strings.Contains(string(body), "License already assigned") {
		return true
	}
	var r Reply
	return json.Unmarshal(body, &r) == nil && r.Num == 9616
}

func transport(hc *http.Client, req *http.Request) (*Reply, error) {
	res, err := hc.Do(req)
	if err != nil {
		if strings.Contains(err.Error(), "connection refused") || strings.Contains(err.Error(), "License already assigned") {
			return nil, nil
		}
		return nil, err
	}
	defer res.Body.Close()
	r := new(Reply)
	if err := json.NewDecoder(res.Body).Decode(r); err != nil {
		if strings.Contains(err.Error(), "unexpected end of JSON input") || err.Error() == "EOF" {
			return nil, io.EOF
		}
		return nil, err
	}
	if r.Num != 0 {
		return r, fmt.Errorf("apple: %s (%d)", r.Msg, r.Num)
	}
	return r, nil
}

func transportNeedle(hc *http.Client, req *http.Request) bool {
	_, err := transport(hc, req)
	if err == nil {
		return false
	}
	return strings.Contains(err.Error(), "connection reset") || strings.HasSuffix(err.Error(), "unexpected end of JSON input") ||
		err.Error() == io.ErrUnexpectedEOF.Error()
}

// Alpaca is another protocol.
type Alpaca struct {
	ErrorNumber  int    `json:"ErrorNumber"`
	ErrorMessage string `json:"ErrorMessage"`
}

func otherProtocol(a Alpaca) bool { return a.ErrorMessage == "Not connected" }

func otherField(r Reply) bool { return r.Token == "expired" || strings.HasPrefix(r.Token, "ey") }

func number(r Reply) bool {
	return fmt.Sprint(r.Num) == "9616" || r.Num == 9603
}
