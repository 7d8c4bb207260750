package body

import (
	"math"
	"slices"
	"strings"
)

func (c *codec) pkgs(ps *[]*Package) {
	var last *Package
	list(c, funcs, funcs, ps, func(p **Package) {
		if c.reading {
			*p = &Package{}
		}
		c.pkg(*p, last)
		last = *p
	})
}

// pkg is a package, which may have the types of the one before it.
func (c *codec) pkg(p, before *Package) {
	same := p.SharesTypes(before)
	c.bools(funcs, &p.Speaks, &same)
	c.str(names, &p.Path)
	switch i := int32(-1); {
	case !same:
		list(c, funcs, types, &p.Types, func(t *Type) {
			i++
			c.typ(t, i)
		})
	case before == nil:
		c.fail("types")
	default:
		p.Types = before.Types
	}
	e := newExpectation(p)
	list(c, funcs, funcs, &p.Funcs, func(f **Func) {
		if c.reading {
			*f = &Func{}
		}
		c.fn(*f, e)
	})
	list(c, funcs, funcs, &p.Methods, func(t *TypeMethods) {
		c.str(names, &t.Type)
		list(c, funcs, funcs, &t.Methods, func(m *Method) {
			c.bools(funcs, &m.Ptr)
			c.str(names, &m.Key)
			c.str(names, &m.Fn)
		})
	})
	list(c, funcs, refs, &p.Globals, func(g *GlobalVar) {
		c.str(names, &g.Name)
		c.i32(refs, &g.Type, 0)
	})
	c.str(names, &p.Init)
}

// typ is the type with index i.
func (c *codec) typ(t *Type, i int32) {
	bits, length, elem, key := t.Bits != 0, t.Len != 0, t.Elem != -1, t.Key != -1
	kind := uint8(t.Kind)
	c.u8(types, &kind)
	t.Kind = Kind(kind)
	c.bools(types, &t.Unsigned, &t.VPP, &bits, &length, &elem, &key)
	if bits {
		c.u8(types, &t.Bits)
	}
	c.str(names, &t.Name)
	if length {
		c.int(types, &t.Len)
	}
	t.Elem, t.Key = c.optional(t.Elem, elem, i), c.optional(t.Key, key, i)
	list(c, types, fields, &t.Fields, func(f *StructField) {
		same := f.Wire == f.Name
		c.bools(fields, &f.Tagged, &f.Embedded, &same)
		c.str(words, &f.Name)
		if same {
			f.Wire = f.Name
		} else {
			c.str(words, &f.Wire)
		}
		c.i32(refs, &f.Type, i)
	})
	list(c, types, names, &t.Methods, func(m *string) { c.str(names, m) })
	c.i32s(types, refs, &t.Params, 0, i)
	c.i32s(types, refs, &t.Results, 0, i)
}

// optional is a reference from the type with index i, or -1.
func (c *codec) optional(v int32, there bool, i int32) int32 {
	if !there {
		return -1
	}
	c.i32(refs, &v, i)
	return v
}

// i32s are numbers that are close to another one; usual is how many they are.
func (c *codec) i32s(l, of lane, s *[]int32, usual int, near int32) {
	usually(c, l, of, s, usual, func(v *int32) { c.i32(of, v, near) })
}

func (c *codec) fn(f *Func, e *expectation) {
	c.bools(funcs, &f.Exported, &f.Method, &f.Wrapper, &f.Off, &f.Variadic)
	c.str(names, &f.Name)
	decl, parent := place(f.Name)
	declares, closes, recovers, inOrder := f.Decl == decl, f.Parent == parent, f.Recover != -1, f.inOrder()
	c.bools(funcs, &declares, &closes, &recovers, &inOrder)
	if declares {
		f.Decl = decl
	} else {
		c.str(names, &f.Decl)
	}
	if closes {
		f.Parent = parent
	} else {
		c.str(names, &f.Parent)
	}
	if recovers {
		c.i32(funcs, &f.Recover, 0)
	} else {
		f.Recover = -1
	}
	c.i32s(funcs, signature, &f.Params, 0, 0)
	c.i32s(funcs, signature, &f.Free, 0, 0)
	c.i32s(funcs, signature, &f.Results, 0, 0)
	list(c, funcs, consts, &f.Consts, c.constant)
	e.enter(f)
	c.code(f, e)
	c.blocks(f, inOrder)
}

// place is what the name of a function says about where it is written: in which
// declaration, and in which function.
func place(name string) (decl, parent string) {
	if i := strings.LastIndexByte(name, '$'); i >= 0 && !strings.HasSuffix(name, "$bound") {
		parent = name[:i]
	}
	name, _, _ = strings.Cut(name, "$")
	if recv, method, ok := strings.Cut(strings.TrimPrefix(name, "("), ")."); ok {
		return local(recv) + "." + method, parent
	}
	return local(name), parent
}

// local is a name without the path of its package.
func local(name string) string {
	name = name[strings.LastIndexByte(name, '/')+1:]
	return name[strings.IndexByte(name, '.')+1:]
}

