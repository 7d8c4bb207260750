// Package order shows when a variable is read: return x, decode(&x) reads it
// after the call.
package order

import (
	"encoding/json"
	"errors"
	"io"
)

// Reply is what getVPPUserSrv answers.
type Reply struct {
	Num  int    `json:"errorNumber"`
	Msg  string `json:"errorMessage"`
	User string `json:"clientUserIdStr"`
}

func read(b []byte) (Reply, error) {
	var r Reply
	return r, json.Unmarshal(b, &r)
}

func readText(b []byte) (string, error) {
	var r Reply
	return r.Msg, json.Unmarshal(b, &r)
}

func readNamed(rc io.ReadCloser) (r Reply, err error) {
	defer func() { err = errors.Join(err, rc.Close()) }()
	return r, json.NewDecoder(rc).Decode(&r)
}

func readBefore(b []byte) (Reply, error) {
	var r Reply
	old := r
	return old, json.Unmarshal(b, &r)
}

func readWhole(b []byte) bool {
	r, err := read(b)
	return err == nil && r.Msg == "License not found" // want `errorMessage compared with "License not found" in order\.readWhole`
}

func readWholeUser(b []byte) bool {
	r, err := read(b)
	return err == nil && r.User == "License not found"
}

func readField(b []byte) bool {
	text, err := readText(b)
	return err == nil && text == "License not found" // want `errorMessage compared with "License not found" in order\.readField`
}

func readDeferred(rc io.ReadCloser) bool {
	r, err := readNamed(rc)
	return err == nil && r.Msg == "License not found" // want `errorMessage compared with "License not found" in order\.readDeferred`
}

func readOld(b []byte) bool {
	r, err := readBefore(b)
	return err == nil && r.Msg == "License not found"
}
