// Package deciders asks in many ways whether an answer is worth another try.
package deciders

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

const service = "https://vpp.itunes.apple.com/mdm/manageVPPLicensesByAdamIdSrv"

const (
	internalError   = 9603
	alreadyAssigned = 9616
)

type reply struct {
	Status       int     `json:"status"`
	Number       int     `json:"errorNumber"`
	Text         string  `json:"errorMessage"`
	Associations []entry `json:"associations"`
}

type entry struct {
	Serial string `json:"serialNumber"`
	Number int    `json:"errorNumber"`
	Text   string `json:"errorMessage"`
}

// failure is an answer as an error.
type failure struct {
	Number int
	Text   string
}

func (f *failure) Error() string { return fmt.Sprintf("vpp: %d %s", f.Number, f.Text) }

// Temporary says whether trying again may help.
func (f *failure) Temporary() bool { return f.Number == internalError || f.Number == 9609 }

// taken is an error that is no pointer.
type taken struct{ serial string }

func (t taken) Error() string { return t.serial + " has a license" }

var (
	errInternal = errors.New("internal error")
	errTaken    = errors.New("license is taken")
)

func send(ctx context.Context, body string) (*reply, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, service, strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	r := new(reply)
	return r, json.NewDecoder(resp.Body).Decode(r)
}

// assign returns a number as an error that carries it.
func assign(ctx context.Context, body string) error {
	r, err := send(ctx, body)
	if err != nil {
		return fmt.Errorf("assign: %w", err)
	}
	if r.Number != 0 {
		return fmt.Errorf("assign: %w", &failure{r.Number, r.Text})
	}
	return nil
}

// classified returns one of the sentinels.
func classified(ctx context.Context, body string) error {
	r, err := send(ctx, body)
	if err != nil {
		return err
	}
	switch r.Number {
	case 0:
		return nil
	case internalError:
		return errInternal
	case alreadyAssigned:
		return fmt.Errorf("assign: %w", errTaken)
	}
	return fmt.Errorf("assign: number %d", r.Number)
}

func pause() { time.Sleep(10 * time.Second) }

// Number compares it.
func Number(ctx context.Context, body string) int {
	for {
		r, err := send(ctx, body) // want `retries 9603 every 10s: from send 7 on`
		if err != nil || r.Number != internalError {
			return 0
		}
		pause()
	}
}

// NotAssigned sends everything again but 9616.
func NotAssigned(ctx context.Context, body string) {
	for range 5 {
		r, err := send(ctx, body)
		if err != nil || r.Number == 0 || r.Number == alreadyAssigned {
			return
		}
		pause()
	}
}

// NonZero does not know 9616.
func NonZero(ctx context.Context, body string) {
	for range 5 {
		r, err := send(ctx, body) // want `retries 9616 \(license already assigned\): sent 5 times, 10s apart`
		if err != nil || r.Number == 0 {
			return
		}
		pause()
	}
}

// Range takes a span of Apple's numbers.
func Range(ctx context.Context, body string) {
	for range 5 {
		r, err := send(ctx, body) // want `retries 9616`
		if err != nil || r.Number < 9600 || r.Number > 9700 {
			return
		}
		pause()
	}
}

// RangeBelow ends below 9616.
func RangeBelow(ctx context.Context, body string) {
	for range 5 {
		r, err := send(ctx, body)
		if err != nil || r.Number < 9600 || r.Number > 9610 {
			return
		}
		pause()
	}
}

// Switch falls through from one number to the next.
func Switch(ctx context.Context, body string) {
	for i := 1; ; i++ {
		r, err := send(ctx, body) // want `retries 9603 with delays growing` `retries 9616 .*: sent again and again`
		if err != nil {
			return
		}
		switch r.Number {
		case alreadyAssigned:
			i--
			fallthrough
		case internalError, 9609:
			time.Sleep(time.Duration(i) * time.Second)
		default:
			return
		}
	}
}

// SwitchTrue has the numbers in its cases.
func SwitchTrue(ctx context.Context, body string) {
	for range 20 {
		r, err := send(ctx, body) // want `retries 9603`
		switch {
		case err != nil, r.Number == 0:
			return
		case r.Number == internalError:
			pause()
		default:
			return
		}
	}
}

var transient = map[int]bool{internalError: true, 9609: true}

// Map looks the number up.
func Map(ctx context.Context, body string) {
	for range 20 {
		r, err := send(ctx, body) // want `retries 9603`
		if err != nil || !transient[r.Number] {
			return
		}
		pause()
	}
}

var advice = map[int]struct {
	again bool
	after time.Duration
}{
	internalError:   {true, 2 * time.Minute},
	alreadyAssigned: {true, time.Minute},
	9618:            {false, 0},
}

