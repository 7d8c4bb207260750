// Package own shows words that the program itself has put around the text: to
// search for them is no decision on what Apple says.
package own

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
)

// Reply is what VPPServiceConfigSrv answers.
type Reply struct {
	Num int    `json:"errorNumber"`
	Msg string `json:"errorMessage"`
}

func send(op string) error {
	res, err := http.Get("https://vpp.itunes.apple.com/" + op)
	if err != nil {
		return fmt.Errorf("send %s: %w", op, err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: HTTP %d", op, res.StatusCode)
	}
	var r Reply
	if err := json.NewDecoder(res.Body).Decode(&r); err != nil {
		return fmt.Errorf("decode %s: %w", op, err)
	}
	if r.Num != 0 {
		return fmt.Errorf("apple refused %s: %d %w", op, r.Num, errors.New(r.Msg))
	}
	return nil
}

func wordsOfOurs() bool {
	err := send("assign")
	return err != nil && strings.HasPrefix(err.Error(), "decode assign")
}

func statusOfOurs() bool {
	err := send("assign")
	return err != nil && strings.Contains(err.Error(), "HTTP 503")
}

func wordsOfApple() bool {
	err := send("assign")
	return err != nil && strings.HasSuffix(err.Error(), "not found") // want `errorMessage searched by strings\.HasSuffix for "not found" in own\.wordsOfApple`
}

func prefixOfOurs(r Reply) bool {
	line := "apple: " + r.Msg
	return strings.HasPrefix(line, "apple: ")
}

func prefixAndMore(r Reply) bool {
	line := "apple: " + r.Msg
	return strings.HasPrefix(line, "apple: License") // want `errorMessage searched by strings\.HasPrefix for "apple: License" in own\.prefixAndMore`
}

func number() (n int) {
	_, _ = fmt.Sscanf(send("assign").Error(), "apple refused assign: %d", &n) // want `errorMessage parsed by fmt\.Sscanf as "apple refused assign: %d" in own\.number`
	return n
}

func status() (n int) {
	_, _ = fmt.Sscanf(send("assign").Error(), "assign: HTTP %d", &n)
	return n
}
