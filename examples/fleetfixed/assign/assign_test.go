package assign_test

import (
	"context"
	"reflect"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/vpplint/vpplint/examples/fleetfixed/assign"
	"github.com/vpplint/vpplint/examples/fleetfixed/vpp"
	"github.com/vpplint/vpplint/examples/standin"
)

func assigner(apple *standin.Apple) *assign.Assigner {
	return assign.New(vpp.New(apple.Client(), "token"), vpp.App{AdamID: "408709785", PricingParam: "STDQ"})
}

// steps are all that can be done to a license.
var steps = map[string]func(context.Context, *assign.Assigner) error{
	"Device":    func(ctx context.Context, a *assign.Assigner) error { return a.Device(ctx, "C02A") },
	"User":      func(ctx context.Context, a *assign.Assigner) error { return a.User(ctx, "anna") },
	"Classroom": func(ctx context.Context, a *assign.Assigner) error { return a.Classroom(ctx, []string{"C02A", "C02B"}) },
	"Reclaim":   func(ctx context.Context, a *assign.Assigner) error { return a.Reclaim(ctx, "C02A") },
}

func TestWithoutAnErrorThereIsOneRequest(t *testing.T) {
	for name, step := range steps {
		apple := &standin.Apple{}
		if err := step(t.Context(), assigner(apple)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if n := len(apple.Sends()); n != 1 {
			t.Errorf("%s: %d requests, want 1", name, n)
		}
	}
}

// Five attempts follow the first one quickly, all others minutes later.
func TestAServiceThatIsDownIsLeftAlone(t *testing.T) {
	want := slices.Concat(
		[]time.Duration{1 * time.Second, 2 * time.Second, 4 * time.Second, 8 * time.Second, 16 * time.Second},
		slices.Repeat([]time.Duration{5 * time.Minute}, 6),
	)
	for name, step := range steps {
		synctest.Test(t, func(t *testing.T) {
			apple := &standin.Apple{Number: vpp.NumberInternal}
			if err := step(t.Context(), assigner(apple)); !vpp.Busy(err) {
				t.Errorf("%s: error %v, want 9603", name, err)
			}
			if got := apple.Gaps(); !reflect.DeepEqual(got, want) {
				t.Errorf("%s: gaps %v, want %v", name, got, want)
			}
		})
	}
}

func TestAServiceThatIsBackIsEnough(t *testing.T) {
	for name, step := range steps {
		synctest.Test(t, func(t *testing.T) {
			apple := &standin.Apple{Number: vpp.NumberInternal, Times: 3}
			if err := step(t.Context(), assigner(apple)); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			if n := len(apple.Sends()); n != 4 {
				t.Errorf("%s: %d requests, want 4", name, n)
			}
		})
	}
}

func TestWhatIsAssignedIsNotSentAgain(t *testing.T) {
	for name, step := range steps {
		apple := &standin.Apple{Number: vpp.NumberAssigned}
		if err := step(t.Context(), assigner(apple)); !assign.Assigned(err) {
			t.Errorf("%s: error %v, want 9616", name, err)
		}
		if n := len(apple.Sends()); n != 1 {
			t.Errorf("%s: %d requests, want 1", name, n)
		}
	}
}

func TestTheWaitEndsWithTheContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		start := time.Now()
		if err := assigner(&standin.Apple{Number: vpp.NumberInternal}).Device(ctx, "C02A"); err == nil {
			t.Error("no error, although the service never gives in")
		}
		if took := time.Since(start); took != 10*time.Second {
			t.Errorf("ended after %v, want 10s", took)
		}
	})
}
