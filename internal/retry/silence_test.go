package retry_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/vpplint/vpplint/internal/retry"
)

// What is not decided says so, with the request, the reason, and the place in
// the code at which the replay gave up; what is clean says nothing.
func TestSilenceHasAReason(t *testing.T) {
	source := `package p

import (
	"context"
	"fmt"
	"strings"
	"time"
)

func Clean(ctx context.Context, body []byte) {
	for i := 0; i < 3; i++ {
		if r, _ := send(ctx, body); r.ErrorNumber != 9603 {
			return
		}
		time.Sleep(time.Second)
	}
}

func Spins(ctx context.Context, body []byte) {
	for {
		r, _ := send(ctx, body)
		for r.ErrorNumber == 9603 {
			// 9603: it takes too many steps
		}
		if r.ErrorNumber == 0 {
			return
		}
	}
}

func down(n int) int {
	if n == 0 {
		return 0
	}
	return down(n-1) + 1 // 9616: calls are nested too deeply
}

func Deep(ctx context.Context, body []byte) {
	for {
		r, _ := send(ctx, body)
		if r.ErrorNumber == 9616 {
			down(1 << 30)
		}
		if r.ErrorNumber == 0 || r.ErrorNumber == 9603 {
			return
		}
	}
}

func Forks(ctx context.Context, body []byte) (n int) {
	for i := 0; i < 20; i++ {
		r, _ := send(ctx, body)
		if r.ErrorNumber != 9603 {
			return n
		}
		for k := range 4 {
			if strings.Contains(r.More, fmt.Sprint(i, k)) { // 9603: there are too many ways through it
				n++
			}
		}
		time.Sleep(time.Second)
	}
	return n
}
`
	in, fset := loadAt(t, source)
	lines := strings.Split(source, "\n")
	got := map[string][]string{}
	for _, u := range retry.Analyze(in, limits).Undecided {
		name := u.Root[strings.LastIndexByte(u.Root, '.')+1:]
		got[name] = append(got[name], fmt.Sprintf("%d: %s", u.Number, u.Reason))
		if u.Request == "" {
			t.Errorf("%s: no request", name)
		}
		if p := fset.Position(u.Pos); !strings.HasSuffix(p.Filename, "p.go") || !strings.Contains(lines[p.Line-1]+lines[p.Line], u.Reason) {
			t.Errorf("%s: gives up at %s", name, p)
		}
	}
	want := map[string][]string{
		"Spins": {"9603: it takes too many steps"},
		"Deep":  {"9616: calls are nested too deeply"},
		"Forks": {"9603: there are too many ways through it"},
	}
	for name := range want {
		if !slices.Equal(got[name], want[name]) {
			t.Errorf("%s: %q, want %q", name, got[name], want[name])
		}
	}
	for name, reasons := range got {
		if want[name] == nil {
			t.Errorf("%s: %q, want nothing", name, reasons)
		}
	}
}
