// Package body is the portable form of functions: a small instruction set of
// our own, translated from go/ssa, that travels between packages as a fact and
// is the only thing that the replay runs.
//
// It is loosely typed. Operations act on values; a type is consulted only where
// it decides something: the zero value, the width of an integer, the dynamic
// type in an interface, the wire names of a struct. Generic bodies are kept as
// they are written: a call passes its type arguments along.
//
// A body holds no position, so that facts do not depend on where a package
// lies. Positions of the analysed package are kept beside it (see Positions).
package body

import "go/token"

// Op is an operation. They are those of go/ssa, whose documentation is theirs.
type Op uint8

// The operations.
const (
	Invalid Op = iota
	Alloc
	Phi
	BinOp // N is the token
	UnOp  // N is the token; loads and receives have operations of their own
	Load  // *Args[0]
	Recv  // <-Args[0]
	Store // *Args[0] = Args[1]
	FieldAddr
	Field
	IndexAddr
	Index
	Lookup // of a map or a string
	MapUpdate
	Slice
	MakeSlice
	MakeMap
	MakeChan
	MakeClosure // Sym is the function, Args are its free variables
	MakeInterface
	ChangeType
	Convert
	TypeAssert
	Extract
	Call
	Go
	Defer
	RunDefers
	Panic
	Return
	Jump
	If
	Send
	Select // Args are pairs of channel and value; N counts the states
	Range
	Next
	lastOp
)

// Flags of an instruction.
const (
	CommaOk  uint8 = 1 << iota // also gives whether it worked
	Invoke                     // Call, Go, Defer: Sym is a method of the interface Args[0]
	Dynamic                    // Call, Go, Defer: Args[0] is the function value
	Builtin                    // Call, Go, Defer: Sym is a builtin
	Blocking                   // Select without default
	ByKey                      // Lookup or Call: reads an answer by a constant key, in a package with evidence
	Sticky                     // Defer: Args' last is a defer stack (range over a function)
)

// An Operand names a value: a register where it is not negative, else entry
// ^operand of the function's Consts.
type Operand = int32

// None is the absent operand.
const None Operand = 1<<31 - 1

// ConstKind tells the constants apart.
type ConstKind uint8

// The constants.
const (
	Nil    ConstKind = iota // nil, or the zero value of Type
	Bool                    // Int is 0 or 1
	Int                     // Int
	Float                   // Float
	String                  // Str
	Global                  // Str names a package variable; its address
	Fn                      // Str names a function
)

// Const is an operand that is no register.
type Const struct {
	Kind  ConstKind
	Type  int32 // index into Package.Types, or -1
	Int   int64
	Float float64
	Str   string
	TArgs []int32 // Fn: type arguments
}

// Instr is one instruction.
type Instr struct {
	Op    Op
	Flags uint8
	Dst   int32 // register of the result, or -1
	Type  int32 // type of the result, or the one that is asked for; index into Package.Types, or -1
	N     int32
	Sym   string
	Args  []Operand
	TArgs []int32
}

// Block is a basic block: Code[Start:End] of its function.
type Block struct {
	Start, End   int32
	Preds, Succs []int32
}

// Func is the body of a function.
type Func struct {
	Name     string // unique: "path.Func", "(path.T).Method", "path.Func$1"
	Decl     string // the declaration around it, for people: "T.Method"
	Parent   string // name of the enclosing function of a closure
	Exported bool   // reachable from other packages by its name
	Method   bool   // Params[0] is the receiver
	Wrapper  bool   // made by the compiler: no code that a user wrote
	Off      bool   // written in a generated or test file: never the owner of a finding
	Variadic bool
	Params   []int32 // types, receiver first
	Free     []int32 // types of free variables: pointers
	Results  []int32 // types
	Regs     int32
	Recover  int32 // block that runs after a recovered panic, or -1
	Consts   []Const
	Code     []Instr
	Blocks   []Block
}

// Method links a method of a type to its body.
type Method struct {
	Key string // see MethodKey
	Fn  string
	Ptr bool // only in the method set of the pointer
}

// TypeMethods are the methods of a named type.
type TypeMethods struct {
	Type    string // "path.T"
	Methods []Method
}

// Package is what travels: the bodies of a package, and what they need.
type Package struct {
	Path    string
	Speaks  bool // it speaks VPP itself, so that its retries are reported where it is analysed
	Types   []Type
	Funcs   []*Func
	Methods []TypeMethods
	Globals []GlobalVar
	Init    string // name of the function that initialises Globals, "" if none
}

// SharesTypes says whether two packages have one table of types.
func (p *Package) SharesTypes(q *Package) bool {
	return q != nil && len(p.Types) > 0 && len(p.Types) == len(q.Types) && &p.Types[0] == &q.Types[0]
}

// GlobalVar is a package variable.
type GlobalVar struct {
	Name string
	Type int32
}

// Positions are the places of a function's instructions in the analysed
// package, index by index with Func.Code.
type Positions map[string][]token.Pos
