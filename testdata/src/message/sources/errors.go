package sources

import (
	"context"
	"errors"
	"fmt"
	"log"
	"strings"
	"sync"
)

type result struct {
	serial string
	err    error
}

func errorInField(serials []string) (n int) {
	var out []result
	for _, s := range serials {
		out = append(out, result{s, send(s, nil)})
	}
	for _, r := range out {
		if r.serial == "C02" || r.err == nil {
			continue
		}
		if strings.Contains(r.err.Error(), "License not found") { // want `errorMessage searched by strings\.Contains for "License not found" in sources\.errorInField`
			n++
		}
	}
	return n
}

func errorInChannel(serials []string) (n int) {
	errc := make(chan error, len(serials))
	var wg sync.WaitGroup
	for _, s := range serials {
		wg.Go(func() { errc <- send(s, nil) })
	}
	wg.Wait()
	close(errc)
	for err := range errc {
		if err != nil && strings.HasPrefix(err.Error(), "assign: License not found") { // want `errorMessage searched by strings\.HasPrefix for "assign: License not found" in sources\.errorInChannel`
			n++
		}
	}
	return n
}

func errorInMap(serials []string) bool {
	failed := map[string]error{}
	for _, s := range serials {
		if err := send(s, nil); err != nil {
			failed[s] = err
		}
	}
	err, ok := failed["C02"]
	return ok && strings.Contains(err.Error(), "9610") // want `errorMessage searched by strings\.Contains for "9610" in sources\.errorInMap`
}

func retry(n int, f func() error) (err error) {
	for range n {
		if err = f(); err == nil {
			return nil
		}
	}
	return fmt.Errorf("after %d tries: %w", n, err)
}

func errorRetried() bool {
	err := retry(3, func() error { return send("assign", nil) }) // want `sources\.errorRetried retries 9616`
	return strings.Contains(err.Error(), "Internal error")       // want `errorMessage searched by strings\.Contains for "Internal error" in sources\.errorRetried`
}

func errorRetriedOther() bool {
	err := retry(3, func() error { return errors.New("Internal error") })
	return strings.Contains(err.Error(), "Internal error")
}

func errorCaptured() bool {
	var last error
	_ = retry(3, func() error { // want `sources\.errorCaptured retries 9616`
		last = send("assign", nil)
		return last
	})
	return last != nil && strings.Contains(last.Error(), "Internal error") // want `errorMessage searched by strings\.Contains for "Internal error" in sources\.errorCaptured`
}

func errorString() string {
	err := send("assign", nil)
	switch msg := err.Error(); {
	case strings.Contains(msg, "timeout"), strings.Contains(msg, "connection reset"):
		return "network"
	case strings.Contains(msg, "token has expired"): // want `errorMessage searched by strings\.Contains for "token has expired" in sources\.errorString`
		return "token"
	default:
		return msg
	}
}

func errorLogged() {
	if err := send("assign", nil); err != nil && !errors.Is(err, context.Canceled) {
		log.Printf("assign: %v", err)
	}
}

func errorOwnWords() bool {
	err := send("assign", nil)
	return err != nil && strings.HasPrefix(err.Error(), "decode: ")
}

func errorCompared(a, b error) bool {
	return a != nil && b != nil && a.Error() == b.Error()
}

func errorSame() bool {
	a, b := send("assign", nil), send("assign", nil)
	return a.Error() == b.Error()
}

type reporter interface{ report(err error) bool }

type console struct{}

func (console) report(err error) bool { return strings.Contains(err.Error(), "already assigned") } // want `errorMessage searched by strings\.Contains for "already assigned" in sources\.console\.report`

func errorReported(r reporter) bool { return r.report(send("assign", nil)) }

// Texter is what answers have in common.
type Texter interface{ ErrorText() string }

// ErrorText returns the text.
func (t Tagged) ErrorText() string { return t.Msg }

func texter(x Texter) bool { return x.ErrorText() == "License not found" } // want `errorMessage compared with "License not found" in sources\.texter \(text through sources\.Texter\.ErrorText\)`

func texterInline(x interface{ ErrorText() string }) bool {
	return strings.EqualFold(x.ErrorText(), "license not found") // want `errorMessage compared by strings\.EqualFold with "license not found" in sources\.texterInline \(text through sources\.ErrorText\)`
}

func texterAsserted(v any) bool {
	x, ok := v.(Texter)
	return ok && x.ErrorText() == "License not found" // want `errorMessage compared with "License not found" in sources\.texterAsserted \(text through sources\.Texter\.ErrorText\)`
}

// Is makes errors.Is work by text.
func (r *Refusal) Is(target error) bool { return r.Msg == target.Error() } // want `errorMessage compared with a value in sources\.Refusal\.Is`

func first(rs []Tagged) (t Tagged, ok bool) {
	for _, r := range rs {
		if r.Num != 0 {
			return r, true
		}
	}
	return Tagged{}, false
}

func firstIs(rs []Tagged) bool {
	t, ok := first(rs)
	return ok && t.Msg == "License not found" // want `errorMessage compared with "License not found" in sources\.firstIs \(text through sources\.first\)`
}

func constructed() bool {
	t := Tagged{Num: 1, Msg: "own text"}
	return t.Msg == "own text"
}

func assertedError(err error) bool {
	if r, ok := err.(*Refusal); ok {
		return strings.Contains(r.Error(), "not found") // want `errorMessage searched by strings\.Contains for "not found" in sources\.assertedError`
	}
	return false
}
