// Package fault has the errors of the server and what is to be done about them.
package fault

import (
	"errors"
	"fmt"
	"strings"

	"example.com/serversa/harbor/internal/wire"
)

// Fault is an answer of the service that is not what was asked for.
type Fault struct {
	service string
	num     int
	text    string
}

// From makes an error of an answer; nil when the service has complied.
func From(service string, env *wire.Envelope) error {
	if env.ErrorNumber == 0 {
		return nil
	}
	return &Fault{service: service, num: env.ErrorNumber, text: env.ErrorMessage}
}

// Error implements error.
func (f *Fault) Error() string { return fmt.Sprintf("%s says %q", f.service, f.text) }

// Number is the service's number for it.
func (f *Fault) Number() int { return f.num }

// Reason is what the service says to people.
func (f *Fault) Reason() string { return f.text }

// Disposition is what is to be done about an error.
type Disposition int

// Dispositions.
const (
	Fatal   Disposition = iota // tell somebody
	Settled                    // things are as they should be
	Later                      // it may pass
	Fresh                      // the request has to be put together anew
)

func (d Disposition) String() string {
	return [...]string{"fatal", "settled", "later", "fresh"}[d]
}

var dispositions = map[int]Disposition{
	9603: Later,
	9609: Fresh,
	9612: Later,
	9616: Settled,
	9618: Settled,
	9619: Settled,
	9643: Later,
	9644: Later,
	9646: Later,
}

// Dispose looks an error up. What is not from the service is transport trouble.
func Dispose(err error) Disposition {
	var f *Fault
	switch {
	case err == nil:
		return Settled
	case errors.As(err, &f):
		return dispositions[f.num]
	}
	return Later
}

// Lenient is Dispose for jobs that nobody waits for: only what concerns the
// token is fatal.
func Lenient(err error) Disposition {
	switch n := Number(err); {
	case err == nil:
		return Settled
	case n >= 9621 && n <= 9625, n == 9601:
		return Fatal
	}
	return Later
}

// Number is the number in err, or 0.
func Number(err error) int {
	if f := (*Fault)(nil); errors.As(err, &f) {
		return f.num
	}
	return 0
}

// Reason is what may be shown of err.
func Reason(err error) string {
	if f := (*Fault)(nil); errors.As(err, &f) {
		return f.Reason()
	}
	return "the service cannot be reached"
}

// Irrevocable reports that the license stays where it is.
//
//want:vpperrormessage
func Irrevocable(err error) bool {
	f := (*Fault)(nil)
	return errors.As(err, &f) && strings.EqualFold(strings.TrimRight(f.text, "."), "license is irrevocable")
}

// OutOfStock reports that there is no license left.
func OutOfStock(err error) bool { return Number(err) == 9610 }

// SaidBefore reports whether two faults read the same, to log them once.
func SaidBefore(a, b *Fault) bool { return a != nil && b != nil && a.text == b.text }
