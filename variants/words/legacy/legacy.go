// Package legacy is old code that talks VPP.
package legacy

import (
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"os"
	"strings"
	"time"
)

type VPPResult struct {
	Status, Number int
	Msg            string
	ErrorNumber    int    `json:"errorNumber"`
	ErrorMessage   string `json:"errorMessage"`
	LicenseId      int    `json:"licenseId"`
}

var lastError string
var errorLog [16]string
var logAt int

func remember(r *VPPResult) {
	lastError = r.ErrorMessage
	errorLog[logAt%len(errorLog)] = r.ErrorMessage
	logAt++
}

//want:vpperrormessage
func IsTokenProblem() bool {
	return strings.Index(lastError, "sToken") != -1 || strings.Index(lastError, "token") != -1
}

//want:vpperrormessage
func CountSeatProblems() int {
	n := 0
	for i := 0; i < len(errorLog); i++ {
		if errorLog[i] == "License not found" {
			n++
		}
	}
	return n
}

func Dump() {
	for i := range errorLog {
		if errorLog[i] != "" {
			log.Println(i, errorLog[i])
		}
	}
}

//want:vpperrormessage
func Parse(body []byte) (res *VPPResult, err error) {
	defer func() {
		if res != nil && res.ErrorMessage != "" {
			err = errors.New(res.ErrorMessage)
		}
		if err != nil && strings.Contains(err.Error(), "already retired") {
			err = nil
		}
	}()
	res = new(VPPResult)
	err = json.Unmarshal(body, res)
	remember(res)
	return
}

//want:vpperrormessage
func Loop(get func() []byte) error {
again:
	var r VPPResult
	if err := json.Unmarshal(get(), &r); err != nil {
		return err
	}
	msg := r.ErrorMessage
	if msg == "" {
		return nil
	}
	msg = strings.TrimRight(msg, ".\n")
	if msg == "Service is temporarily unavailable" {
		time.Sleep(time.Minute)
		goto again
	}
	return errors.New(msg)
}

func must(r *VPPResult) *VPPResult {
	if r.ErrorNumber != 0 {
		panic(r.ErrorMessage)
	}
	return r
}

//want:vpperrormessage
func Safe(r *VPPResult) (ok bool) {
	defer func() {
		switch p := recover().(type) {
		case nil:
		case string:
			ok = strings.HasPrefix(p, "License")
		default:
			panic(p)
		}
	}()
	must(r)
	return true
}

func Overwritten(r *VPPResult) bool {
	msg := r.ErrorMessage
	log.Print(msg)
	msg = os.Getenv("MODE")
	return msg == "License not found"
}

func Unrelated(r *VPPResult) bool {
	r.Msg = "queued"
	return r.Msg == "queued"
}

//want:vpperrormessage
func Swapped(a, b *VPPResult) bool {
	x, y := a.Msg, b.ErrorMessage
	x, y = y, x
	_ = y
	return x == "Internal error."
}

//want:vpperrormessage
func FormatNumber(r *VPPResult) int {
	var code int
	if n, _ := fmt.Sscanf(r.ErrorMessage, "Error %d:", &code); n == 1 {
		return code
	}
	return 0
}

func Describe(r *VPPResult) string {
	s := fmt.Sprintf("status=%d number=%d message=%q", r.Status, r.ErrorNumber, r.ErrorMessage)
	if len(s) > 100 {
		s = s[:97] + "..."
	}
	return s
}

func Fallback(r *VPPResult) string {
	if r.ErrorMessage == "" || r.ErrorMessage == "null" {
		return "unknown error"
	}
	return r.ErrorMessage
}
