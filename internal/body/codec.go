package body

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// version of the format. A fact of another version is ignored, not misread.
const version = 2

// Encode writes a package in a compact form: the same package gives the same
// bytes.
func Encode(p *Package) []byte { return EncodeAll([]*Package{p}) }

// Decode reads what Encode wrote. Any other bytes give an error that wraps
// ErrFormat; what it returns is well-formed: every index is in range.
func Decode(data []byte) (*Package, error) {
	pkgs, err := DecodeAll(data)
	if err == nil && len(pkgs) != 1 {
		err = fmt.Errorf("%w: %d packages", ErrFormat, len(pkgs))
	}
	if err != nil {
		return nil, err
	}
	return pkgs[0], nil
}

// EncodeAll is Encode for several packages, which have much in common. None are
// no bytes.
func EncodeAll(pkgs []*Package) []byte {
	if len(pkgs) == 0 {
		return nil
	}
	c := &codec{ids: map[string]int{}}
	c.pkgs(&pkgs)
	out := binary.AppendUvarint(nil, version)
	for _, l := range c.lanes {
		out = binary.AppendUvarint(out, uint64(len(l)))
	}
	for _, l := range c.lanes {
		out = append(out, l...)
	}
	return out
}

// ErrFormat says that bytes are not a portable package of this version.
var ErrFormat = errors.New("not a portable package of this version")

// DecodeAll reads what EncodeAll wrote, like Decode.
func DecodeAll(data []byte) (pkgs []*Package, err error) {
	if len(data) == 0 {
		return nil, nil
	}
	c := &codec{reading: true}
	defer func() {
		if r := recover(); r != nil {
			f, ok := r.(formatError)
			if !ok {
				panic(r)
			}
			pkgs, err = nil, fmt.Errorf("%w: %s", ErrFormat, string(f))
		}
	}()
	c.split(data)
	c.pkgs(&pkgs)
	for _, l := range c.lanes {
		if len(l) != 0 {
			c.fail("trailing bytes")
		}
	}
	for i, p := range pkgs {
		if err := p.check(i == 0 || !p.SharesTypes(pkgs[i-1])); err != nil {
			return nil, fmt.Errorf("%w: %w", ErrFormat, err)
		}
	}
	return pkgs, nil
}

type formatError string

// lane is one of the sequences of bytes that are written side by side: what is
// alike lies together, and is compressed well.
type lane int

const (
	texts      lane = iota // of strings, one behind the other
	shared                 // how many bytes a new string has in common with the one before
	lengths                // of what is new in strings
	names                  // strings of packages, types, functions and methods
	words                  // other strings
	symbols                // strings of instructions
	types                  // what follows of a type
	refs                   // of types to others
	signature              // types of parameters
	constTypes             // of constants
	codeTypes              // of instructions
	fields                 // of structs
	funcs                  // what follows of a function
	consts                 // likewise
	values                 // of constants
	ops                    // operations
	flags                  // of instructions
	results                // registers that are not the next
	numbers                // of instructions
	argCount               // operands, where their number is not the usual one
	args                   // operands
	typeArgs               // of instructions
	typed                  // types of instructions
	blocks                 // their lengths
	edges                  // between them
	lanes
)

// codec walks packages once, in one order, for writing and for reading, so
// that the two cannot drift apart.
type codec struct {
	reading bool
	lanes   [lanes][]byte
	strs    []string       // that were seen, in order
	ids     map[string]int // of strings, for writing
	last    [lanes]string  // the string that was new before in a lane
}

func (c *codec) fail(what string) { panic(formatError(what)) }

// split finds the lanes in what was written.
func (c *codec) split(data []byte) {
	next := func() uint64 {
		v, n := binary.Uvarint(data)
		if n <= 0 {
			c.fail("number")
		}
		data = data[n:]
		return v
	}
	if next() != version {
		c.fail("version")
	}
	var size [lanes]uint64
	for i := range size {
		size[i] = next()
	}
	for i, n := range size {
		if n > uint64(len(data)) {
			c.fail("length")
		}
		c.lanes[i], data = data[:n], data[n:]
	}
	if len(data) > 0 {
		c.fail("trailing bytes")
	}
}

func (c *codec) uint(l lane, v *uint64) {
	if c.reading {
		x, n := binary.Uvarint(c.lanes[l])
		if n <= 0 {
			c.fail("number")
		}
		c.lanes[l], *v = c.lanes[l][n:], x
		return
	}
	c.lanes[l] = binary.AppendUvarint(c.lanes[l], *v)
}

