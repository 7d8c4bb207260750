package standin_test

import (
	"encoding/json"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/vpplint/vpplint/examples/standin"
)

type answer struct {
	Status       int    `json:"status"`
	ErrorNumber  int    `json:"errorNumber"`
	ErrorMessage string `json:"errorMessage"`
	Associations []struct {
		ErrorNumber int `json:"errorNumber"`
	} `json:"associations"`
}

func post(t *testing.T, apple *standin.Apple, body string) answer {
	t.Helper()
	resp, err := apple.Client().Post("https://vpp.example/mdm/manageVPPLicensesByAdamIdSrv", "application/json", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Errorf("status %s, want 200: errors of the service come in the body", resp.Status)
	}
	var a answer
	if err := json.NewDecoder(resp.Body).Decode(&a); err != nil {
		t.Fatal(err)
	}
	return a
}

func TestPinnedToANumber(t *testing.T) {
	apple := &standin.Apple{Number: 9616}
	for range 2 {
		a := post(t, apple, "{}")
		if a.Status != -1 || a.ErrorNumber != 9616 || a.ErrorMessage != "License already assigned." {
			t.Errorf("got %+v, want 9616 and its documented text", a)
		}
		if len(a.Associations) != 1 || a.Associations[0].ErrorNumber != 9616 {
			t.Errorf("associations %+v, want one with 9616", a.Associations)
		}
	}
}

func TestOtherText(t *testing.T) {
	a := post(t, &standin.Apple{Number: 9616, Text: "License already assigned"}, "{}")
	if a.ErrorNumber != 9616 || a.ErrorMessage != "License already assigned" {
		t.Errorf("got %+v, want 9616 with the given text", a)
	}
}

func TestSuccessHasNoError(t *testing.T) {
	if a := post(t, &standin.Apple{}, "{}"); a.Status != 0 || a.ErrorNumber != 0 || a.ErrorMessage != "" {
		t.Errorf("got %+v, want success", a)
	}
}

func TestRecoversAfterSomeTimes(t *testing.T) {
	apple := &standin.Apple{Number: 9603, Times: 2}
	var got []int
	for range 3 {
		got = append(got, post(t, apple, "{}").ErrorNumber)
	}
	if want := []int{9603, 9603, 0}; !reflect.DeepEqual(got, want) {
		t.Errorf("numbers %v, want %v", got, want)
	}
}

func TestRecordsWhenAndWhatWasSent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		apple := &standin.Apple{}
		start := time.Now()
		post(t, apple, "one")
		time.Sleep(5 * time.Second)
		post(t, apple, "two")

		sends := apple.Sends()
		if len(sends) != 2 {
			t.Fatalf("%d sends, want 2", len(sends))
		}
		if s := sends[0]; !s.At.Equal(start) || s.Service != "manageVPPLicensesByAdamIdSrv" || s.Body != "one" {
			t.Errorf("first send %+v", s)
		}
		if s := sends[1]; s.Body != "two" {
			t.Errorf("second send %+v", s)
		}
		if got, want := apple.Gaps(), []time.Duration{5 * time.Second}; !reflect.DeepEqual(got, want) {
			t.Errorf("gaps %v, want %v", got, want)
		}
	})
}
