// Package delays waits in many ways between two sends.
package delays

import (
	"context"
	"encoding/json"
	"math"
	"math/rand"
	randv2 "math/rand/v2"
	"net/http"
	"strings"
	"time"
)

const service = "https://vpp.itunes.apple.com/mdm/manageVPPLicensesByAdamIdSrv"

const internalError = 9603

type reply struct {
	Status       int    `json:"status"`
	ErrorNumber  int    `json:"errorNumber"`
	ErrorMessage string `json:"errorMessage"`
}

// send asks for an assignment and returns the number of the answer.
func send(ctx context.Context, body string) (int, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, service, strings.NewReader(body))
	if err != nil {
		return 0, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	var r reply
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return 0, err
	}
	return r.ErrorNumber, nil
}

// busy sends and says whether 9603 came back.
func busy(ctx context.Context, body string) bool {
	n, err := send(ctx, body)
	return err == nil && n == internalError
}

const (
	base    = 500 * time.Millisecond
	ceiling = 45 * time.Second
)

// Constant is a named constant.
func Constant(ctx context.Context, body string) {
	for busy(ctx, body) { // want `retries 9603 every 500ms: from send 7 on they come 500ms apart`
		time.Sleep(base)
	}
}

// None is no delay at all.
func None(ctx context.Context, body string) {
	for busy(ctx, body) { // want `delays.None retries 9603 without delay: from send 7 on they come without delay`
	}
}

// Minute is what the escalation asks for.
func Minute(ctx context.Context, body string) {
	for busy(ctx, body) {
		time.Sleep(time.Minute)
	}
}

// AlmostMinute is a little less, from start to start.
func AlmostMinute(ctx context.Context, body string) {
	for busy(ctx, body) { // want `retries 9603 every 59.9s`
		time.Sleep(time.Minute - 100*time.Millisecond)
	}
}

// Doubling reaches 32 s before the seventh send.
func Doubling(ctx context.Context, body string) {
	d := time.Second
	for busy(ctx, body) { // want `retries 9603 with delays doubling from 1s: send 7 comes 32s after send 6`
		time.Sleep(d)
		d *= 2
	}
}

// DoublingFromTwo reaches a minute before it.
func DoublingFromTwo(ctx context.Context, body string) {
	d := 2 * time.Second
	for busy(ctx, body) {
		time.Sleep(d)
		d *= 2
	}
}

// Shift doubles by shifting.
func Shift(ctx context.Context, body string) {
	for i := 0; busy(ctx, body) && i < 10; i++ { // want `retries 9603 with delays doubling from 1s to 8m32s: send 7 comes 32s after send 6`
		time.Sleep(time.Second << i)
	}
}

// ShiftOne shifts the factor.
func ShiftOne(ctx context.Context, body string) {
	for i := 1; busy(ctx, body); i++ {
		time.Sleep(time.Duration(1<<min(i, 8)) * time.Second)
	}
}

// Times multiplies with the attempt.
func Times(ctx context.Context, body string) {
	for i := 1; busy(ctx, body); i++ { // want `retries 9603 with delays growing from 3s`
		time.Sleep(time.Duration(i) * 3 * time.Second)
	}
}

// Squares multiplies the attempt with itself: 49 s before the eighth send.
func Squares(ctx context.Context, body string) {
	for i := 1; i < 9 && busy(ctx, body); i++ { // want `sends 7–8 come`
		time.Sleep(time.Duration(i*i) * time.Second)
	}
}

// Fibonacci adds the last two.
func Fibonacci(ctx context.Context, body string) {
	a, b := time.Second, time.Second
	for busy(ctx, body) { // want `retries 9603`
		time.Sleep(a)
		a, b = b, a+b
	}
}

// Half takes one and a half of the last one, with integers.
func Half(ctx context.Context, body string) {
	for d := 10 * time.Second; busy(ctx, body); d = d * 3 / 2 {
		time.Sleep(d)
	}
}

