package portable_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/vpplint/vpplint/internal/body"
	"github.com/vpplint/vpplint/internal/portable"
	"github.com/vpplint/vpplint/internal/standard"
)

// Any bytes are packages, or ErrFormat, and packages can be handed on.
func FuzzDecode(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte{5, 1})
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f})
	f.Add(body.EncodeAll([]*body.Package{{Path: "a", Init: "a.init", Globals: []body.GlobalVar{{Name: "a.G", Type: -1}}}, {Path: "b"}}))
	for _, p := range standard.Bodies()[:2] {
		f.Add(body.EncodeAll([]*body.Package{p}))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		pkgs, err := body.DecodeAll(data)
		if err != nil {
			if !errors.Is(err, body.ErrFormat) {
				t.Errorf("an error of another kind: %v", err)
			}
			return
		}
		if len(pkgs) == 0 {
			return
		}
		handedOn := portable.Export(pkgs[0], pkgs[1:], func(fn *body.Func) bool { return fn.Exported })
		out := body.EncodeAll(handedOn)
		again, err := body.DecodeAll(out)
		if err != nil {
			t.Fatalf("what is handed on cannot be decoded: %v", err)
		}
		if !bytes.Equal(out, body.EncodeAll(again)) {
			t.Error("what is handed on changes when it is encoded again")
		}
	})
}
