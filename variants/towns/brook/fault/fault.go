// Package fault is what can go wrong with Apple's app and book service.
package fault

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
)

// Num is an error number of the service.
type Num int

// Numbers that get a treatment of their own.
const (
	Internal    Num = 9603
	NoUser      Num = 9609
	NoLicense   Num = 9610
	Assigned    Num = 9616
	Expired     Num = 9621
	Revoked     Num = 9625
	Throttled   Num = 9646
	Maintenance Num = 9644
)

// Sentinels.
var (
	ErrBusy     = errors.New("service is busy")
	ErrAssigned = errors.New("holder has it")
	ErrToken    = errors.New("token is no good")
)

// Fault is an answer that says no.
type Fault struct {
	Op   string
	Num  Num
	Text string
}

// Error implements error.
func (f *Fault) Error() string { return fmt.Sprintf("%s: %d: %s", f.Op, f.Num, f.Text) }

// Is makes faults comparable with the sentinels.
func (f *Fault) Is(target error) bool {
	switch target {
	case ErrBusy:
		return f.Num == Internal || f.Num == Throttled
	case ErrAssigned:
		return f.Num == Assigned
	case ErrToken:
		return f.Num == Expired || f.Num == Revoked || f.Num == 9622
	}
	return false
}

// LogValue implements slog.LogValuer.
func (f *Fault) LogValue() slog.Value {
	return slog.GroupValue(slog.String("op", f.Op), slog.Int("num", int(f.Num)), slog.String("text", f.Text))
}

// AsA finds an error of type E.
func AsA[E error](err error) (e E, ok bool) {
	ok = errors.As(err, &e)
	return e, ok
}

// NumOf is the number of an error, zero if it has none.
func NumOf(err error) Num {
	if f, ok := errors.AsType[*Fault](err); ok {
		return f.Num
	}
	return 0
}

// Any reports whether the number of err is one of nums.
func Any[N ~int](err error, nums ...N) bool {
	n := NumOf(err)
	for _, want := range nums {
		if n != 0 && Num(want) == n {
			return true
		}
	}
	return false
}

// Offline reports whether the request never got there.
func Offline(err error) bool {
	_, ok := AsA[net.Error](err)
	return ok
}
