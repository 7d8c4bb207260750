package body

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// version of the format. A fact of another version is ignored, not misread.
const version = 1

// Encode writes a package in a compact form: a table of strings, then numbers.
// The same package gives the same bytes.
func Encode(p *Package) []byte {
	c := &codec{ids: map[string]int{}}
	c.pkg(p)
	out := binary.AppendUvarint(nil, version)
	out = binary.AppendUvarint(out, uint64(len(c.strs)))
	for _, s := range c.strs {
		out = binary.AppendUvarint(out, uint64(len(s)))
		out = append(out, s...)
	}
	return append(out, c.buf...)
}

// ErrFormat says that bytes are not a package of this version.
var ErrFormat = errors.New("not a portable package of this version")

// Decode reads what Encode wrote. Any other bytes give an error that wraps
// ErrFormat; what it returns is well-formed: every index is in range.
func Decode(data []byte) (p *Package, err error) {
	c := &codec{buf: data, reading: true}
	defer func() {
		if r := recover(); r != nil {
			f, ok := r.(formatError)
			if !ok {
				panic(r)
			}
			p, err = nil, fmt.Errorf("%w: %s", ErrFormat, string(f))
		}
	}()
	if v := c.uvarint(); v != version {
		c.fail("version")
	}
	n := c.count()
	c.strs = make([]string, 0, n)
	for range n {
		l := c.count()
		c.strs = append(c.strs, string(c.buf[:l]))
		c.buf = c.buf[l:]
	}
	p = &Package{}
	c.pkg(p)
	if len(c.buf) != 0 {
		c.fail("trailing bytes")
	}
	if err := p.check(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	return p, nil
}

type formatError string

// codec walks a package once, in one order, for writing and for reading, so
// that the two cannot drift apart.
type codec struct {
	reading bool
	buf     []byte
	strs    []string
	ids     map[string]int
}

func (c *codec) fail(what string) { panic(formatError(what)) }

func (c *codec) uvarint() uint64 {
	v, n := binary.Uvarint(c.buf)
	if n <= 0 {
		c.fail("number")
	}
	c.buf = c.buf[n:]
	return v
}

// count reads a length; each counted thing takes a byte at least, which bounds
// the memory by the input.
func (c *codec) count() int {
	v := c.uvarint()
	if v > uint64(len(c.buf)) {
		c.fail("length")
	}
	return int(v)
}

func (c *codec) int(v *int64) {
	if c.reading {
		x, n := binary.Varint(c.buf)
		if n <= 0 {
			c.fail("number")
		}
		c.buf, *v = c.buf[n:], x
		return
	}
	c.buf = binary.AppendVarint(c.buf, *v)
}

func (c *codec) i32(v *int32) {
	x := int64(*v)
	c.int(&x)
	if x != int64(int32(x)) {
		c.fail("number too large")
	}
	*v = int32(x)
}

func (c *codec) u8(v *uint8) {
	if c.reading {
		if len(c.buf) == 0 {
			c.fail("byte")
		}
		*v, c.buf = c.buf[0], c.buf[1:]
		return
	}
	c.buf = append(c.buf, *v)
}

func (c *codec) bools(vs ...*bool) {
	var b uint8
	for i, v := range vs {
		if *v {
			b |= 1 << i
		}
	}
	c.u8(&b)
	for i, v := range vs {
		*v = b&(1<<i) != 0
	}
}

func (c *codec) str(s *string) {
	if c.reading {
		i := c.uvarint()
		if i >= uint64(len(c.strs)) {
			c.fail("string")
		}
		*s = c.strs[i]
		return
	}
	id, ok := c.ids[*s]
	if !ok {
		id = len(c.strs)
		c.ids[*s] = id
		c.strs = append(c.strs, *s)
	}
	c.buf = binary.AppendUvarint(c.buf, uint64(id))
}

func list[T any](c *codec, s *[]T, each func(*T)) {
	if !c.reading {
		c.buf = binary.AppendUvarint(c.buf, uint64(len(*s)))
	} else if n := c.count(); n > 0 {
		*s = make([]T, n)
	}
	for i := range *s {
		each(&(*s)[i])
	}
}

func (c *codec) i32s(s *[]int32) { list(c, s, c.i32) }

func (c *codec) pkg(p *Package) {
	c.str(&p.Path)
	c.bools(&p.Speaks)
	list(c, &p.Types, c.typ)
	list(c, &p.Funcs, func(f **Func) {
		if c.reading {
			*f = &Func{}
		}
		c.fn(*f)
	})
	list(c, &p.Methods, func(t *TypeMethods) {
		c.str(&t.Type)
		list(c, &t.Methods, func(m *Method) {
			c.str(&m.Key)
			c.str(&m.Fn)
			c.bools(&m.Ptr)
		})
	})
	list(c, &p.Globals, func(g *GlobalVar) {
		c.str(&g.Name)
		c.i32(&g.Type)
	})
	c.str(&p.Init)
}

func (c *codec) typ(t *Type) {
	c.u8((*uint8)(&t.Kind))
	c.bools(&t.Unsigned, &t.VPP)
	c.u8(&t.Bits)
	c.str(&t.Name)
	c.int(&t.Len)
	c.i32(&t.Elem)
	c.i32(&t.Key)
	list(c, &t.Fields, func(f *StructField) {
		c.str(&f.Name)
		c.str(&f.Wire)
		c.bools(&f.Tagged, &f.Embedded)
		c.i32(&f.Type)
	})
	list(c, &t.Methods, c.str)
	c.i32s(&t.Params)
	c.i32s(&t.Results)
}

func (c *codec) fn(f *Func) {
	c.str(&f.Name)
	c.str(&f.Decl)
	c.str(&f.Parent)
	c.bools(&f.Exported, &f.Method, &f.Wrapper, &f.Off, &f.Variadic)
	c.i32s(&f.Params)
	c.i32s(&f.Free)
	c.i32s(&f.Results)
	c.i32(&f.Regs)
	c.i32(&f.Recover)
	list(c, &f.Consts, func(k *Const) {
		c.u8((*uint8)(&k.Kind))
		c.i32(&k.Type)
		c.int(&k.Int)
		bits := int64(math.Float64bits(k.Float))
		c.int(&bits)
		k.Float = math.Float64frombits(uint64(bits))
		c.str(&k.Str)
		c.i32s(&k.TArgs)
	})
	list(c, &f.Code, func(i *Instr) {
		c.u8((*uint8)(&i.Op))
		c.u8(&i.Flags)
		c.i32(&i.Dst)
		c.i32(&i.Type)
		c.i32(&i.N)
		c.str(&i.Sym)
		c.i32s(&i.Args)
		c.i32s(&i.TArgs)
	})
	list(c, &f.Blocks, func(b *Block) {
		c.i32(&b.Start)
		c.i32(&b.End)
		c.i32s(&b.Preds)
		c.i32s(&b.Succs)
	})
}
