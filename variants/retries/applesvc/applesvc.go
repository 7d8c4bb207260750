// Package applesvc is a thin, untyped binding of Apple's license services.
// Answers stay maps: what we do not know about is kept for the audit trail.
package applesvc

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand"
	"net/http"
	"slices"
	"strconv"
	"time"
)

const base = "https://vpp.itunes.apple.com/WebObjects/MZFinance.woa/wa/"

type (
	params = map[string]any
	answer = map[string]any
)

func decode(rs *http.Response, into any) error {
	d := json.NewDecoder(rs.Body)
	return d.Decode(into)
}

// exchange keeps numbers as they were sent.
func exchange(ctx context.Context, service string, p params) (a answer, err error) {
	raw, err := json.Marshal(p)
	if err != nil {
		return nil, err
	}
	rq, err := http.NewRequestWithContext(ctx, "POST", base+service, bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	rs, err := http.DefaultClient.Do(rq)
	if err != nil {
		return nil, err
	}
	defer rs.Body.Close()
	d := json.NewDecoder(rs.Body)
	d.UseNumber()
	err = d.Decode(&a)
	return a, err
}

// post is what everybody else uses.
func post(ctx context.Context, service string, p params) (a answer, err error) {
	raw, err := json.Marshal(p)
	if err != nil {
		return nil, err
	}
	rq, err := http.NewRequestWithContext(ctx, "POST", base+service, bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	rs, err := http.DefaultClient.Do(rq)
	if err != nil {
		return nil, err
	}
	defer rs.Body.Close()
	err = decode(rs, &a)
	return a, err
}

func failure(a answer) error {
	return fmt.Errorf("vpp: %v (%v)", a["errorMessage"], a["errorNumber"])
}

func number(a answer) int {
	switch n := a["errorNumber"].(type) {
	case float64:
		return int(n)
	case json.Number:
		i, _ := n.Int64()
		return int(i)
	}
	return 0
}

// Associate gives a license to a user.
//
//want:vppretry9603
func Associate(ctx context.Context, p params) (answer, error) {
	var a answer
	var err error
	for i := range 10 {
		a, err = post(ctx, "manageVPPLicensesByAdamIdSrv", p)
		if err != nil {
			return nil, err
		}
		if n, _ := a["errorNumber"].(float64); n != 9603 {
			return a, nil
		}
		time.Sleep(time.Duration(i+1) * 2 * time.Second)
	}
	return a, failure(a)
}

// AssociateExact does the same, but compares the digits.
//
//want:vppretry9603
func AssociateExact(ctx context.Context, p params) (answer, error) {
	for tries := 12; ; tries-- {
		a, err := exchange(ctx, "manageVPPLicensesByAdamIdSrv", p)
		if err != nil {
			return nil, err
		}
		num, ok := a["errorNumber"].(json.Number)
		if !ok || num.String() != "9603" {
			return a, nil
		}
		if tries == 0 {
			return a, failure(a)
		}
		time.Sleep(1500 * time.Millisecond)
	}
}

var (
	again     = []int{9603, 9608, 9616}
	transient = map[int]bool{9603: true, 9608: true}
)

// AssociateKnown repeats what is on the list.
//
//want:vppretry9603 vppretry9616
func AssociateKnown(ctx context.Context, p params) (a answer, err error) {
	for left := 8; left >= 0; left-- {
		if a, err = post(ctx, "manageVPPLicensesByAdamIdSrv", p); err != nil {
			return nil, err
		}
		if !slices.Contains(again, number(a)) {
			return a, nil
		}
		time.Sleep(time.Second)
	}
	return a, failure(a)
}

// AssociateTransient repeats what is in the set.
func AssociateTransient(ctx context.Context, p params) (a answer, err error) {
	for left := 4; left >= 0; left-- {
		if a, err = post(ctx, "manageVPPLicensesByAdamIdSrv", p); err != nil {
			return nil, err
		}
		if !transient[number(a)] {
			return a, nil
		}
		time.Sleep(time.Second)
	}
	return a, failure(a)
}

// AssociateRange treats the whole family of numbers alike.
//
//want:vppretry9603 vppretry9616
func AssociateRange(ctx context.Context, p params) (a answer, err error) {
	for {
		a, err = post(ctx, "manageVPPLicensesByAdamIdSrv", p)
		if err != nil {
			return
		}
		if n := number(a); n >= 9600 && n < 9700 {
			time.Sleep(20*time.Second + time.Duration(rand.Intn(5000))*time.Millisecond)
			continue
		}
		return
	}
}

// AssociateBelow repeats the general errors only, those of licenses begin at 9605.
func AssociateBelow(ctx context.Context, p params) (a answer, err error) {
	for t := 0; t < 3; t++ {
		a, err = post(ctx, "manageVPPLicensesByAdamIdSrv", p)
		if err != nil {
			return
		}
		if n := number(a); n < 9600 || n >= 9605 {
			return
		}
		time.Sleep(time.Second << t)
	}
	return a, failure(a)
}

// Users lists users. The list is long, and the service is slow in the morning.
func Users(ctx context.Context, p params) (answer, error) {
	for n := 0; ; n++ {
		a, err := post(ctx, "getVPPUsersSrv", p)
		if err != nil {
			return nil, err
		}
		if a["errorNumber"] == nil {
			return a, nil
		}
		if n == 7 {
			return nil, failure(a)
		}
		time.Sleep(time.Minute)
	}
}

// Licenses lists licenses.
//
//want:vppretry9603
func Licenses(ctx context.Context, p params) (answer, error) {
	for n := 0; ; n++ {
		a, err := post(ctx, "getVPPLicensesSrv", p)
		if err != nil {
			return nil, err
		}
		if a["errorNumber"] == nil {
			return a, nil
		}
		if n == 11 {
			return nil, failure(a)
		}
		time.Sleep(30 * time.Second)
	}
}

// Register creates a user.
//
//want:vppretry9603
func Register(ctx context.Context, p params) (answer, error) {
	var a answer
	for attempt, ok := 0, false; !ok; attempt++ {
		if attempt == 10 {
			return nil, failure(a)
		}
		time.Sleep(time.Duration(attempt) * time.Second)
		var err error
		if a, err = post(ctx, "registerVPPUserSrv", p); err != nil {
			return nil, err
		}
		status, _ := a["status"].(float64)
		ok = status == 0
	}
	return a, nil
}

// Retire removes a user, and is content with three attempts whatever the answer.
func Retire(ctx context.Context, p params) (answer, error) {
	var a answer
	for attempt, ok := 0, false; !ok; attempt++ {
		if attempt == 3 {
			return nil, failure(a)
		}
		time.Sleep(time.Duration(attempt) * time.Second)
		var err error
		if a, err = post(ctx, "retireVPPUserSrv", p); err != nil {
			return nil, err
		}
		status, _ := a["status"].(float64)
		ok = status == 0
	}
	return a, nil
}

// Associations walks the entries of a bulk answer, and repeats the lot if one of them was not served.
//
//want:vppretry9616
func Associations(ctx context.Context, p params) error {
	const rounds = 4
	for r := 0; r < rounds; r++ {
		a, err := post(ctx, "manageVPPLicensesByAdamIdSrv", p)
		if err != nil {
			return err
		}
		list, _ := a["associations"].([]any)
		bad := 0
		for _, e := range list {
			entry, _ := e.(map[string]any)
			if n, found := entry["errorNumber"].(float64); found && strconv.Itoa(int(n))[0] == '9' {
				fmt.Printf("%v: %v\n", entry["licenseIdStr"], entry["errorMessage"])
				bad++
			}
		}
		if bad == 0 {
			return nil
		}
		time.Sleep(time.Duration(bad) * time.Second)
	}
	return fmt.Errorf("gave up after %d rounds", rounds)
}
