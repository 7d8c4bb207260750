package retry_test

import (
	"maps"
	"testing"

	"github.com/vpplint/vpplint/internal/retry"
)

// How often is up to the caller, whom nobody knows: for 9603 that may be few
// enough, whichever way it is counted. Twice is too often for 9616.
func TestLimitsOfCallersThatCountDown(t *testing.T) {
	in := load(t, `package p

import "context"

func Up(n int, body []byte) error {
	for i := 0; i < n; i++ {
		if r, err := send(context.Background(), body); err != nil || r.ErrorNumber == 0 {
			return err
		}
	}
	return errBusy
}

func Down(n int, body []byte) error {
	for ; n != 0; n-- {
		if r, err := send(context.Background(), body); err != nil || r.ErrorNumber == 0 {
			return err
		}
	}
	return errBusy
}

func Recursive(n int, body []byte) error {
	if n == 0 {
		return errBusy
	}
	if r, err := send(context.Background(), body); err != nil || r.ErrorNumber == 0 {
		return err
	}
	return Recursive(n-1, body)
}
`)
	want := map[string]string{"Up": "9616", "Down": "9616", "Recursive": "9616"}
	if got := numbers(retry.Analyze(in, limits)); !maps.Equal(got, want) {
		t.Errorf("findings are %v, want %v", got, want)
	}
}
