package portable_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/vpplint/vpplint/internal/body"
	"github.com/vpplint/vpplint/internal/portable"
)

// call is a function that calls others, one after the other, and nothing else.
func call(name string, exported bool, callees ...string) *body.Func {
	f := &body.Func{Name: name, Exported: exported, Recover: -1}
	for _, c := range callees {
		f.Code = append(f.Code, body.Instr{Op: body.Call, Dst: f.Regs, Type: -1, Sym: c})
		f.Regs++
	}
	f.Code = append(f.Code, body.Instr{Op: body.Return, Dst: -1, Type: -1})
	f.Blocks = []body.Block{{End: int32(len(f.Code))}}
	return f
}

func exported(f *body.Func) bool { return f.Exported }

// names are the functions that travel.
func names(pkgs []*body.Package) (all []string) {
	for _, p := range pkgs {
		for _, f := range p.Funcs {
			all = append(all, f.Name)
		}
	}
	slices.Sort(all)
	return all
}

// What a function leads to travels with it, and nothing else does.
func TestExportKeepsWhatIsReached(t *testing.T) {
	own := &body.Package{Path: "own", Funcs: []*body.Func{call("own.F", true, "own.f", "far.G"), call("own.f", false), call("own.idle", false)}}
	far := &body.Package{Path: "far", Funcs: []*body.Func{call("far.G", true, "far.g"), call("far.g", false), call("far.Idle", true)}}
	got := names(portable.Export(own, []*body.Package{far}, exported))
	if want := []string{"far.G", "far.g", "own.F", "own.f"}; !slices.Equal(got, want) {
		t.Errorf("it hands on %v, want %v", got, want)
	}
}

// Importers can call the methods of what an exported function returns; of what
// only others return, those count that are called.
func TestMethodsOfWhatImportersGetTravel(t *testing.T) {
	types := func(name string) []body.Type {
		return []body.Type{{Kind: body.KNamed, Name: name, Elem: -1, Key: -1}}
	}
	returns := func(f *body.Func) *body.Func {
		f.Results = []int32{0}
		return f
	}
	far := &body.Package{
		Path: "far", Types: types("far.T"),
		Funcs:   []*body.Func{returns(call("far.New", true)), call("(far.T).A", true), call("(far.T).B", true)},
		Methods: []body.TypeMethods{{Type: "far.T", Methods: []body.Method{{Key: "A", Fn: "(far.T).A"}, {Key: "B", Fn: "(far.T).B"}}}},
	}
	for name, test := range map[string]struct {
		own  *body.Package
		want []string
	}{
		"returned": {
			&body.Package{Path: "own", Types: types("far.T"), Funcs: []*body.Func{returns(call("own.F", true, "far.New"))}},
			[]string{"(far.T).A", "(far.T).B", "far.New", "own.F"},
		},
		"used": {
			&body.Package{Path: "own", Types: types("far.T"), Funcs: []*body.Func{call("own.F", true, "far.New", "(far.T).A")}},
			[]string{"(far.T).A", "far.New", "own.F"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			if got := names(portable.Export(test.own, []*body.Package{far}, exported)); !slices.Equal(got, test.want) {
				t.Errorf("it hands on %v, want %v", got, test.want)
			}
		})
	}
}

// A package that does not speak VPP hands on only so much of others, what is
// nearest first; one that does hands on all.
func TestThereIsLessRoomForWhatIsFarAway(t *testing.T) {
	const chain, each = 30, 200
	far := &body.Package{Path: "far"}
	for i := range chain {
		callees := slices.Repeat([]string{"fmt.Println"}, each)
		callees[0] = fmt.Sprintf("far.F%d", i+1)
		far.Funcs = append(far.Funcs, call(fmt.Sprintf("far.F%d", i), true, callees...))
	}
	for _, speaks := range []bool{false, true} {
		own := &body.Package{Path: "own", Speaks: speaks, Funcs: []*body.Func{call("own.F", true, "far.F0")}}
		got := names(portable.Export(own, []*body.Package{far}, exported))
		if all := len(got) == chain+1; all != speaks {
			t.Errorf("speaks %v: it hands on %d functions of %d", speaks, len(got), chain+1)
		}
		if !slices.Contains(got, "far.F0") || !slices.Contains(got, "own.F") {
			t.Errorf("speaks %v: what is nearest is missing: %v", speaks, got)
		}
	}
}

// What packages describe alike is told once; of fields of others' structs at
// which nobody looks no more is told than a name.
func TestTypesAreToldOnce(t *testing.T) {
	table := func() []body.Type {
		return []body.Type{
			{Kind: body.KNamed, Name: "other.S", Elem: 1, Key: -1},
			{Kind: body.KStruct, Elem: -1, Key: -1, Fields: []body.StructField{{Name: "Seen", Wire: "Seen", Type: 2}, {Name: "Unseen", Wire: "Unseen", Type: 2}}},
			{Kind: body.KPointer, Elem: 3, Key: -1},
			{Kind: body.KNamed, Name: "other.Inner", Elem: 4, Key: -1},
			{Kind: body.KStruct, Elem: -1, Key: -1, Fields: []body.StructField{{Name: "N", Wire: "N", Type: 5}}},
			{Kind: body.KInt, Bits: 64, Name: "int", Elem: -1, Key: -1},
		}
	}
	looks := func(name string, callees ...string) *body.Func {
		f := call(name, true, callees...)
		f.Params, f.Regs = []int32{0}, f.Regs+2
		f.Code = slices.Insert(f.Code, 0, body.Instr{Op: body.FieldAddr, Dst: f.Regs - 1, Type: 2, Sym: "Seen", TArgs: []int32{0}, Args: []body.Operand{0}})
		f.Blocks[0].End++
		return f
	}
	own := &body.Package{Path: "own", Types: table(), Funcs: []*body.Func{looks("own.F", "far.G")}}
	far := &body.Package{Path: "far", Types: table(), Funcs: []*body.Func{looks("far.G")}}
	out := portable.Export(own, []*body.Package{far}, exported)
	if len(out) != 2 || !out[1].SharesTypes(out[0]) {
		t.Fatalf("%d packages have tables of their own", len(out))
	}
	again, err := body.DecodeAll(body.EncodeAll(out))
	if err != nil {
		t.Fatal(err)
	}
	if !again[1].SharesTypes(again[0]) {
		t.Error("the table is not shared any more once it has travelled")
	}
	full, outlined := 0, 0
	for _, typ := range again[0].Types {
		switch {
		case typ.Name == "other.Inner" && typ.Elem >= 0:
			full++
		case typ.Name == "other.Inner":
			outlined++
		}
	}
	if full != 1 || outlined != 1 {
		t.Errorf("the type of a field is told %d times in full, and %d times by its name, want once each, for the one that is seen and the other", full, outlined)
	}
}
