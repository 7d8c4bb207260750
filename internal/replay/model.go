package replay

import (
	"maps"
	"regexp"
	"sync"

	"github.com/vpplint/vpplint/internal/body"
)

// models are the functions of the standard library that are not run but
// modelled, by their unique names.
var models func() map[string]func(*call) Value

// The models call each other through the table. It is made when it is used
// first.
func init() {
	models = sync.OnceValue(func() map[string]func(*call) Value {
		return collect(timeModels, contextModels, errorModels, jsonModels, httpModels, textModels, matchModels, pureModels, randModels, syncModels, iterModels, systemModels, reflectModels)
	})
}

func collect(tables ...map[string]func(*call) Value) map[string]func(*call) Value {
	all := map[string]func(*call) Value{}
	for _, t := range tables {
		maps.Copy(all, t)
	}
	return all
}

// modelGlobal is the value of a package variable of the standard library, nil
// where nothing is known of it.
func modelGlobal(name string) Value {
	switch name {
	case "context.Canceled":
		return Boxed{v: errCanceled}
	case "context.DeadlineExceeded":
		return Boxed{v: errDeadline}
	case "io.EOF":
		return Boxed{v: errEOF}
	case "os.Args":
		return &Sym{name: name, nonNil: true}
	}
	return nil
}

// unwrapsList is the method by which an error tells that it wraps several.
var unwrapsList = body.MethodKey("Unwrap", ";[]error,;")

var (
	errCanceled = &stdError{text: "context canceled"}
	errDeadline = &stdError{text: "context deadline exceeded"}
	errEOF      = &stdError{text: "EOF"}
)

// nativeMethod says whether an object of the standard library has a method.
func (m *machine) nativeMethod(b Boxed, key string) bool {
	method := body.MethodName(key)
	if e, ok := b.v.(*stdError); ok && method == "Unwrap" {
		return len(e.wraps) > 0 && (e.join || len(e.wraps) > 1) == body.SameMethod(key, unwrapsList)
	}
	if n, ok := b.v.(native); ok && models()["("+n.nativeName()+")."+method] != nil {
		return true
	}
	name := b.typ.named()
	return models()["("+name+")."+method] != nil || m.prog.standard().method(name, method) != nil
}

// object is the model's state in a variable of a library type: made on first
// use.
func object[T native](c *call, i int, fresh func() T) T {
	switch v := c.arg(i).(type) {
	case *Cell:
		if o, ok := v.v.(T); ok {
			return o
		}
		o := fresh()
		v.v = o
		return o
	case *Sym:
		cell := c.m.deref(v)
		if o, ok := cell.v.(T); ok {
			return o
		}
		o := fresh()
		cell.v = o
		return o
	case T:
		return v
	}
	return fresh()
}

func (c *call) text(i int) (string, bool) {
	s, ok := c.arg(i).(string)
	return s, ok
}

func (c *call) int(i int) (int64, bool) {
	n, ok := c.arg(i).(int64)
	return n, ok
}

// unknown is the result of a modelled function whose arguments are not known.
func (c *call) unknown() Value {
	name := c.name + "("
	for i, a := range c.args {
		if i > 0 {
			name += ","
		}
		name += render(a)
	}
	return c.m.unknownResult(nameOf(name+")"), c.res, origins(c.args...)&^volatile, rawOf(c.args...))
}

func nothing(*call) Value { return Null{} }

// lazily compiles a regular expression when it is used first: most processes
// that have the models never do.
func lazily(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
