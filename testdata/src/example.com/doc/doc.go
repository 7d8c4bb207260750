// Package doc reads documents by path. Its functions are written in another
// language: only their types are known.
package doc

// Value is a part of a document.
type Value struct {
	Raw string
}

// Parse parses.
func Parse(b []byte) Value

// Get finds a value.
func Get(b []byte, path ...string) (Value, error)

// GetMany finds a value for each path.
func GetMany(b []byte, paths ...string) []Value

// Get finds a value.
func (v Value) Get(path string) Value

// Object is the value as an object.
func (v Value) Object() (*Object, error)

// Array is the value as a list.
func (v Value) Array() []Value

// Any is the value as it is.
func (v Value) Any() any

// String is the value as a string.
func (v Value) String() string

// Bytes is the value as a string.
func (v Value) Bytes() ([]byte, error)

// Int is the value as a number.
func (v Value) Int() int

// Each visits the values of a list.
func (v Value) Each(visit func(i int, v Value) bool)

// Object is an object.
type Object struct{}

// Get finds a value.
func (o *Object) Get(key string) Value

// Config says where a decoder puts what it decodes.
type Config struct {
	Result any
	Tag    string
}

// Decoder decodes.
type Decoder struct{}

// NewDecoder makes one.
func NewDecoder(c *Config) *Decoder

// Decode decodes.
func (d *Decoder) Decode(in any) error
