package body

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
	KInterface // Methods
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
	Methods  []string
	Params   []int32
	Results  []int32
}