func (c *codec) int(l lane, v *int64) {
	x := uint64(*v)<<1 ^ uint64(*v>>63)
	c.uint(l, &x)
	*v = int64(x>>1) ^ -int64(x&1)
}

// i32 is a number that is close to another one.
func (c *codec) i32(l lane, v *int32, near int32) {
	x := int64(*v) - int64(near)
	c.int(l, &x)
	*v = c.fit(x + int64(near))
}

func (c *codec) fit(x int64) int32 {
	if x != int64(int32(x)) {
		c.fail("number too large")
	}
	return int32(x)
}

func (c *codec) u8(l lane, v *uint8) {
	if c.reading {
		if len(c.lanes[l]) == 0 {
			c.fail("byte")
		}
		*v, c.lanes[l] = c.lanes[l][0], c.lanes[l][1:]
		return
	}
	c.lanes[l] = append(c.lanes[l], *v)
}

func (c *codec) bools(l lane, vs ...*bool) {
	var b uint8
	for i, v := range vs {
		if *v {
			b |= 1 << i
		}
	}
	c.u8(l, &b)
	for i, v := range vs {
		*v = b&(1<<i) != 0
	}
}

// maxShared bounds what a string has in common with another, and by that what
// is made of few bytes.
const maxShared = 100

// str is a string, told by how many new ones ago it was seen: 0 is a new one.
func (c *codec) str(l lane, s *string) {
	if c.reading {
		var ago uint64
		switch c.uint(l, &ago); {
		case ago > uint64(len(c.strs)):
			c.fail("string")
		case ago > 0:
			*s = c.strs[len(c.strs)-int(ago)]
			return
		}
	} else {
		if id, ok := c.ids[*s]; ok {
			ago := uint64(len(c.strs) - id)
			c.uint(l, &ago)
			return
		}
		c.ids[*s] = len(c.strs)
		c.lanes[l] = append(c.lanes[l], 0)
	}
	c.text(s, c.last[l])
	c.strs = append(c.strs, *s)
	c.last[l] = *s
}

// text is a string that was not seen before.
func (c *codec) text(s *string, last string) {
	var common uint8
	if !c.reading {
		for int(common) < min(len(*s), len(last), maxShared) && (*s)[common] == last[common] {
			common++
		}
	}
	c.u8(shared, &common)
	if int(common) > min(len(last), maxShared) {
		c.fail("string")
	}
	n := uint64(len(*s)) - uint64(common)
	c.uint(lengths, &n)
	if !c.reading {
		c.lanes[texts] = append(c.lanes[texts], (*s)[common:]...)
		return
	}
	if n > uint64(len(c.lanes[texts])) {
		c.fail("length")
	}
	*s = last[:common] + string(c.lanes[texts][:n])
	c.lanes[texts] = c.lanes[texts][n:]
}

// list is a list. Each of its elements takes a byte of a lane at least: that
// bounds the memory by the input.
func list[T any](c *codec, l, of lane, s *[]T, each func(*T)) { usually(c, l, of, s, 0, each) }

// usually is a list that mostly has as many elements.
func usually[T any](c *codec, l, of lane, s *[]T, usual int, each func(*T)) {
	n := int64(len(*s) - usual)
	c.int(l, &n)
	if n += int64(usual); c.reading && n > 0 {
		if n > int64(len(c.lanes[of])) {
			c.fail("length")
		}
		*s = make([]T, n)
	} else if n < 0 {
		c.fail("length")
	}
	for i := range *s {
		each(&(*s)[i])
	}
}

// operand is a register, close to the next one, or a constant.
func (c *codec) operand(a *Operand, next int32) {
	var x uint64
	switch {
	case *a == None:
	case *a < 0:
		x = 1 + uint64(^*a)<<1
	default:
		d := int64(next) - 1 - int64(*a)
		x = 2 + (uint64(d)<<1^uint64(d>>63))<<1
	}
	switch c.uint(args, &x); {
	case x == 0:
		*a = None
	case x&1 == 1:
		*a = ^c.fit(int64(x >> 1))
	default:
		x = (x - 2) >> 1
		*a = c.fit(int64(next) - 1 - (int64(x>>1) ^ -int64(x&1)))
	}
}
