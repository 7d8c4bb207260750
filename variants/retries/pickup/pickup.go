// Package pickup hands out devices at the counter. The line to Apple is bad
// there, so most of the care is for what happens on the wire.
package pickup

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"syscall"
	"time"
)

// Slip is filled in at the counter.
type Slip struct {
	Title  string `json:"adamIdStr"`
	Serial string `json:"serialNumber"`
}

// Stamp is Apple's.
type Stamp struct {
	Status int `json:"status"`
	Trouble
}

// Trouble is the part of a stamp nobody wants.
type Trouble struct {
	No   int    `json:"errorNumber"`
	Text string `json:"errorMessage"`
}

// TroubleError is trouble as an error.
type TroubleError struct{ Trouble }

func (t TroubleError) Error() string { return fmt.Sprintf("trouble %d", t.No) }

// Timeout makes it look like an error of the network. It never is one.
func (t TroubleError) Timeout() bool { return false }

// Temporary is for those who do not know the numbers.
func (t TroubleError) Temporary() bool { return t.No == 9603 || t.No == 9608 }

var counter = &http.Client{Timeout: 15 * time.Second}

// stamp returns what Apple says; its error is about the wire only.
func stamp(ctx context.Context, s Slip) (st Stamp, err error) {
	b, err := json.Marshal(s)
	if err != nil {
		return st, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://vpp.itunes.apple.com/mdm/stamp", bytes.NewReader(b))
	if err != nil {
		return st, err
	}
	resp, err := counter.Do(req)
	if err != nil {
		return st, err
	}
	defer resp.Body.Close()
	if resp.StatusCode >= http.StatusInternalServerError {
		return st, errors.New(resp.Status)
	}
	err = json.NewDecoder(resp.Body).Decode(&st)
	return st, err
}

// approve is stamp, and trouble is an error.
func approve(ctx context.Context, s Slip) error {
	st, err := stamp(ctx, s)
	if err == nil && st.Status != 0 {
		err = TroubleError{st.Trouble}
	}
	return err
}

// Wire repeats what got lost on the wire.
func Wire(ctx context.Context, s Slip) (st Stamp, err error) {
	for range 100 {
		if st, err = stamp(ctx, s); err == nil {
			break
		}
		time.Sleep(time.Second)
	}
	return st, err
}

// WireForever does so for ever. Trouble is returned.
func WireForever(ctx context.Context, s Slip) error {
again:
	st, err := stamp(ctx, s)
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		time.Sleep(500 * time.Millisecond)
		goto again
	}
	if st.No != 0 {
		return TroubleError{st.Trouble}
	}
	return nil
}

// Approve looks the same, but the error is not about the wire only.
//
//want:vppretry9603 vppretry9616
func Approve(ctx context.Context, s Slip) (err error) {
	for range 100 {
		if err = approve(ctx, s); err == nil {
			break
		}
		time.Sleep(time.Second)
	}
	return err
}

// ApproveTimeout repeats what took too long.
func ApproveTimeout(ctx context.Context, s Slip) error {
	for n := 0; ; n++ {
		err := approve(ctx, s)
		var ne net.Error
		if errors.As(err, &ne) && ne.Timeout() && n < 50 {
			continue
		}
		return err
	}
}

// ApproveTemporary repeats what may be over soon.
//
//want:vppretry9603
func ApproveTemporary(ctx context.Context, s Slip) error {
	for n := 0; ; n++ {
		err := approve(ctx, s)
		t, ok := err.(interface {
			error
			Temporary() bool
		})
		if !ok || !t.Temporary() || n > 50 {
			return err
		}
		time.Sleep(time.Second)
	}
}

// ApproveReset repeats after a reset of the connection.
func ApproveReset(ctx context.Context, s Slip) (err error) {
	for n := 0; n < 20; n++ {
		err = approve(ctx, s)
		if !errors.Is(err, syscall.ECONNRESET) && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, os.ErrDeadlineExceeded) {
			return err
		}
		time.Sleep(time.Duration(n) * time.Second)
	}
	return err
}

// ApproveURL repeats what the HTTP client complains about.
func ApproveURL(ctx context.Context, s Slip) error {
	for left := 30; ; left-- {
		err := approve(ctx, s)
		if ue, ok := errors.AsType[*url.Error](err); ok && left > 0 {
			fmt.Println(ue.Op, ue.URL)
			time.Sleep(2 * time.Second)
			continue
		}
		return err
	}
}

// ApproveOthers repeats everything but what the HTTP client complains about.
//
//want:vppretry9603 vppretry9616
func ApproveOthers(ctx context.Context, s Slip) error {
	for left := 30; ; left-- {
		err := approve(ctx, s)
		var ue *url.Error
		if err == nil || errors.As(err, &ue) || left == 0 {
			return err
		}
		time.Sleep(2 * time.Second)
	}
}

// ApproveNoTrouble repeats everything but trouble.
func ApproveNoTrouble(ctx context.Context, s Slip) error {
	for {
		err := approve(ctx, s)
		switch err.(type) {
		case nil, TroubleError, *json.SyntaxError:
			return err
		}
		if ctx.Err() != nil {
			return err
		}
		time.Sleep(5 * time.Second)
	}
}

// ApproveTrouble repeats trouble, unless it is one of those.
//
//want:vppretry9603
func ApproveTrouble(ctx context.Context, s Slip) (err error) {
	known := map[int]string{9609: "user", 9610: "license", 9616: "assigned", 9619: "not assigned"}
	for d := time.Second; d < 3*time.Hour; d += 2 * time.Second {
		err = approve(ctx, s)
		te, ok := err.(TroubleError)
		if !ok {
			return err
		}
		if what, ok := known[te.No]; ok {
			return fmt.Errorf("%s: %w", what, err)
		}
		time.Sleep(d)
	}
	return err
}

// Garbled repeats an answer that cannot be read.
func Garbled(ctx context.Context, s Slip) (Stamp, error) {
	for n := 0; ; n++ {
		st, err := stamp(ctx, s)
		if se := (*json.SyntaxError)(nil); errors.As(err, &se) && n < 10 {
			continue
		}
		return st, err
	}
}

// Empty repeats an answer without anything in it.
func Empty(ctx context.Context, s Slip) (Stamp, error) {
	for n := 0; n < 9; n++ {
		st, err := stamp(ctx, s)
		if err != nil || st.Status == 0 || st.No != 0 {
			return st, err
		}
		time.Sleep(time.Second)
	}
	return Stamp{}, io.EOF
}

// Maintenance waits for the end of the maintenance, during which a page is shown.
func Maintenance(ctx context.Context, s Slip) (Stamp, error) {
	for {
		b, err := json.Marshal(s)
		if err != nil {
			return Stamp{}, err
		}
		resp, err := counter.Post("https://vpp.itunes.apple.com/mdm/stamp", "application/json", bytes.NewReader(b))
		if err != nil {
			return Stamp{}, err
		}
		if resp.StatusCode == http.StatusServiceUnavailable || resp.StatusCode == http.StatusTooManyRequests {
			resp.Body.Close()
			time.Sleep(10 * time.Second)
			continue
		}
		var st Stamp
		err = json.NewDecoder(resp.Body).Decode(&st)
		resp.Body.Close()
		return st, err
	}
}
