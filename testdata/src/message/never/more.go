package never

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"strconv"
	"strings"
	"unicode"
)

// DTO goes to the console.
type DTO struct {
	Kind  string
	Text  string
	Level string
}

func toDTO(r Reply) DTO { return DTO{Kind: "refused", Text: r.Msg, Level: "error"} }

func ownText() bool {
	d := DTO{Text: "disk full"}
	return d.Text == "disk full"
}

func ownTextOf(err error) DTO { return DTO{Kind: "local", Text: err.Error()} }

func ownTextLater(f *os.File) bool {
	_, err := f.Write(nil)
	d := ownTextOf(err)
	return d.Text == "disk full"
}

func otherFieldOfCopy(r Reply) bool {
	d := toDTO(r)
	return d.Kind == "refused" && strings.HasPrefix(d.Level, "err")
}

func dead(r Reply) bool {
	text := r.Msg
	text = r.Token
	return text == "ey"
}

func shadowed(r Reply, text string) bool {
	{
		text := r.Msg
		log.Println(text)
	}
	return text == "ey"
}

func sentinel(r Reply) bool {
	err := fmt.Errorf("apple: %s: %w", r.Msg, io.EOF)
	return errors.Is(err, io.EOF)
}

func slug(r Reply) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c >= 'a' && c <= 'z', unicode.IsDigit(c):
			return c
		case c >= 'A' && c <= 'Z':
			return unicode.ToLower(c)
		case c == 'ß':
			return 's'
		}
		return '-'
	}, r.Msg)
}

func link(r Reply) string {
	if strings.HasPrefix(r.Msg, "http") {
		return "<" + r.Msg + ">"
	}
	return r.Msg
}

func capital(r Reply) string {
	if r.Msg == "" || r.Msg[0] < 'a' || r.Msg[0] > 'z' {
		return r.Msg
	}
	return strings.ToUpper(r.Msg[:1]) + r.Msg[1:]
}

func quoted(r Reply) string {
	if strings.ContainsAny(r.Msg, ",\"\n") {
		return strconv.Quote(r.Msg)
	}
	return r.Msg
}

func level(r Reply) {
	if strings.Contains(r.Msg, "already") {
		log.Println("note:", r.Msg)
	} else {
		log.Println("error:", r.Msg)
	}
}

func paint(text string) string {
	if strings.Contains(text, "already") {
		return "\x1b[33m"
	}
	return "\x1b[31m"
}

func painted(w io.Writer, r Reply) { fmt.Fprintf(w, "%s%s\n", paint(r.Msg), r.Msg) }

func prompt(in *csv.Reader, rs []Reply) (out []Reply) {
	rec, err := in.Read()
	if err != nil {
		if strings.Contains(err.Error(), "wrong number of fields") {
			return nil
		}
		return nil
	}
	if rec[0] == "License not found" {
		return rs
	}
	return nil
}

func words(r Reply) (long []string) {
	for _, w := range strings.Fields(r.Msg) {
		if len(w) > 10 {
			long = append(long, w)
		}
	}
	return long
}

type lastSeen struct{ text string }

func (l *lastSeen) fresh(r Reply) bool {
	if l.text == r.Msg {
		return false
	}
	l.text = r.Msg
	return true
}

func statusText(w http.ResponseWriter, r Reply) {
	status := http.StatusBadGateway
	if http.StatusText(status) == "Bad Gateway" && r.Num == 9616 {
		status = http.StatusConflict
	}
	http.Error(w, r.Msg, status)
}

func parseError(r Reply) bool {
	_, err := strconv.Atoi(r.Token)
	return err != nil && strings.Contains(err.Error(), "invalid syntax")
}

func group(rs []Reply) map[string]int {
	total := map[string]int{"success": 0}
	for _, r := range rs {
		if r.Num == 0 {
			total["success"]++
			continue
		}
		total[r.Msg]++
	}
	fmt.Println(total["success"])
	return total
}

func ownNote(r Reply) bool {
	if r.Num == 9616 {
		r.Msg = "nothing to do"
	} else {
		r.Msg = "failed"
	}
	return r.Msg == "nothing to do"
}

type table struct {
	rows   []Reply
	filter string
}

func (t *table) setFilter(s string) { t.filter = strings.ToLower(s) }

func (t *table) visible() (out []Reply) {
	for _, r := range t.rows {
		if t.filter == "" || strings.Contains(strings.ToLower(r.Msg), t.filter) {
			out = append(out, r)
		}
	}
	return out
}

func form(req *http.Request) bool {
	return req.FormValue("errorMessage") == "License not found" && req.FormValue("errorNumber") != ""
}
