package pinned

import (
	"context"
	"fmt"
	"net/http"
	"reflect"
)

// call calls a function with arguments that are made up.
func call(ctx context.Context, fn any) []reflect.Value {
	f := reflect.ValueOf(fn)
	t := f.Type()
	n := t.NumIn()
	if t.IsVariadic() {
		n-- // options are left out
	}
	args := make([]reflect.Value, n)
	for i := range args {
		args[i] = argument(ctx, t.In(i), fmt.Sprintf("p%d", i), 0)
	}
	return f.Call(args)
}

// Made is the value that a constructor makes of arguments that are made up.
func Made[T any](constructor any) T {
	return call(context.Background(), constructor)[0].Interface().(T)
}

var (
	contexts   = reflect.TypeFor[context.Context]()
	clients    = reflect.TypeFor[*http.Client]()
	transports = reflect.TypeFor[http.RoundTripper]()
	requests   = reflect.TypeFor[*http.Request]()
)

// maxDepth bounds values whose type contains itself.
const maxDepth = 4

// argument makes a value up: numbers are not zero, booleans are true, slices
// have two elements, queues one.
func argument(ctx context.Context, t reflect.Type, name string, depth int) reflect.Value {
	v := reflect.New(t).Elem()
	switch t {
	case contexts:
		return reflect.ValueOf(ctx)
	case clients:
		return reflect.ValueOf(http.DefaultClient)
	case transports:
		return reflect.ValueOf(http.DefaultTransport)
	case requests:
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://"+name+".example/", nil)
		if err != nil {
			panic(err)
		}
		return reflect.ValueOf(req)
	}
	if depth > maxDepth {
		return v
	}
	of := func(t reflect.Type, what string) reflect.Value { return argument(ctx, t, name+what, depth+1) }
	switch t.Kind() {
	case reflect.Bool:
		v.SetBool(true)
	case reflect.String:
		v.SetString(name)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(7)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint(7)
	case reflect.Float32, reflect.Float64:
		v.SetFloat(7)
	case reflect.Pointer:
		v.Set(reflect.New(t.Elem()))
		v.Elem().Set(of(t.Elem(), ""))
	case reflect.Struct:
		for i := range t.NumField() {
			if f := t.Field(i); f.IsExported() {
				v.Field(i).Set(of(f.Type, "."+f.Name))
			}
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(t, 2, 2))
		for i := range 2 {
			v.Index(i).Set(of(t.Elem(), fmt.Sprintf("[%d]", i)))
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(t))
		v.SetMapIndex(of(t.Key(), "key"), of(t.Elem(), "value"))
	case reflect.Chan:
		c := reflect.MakeChan(reflect.ChanOf(reflect.BothDir, t.Elem()), 1)
		c.Send(of(t.Elem(), "item"))
		v.Set(c.Convert(t))
	case reflect.Interface:
		if t.NumMethod() == 0 {
			v.Set(reflect.ValueOf(name))
		}
	}
	return v
}
