// Package tokens checks content tokens before they expire. The answers are read with
// whatever was at hand when the check was written.
package tokens

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/buger/jsonparser"
	"github.com/go-viper/mapstructure/v2"
	"github.com/tidwall/gjson"
	"github.com/valyala/fastjson"
)

const (
	expired = 9621
	revoked = 9625
)

// Health of a token.
type Health struct {
	Until  string
	Remark string
	Code   int64
}

// Check reads an answer.
func Check(doc string) Health {
	g := gjson.Parse(doc)
	h := Health{Until: g.Get("tokenExpirationDate").String(), Code: g.Get("errorNumber").Int()}
	if t := g.Get("errorMessage"); t.Exists() && t.Type != gjson.Null {
		h.Remark = t.String()
	}
	return h
}

// Dead tokens have to be replaced.
//
//want:vpperrormessage
func (h Health) Dead() bool {
	return strings.Contains(h.Remark, "token has expired") || strings.Contains(h.Remark, "revoked")
}

// Over tokens have to be replaced.
func (h Health) Over(today string) bool {
	return h.Code == expired || h.Code == revoked || h.Until < today && h.Remark == ""
}

// ByMap turns the answer into a map first.
//
//want:vpperrormessage
func ByMap(doc string) bool {
	m := gjson.Parse(doc).Map()
	return m["errorNumber"].Int() != 0 && m["errorMessage"].String() == "Invalid authentication token"
}

// ByMapNumber turns the answer into a map first.
func ByMapNumber(doc string) (bool, string) {
	m := gjson.Parse(doc).Map()
	return m["errorNumber"].Int() == 9622, m["errorMessage"].String()
}

// ByValue asks for the dynamic value.
//
//want:vpperrormessage
func ByValue(doc []byte) bool {
	if gjson.GetBytes(doc, "errorNumber").Num == 0 {
		return false
	}
	s, ok := gjson.GetBytes(doc, "errorMessage").Value().(string)
	return ok && strings.HasSuffix(s, "online using your organization's account")
}

// ByRaw asks for the source text of the value.
//
//want:vpperrormessage
func ByRaw(doc []byte) bool {
	n, t := gjson.GetBytes(doc, "errorNumber"), gjson.GetBytes(doc, "errorMessage")
	return n.Exists() && t.Raw == `"Login required."`
}

// ByPart compares a piece of the value.
//
//want:vpperrormessage
func ByPart(doc []byte) bool {
	if t := gjson.GetBytes(doc, "errorMessage"); t.Exists() && gjson.GetBytes(doc, "errorNumber").Int() != 0 {
		s := t.String()
		return len(s) > 9 && s[len(s)-9:] == " revoked."
	}
	return false
}

// holder is what the parser found.
type holder struct {
	num  gjson.Result
	text gjson.Result
	user gjson.Result
}

func hold(doc []byte) holder {
	rs := gjson.ParseBytes(doc)
	return holder{rs.Get("errorNumber"), rs.Get("errorMessage"), rs.Get("clientUserIdStr")}
}

// Held looks into the holder.
//
//want:vpperrormessage
func Held(doc []byte) bool { return hold(doc).text.String() == "The server has revoked the sToken." }

// HeldBy looks into the holder.
func HeldBy(doc []byte, user string) bool {
	h := hold(doc)
	return h.user.String() == user || h.num.Int() == revoked || !h.text.Exists()
}

// EachKey reads two keys in one pass.
//
//want:maybe:vpperrormessage
func EachKey(doc []byte) bool {
	var num, text []byte
	jsonparser.EachKey(doc, func(i int, v []byte, _ jsonparser.ValueType, _ error) {
		switch i {
		case 0:
			num = v
		case 1:
			text = v
		}
	}, []string{"errorNumber"}, []string{"errorMessage"})
	return len(num) > 0 && bytes.Contains(text, []byte("inapplicable"))
}

// Unsafe does not copy.
//
//want:vpperrormessage
func Unsafe(doc []byte) bool {
	n, _ := jsonparser.GetInt(doc, "errorNumber")
	s, err := jsonparser.GetUnsafeString(doc, "errorMessage")
	switch {
	case err != nil, n == 0:
		return false
	case strings.EqualFold(s, "The sToken is inapplicable to batchToken"):
		return true
	}
	return false
}

// Unescaped copies.
func Unescaped(doc []byte) (string, bool) {
	n, _ := jsonparser.GetInt(doc, "errorNumber")
	s, err := jsonparser.GetString(doc, "errorMessage")
	if err != nil || s == "" {
		return "", n == 9629
	}
	return s, n == 9629
}

// Object goes through the object of the document.
//
//want:vpperrormessage
func Object(v *fastjson.Value) bool {
	o, err := v.Object()
	if err != nil || o.Get("errorNumber").GetInt() == 0 {
		return false
	}
	text, err := o.Get("errorMessage").StringBytes()
	return err == nil && bytes.EqualFold(text, []byte("facilitator operation not allowed."))
}

// ObjectNumber goes through the object of the document.
func ObjectNumber(v *fastjson.Value) (bool, []byte) {
	o, err := v.Object()
	if err != nil {
		return false, nil
	}
	return o.Get("errorNumber").GetInt() == 9637, o.Get("errorMessage").GetStringBytes()
}

// Configured uses the tags for JSON.
//
//want:vpperrormessage
func Configured(in map[string]any) (bool, error) {
	var out struct {
		Code int    `json:"errorNumber"`
		Text string `json:"errorMessage"`
		Exp  string `json:"tokenExpirationDate"`
	}
	dec, err := mapstructure.NewDecoder(&mapstructure.DecoderConfig{Result: &out, TagName: "json", WeaklyTypedInput: true})
	if err != nil {
		return false, err
	}
	if err := dec.Decode(in); err != nil {
		return false, err
	}
	return out.Exp == "" && strings.HasPrefix(out.Text, "Invalid auth"), nil
}

// Iterated runs over the pairs of a document.
//
//want:maybe:vpperrormessage
func Iterated(doc []byte) (bad bool) {
	gjson.ParseBytes(doc).ForEach(func(k, v gjson.Result) bool {
		switch k.String() {
		case "errorMessage":
			bad = bad || strings.Contains(v.String(), "revoked")
		case "errorNumber":
			bad = bad || v.Int() == revoked
		}
		return true
	})
	return bad
}

// Merged decodes into a map that was there before.
//
//want:vpperrormessage
func Merged(doc []byte) bool {
	m := map[string]any{"errorNumber": 0.0, "errorMessage": nil}
	if json.Unmarshal(doc, &m) != nil || m["errorNumber"] == 0.0 {
		return false
	}
	return m["errorMessage"] == "Invalid authentication token"
}

// Marked writes into a map, and reads what it wrote.
func Marked(doc []byte) bool {
	m := map[string]any{}
	if json.Unmarshal(doc, &m) != nil || m["errorNumber"] == float64(expired) {
		return true
	}
	m["errorMessage"] = "checked"
	m["by"] = "tokens"
	return m["by"] == "nobody"
}
