package replay

import (
	"strings"

	"github.com/vpplint/vpplint/internal/body"
)

// waitGroup counts goroutines.
type waitGroup struct{ n int64 }

func (*waitGroup) nativeName() string { return "sync.WaitGroup" }

type once struct{ done bool }

func (*once) nativeName() string { return "sync.Once" }

// mutex is a lock: only one goroutine runs at a time, but it may wait for the
// service while it holds the lock.
type mutex struct{ held, readers int }

func (*mutex) nativeName() string { return "sync.Mutex" }

type syncMap struct{ m *Map }

func (*syncMap) nativeName() string { return "sync.Map" }

// atomicBox is a value of sync/atomic.
type atomicBox struct{ v Value }

func (*atomicBox) nativeName() string { return "atomic" }

func (a *atomicBox) parts() []Value { return []Value{a.v} }

// cond is a condition variable; l is its lock.
type cond struct {
	waiting, woken int
	l              Value
	from           []Activation // who woke somebody last
}

// wake wakes some of those that wait. Work that was put somewhere before is sent
// because of whoever put it there.
func (cd *cond) wake(c *call, n int) {
	cd.waiting -= n
	cd.woken += n
	if cd.from = c.m.cur.via; cd.from == nil {
		cd.from = stackOf(c.f)
	}
}

func (*cond) nativeName() string { return "sync.Cond" }

func condOf(c *call) *cond {
	var l Value
	if f := c.m.fieldOf(c.arg(0), "L"); f != nil {
		l = f.v
	}
	return object(c, 0, func() *cond { return &cond{l: l} })
}

// locker calls Lock or Unlock of a sync.Locker.
func (c *call) locker(l Value, method string) {
	b, ok := l.(Boxed)
	if !ok {
		return
	}
	d := *c
	d.in, d.args = &body.Instr{Op: body.Call, Flags: body.Invoke, Sym: method, Type: -1}, []Value{b}
	if _, p := c.m.callMethod(&d, b, nil); p != nil {
		c.panic = p
	}
}

func wgOf(c *call) *waitGroup { return object(c, 0, func() *waitGroup { return &waitGroup{} }) }

func mutexOf(c *call) *mutex { return object(c, 0, func() *mutex { return &mutex{} }) }

func lock(c *call) Value {
	mu := mutexOf(c)
	free := func() bool { return mu.held == 0 && mu.readers == 0 }
	if !free() {
		c.m.block(free, nil)
	}
	mu.held++
	return Null{}
}

func unlock(c *call) Value {
	if mu := mutexOf(c); mu.held > 0 {
		mu.held--
	}
	return Null{}
}

func syncMapOf(c *call) *Map {
	return object(c, 0, func() *syncMap { return &syncMap{&Map{m: map[string]*entry{}}} }).m
}

// atomicOf is the state of an atomic variable: a type of sync/atomic, or an
// integer whose address is passed to a function of it.
func atomicOf(c *call, zero Value) (get func() Value, set func(Value)) {
	cell, ok := c.arg(0).(*Cell)
	if !ok {
		b := object(c, 0, func() *atomicBox { return &atomicBox{zero} })
		return func() Value { return b.v }, func(v Value) { b.v = v }
	}
	if _, isStruct := cell.v.(*Struct); isStruct {
		cell.v = &atomicBox{zero}
	}
	if b, ok := cell.v.(*atomicBox); ok {
		return func() Value { return b.v }, func(v Value) { b.v = v }
	}
	return func() Value { return cell.v }, func(v Value) { cell.v = v }
}

func atomicZero(name string) Value {
	switch {
	case strings.Contains(name, "Bool"):
		return false
	case strings.Contains(name, "Pointer"), strings.Contains(name, "atomic.Value"):
		return Null{}
	}
	return int64(0)
}

func atomicOp(op func(c *call, old Value) (res, now Value)) func(*call) Value {
	return func(c *call) Value {
		get, set := atomicOf(c, atomicZero(c.name))
		res, now := op(c, get())
		set(now)
		return res
	}
}

func plus(c *call, a, b Value) Value {
	v, _ := c.m.binop(tokenAdd, nil, a, b, false, false)
	return v
}

var syncModels = syncTable()

