// Package retries sends assignments to the VPP service again.
package retries

import (
	"bytes"
	"encoding/json"
	"net/http"
	"time"
)

const service = "https://vpp.itunes.apple.com/mdm/manageVPPLicensesByAdamIdSrv"

type reply struct {
	ErrorNumber  int    `json:"errorNumber"`
	ErrorMessage string `json:"errorMessage"`
}

type client struct{ http *http.Client }

// send asks for an assignment and returns the number of the answer.
func (c *client) send(body []byte) (int, error) {
	resp, err := c.http.Post(service, "application/json", bytes.NewReader(body))
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	var r reply
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return 0, err
	}
	return r.ErrorNumber, nil
}

// Assign gives up too late, and does not know 9616.
func (c *client) Assign(body []byte) int {
	number := 0
	for range 10 {
		number, _ = c.send(body) // want `retries.client.Assign retries 9603 every 2s: sends 7–10 come 2s apart; after more than five attempts wait minutes, not seconds` `retries.client.Assign retries 9616 \(license already assigned\): sent 10 times, 2s apart`
		if number == 0 {
			break
		}
		time.Sleep(2 * time.Second)
	}
	return number
}

// AssignPatiently waits for minutes after five attempts, and sends 9616 once.
func (c *client) AssignPatiently(body []byte) int {
	for attempt := 1; ; attempt++ {
		number, _ := c.send(body)
		if number != 9603 {
			return number
		}
		if attempt <= 5 {
			time.Sleep(2 * time.Second)
		} else {
			time.Sleep(5 * time.Minute)
		}
	}
}

// AssignOften sends 9616 once.
func (c *client) AssignOften(body []byte) int {
	number := 0
	for range 10 {
		number, _ = c.send(body) // want `retries.client.AssignOften retries 9603 without delay: sends 7–10 come without delay`
		if number != 9603 {
			break
		}
	}
	return number
}
