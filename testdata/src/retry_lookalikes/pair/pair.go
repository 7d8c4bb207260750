// Package pair speaks a protocol that has exactly the two names of VPP, and
// nothing else of it: a number that Apple lists, a text, a third name.
package pair

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
)

type response struct {
	ErrorNumber  int    `json:"errorNumber"`
	ErrorMessage string `json:"errorMessage"`
}

// A port, a baud rate and 9600 alone say nothing.
const (
	port    = 9603
	baud    = 9600
	tooBusy = 77
)

func send(ctx context.Context, body string) (int, error) {
	url := fmt.Sprintf("https://meters.example:%d/read?baud=%d", port, baud)
	resp, err := http.Post(url, "application/json", strings.NewReader(body))
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	var r response
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return 0, err
	}
	return r.ErrorNumber, nil
}

// Read asks until there is an answer.
func Read(ctx context.Context, body string) error {
	for {
		n, err := send(ctx, body)
		if err != nil || n == 0 {
			return err
		}
		time.Sleep(time.Second)
	}
}

// ReadWhileBusy asks ten times.
func ReadWhileBusy(ctx context.Context, body string) error {
	for range 10 {
		if n, err := send(ctx, body); err != nil || n != tooBusy {
			return err
		}
		time.Sleep(time.Second)
	}
	return errors.New("busy")
}