func syncTable() map[string]func(*call) Value {
	out := map[string]func(*call) Value{
		"(sync.Mutex).Lock":      lock,
		"(sync.Mutex).Unlock":    unlock,
		"(sync.RWMutex).Lock":    lock,
		"(sync.RWMutex).Unlock":  unlock,
		"(sync.RWMutex).RLock":   nothing,
		"(sync.RWMutex).RUnlock": nothing,
		"(sync.Locker).Lock":     nothing,
		"(sync.Locker).Unlock":   nothing,
		"(sync.Mutex).TryLock": func(c *call) Value {
			mu := mutexOf(c)
			if mu.held > 0 {
				return false
			}
			mu.held++
			return true
		},
		"(sync.Once).Do": func(c *call) Value {
			o := object(c, 0, func() *once { return &once{} })
			if !o.done {
				o.done = true
				c.apply(c.arg(1))
			}
			return Null{}
		},
		"sync.OnceFunc":   onceValue,
		"sync.OnceValue":  onceValue,
		"sync.OnceValues": onceValue,
		"(sync.WaitGroup).Add": func(c *call) Value {
			if n, ok := c.int(1); ok {
				wgOf(c).n += n
			}
			return Null{}
		},
		"(sync.WaitGroup).Done": func(c *call) Value { wgOf(c).n--; return Null{} },
		"(sync.WaitGroup).Wait": func(c *call) Value {
			if wg := wgOf(c); wg.n > 0 {
				c.m.block(func() bool { return wg.n <= 0 }, nil)
			}
			return Null{}
		},
		"(sync.WaitGroup).Go": func(c *call) Value {
			wg, fn, f := wgOf(c), c.arg(1), c.f.frozen()
			wg.n++
			if clo, ok := fn.(*Closure); ok {
				m := c.m
				m.start(func() {
					if _, p := m.callClosure(f, clo, nil); p != nil {
						m.stop("a goroutine panics")
					}
					wg.n--
				})
			}
			return Null{}
		},
		"sync.NewCond": func(c *call) Value { return &cond{l: c.arg(0)} },
		"(sync.Cond).Wait": func(c *call) Value {
			cd := condOf(c)
			cd.waiting++
			turn := cd.woken + cd.waiting
			c.locker(cd.l, "Unlock")
			c.m.block(func() bool { return cd.woken >= turn }, nil)
			c.m.cur.via = cd.from
			c.locker(cd.l, "Lock")
			return Null{}
		},
		"(sync.Cond).Signal": func(c *call) Value {
			if cd := condOf(c); cd.waiting > 0 {
				cd.wake(c, 1)
			}
			return Null{}
		},
		"(sync.Cond).Broadcast": func(c *call) Value {
			cd := condOf(c)
			cd.wake(c, cd.waiting)
			return Null{}
		},
		"(sync.Pool).Get": func(c *call) Value {
			if cell, ok := c.arg(0).(*Cell); ok {
				if s, ok := cell.v.(*Struct); ok {
					for _, f := range s.f {
						if clo, ok := f.v.(*Closure); ok {
							return c.apply(clo)
						}
					}
				}
			}
			return c.another()
		},
		"(sync.Pool).Put": nothing,
		"(sync.Map).Load": func(c *call) Value {
			if e := c.m.find(syncMapOf(c), c.arg(1)); e != nil {
				return Tuple{e.v, true}
			}
			return Tuple{Null{}, false}
		},
		"(sync.Map).Store": func(c *call) Value { c.m.put(syncMapOf(c), c.arg(1), c.arg(2)); return Null{} },
		"(sync.Map).Delete": func(c *call) Value {
			c.m.remove(syncMapOf(c), c.arg(1))
			return Null{}
		},
		"(sync.Map).LoadOrStore": func(c *call) Value {
			mp := syncMapOf(c)
			if e := c.m.find(mp, c.arg(1)); e != nil {
				return Tuple{e.v, true}
			}
			c.m.put(mp, c.arg(1), c.arg(2))
			return Tuple{c.arg(2), false}
		},
		"(sync.Map).LoadAndDelete": func(c *call) Value {
			mp := syncMapOf(c)
			e := c.m.find(mp, c.arg(1))
			if e == nil {
				return Tuple{Null{}, false}
			}
			c.m.remove(mp, c.arg(1))
			return Tuple{e.v, true}
		},
		"(sync.Map).Range": func(c *call) Value {
			mp := syncMapOf(c)
			for _, k := range append([]string(nil), mp.keys...) {
				e := mp.m[k]
				if e != nil && !c.m.truth(c.apply(c.arg(1), e.k, e.v)) {
					break
				}
				if c.panic != nil {
					break
				}
			}
			return Null{}
		},
	}
	load := atomicOp(func(_ *call, old Value) (Value, Value) { return old, old })
	store := atomicOp(func(c *call, _ Value) (Value, Value) { return Null{}, c.arg(1) })
	add := atomicOp(func(c *call, old Value) (Value, Value) { v := plus(c, old, c.arg(1)); return v, v })
	swap := atomicOp(func(c *call, old Value) (Value, Value) { return old, c.arg(1) })
	cas := atomicOp(func(c *call, old Value) (Value, Value) {
		if c.m.truth(c.m.equals(old, c.arg(1))) {
			return true, c.arg(2)
		}
		return false, old
	})
	for _, t := range []string{"Int32", "Int64", "Uint32", "Uint64", "Bool", "Pointer", "Value", "Uintptr"} {
		p := "(sync/atomic." + t + ")."
		out[p+"Load"], out[p+"Store"], out[p+"Add"], out[p+"Swap"], out[p+"CompareAndSwap"] = load, store, add, swap, cas
		p = "sync/atomic."
		out[p+"Load"+t], out[p+"Store"+t], out[p+"Add"+t], out[p+"Swap"+t], out[p+"CompareAndSwap"+t] = load, store, add, swap, cas
	}
	return out
}

// onceValue is a function that runs another one once.
func onceValue(c *call) Value {
	fn := c.arg(0)
	var res Value
	return &Closure{name: "once", native: func(k *call) Value {
		if res == nil {
			res = k.apply(fn)
		}
		return res
	}}
}
