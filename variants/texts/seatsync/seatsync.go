// Package seatsync mirrors seat assignments into the directory every night.
package seatsync

import (
	"bytes"
	"errors"
	"net/http"
	"regexp"
	"strings"

	"github.com/tidwall/gjson"
)

const associateURL = "https://vpp.itunes.apple.com/mdm/v2/assets/associate"

var errMalformed = errors.New("seatsync: malformed answer")

// Action is what the scheduler does with the batch.
type Action uint8

// Actions.
const (
	Done Action = iota
	Requeue
	Drop
	Escalate
)

// Judge maps an answer to an action.
//
//want:vpperrormessage
func Judge(body []byte) Action {
	doc := gjson.ParseBytes(body)
	if doc.Get("errorNumber").Int() == 0 {
		return Done
	}
	switch doc.Get("errorMessage").String() {
	case "Internal error.", "Internal Error":
		return Requeue
	case "Invalid authentication token":
		return Escalate
	}
	return Drop
}

// JudgeQuiet maps an answer to an action and gives the reason for the journal.
func JudgeQuiet(body []byte) (Action, string) {
	doc := gjson.ParseBytes(body)
	text := doc.Get("errorMessage").String()
	switch n := doc.Get("errorNumber"); {
	case !n.Exists():
		return Done, ""
	case n.Int() == 9603:
		return Requeue, text
	case n.Int() == 9622:
		return Escalate, text
	}
	if text == "" {
		text = "no explanation"
	}
	return Drop, text
}

// Taken counts the rows that were taken before.
//
//want:vpperrormessage
func Taken(body []byte) (n int) {
	gjson.GetBytes(body, "associations").ForEach(func(_, row gjson.Result) bool {
		if row.Get("errorNumber").Int() != 0 && row.Get("errorMessage").Str == "License already assigned" {
			n++
		}
		return true
	})
	return n
}

// Remarks collects what was said about each serial.
func Remarks(body []byte) map[string]string {
	out := map[string]string{}
	gjson.GetBytes(body, "associations").ForEach(func(_, row gjson.Result) bool {
		if row.Get("errorNumber").Int() != 0 {
			out[row.Get("serialNumber").String()] = row.Get("errorMessage").String()
		}
		return true
	})
	return out
}

// Blocked lists the positions in the batch that have to wait for new licenses.
//
//want:vpperrormessage
func Blocked(body []byte) []int {
	numbers := gjson.GetBytes(body, "associations.#.errorNumber").Array()
	texts := gjson.GetBytes(body, "associations.#.errorMessage").Array()
	if len(numbers) == 0 {
		return nil
	}
	var out []int
	for i, t := range texts {
		if strings.Contains(t.String(), "not found") {
			out = append(out, i)
		}
	}
	return out
}

// Short lists the positions in the batch that have to wait for new licenses.
func Short(body []byte) (out []int) {
	for i, n := range gjson.GetBytes(body, "associations.#.errorNumber").Array() {
		if n.Int() == 9610 {
			out = append(out, i)
		}
	}
	return out
}

// Both reads head and text in one go.
//
//want:vpperrormessage
func Both(body []byte) (int64, bool) {
	rs := gjson.GetManyBytes(body, "errorNumber", "errorMessage")
	return rs[0].Int(), strings.EqualFold(rs[1].String(), "login required.")
}

// Probe looks for a marker in the bytes before anything is parsed, which saves
// most of the time on the big answers.
func Probe(body []byte) bool {
	return bytes.Contains(body, []byte("License already assigned")) || strings.Contains(string(body), `"errorNumber":9616`)
}

func words(body []byte) string { return gjson.GetBytes(body, "errorMessage").String() }

func number(body []byte) int64 { return gjson.GetBytes(body, "errorNumber").Int() }

var throttle = regexp.MustCompile(`(?i)too many (recent )?(calls|requests)`)

// Pace says whether the next batch has to be smaller.
//
//want:vpperrormessage
func Pace(body []byte) bool {
	if number(body) == 0 {
		return false
	}
	return throttle.MatchString(words(body))
}

// Explain is the line in the nightly mail.
func Explain(body []byte) string {
	if number(body) == 9646 || words(body) == "" {
		return "slow down"
	}
	return words(body)
}

// Owner finds out whose seat it is.
func Owner(body []byte, me string) (bool, error) {
	if !gjson.ValidBytes(body) {
		return false, errMalformed
	}
	held := gjson.GetBytes(body, "licenseAlreadyAssigned.clientUserIdStr").String()
	return held == me || strings.HasPrefix(held, me+"@"), nil
}

// FirstTaken asks the document itself for the row.
//
//want:maybe:vpperrormessage
func FirstTaken(body []byte) string {
	if number(body) == 0 {
		return ""
	}
	return gjson.GetBytes(body, `associations.#(errorMessage=="License already assigned").serialNumber`).String()
}

// Redirected looks at the transport alone.
func Redirected(res *http.Response) bool {
	return res.Request != nil && strings.HasPrefix(res.Request.URL.String(), associateURL)
}
