// Package pupils registers pupils; the answers stay maps, with methods on them.
package pupils

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// M is an answer.
type M map[string]any

// F is a flat answer.
type F map[string]string

// Text of an answer.
func (m M) Text() string {
	s, _ := m["errorMessage"].(string)
	return s
}

// Num of an answer.
func (m M) Num() int {
	switch n := m["errorNumber"].(type) {
	case float64:
		return int(n)
	case int:
		return n
	}
	return 0
}

// User of an answer.
func (m M) User() M {
	u, _ := m["user"].(map[string]any)
	return u
}

// Str of a key.
func (m M) Str(key string) string {
	s, _ := m[key].(string)
	return s
}

// Err makes an error.
func (m M) Err() error {
	if m.Num() == 0 {
		return nil
	}
	return fmt.Errorf("register: %v (%v)", m["errorMessage"], m["errorNumber"])
}

// Text of a flat answer.
func (f F) Text() string { return f["errorMessage"] }

// Num of a flat answer.
func (f F) Num() string { return f["errorNumber"] }

const retired = 9618

// Twice is true for pupils who were here before.
//
//want:vpperrormessage
func Twice(m M) bool {
	return m.Num() != 0 && m.Text() == "A registered user already exists with the specified clientUserId."
}

// Before is true for pupils who were here before.
func Before(m M) (bool, string) { return m.Num() == 9716, m.Text() }

// Left is true for pupils who have left.
//
//want:vpperrormessage
func Left(m M) bool { return strings.Contains(m.Str("errorMessage"), "retired") }

// Gone is true for pupils who have left.
func Gone(m M) bool {
	return m.Num() == retired || m.User().Str("status") == "Retired" || strings.HasSuffix(m.User().Str("email"), ".invalid")
}

// Invalid is true for pupils whom the store does not like.
//
//want:vpperrormessage
func Invalid(m M) bool {
	err := m.Err()
	return err != nil && strings.Contains(err.Error(), "email address")
}

// Unknown is true for pupils whom the store does not like.
func Unknown(m M) error {
	if err := m.Err(); err != nil && m.User().Str("clientUserIdStr") != "" {
		return fmt.Errorf("%s: %w", m.User().Str("clientUserIdStr"), err)
	}
	return errors.New("no such pupil")
}

// Flat works on a flat answer.
//
//want:vpperrormessage
func Flat(f F) bool { return f.Num() != "0" && strings.HasPrefix(f.Text(), "Users are a required") }

// Flatten makes a flat answer.
func Flatten(m M) F {
	f := F{}
	for k, v := range m {
		if k == "user" || v == nil {
			continue
		}
		f[k] = fmt.Sprint(v)
	}
	return f
}

// Flattened works on a flat answer.
//
//want:vpperrormessage
func Flattened(m M) bool { return Flatten(m)["errorMessage"] == "Invalid argument." }

// FlattenedNumber works on a flat answer.
func FlattenedNumber(m M) bool { return Flatten(m)["errorNumber"] == "9602" }

// Decode reads an answer.
func Decode(b []byte) (m M, err error) {
	if err = json.Unmarshal(b, &m); err != nil && strings.HasPrefix(err.Error(), "json: cannot unmarshal array") {
		m, err = M{"errorNumber": 0}, nil
	}
	return m, err
}

// Read reads an answer, and forgives those who are there.
//
//want:vpperrormessage
func Read(b []byte) error {
	m, err := Decode(b)
	if err != nil {
		return err
	}
	if text, ok := m["errorMessage"]; ok && m["errorNumber"] != nil && text == "Apple Account already associated to registered user." {
		return nil
	}
	return m.Err()
}
