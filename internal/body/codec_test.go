package body_test

import (
	"bytes"
	"errors"
	"reflect"
	"testing"

	"github.com/vpplint/vpplint/internal/body"
)

// sample has a bit of everything that a package can hold.
func sample() *body.Package {
	return &body.Package{
		Path:   "example.com/a",
		Speaks: true,
		Types: []body.Type{
			{Kind: body.KInt, Bits: 64, Name: "int", Elem: -1, Key: -1},
			{Kind: body.KStruct, VPP: true, Elem: -1, Key: -1, Fields: []body.StructField{{Name: "Number", Wire: "errorNumber", Tagged: true, Type: 0}}},
			{Kind: body.KNamed, Name: "example.com/a.T", VPP: true, Elem: 1, Key: -1},
		},
		Funcs: []*body.Func{{
			Name: "example.com/a.F", Decl: "F", Exported: true, Recover: -1, Regs: 2,
			Params: []int32{0}, Results: []int32{0},
			Consts: []body.Const{{Kind: body.Int, Type: 0, Int: -7}, {Kind: body.Float, Type: 0, Float: 1.5}, {Kind: body.String, Type: -1, Str: "x"}},
			Code: []body.Instr{
				{Op: body.BinOp, Dst: 1, Type: 0, N: 12, Args: []body.Operand{0, ^0}},
				{Op: body.Return, Dst: -1, Type: -1, Args: []body.Operand{1}},
			},
			Blocks: []body.Block{{Start: 0, End: 2}},
		}},
		Methods: []body.TypeMethods{{Type: "example.com/a.T", Methods: []body.Method{{Key: "M", Fn: "example.com/a.F", Ptr: true}}}},
		Globals: []body.GlobalVar{{Name: "example.com/a.G", Type: 0}},
		Init:    "example.com/a.init",
	}
}

func TestPackageSurvivesEncoding(t *testing.T) {
	data := body.Encode(sample())
	got, err := body.Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, sample()) {
		t.Errorf("decoded %+v", got)
	}
	if !bytes.Equal(body.Encode(got), data) {
		t.Error("a package that was decoded is encoded differently")
	}
}

func TestDecodeRefusesWhatIsNoPackage(t *testing.T) {
	good := body.Encode(sample())
	spoil := func(change func(*body.Package)) []byte {
		p := sample()
		change(p)
		return body.Encode(p)
	}
	for name, data := range map[string][]byte{
		"nothing":              nil,
		"another version":      append([]byte{99}, good[1:]...),
		"cut short":            good[:len(good)-1],
		"more behind it":       append(bytes.Clone(good), 0),
		"type out of range":    spoil(func(p *body.Package) { p.Types[1].Fields[0].Type = 9 }),
		"operand out of range": spoil(func(p *body.Package) { p.Funcs[0].Code[0].Args[0] = 5 }),
		"constant out of range": spoil(func(p *body.Package) {
			p.Funcs[0].Code[0].Args[1] = ^7
		}),
		"no such operation": spoil(func(p *body.Package) { p.Funcs[0].Code[0].Op = 200 }),
		"edge to nowhere":   spoil(func(p *body.Package) { p.Funcs[0].Blocks[0].Succs = []int32{3} }),
		"a pointer to itself": spoil(func(p *body.Package) {
			p.Types = append(p.Types, body.Type{Kind: body.KPointer, Elem: int32(len(p.Types)), Key: -1})
		}),
		"too few operands":  spoil(func(p *body.Package) { p.Funcs[0].Code[0].Args = nil }),
		"jump without edge": spoil(func(p *body.Package) { p.Funcs[0].Code[1] = body.Instr{Op: body.Jump, Dst: -1, Type: -1} }),
		"fewer registers than parameters": spoil(func(p *body.Package) {
			p.Funcs[0].Regs = 0
		}),
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := body.Decode(data); !errors.Is(err, body.ErrFormat) {
				t.Errorf("error is %v, want %v", err, body.ErrFormat)
			}
		})
	}
}