// Float multiplies with a fraction.
func Float(ctx context.Context, body string) {
	d := 4.0
	for busy(ctx, body) { // want `retries 9603 with delays growing from 4s`
		time.Sleep(time.Duration(d * float64(time.Second)))
		d *= 1.5
	}
}

// Pow computes two to the power of the attempt.
func Pow(ctx context.Context, body string) {
	for i := 0; i < 12 && busy(ctx, body); i++ { // want `retries 9603 with delays doubling from 1s`
		time.Sleep(time.Duration(math.Pow(2, float64(i))) * time.Second)
	}
}

// PowOfThree grows faster.
func PowOfThree(ctx context.Context, body string) {
	for i := 0; i < 12 && busy(ctx, body); i++ {
		time.Sleep(time.Duration(math.Pow(3, float64(i))) * time.Second)
	}
}

// PowCapped never reaches a minute.
func PowCapped(ctx context.Context, body string) {
	for i := 0.0; busy(ctx, body); i++ { // want `retries 9603 with delays doubling from 2s up to 50s`
		s := math.Min(2*math.Pow(2, i), 50)
		time.Sleep(time.Duration(s * float64(time.Second)))
	}
}

// Exp uses the exponential function, rounded.
func Exp(ctx context.Context, body string) {
	for i := 1; i < 9 && busy(ctx, body); i++ {
		time.Sleep(time.Duration(math.Round(math.Exp(float64(i)))) * time.Second)
	}
}

// CapByIf stops growing.
func CapByIf(ctx context.Context, body string) {
	d := 3 * time.Second
	for busy(ctx, body) { // want `retries 9603 with delays doubling from 3s up to 45s`
		time.Sleep(d)
		if d *= 2; d > ceiling {
			d = ceiling
		}
	}
}

// CapByMin stops growing at minutes.
func CapByMin(ctx context.Context, body string) {
	for d := 3 * time.Second; busy(ctx, body); d = min(2*d, 5*time.Minute) {
		time.Sleep(d)
	}
}

// FloorByMax never waits less than a minute.
func FloorByMax(ctx context.Context, body string) {
	for d := time.Second; busy(ctx, body); d = min(2*d, time.Hour) {
		time.Sleep(max(d, time.Minute))
	}
}

var table = []time.Duration{time.Second, 2 * time.Second, 5 * time.Second, 10 * time.Second}

// Table repeats its last entry.
func Table(ctx context.Context, body string) {
	for i := 0; busy(ctx, body); i++ { // want `retries 9603 with delays growing from 1s to 10s: from send 7 on they come 10s apart`
		time.Sleep(table[min(i, len(table)-1)])
	}
}

var escalation = [...]time.Duration{1: 2 * time.Second, 3 * time.Second, 5 * time.Second, 8 * time.Second, 13 * time.Second, 5 * time.Minute}

// TableThatEscalates ends in minutes.
func TableThatEscalates(ctx context.Context, body string) {
	for i := 1; busy(ctx, body); i++ {
		time.Sleep(escalation[min(i, len(escalation)-1)])
	}
}

var byAttempt = map[int]time.Duration{1: 5 * time.Second, 2: 10 * time.Second, 3: 20 * time.Second}

// MapOrDefault falls back to a default.
func MapOrDefault(ctx context.Context, body string) {
	for i := 1; busy(ctx, body); i++ { // want `retries 9603`
		d, ok := byAttempt[i]
		if !ok {
			d = 30 * time.Second
		}
		time.Sleep(d)
	}
}

// Parsed reads the delay from text.
func Parsed(ctx context.Context, body string) {
	d, err := time.ParseDuration("1m30s")
	if err != nil {
		d = time.Second
	}
	for busy(ctx, body) {
		time.Sleep(d)
	}
}

