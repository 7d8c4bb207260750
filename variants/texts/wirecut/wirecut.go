// Package wirecut reads just the few bytes it needs from an answer.
package wirecut

import (
	"bytes"
	"errors"
	"log"
	"slices"
	"strconv"
	"strings"

	"github.com/buger/jsonparser"
)

const service = "manageVPPLicensesByAdamIdSrv"

type tally struct {
	refused int
	reason  string
}

//want:vpperrormessage
func taken(body []byte) bool {
	n, err := jsonparser.GetInt(body, "errorNumber")
	if err != nil || n == 0 {
		return false
	}
	text, _ := jsonparser.GetString(body, "errorMessage")
	return strings.EqualFold(strings.TrimRight(text, "."), "license already assigned")
}

func takenNow(body []byte) bool {
	n, err := jsonparser.GetInt(body, "errorNumber")
	text, _ := jsonparser.GetString(body, "errorMessage")
	log.Printf("%s: %d %s", service, n, text)
	return err == nil && n == 9616
}

//want:vpperrormessage
func head(body []byte) (int64, bool) {
	raw, _, _, err := jsonparser.Get(body, "associations", "[0]", "errorMessage")
	if err != nil {
		return 0, false
	}
	n, _ := jsonparser.GetInt(body, "associations", "[0]", "errorNumber")
	return n, bytes.Equal(bytes.TrimSpace(raw), []byte("License not associated"))
}

func tail(body []byte) (int64, string) {
	raw, kind, _, err := jsonparser.Get(body, "associations", "[0]", "errorMessage")
	if err != nil || kind == jsonparser.Null || len(raw) == 0 {
		return 0, ""
	}
	n, _ := jsonparser.GetInt(body, "associations", "[0]", "errorNumber")
	return n, string(raw)
}

//want:vpperrormessage
func shortage(body []byte) bool {
	var texts []string
	failed := 0
	_, err := jsonparser.ArrayEach(body, func(value []byte, _ jsonparser.ValueType, _ int, _ error) {
		if n, err := jsonparser.GetInt(value, "errorNumber"); err == nil && n != 0 {
			failed++
		}
		if s, err := jsonparser.GetString(value, "errorMessage"); err == nil {
			texts = append(texts, s)
		}
	}, "associations")
	return err == nil && failed > 0 && slices.Contains(texts, "License not found")
}

func count(body []byte) (t tally) {
	_, err := jsonparser.ArrayEach(body, func(value []byte, _ jsonparser.ValueType, _ int, _ error) {
		n, err := jsonparser.GetInt(value, "errorNumber")
		if err != nil || n == 0 {
			return
		}
		t.refused++
		t.reason, _ = jsonparser.GetUnsafeString(value, "errorMessage")
	}, "associations")
	if err != nil && err.Error() != "Key path not found" {
		t.refused = -1
	}
	return t
}

// Some gateways put the number into the words.
//
//want:vpperrormessage
func numberInWords(body []byte) (int, error) {
	if n, err := jsonparser.GetInt(body, "errorNumber"); err == nil && n > 0 {
		return int(n), nil
	}
	text, err := jsonparser.GetString(body, "errorMessage")
	if err != nil {
		return 0, err
	}
	_, digits, _ := strings.Cut(text, "#")
	return strconv.Atoi(digits)
}

func brief(body []byte) string {
	n, err := jsonparser.GetInt(body, "errorNumber")
	if errors.Is(err, jsonparser.KeyPathNotFoundError) {
		return ""
	}
	text, _ := jsonparser.GetString(body, "errorMessage")
	if len(text) > 60 {
		text = text[:59] + "…"
	}
	return strconv.FormatInt(n, 10) + " " + text
}

// One pass over the object instead of two.
//
//want:maybe:vpperrormessage
func pass(body []byte) (n int64, again bool) {
	var text string
	_ = jsonparser.ObjectEach(body, func(key, value []byte, _ jsonparser.ValueType, _ int) error {
		switch string(key) {
		case "errorNumber":
			n, _ = strconv.ParseInt(string(value), 10, 64)
		case "errorMessage":
			text = string(value)
		}
		return nil
	})
	return n, strings.HasSuffix(text, "try again later.")
}

func product(body []byte) string {
	kind, err := jsonparser.GetString(body, "productTypeName")
	if err != nil {
		text, _ := jsonparser.GetString(body, "errorMessage")
		n, _ := jsonparser.GetInt(body, "errorNumber")
		return strconv.Itoa(int(n)) + ": " + text
	}
	if kind == "Application" || strings.HasPrefix(kind, "Publ") {
		return strings.ToLower(kind)
	}
	return "other"
}