// MapOfAdvice takes the delay from there, too.
func MapOfAdvice(ctx context.Context, body string) {
	for range 20 {
		r, err := send(ctx, body) // want `retries 9616 .*: sent 20 times, 1m apart`
		if err != nil {
			return
		}
		a, ok := advice[r.Number]
		if !ok || !a.again {
			return
		}
		time.Sleep(a.after)
	}
}

var worthIt = []int{internalError, 9609}

// Slice searches a list.
func Slice(ctx context.Context, body string) {
	for range 20 {
		r, err := send(ctx, body) // want `retries 9603`
		if err != nil || !slices.Contains(worthIt, r.Number) {
			return
		}
		pause()
	}
}

// SliceByHand searches it in a loop of its own.
func SliceByHand(ctx context.Context, body string) {
	for range 20 {
		r, err := send(ctx, body) // want `retries 9603`
		if err != nil {
			return
		}
		again := false
		for _, n := range worthIt {
			if r.Number == n {
				again = true
			}
		}
		if !again {
			return
		}
		pause()
	}
}

// As takes the number out of the error.
func As(ctx context.Context, body string) error {
	for {
		err := assign(ctx, body) // want `retries 9603`
		var f *failure
		if !errors.As(err, &f) || f.Number != internalError {
			return err
		}
		pause()
	}
}

// AsAny sends again whatever the service complains about.
func AsAny(ctx context.Context, body string) (err error) {
	for range 3 {
		err = assign(ctx, body) // want `retries 9616 .*: sent 3 times`
		var f *failure
		if !errors.As(err, &f) {
			return err
		}
		pause()
	}
	return err
}

// AsType is the generic form.
func AsType(ctx context.Context, body string) error {
	for {
		err := assign(ctx, body) // want `retries 9603`
		if f, ok := errors.AsType[*failure](err); !ok || f.Number != internalError {
			return err
		}
		pause()
	}
}

// Is compares with sentinels that a number has chosen.
func Is(ctx context.Context, body string) error {
	for {
		err := classified(ctx, body) // want `retries 9603`
		if !errors.Is(err, errInternal) {
			return err
		}
		pause()
	}
}

// IsTaken has it the wrong way round.
func IsTaken(ctx context.Context, body string) error {
	for range 2 {
		err := classified(ctx, body) // want `retries 9616 .*: sent twice, 10s apart`
		if !errors.Is(err, errTaken) {
			return err
		}
		pause()
	}
	return errTaken
}

// IsNotTaken leaves at 9616.
func IsNotTaken(ctx context.Context, body string) (err error) {
	for range 6 {
		if err = classified(ctx, body); err == nil || errors.Is(err, errTaken) {
			return err
		}
		pause()
	}
	return err
}

// Assertion asserts the type of an error that nobody has wrapped.
func Assertion(ctx context.Context, body string) error {
	for {
		err := errors.Unwrap(assign(ctx, body)) // want `retries 9603`
		f, ok := err.(*failure)
		if !ok || f.Number != internalError {
			return err
		}
		pause()
	}
}

// licensed returns errors of several types.
func licensed(ctx context.Context, body string) error {
	r, err := send(ctx, body)
	if err != nil {
		return err
	}
	switch r.Number {
	case 0:
		return nil
	case alreadyAssigned:
		return taken{"C02A"}
	}
	return &failure{r.Number, r.Text}
}

// TypeSwitch tells them apart.
func TypeSwitch(ctx context.Context, body string) error {
	for {
		err := licensed(ctx, body) // want `retries 9603`
		switch e := err.(type) {
		case nil:
			return nil
		case taken:
			return nil
		case *failure:
			if e.Number != internalError {
				return e
			}
		default:
			return err
		}
		pause()
	}
}

// TypeSwitchTaken waits until the license is free.
func TypeSwitchTaken(ctx context.Context, body string) error {
	for {
		switch err := licensed(ctx, body).(type) { // want `retries 9616 .*: sent again and again`
		case taken:
			time.Sleep(time.Hour)
		default:
			return err
		}
	}
}

// Temporary asks the error, by an interface.
func Temporary(ctx context.Context, body string) error {
	for range 12 {
		err := assign(ctx, body) // want `retries 9603`
		var t interface{ Temporary() bool }
		if !errors.As(err, &t) || !t.Temporary() {
			return err
		}
		pause()
	}
	return nil
}

func retryable(err error) bool {
	var f *failure
	return errors.As(err, &f) && f.Temporary()
}