// ParsedShort reads a shorter one.
func ParsedShort(ctx context.Context, body string) {
	d, _ := time.ParseDuration("1.5s")
	for busy(ctx, body) { // want `retries 9603 every 1.5s`
		time.Sleep(d)
	}
}

// Jitter is random, up to ten seconds.
func Jitter(ctx context.Context, body string) {
	for busy(ctx, body) { // want `retries 9603 every 5s to 10s: from send 7 on they come 5s to 10s apart`
		time.Sleep(5*time.Second + time.Duration(rand.Int63n(int64(5*time.Second))))
	}
}

// JitterPastAMinute may be late enough: nobody can tell.
func JitterPastAMinute(ctx context.Context, body string) {
	for range 20 {
		if !busy(ctx, body) {
			return
		}
		time.Sleep(50*time.Second + time.Duration(rand.Intn(20))*time.Second)
	}
}

// JitterV2 uses the newer package.
func JitterV2(ctx context.Context, body string) {
	for range 15 {
		if !busy(ctx, body) { // want `retries 9603`
			return
		}
		time.Sleep(randv2.N(30 * time.Second))
	}
}

// FullJitter grows with the attempt and keeps below half a minute.
func FullJitter(ctx context.Context, body string) {
	for i := range 15 {
		if !busy(ctx, body) { // want `retries 9603`
			return
		}
		d := min(time.Second<<i, 30*time.Second)
		time.Sleep(time.Duration(rand.Float64() * float64(d)))
	}
}

// PlusMinus spreads minutes by a fifth.
func PlusMinus(ctx context.Context, body string) {
	for range 15 {
		if !busy(ctx, body) {
			return
		}
		d := 2 * time.Minute
		time.Sleep(d - d/5 + time.Duration(randv2.Int64N(int64(2*d/5))))
	}
}

// Escalation has five quick ones, then waits for minutes.
func Escalation(ctx context.Context, body string) {
	for attempt := 1; busy(ctx, body); attempt++ {
		if attempt > 5 {
			time.Sleep(5 * time.Minute)
			continue
		}
		time.Sleep(2 * time.Second)
	}
}

// LateEscalation has ten quick ones.
func LateEscalation(ctx context.Context, body string) {
	for attempt := 1; busy(ctx, body); attempt++ { // want `sends 7–11 come 2s apart`
		d := 2 * time.Second
		if attempt > 10 {
			d = 5 * time.Minute
		}
		time.Sleep(d)
	}
}

// FalseEscalation waits once and starts over.
func FalseEscalation(ctx context.Context, body string) {
	for quick := 0; busy(ctx, body); quick++ { // want `retries 9603`
		if quick == 5 {
			time.Sleep(10 * time.Minute)
			quick = 0
			continue
		}
		time.Sleep(time.Second)
	}
}

// backoff is a helper that computes.
func backoff(attempt int) time.Duration {
	switch {
	case attempt <= 2:
		return time.Second
	case attempt <= 5:
		return time.Duration(attempt) * 2 * time.Second
	}
	return 3 * time.Minute
}

// Helper asks it.
func Helper(ctx context.Context, body string) {
	for i := 1; busy(ctx, body); i++ {
		time.Sleep(backoff(i))
	}
}

// HelperFromZero counts from zero, so it escalates one send too late.
func HelperFromZero(ctx context.Context, body string) {
	for i := 0; busy(ctx, body); i++ { // want `retries 9603 .*: send 7 comes 10s after send 6`
		time.Sleep(backoff(i))
	}
}

// Seconds is a number and not a duration.
func Seconds(ctx context.Context, body string) {
	const seconds = 20
	for busy(ctx, body) { // want `retries 9603 every 20s`
		time.Sleep(seconds * time.Second)
	}
}

// Milliseconds are meant, nanoseconds it is.
func Milliseconds(ctx context.Context, body string) {
	wait := 90000
	for busy(ctx, body) { // want `retries 9603 without delay`
		time.Sleep(time.Duration(wait))
	}
}
