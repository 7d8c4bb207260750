// Package usr registers and retires.
package usr

import (
	"time"

	"example.com/serversa/papertrail/again"
	"example.com/serversa/papertrail/codes"
	"example.com/serversa/papertrail/vppsrv"
)

// Usr registers and retires.
type Usr struct{ Srv *vppsrv.Srv }

// ops are the operations by name.
var ops = map[string]func(s *vppsrv.Srv, id string) codes.Code{
	"register": func(s *vppsrv.Srv, id string) codes.Code { return s.Register(id, "").Code() },
	"retire":   func(s *vppsrv.Srv, id string) codes.Code { return s.Retire(id).Code() },
}

// Register registers within a few tries.
func (u *Usr) Register(id string) codes.Code {
	return again.Thrice(func() codes.Code { return ops["register"](u.Srv, id) })
}

// Retire retires within many.
//
//want:vppretry9603
func (u *Usr) Retire(id string) codes.Code {
	return again.Loop{Max: 30, Wait: 2 * time.Second, Add: time.Second}.Do(func() codes.Code { return ops["retire"](u.Srv, id) })
}

// All does an operation to all; what fails is done again after the others.
//
//want:vppretry9603
func (u *Usr) All(op string, ids []string) (bad []string) {
	do := ops["register"]
	if op == "retire" {
		do = ops["retire"]
	}
	for pass := 0; pass < 10 && len(ids) > 0; pass++ {
		bad = nil
		for _, id := range ids {
			if do(u.Srv, id) == codes.Internal {
				bad = append(bad, id)
			}
		}
		ids = bad
		time.Sleep(5 * time.Second)
	}
	return bad
}

// Each does an operation to all, once.
func (u *Usr) Each(op string, ids []string) (bad []string) {
	do, ok := ops[op]
	if !ok {
		return ids
	}
	for _, id := range ids {
		if c := do(u.Srv, id); c != codes.OK {
			bad = append(bad, id)
		}
	}
	return bad
}
