package body

import (
	"hash/fnv"
	"strconv"
	"strings"
)

// MethodKey tells methods apart that share a name: by the name and a mark of
// the signature. A signature that depends on type parameters has no mark.
func MethodKey(name, signature string) string {
	if signature == "" {
		return name
	}
	h := fnv.New32a()
	h.Write([]byte(signature))
	return name + " " + strconv.FormatUint(uint64(h.Sum32()), 36)
}

// MethodName is the name in a method's key.
func MethodName(key string) string {
	name, _, _ := strings.Cut(key, " ")
	return name
}

// SameMethod says whether two keys can mean one method.
func SameMethod(a, b string) bool {
	nameA, markA, okA := strings.Cut(a, " ")
	nameB, markB, okB := strings.Cut(b, " ")
	return nameA == nameB && (!okA || !okB || markA == markB)
}

// Kind is the kind of a type.
type Kind uint8

// The kinds.
const (
	KInvalid Kind = iota
	KBool
	KInt // Bits wide; Unsigned
	KFloat
	KComplex
	KString
	KPointer   // Elem
	KSlice     // Elem
	KArray     // Elem, Len
	KMap       // Key, Elem
	KChan      // Elem
	KStruct    // Fields
	KFunc      // Params, Results
	KInterface // Methods; Params are the signatures of those without a mark
	KTuple     // Params
	KNamed     // Name, Elem is what is under it, Params are type arguments
	KTypeParam // Len is its index
	lastKind
)

// StructField is a field of a struct.
type StructField struct {
	Name     string
	Wire     string // name on the wire: from a tag, else the Go name
	Tagged   bool
	Embedded bool
	Type     int32
}

// Type describes a type as far as a replay needs it. Types refer to each other
// by index into Package.Types; -1 is none.
type Type struct {
	Kind     Kind
	Unsigned bool
	VPP      bool // a struct that is a VPP response, by evidence
	Bits     uint8
	Name     string
	Len      int64
	Elem     int32
	Key      int32
	Fields   []StructField
	Methods  []string // of an interface, with their signatures: see MethodKey
	Params   []int32
	Results  []int32
}
