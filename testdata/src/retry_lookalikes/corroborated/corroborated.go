// Package corroborated is package pair with one of Apple's numbers, which
// makes all the difference.
package corroborated

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"time"
)

type response struct {
	ErrorNumber  int    `json:"errorNumber"`
	ErrorMessage string `json:"errorMessage"`
}

func send(ctx context.Context, body string) (response, error) {
	var r response
	resp, err := http.Post("https://meters.example/read", "application/json", strings.NewReader(body))
	if err != nil {
		return r, err
	}
	defer resp.Body.Close()
	return r, json.NewDecoder(resp.Body).Decode(&r)
}

// Read asks until there is an answer.
func Read(ctx context.Context, body string) error {
	for {
		r, err := send(ctx, body) // want `retries 9603 every 1s` `retries 9616`
		if err != nil || r.ErrorNumber == 0 || r.ErrorNumber == 9622 {
			return err
		}
		time.Sleep(time.Second)
	}
}
