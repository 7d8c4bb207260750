// Package rules routes refusals by configuration and by tables.
package rules

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"
)

// Case is a refusal together with the request.
type Case struct {
	Num    int    `json:"errorNumber"`
	Msg    string `json:"errorMessage"`
	Hash   string `json:"itsIdHash"`
	Client string `json:"clientUserIdStr"`
	Mail   string `json:"email"`
}

// Route is where a case goes.
type Route string

// Routes.
const (
	Nowhere  Route = ""
	Buyer    Route = "buyer"
	Operator Route = "operator"
	User     Route = "user"
)

// Config is loaded when the server starts.
type Config struct {
	Mute      []string
	MuteHost  string
	Special   map[string]Route
	Patterns  []*regexp.Regexp
	OnlyMails string
}

var (
	reSeats  = regexp.MustCompile(`(?i)^(max|duplicate) (assets|serialnumbers)`)
	reDomain = regexp.MustCompile(`@([a-z.]+)$`)
	reSpace  = regexp.MustCompile(`\s+`)
)

//want:vpperrormessage
func tooBig(c Case) bool { return reSeats.MatchString(c.Msg) }

func domain(c Case) (string, string) {
	if m := reDomain.FindStringSubmatch(c.Mail); m != nil && m[1] != "example.com" {
		return m[1], c.Msg
	}
	return "", reSpace.ReplaceAllString(c.Msg, " ")
}

//want:vpperrormessage
func waitTime(c Case) time.Duration {
	re := regexp.MustCompile(`in (\d+) (second|minute)s`)
	m := re.FindStringSubmatch(strings.ToLower(c.Msg))
	if len(m) < 3 {
		return 0
	}
	n, _ := strconv.Atoi(m[1])
	if m[2] == "minute" {
		return time.Duration(n) * time.Minute
	}
	return time.Duration(n) * time.Second
}

// substrings are tried from top to bottom.
var substrings = [...]struct {
	part  string
	route Route
}{
	{"not enough licenses", Buyer},
	{"sToken", Operator},
	{"Terms", User},
	{"", Operator},
}

//want:vpperrormessage
func byPart(c Case) Route {
	if c.Num == 0 {
		return Nowhere
	}
	for i := range substrings {
		if strings.Contains(c.Msg, substrings[i].part) {
			return substrings[i].route
		}
	}
	return Nowhere
}

// ranges are tried from top to bottom.
var ranges = [...]struct {
	from, to int
	route    Route
}{
	{9609, 9611, User},
	{9621, 9625, Operator},
	{9700, 9709, Operator},
}

func byRange(c Case) (Route, string) {
	for _, r := range ranges {
		if r.from <= c.Num && c.Num <= r.to {
			return r.route, c.Msg
		}
	}
	return Nowhere, c.Msg
}

// Muted drops what the administrator does not want to hear of.
//
//want:vpperrormessage
func (cfg *Config) Muted(c Case) bool {
	for _, m := range cfg.Mute {
		if m == c.Msg {
			return true
		}
	}
	return false
}

// MutedUser drops whom the administrator does not want to hear of.
func (cfg *Config) MutedUser(c Case) (bool, string) {
	for _, m := range cfg.Mute {
		if m == c.Client || strings.HasSuffix(c.Mail, "@"+cfg.MuteHost) {
			return true, ""
		}
	}
	return false, c.Msg
}

// Routed asks the table of the administrator.
//
//want:vpperrormessage
func (cfg *Config) Routed(c Case) Route {
	if r, ok := cfg.Special[strings.TrimSpace(c.Msg)]; ok {
		return r
	}
	return Operator
}

// RoutedMail asks the table of the administrator.
func (cfg *Config) RoutedMail(c Case) (Route, string) {
	if r, ok := cfg.Special[c.Mail]; ok {
		return r, c.Msg
	}
	return Operator, c.Msg
}

// Screened runs the expressions of the administrator.
//
//want:vpperrormessage
func (cfg *Config) Screened(c Case) bool {
	return slices.ContainsFunc(cfg.Patterns, func(re *regexp.Regexp) bool { return re.MatchString(c.Msg) })
}

// ScreenedMail runs the expressions of the administrator.
func (cfg *Config) ScreenedMail(c Case) bool {
	return c.Msg != "" && slices.ContainsFunc(cfg.Patterns, func(re *regexp.Regexp) bool { return re.MatchString(c.Mail) })
}

var known = []string{"internal error.", "invalid argument.", "license not found", "login required."}

//want:vpperrormessage
func sorted(c Case) bool {
	_, found := slices.BinarySearch(known, strings.ToLower(c.Msg))
	return found
}

//want:vpperrormessage
func searched(c Case) bool {
	m := strings.ToLower(c.Msg)
	i := sort.SearchStrings(known, m)
	return i < len(known) && known[i] == m
}

var knownNumbers = []int{9601, 9602, 9603, 9610}

func sortedNumber(c Case) bool {
	_, found := slices.BinarySearch(knownNumbers, c.Num)
	return found || c.Msg == ""
}

//want:vpperrormessage
func glob(c Case) bool {
	ok, err := path.Match("License * already *", c.Msg)
	return err == nil && ok
}

func globUser(c Case) bool {
	ok, err := path.Match("kiosk-*", c.Client)
	return err == nil && ok && c.Num == 9609
}

//want:vpperrormessage
func scanned(c Case) int {
	var limit int
	if n, err := fmt.Sscanf(c.Msg, "Max assets limit of %d on request has been passed", &limit); n != 1 || err != nil {
		return 0
	}
	return limit
}

func scannedUser(c Case) int {
	var room int
	if _, err := fmt.Sscanf(c.Client, "room-%d", &room); err != nil || c.Num == 0 {
		return 0
	}
	return room
}

//want:vpperrormessage
func position(c Case) bool {
	return slices.Index([]string{"", "Internal error.", "Result not found"}, c.Msg) > 0
}

// check is a test of a case.
type check func(Case) bool

func all(cs ...check) check {
	return func(c Case) bool {
		for _, f := range cs {
			if !f(c) {
				return false
			}
		}
		return true
	}
}

func number(n int) check { return func(c Case) bool { return c.Num == n } }

// words makes a check of a phrase.
//
//want:maybe:vpperrormessage
func words(s string) check { return func(c Case) bool { return strings.Contains(c.Msg, s) } }

// checks by route; each phrase was collected from support cases.
//
//want:maybe:vpperrormessage
var checks = map[Route]check{
	Buyer: all(number(9610), words("not found")),
	User:  number(9642),
}

//want:vpperrormessage
var inline = []check{
	number(9603),
	func(c Case) bool { return c.Num != 0 && strings.HasPrefix(c.Msg, "EventId ") },
}

var plain = []check{
	number(9708),
	func(c Case) bool { return c.Num != 0 && strings.HasPrefix(c.Hash, "Xu") },
	func(c Case) bool { return c.Msg != "" },
}

// Pass runs checks.
func Pass(c Case) (n int) {
	for _, list := range [][]check{inline, plain} {
		for _, f := range list {
			if f(c) {
				n++
			}
		}
	}
	if f := checks[Buyer]; f(c) {
		n++
	}
	return n
}

// apply calls f with the text, and with nothing else.
func apply(c Case, f func(string) bool) bool { return c.Num != 0 && f(c.Msg) }

//want:vpperrormessage
func calledBack(c Case) bool {
	return apply(c, func(s string) bool { return strings.EqualFold(s, "invalid APN token") })
}

func printed(c Case) bool {
	return apply(c, func(s string) bool {
		_, err := fmt.Println(s)
		return err == nil && s != ""
	})
}
