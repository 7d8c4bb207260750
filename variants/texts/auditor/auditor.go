// Package auditor goes through the journals at the end of the month.
package auditor

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"sort"
	"strings"
)

// Line of a journal; the gateway wraps the answer in its own object.
type Line struct {
	Time   string  `json:"time"`
	Server string  `json:"server"`
	Answer *Answer `json:"answer"`
}

// Answer of the store.
type Answer struct {
	Code    json.Number     `json:"errorNumber"`
	Text    any             `json:"errorMessage"`
	Users   json.RawMessage `json:"regUsersAlreadyAssigned"`
	License json.RawMessage `json:"licenseAlreadyAssigned"`
}

// Stats of a month.
type Stats struct {
	Total, Seats, Tokens, Users int
	Texts                       []string
	PerServer                   map[string]int
}

// Each calls f for each line.
func Each(r io.Reader, f func(Line) error) error {
	sc := bufio.NewScanner(r)
	for sc.Scan() {
		if strings.HasPrefix(sc.Text(), "#") || strings.Contains(sc.Text(), `"errorNumber":0`) {
			continue
		}
		var l Line
		if err := json.Unmarshal(sc.Bytes(), &l); err != nil {
			return fmt.Errorf("%q: %w", sc.Text(), err)
		}
		if l.Answer == nil {
			continue
		}
		if err := f(l); err != nil {
			return err
		}
	}
	return sc.Err()
}

func (a *Answer) text() string {
	s, _ := a.Text.(string)
	return s
}

// Month counts by topic.
//
//want:vpperrormessage
func Month(r io.Reader) (st Stats, err error) {
	err = Each(r, func(l Line) error {
		st.Total++
		switch t := l.Answer.text(); {
		case strings.Contains(t, "icense"):
			st.Seats++
		case strings.Contains(t, "oken"):
			st.Tokens++
		}
		return nil
	})
	return st, err
}

// Year counts by number.
func Year(r io.Reader) (st Stats, err error) {
	st.PerServer = map[string]int{}
	err = Each(r, func(l Line) error {
		st.Total++
		st.PerServer[l.Server]++
		switch l.Answer.Code {
		case "9610", "9616":
			st.Seats++
		case "9621", "9622", "9625":
			st.Tokens++
		case "9609":
			st.Users++
			st.Texts = append(st.Texts, l.Answer.text())
		}
		return nil
	})
	return st, err
}

// Typed works on the dynamic value.
//
//want:vpperrormessage
func Typed(l Line) bool {
	switch t := l.Answer.Text.(type) {
	case string:
		return t == "Failed to create claim job"
	case map[string]any:
		return len(t) > 0
	default:
		return false
	}
}

// Typeless works on the dynamic value.
func Typeless(l Line) string {
	switch t := l.Answer.Text.(type) {
	case nil:
		return l.Server
	case string:
		if t == "" {
			return l.Server
		}
		return t
	default:
		return fmt.Sprint(t)
	}
}

// Boxed compares the dynamic value.
//
//want:vpperrormessage
func Boxed(l Line) bool { return l.Answer.Text == "Internal error." }

// Held looks at the other parts of the answer.
func Held(l Line) bool {
	return l.Answer.Text != nil && (string(l.Answer.License) != "null" && strings.Contains(string(l.Answer.Users), "Associated"))
}

// Sorted keeps the texts sorted.
func (st *Stats) Sorted(t string) {
	i := sort.SearchStrings(st.Texts, t)
	if i < len(st.Texts) && st.Texts[i] == t {
		return
	}
	st.Texts = append(st.Texts[:i], append([]string{t}, st.Texts[i:]...)...)
}

// Collect fills sorted texts.
func Collect(r io.Reader) (st Stats, err error) {
	return st, Each(r, func(l Line) error {
		st.Sorted(l.Answer.text())
		return nil
	})
}

// Searched looks into sorted texts.
//
//want:vpperrormessage
func Searched(r io.Reader) bool {
	var st Stats
	_ = Each(r, func(l Line) error {
		st.Texts = append(st.Texts, l.Answer.text())
		return nil
	})
	sort.Strings(st.Texts)
	i := sort.SearchStrings(st.Texts, "Login required.")
	return i < len(st.Texts) && st.Texts[i] == "Login required."
}

// Stop ends the audit at the first sign of trouble.
//
//want:vpperrormessage
func Stop(r io.Reader) error {
	return Each(r, func(l Line) error {
		if fmt.Sprintf("%s", l.Answer.Text) == "The sToken has been revoked." {
			return io.EOF
		}
		return nil
	})
}

// Halt ends the audit at a server.
func Halt(r io.Reader, server string) error {
	return Each(r, func(l Line) error {
		if l.Server == server && l.Answer.Code != "0" && l.Answer.Text != nil {
			return io.EOF
		}
		return nil
	})
}

// Broken lines have an error of their own.
func Broken(r io.Reader) bool {
	err := Each(r, func(Line) error { return nil })
	return err != nil && strings.Contains(err.Error(), "invalid character")
}
