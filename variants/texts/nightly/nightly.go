// Package nightly has the checks of the nightly run. Each check is a function of one
// answer, so that it can be switched on and off by name.
package nightly

import (
	"bytes"
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Answer of the service.
type Answer struct {
	Status  int    `json:"status"`
	Number  int    `json:"errorNumber"`
	Message string `json:"errorMessage"`
	Library string `json:"uId"`
	Token   string `json:"sToken"`
}

// Check of an answer.
type Check struct {
	Name string
	Run  func(Answer) bool
}

//want:vpperrormessage
func indexAny(a Answer) bool { return strings.IndexAny(a.Message, "{}") >= 0 }

//want:vpperrormessage
func indexByte(a Answer) bool { return strings.IndexByte(a.Message, '{') > 0 }

//want:vpperrormessage
func indexRune(a Answer) bool { return strings.IndexRune(a.Message, '’') != -1 }

//want:vpperrormessage
func indexFunc(a Answer) bool { return strings.IndexFunc(a.Message, unicode.IsDigit) >= 0 }

//want:vpperrormessage
func lastIndexAny(a Answer) bool { return strings.LastIndexAny(a.Message, ":;") > 5 }

//want:vpperrormessage
func lastIndexFunc(a Answer) bool {
	return strings.LastIndexFunc(a.Message, func(r rune) bool { return r == 'ß' }) >= 0
}

//want:vpperrormessage
func containsFunc(a Answer) bool { return strings.ContainsFunc(a.Message, unicode.IsDigit) }

//want:vpperrormessage
func cutSuffix(a Answer) bool {
	_, ok := strings.CutSuffix(a.Message, "has been revoked.")
	return ok
}

//want:vpperrormessage
func cutBefore(a Answer) bool {
	before, _, ok := strings.Cut(a.Message, ":")
	return ok && before == "Ineligible device assignment"
}

//want:vpperrormessage
func bytesContainsAny(a Answer) bool { return bytes.ContainsAny([]byte(a.Message), "<>") }

//want:vpperrormessage
func bytesIndex(a Answer) bool { return bytes.Index([]byte(a.Message), []byte("SharedData")) >= 0 }

//want:vpperrormessage
func bytesCompare(a Answer) bool {
	return bytes.Compare([]byte(a.Message), []byte("Invalid date format")) == 0
}

//want:vpperrormessage
func bytesLastIndex(a Answer) bool {
	b := append([]byte(nil), a.Message...)
	return bytes.LastIndexByte(b, '!') == len(b)-1
}

//want:vpperrormessage
func bytesCutPrefix(a Answer) bool {
	rest, ok := bytes.CutPrefix([]byte(a.Message), []byte("Max "))
	return ok && len(rest) > 0
}

//want:vpperrormessage
func runesEqual(a Answer) bool { return slices.Equal([]rune(a.Message), []rune("Login required.")) }

//want:vpperrormessage
func findAll(a Answer) int { return len(reWord.FindAllString(a.Message, -1)) }

//want:vpperrormessage
func findSubmatchIndex(a Answer) bool {
	loc := reWord.FindStringSubmatchIndex(a.Message)
	return loc != nil && loc[0] == 0
}

//want:vpperrormessage
func findBytes(a Answer) bool { return reWord.Find([]byte(a.Message)) != nil }

//want:vpperrormessage
func matchReader(a Answer) bool { return reWord.MatchReader(strings.NewReader(a.Message)) }

var (
	reWord = regexp.MustCompile(`\b(license|token|user)s?\b`)
	reUID  = regexp.MustCompile(`^\d{7}$`)
)

//want:vpperrormessage
func sscan(a Answer) (n int) {
	_, after, _ := strings.Cut(a.Message, "after ")
	if _, err := fmt.Sscan(after, &n); err != nil {
		return -1
	}
	return n
}

//want:vpperrormessage
func parseUint(a Answer) bool {
	_, err := strconv.ParseUint(strings.Trim(a.Message, "E#. "), 10, 16)
	return err == nil
}

//want:vpperrormessage
func parseLast(a Answer) int {
	fs := strings.Fields(a.Message)
	if len(fs) == 0 {
		return 0
	}
	n, err := strconv.Atoi(strings.Trim(fs[len(fs)-1], "()."))
	if err != nil {
		return 0
	}
	return n
}

//want:vpperrormessage
func compare(a Answer) bool {
	return cmp.Compare(strings.ToLower(a.Message), "license") >= 0 && cmp.Less(a.Message, "M")
}

//want:vpperrormessage
func closure(a Answer) bool {
	has := func(s string) bool { return strings.Contains(a.Message, s) }
	return has("too many") && has("requests")
}

//want:vpperrormessage
func nested(a Answer) bool {
	in := func(list ...string) func(string) bool {
		return func(s string) bool { return slices.Contains(list, s) }
	}
	return in("Internal error.", "Internal Error")(a.Message)
}

func clean(a Answer) bool {
	return reUID.MatchString(a.Library) && strings.IndexByte(a.Token, '=') > 0 && a.Message == ""
}

func token(a Answer) (string, error) {
	head, _, ok := strings.Cut(a.Token, ".")
	if !ok || strings.ContainsFunc(head, unicode.IsSpace) {
		return "", fmt.Errorf("token of library %s is no token: %s", a.Library, a.Message)
	}
	n, err := strconv.Atoi(a.Library)
	if err != nil || bytes.Contains([]byte(a.Library), []byte("x")) || slices.Contains([]string{"0", "1"}, a.Library) {
		return "", fmt.Errorf("library %d: %s", n, a.Message)
	}
	return head, nil
}

func numbered(a Answer) bool {
	return slices.Contains([]int{9603, 9646}, a.Number) && cmp.Compare(a.Number, 9700) < 0 && strconv.Itoa(a.Number) != "9616"
}

// Checks of the nightly run.
var Checks = []Check{
	{"indexAny", indexAny}, {"indexByte", indexByte}, {"indexRune", indexRune}, {"indexFunc", indexFunc},
	{"lastIndexAny", lastIndexAny}, {"lastIndexFunc", lastIndexFunc}, {"containsFunc", containsFunc},
	{"cutSuffix", cutSuffix}, {"cutBefore", cutBefore}, {"bytesContainsAny", bytesContainsAny},
	{"bytesIndex", bytesIndex}, {"bytesCompare", bytesCompare}, {"bytesLastIndex", bytesLastIndex},
	{"bytesCutPrefix", bytesCutPrefix}, {"runesEqual", runesEqual}, {"findSubmatchIndex", findSubmatchIndex},
	{"findBytes", findBytes}, {"matchReader", matchReader}, {"parseUint", parseUint}, {"compare", compare},
	{"closure", closure}, {"nested", nested}, {"clean", clean}, {"numbered", numbered},
	{"counts", func(a Answer) bool { return findAll(a)+sscan(a)+parseLast(a) > 0 }},
}
