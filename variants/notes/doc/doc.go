// Package doc reads VPP answers without types.
package doc

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/buger/jsonparser"
	"github.com/mitchellh/mapstructure"
	"github.com/tidwall/gjson"
	"github.com/valyala/fastjson"
)

const service = "https://vpp.itunes.apple.com/mdm/"

// Gjson reads by gjson.
//
//want:vpperrormessage
func Gjson(body []byte) string {
	root := gjson.ParseBytes(body)
	if root.Get("errorNumber").Int() == 0 {
		return service
	}
	switch msg := root.Get("errorMessage"); {
	case !msg.Exists():
		return "none"
	case strings.HasSuffix(msg.Str, "not found"):
		return "missing"
	}
	return "other"
}

// GjsonEach reads by gjson.
//
//want:vpperrormessage
func GjsonEach(body []byte) (n int) {
	gjson.GetBytes(body, "associations").ForEach(func(_, a gjson.Result) bool {
		if a.Get("errorNumber").Exists() && a.Get("errorMessage").String() == "License already assigned" {
			n++
		}
		return true
	})
	return n
}

// Jsonparser reads by jsonparser.
//
//want:vpperrormessage
func Jsonparser(body []byte) bool {
	if n, _ := jsonparser.GetInt(body, "errorNumber"); n == 0 {
		return false
	}
	msg, _, _, err := jsonparser.Get(body, "errorMessage")
	return err == nil && bytes.EqualFold(msg, []byte("internal error"))
}

// Fastjson reads by fastjson.
//
//want:vpperrormessage
func Fastjson(p *fastjson.Parser, body string) (int, error) {
	v, err := p.Parse(body)
	if err != nil {
		return 0, err
	}
	if v.GetInt("errorNumber") != 0 {
		msg := string(v.GetStringBytes("errorMessage"))
		if i := strings.LastIndexByte(msg, ' '); i > 0 {
			return strconv.Atoi(msg[i+1:])
		}
	}
	return 0, nil
}

// Mapped reads by mapstructure.
//
//want:vpperrormessage
func Mapped(m map[string]any) bool {
	var out struct {
		Number int    `mapstructure:"errorNumber"`
		Text   string `mapstructure:"errorMessage"`
	}
	if mapstructure.Decode(m, &out) != nil || out.Number == 9600 {
		return false
	}
	return strings.Contains(out.Text, "required")
}

// Missing is about what is there.
func Missing(body []byte) bool {
	return !gjson.GetBytes(body, "errorNumber").Exists() && gjson.GetBytes(body, "errorMessage").String() == ""
}

// Users is about users.
func Users(body []byte) bool {
	return gjson.GetBytes(body, "users.0.status").String() == "Registered" && gjson.GetBytes(body, "errorNumber").Int() == 0
}