func (c *codec) constant(k *Const) {
	number, float, text, targs := k.Int != 0, k.Float != 0 || math.Signbit(k.Float), k.Str != "", len(k.TArgs) > 0
	kind := uint8(k.Kind)
	c.u8(consts, &kind)
	k.Kind = ConstKind(kind)
	c.bools(consts, &number, &float, &text, &targs)
	c.i32(constTypes, &k.Type, 0)
	if number {
		c.int(values, &k.Int)
	}
	if float {
		bits := int64(math.Float64bits(k.Float))
		c.int(values, &bits)
		k.Float = math.Float64frombits(uint64(bits))
	}
	if text && (k.Kind == Global || k.Kind == Fn) {
		c.str(symbols, &k.Str)
	} else if text {
		c.str(words, &k.Str)
	}
	if targs {
		c.i32s(values, typeArgs, &k.TArgs, 0, 0)
	}
}

// code is what a function does. Much of an instruction is as one would expect
// from those before it: that is told by a zero.
func (c *codec) code(f *Func, e *expectation) {
	list(c, funcs, ops, &f.Code, func(in *Instr) {
		op, odd := uint8(in.Op), in.Flags
		if in.N != 0 && !counts(in.Op) {
			odd |= numbered
		}
		c.u8(ops, &op)
		c.u8(flags, &odd)
		in.Op, in.Flags = Op(op), odd&^numbered
		if counts(in.Op) || odd&numbered != 0 {
			c.i32(numbers, &in.N, 0)
		}
		c.register(&in.Dst, e.result(in), e.next)
		if calls(in.Op) {
			c.str(symbols, &in.Sym)
		}
		usually(c, argCount, args, &in.Args, e.operands(in), func(a *Operand) { c.operand(a, e.next) })
		t := e.typing(in)
		if !calls(in.Op) && c.differs(symbols, in.Sym != t.sym) {
			c.str(symbols, &in.Sym)
		} else if !calls(in.Op) {
			in.Sym = t.sym
		}
		if c.differs(typed, in.Type != t.typ) {
			c.i32(codeTypes, &in.Type, 0)
		} else {
			in.Type = t.typ
		}
		if c.differs(typeArgs, !slices.Equal(in.TArgs, t.args)) {
			c.i32s(typeArgs, typeArgs, &in.TArgs, 0, 0)
		} else {
			in.TArgs = t.args
		}
		e.saw(in)
	})
	c.i32(funcs, &f.Regs, e.next)
}

// numbered marks an instruction with a number, where its operation needs none.
const numbered = 1 << 7

// counts says whether the number of an operation means something.
func counts(op Op) bool {
	switch op {
	case BinOp, UnOp, FieldAddr, Field, Extract, Select:
		return true
	}
	return false
}

func calls(op Op) bool {
	switch op {
	case Call, Go, Defer, MakeClosure:
		return true
	}
	return false
}

// differs writes whether something is not as expected, or reads that.
func (c *codec) differs(l lane, d bool) bool {
	var b uint8
	if d {
		b = 1
	}
	c.u8(l, &b)
	if b > 1 {
		c.fail("byte")
	}
	return b == 1
}

// register is a result: 0 is the expected one.
func (c *codec) register(dst *int32, expected, next int32) {
	var x uint64
	if d := int64(*dst) - int64(next); *dst != expected {
		x = 1 + (uint64(d)<<1 ^ uint64(d>>63))
	}
	if c.uint(results, &x); x == 0 {
		*dst = expected
		return
	}
	x--
	*dst = c.fit(int64(x>>1) ^ -int64(x&1) + int64(next))
}

// blocks are where the code branches.
func (c *codec) blocks(f *Func, inOrder bool) {
	end, i := int32(0), int32(-1)
	list(c, funcs, blocks, &f.Blocks, func(b *Block) {
		i++
		c.i32(blocks, &b.Start, end)
		c.i32(blocks, &b.End, b.Start)
		end = b.End
		c.i32s(edges, edges, &b.Succs, f.branches(b), i)
	})
	switch {
	case !inOrder:
		for i := range f.Blocks {
			c.i32s(edges, edges, &f.Blocks[i].Preds, 0, int32(i))
		}
	case c.reading:
		for i, from := range f.preds() {
			f.Blocks[i].Preds = from
		}
	}
}

// branches is how many edges leave a block, by how it ends.
func (f *Func) branches(b *Block) int {
	if b.Start < b.End && b.End <= int32(len(f.Code)) && b.Start >= 0 {
		switch f.Code[b.End-1].Op {
		case Jump:
			return 1
		case If:
			return 2
		}
	}
	return 0
}

// preds are the edges to each block, in the order of the blocks that they come
// from.
func (f *Func) preds() [][]int32 {
	all := make([][]int32, len(f.Blocks))
	for i, b := range f.Blocks {
		for _, s := range b.Succs {
			if s >= 0 && int(s) < len(all) {
				all[s] = append(all[s], int32(i))
			}
		}
	}
	return all
}

// inOrder says whether the edges to all blocks are in that order, as they mostly
// are.
func (f *Func) inOrder() bool {
	for i, from := range f.preds() {
		if !slices.Equal(from, f.Blocks[i].Preds) {
			return false
		}
	}
	return true
}
