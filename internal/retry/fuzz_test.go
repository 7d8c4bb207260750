package retry_test

import (
	"math/rand/v2"
	"runtime"
	"testing"

	"github.com/vpplint/vpplint/internal/body"
	"github.com/vpplint/vpplint/internal/replay"
	"github.com/vpplint/vpplint/internal/retry"
)

// Bodies come from facts, which others have written. Whatever the decoder lets
// pass is replayed without a panic, within the budget, and twice in the same
// way: here, programs in which random operands, types and edges are exchanged.
func FuzzSpoiltBodies(f *testing.F) {
	in := load(f, `package p

import (
	"context"
	"errors"
	"time"
)

type Client struct {
	limit int
	seen  map[string]int
	queue chan []byte
}

func (c *Client) Loop(ctx context.Context, body []byte) error {
	for i := 0; i < c.limit; i++ {
		r, err := send(ctx, body)
		if err != nil || r.ErrorNumber == 0 {
			return err
		}
		c.seen[r.More]++
		pause()
	}
	return errBusy
}

func (c *Client) Queue(ctx context.Context) {
	for body := range c.queue {
		go func() {
			defer func() { recover() }()
			if r, _ := send(ctx, body); r.ErrorNumber != 0 {
				c.queue <- body
			}
		}()
	}
}

type again[T any] func(T) (bool, error)

func retrying[T any](x T, f again[T]) (err error) {
	for more := true; more; {
		select {
		case <-time.After(time.Minute):
		default:
			more, err = f(x)
		}
	}
	return err
}

func Generic(bodies ...[]byte) {
	for i, b := range bodies[:len(bodies)/2] {
		_ = retrying(append(b, byte(i)), func(b []byte) (bool, error) {
			r, err := send(context.Background(), b)
			switch e := error(nil); {
			case errors.Is(err, errBusy):
				panic(e)
			case r.Status != 0:
				return [...]bool{true, false}[i%2], nil
			}
			return false, err
		})
	}
}
`)
	data := body.Encode(in.Package.Package)
	if n := len(retry.Analyze(in, limits).Findings); n == 0 {
		f.Fatal("nothing is found before anything is spoilt")
	}
	for seed := range uint64(40) {
		f.Add(seed, uint8(1+seed%5))
	}
	f.Fuzz(func(t *testing.T, seed uint64, changes uint8) {
		p, err := body.Decode(data)
		if err != nil {
			t.Fatal(err)
		}
		r := rand.New(rand.NewPCG(seed, 0))
		for range changes%16 + 1 {
			spoil(r, p)
		}
		spoilt := body.Encode(p)
		var sent [2]retry.Report
		for i := range sent {
			if p, err = body.Decode(spoilt); err != nil {
				t.Skip(err) // it is noticed
			}
			lowered := *in.Package
			lowered.Package = p
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			sent[i] = retry.Analyze(retry.Input{Package: &lowered, Budget: replay.Budget{
				Runs: 20, Choices: 100, Steps: 5000, Total: 20_000, Depth: 60, Sends: 20,
			}}, limits)
			runtime.ReadMemStats(&after)
			if took := after.TotalAlloc - before.TotalAlloc; took > 4<<30 {
				t.Errorf("it took %d MB", took>>20)
			}
		}
		if a, b := numbers(sent[0]), numbers(sent[1]); len(a) != len(b) || sent[0].Stats != sent[1].Stats {
			t.Errorf("one replay and the next differ: %v, %v", sent[0].Stats, sent[1].Stats)
		}
	})
}

// spoil makes one change to a package.
func spoil(r *rand.Rand, p *body.Package) {
	f := p.Funcs[r.IntN(len(p.Funcs))]
	typ := func() int32 { return int32(r.IntN(len(p.Types)+1) - 1) }
	if len(f.Code) == 0 {
		return
	}
	in := &f.Code[r.IntN(len(f.Code))]
	switch r.IntN(10) {
	case 0:
		in.Op = body.Op(1 + r.IntN(int(body.Next)))
	case 1:
		in.Type = typ()
	case 2, 3:
		if n := len(in.Args); n > 0 && f.Regs > 0 {
			in.Args[r.IntN(n)] = int32(r.IntN(int(f.Regs)+len(f.Consts))) - int32(len(f.Consts))
		}
	case 4:
		in.Dst = int32(r.IntN(int(f.Regs)+1) - 1)
	case 5:
		in.N = int32(r.IntN(90))
	case 6:
		in.Flags ^= 1 << r.IntN(7)
	case 7:
		b := &f.Blocks[r.IntN(len(f.Blocks))]
		if n := len(b.Succs); n > 0 {
			b.Succs[r.IntN(n)] = int32(r.IntN(len(f.Blocks)))
		}
	case 8:
		t := &p.Types[r.IntN(len(p.Types))]
		t.Kind, t.Elem = body.Kind(r.IntN(int(body.KTypeParam)+1)), typ()
	case 9:
		if n := len(f.Consts); n > 0 {
			c := &f.Consts[r.IntN(n)]
			c.Kind, c.Int = body.ConstKind(r.IntN(int(body.Fn)+1)), r.Int64()-r.Int64()
		}
	}
}
