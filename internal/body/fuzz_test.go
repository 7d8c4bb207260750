package body_test

import (
	"bytes"
	"errors"
	"runtime"
	"testing"

	"github.com/vpplint/vpplint/internal/body"
)

// perByte bounds the memory that decoding takes, by the size of the input.
const perByte = 1000

// Any bytes are a package, or ErrFormat; what they take is bounded by how many
// there are.
func FuzzDecode(f *testing.F) {
	good := body.Encode(sample())
	f.Add(good)
	f.Add(good[:len(good)/2])
	f.Add(append(bytes.Clone(good), 0))
	f.Add([]byte{1, 0xff, 0xff, 0xff, 0xff, 0x0f})
	f.Add([]byte{2})
	f.Fuzz(func(t *testing.T, data []byte) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		p, err := body.Decode(data)
		runtime.ReadMemStats(&after)
		if took := after.TotalAlloc - before.TotalAlloc; took > uint64(perByte*len(data)+1<<20) {
			t.Errorf("%d bytes took %d", len(data), took)
		}
		if err != nil {
			if !errors.Is(err, body.ErrFormat) {
				t.Errorf("an error of another kind: %v", err)
			}
			return
		}
		again := body.Encode(p)
		q, err := body.Decode(again)
		if err != nil {
			t.Fatalf("what was encoded cannot be decoded: %v", err)
		}
		if !bytes.Equal(again, body.Encode(q)) {
			t.Error("a package changes when it is encoded again")
		}
	})
}