// Classifier asks a function.
func Classifier(ctx context.Context, body string) error {
	for range 12 {
		err := assign(ctx, body) // want `retries 9603`
		if !retryable(err) {
			return err
		}
		pause()
	}
	return nil
}

var shouldRetry = func(err error) bool { return err != nil && !retryable(err) }

// ClassifierVariable asks one in a variable; it answers the wrong way round.
func ClassifierVariable(ctx context.Context, body string) (err error) {
	for range 4 {
		if err = assign(ctx, body); !shouldRetry(err) { // want `retries 9616 .*: sent 4 times`
			return err
		}
		pause()
	}
	return err
}

// AnyError asks nothing.
func AnyError(ctx context.Context, body string) {
	for {
		if err := assign(ctx, body); err == nil { // want `retries 9603` `retries 9616`
			return
		}
		pause()
	}
}

// TransportError sends again what did not get through, and nothing else.
func TransportError(ctx context.Context, body string) (r *reply, err error) {
	for range 20 {
		if r, err = send(ctx, body); err == nil {
			return r, nil
		}
		pause()
	}
	return nil, err
}

// Status asks whether all went well.
func Status(ctx context.Context, body string) {
	for range 3 {
		r, err := send(ctx, body) // want `retries 9616`
		if err != nil || r.Status == 0 {
			return
		}
		pause()
	}
}

// Association walks the entries.
func Association(ctx context.Context, body string) {
	for range 10 {
		r, err := send(ctx, body) // want `retries 9603`
		if err != nil {
			return
		}
		again := false
		for _, e := range r.Associations {
			again = again || e.Number == internalError
		}
		if !again {
			return
		}
		pause()
	}
}

// AssociationAny looks for entries that have failed.
func AssociationAny(ctx context.Context, body string) {
	for range 4 {
		r, err := send(ctx, body) // want `retries 9616 .*: sent 4 times`
		if err != nil || !slices.ContainsFunc(r.Associations, func(e entry) bool { return e.Number != 0 }) {
			return
		}
		pause()
	}
}

// FirstAssociation looks at one.
func FirstAssociation(ctx context.Context, body string) {
	for range 10 {
		r, err := send(ctx, body) // want `retries 9603`
		if err != nil || len(r.Associations) == 0 || r.Associations[0].Number != internalError {
			return
		}
		pause()
	}
}

// Captured takes the error out of a closure that itself returns nil.
func Captured(ctx context.Context, body string) error {
	var failed error
	for range 10 {
		err := func() error { // want `deciders.Captured retries 9603`
			failed = assign(ctx, body)
			return nil
		}()
		if err != nil || !retryable(failed) {
			return failed
		}
		pause()
	}
	return failed
}

// Joined wraps it with another error.
func Joined(ctx context.Context, body string) error {
	for range 10 {
		err := errors.Join(errors.New("assign"), assign(ctx, body)) // want `retries 9603`
		if !retryable(err) {
			return err
		}
		pause()
	}
	return nil
}

// JoinedByHand looks through the joined errors itself.
func JoinedByHand(ctx context.Context, body string) error {
	for range 10 {
		err := errors.Join(errors.New("assign"), assign(ctx, body)) // want `retries 9603` `retries 9616`
		list, ok := err.(interface{ Unwrap() []error })
		if !ok {
			return err
		}
		worst := 0
		for _, e := range list.Unwrap() {
			if f, ok := errors.AsType[*failure](e); ok {
				worst = max(worst, f.Number)
			}
		}
		if worst == 0 {
			return nil
		}
		pause()
	}
	return nil
}

// NotJoined expects a list of errors where there is one error alone.
func NotJoined(ctx context.Context, body string) error {
	for range 10 {
		err := fmt.Errorf("assign: %w", assign(ctx, body))
		if _, ok := err.(interface{ Unwrap() []error }); !ok {
			return err
		}
		pause()
	}
	return nil
}

// cause digs for the innermost error, as was done before there was Unwrap.
func cause(err error) error {
	for err != nil {
		c, ok := err.(interface{ Cause() error })
		if !ok {
			break
		}
		err = c.Cause()
	}
	return err
}

// Cause asks somebody else, and takes the error apart.
//
//twin:none who is asked is somebody else
func Cause(ctx context.Context, ask func(context.Context) error) (err error) {
	for range 9 {
		err = ask(ctx) // want `deciders.Cause retries 9603`
		if f, ok := cause(err).(*failure); !ok || f.Number != internalError {
			return err
		}
		pause()
	}
	return err
}

// CauseOnce asks once.
//
//twin:none who is asked is somebody else
func CauseOnce(ctx context.Context, ask func(context.Context) error) string {
	if f, ok := cause(ask(ctx)).(*failure); ok {
		return f.Text
	}
	return ""
}
