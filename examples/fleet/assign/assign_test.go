package assign_test

import (
	"context"
	"reflect"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/vpplint/vpplint/examples/fleet/assign"
	"github.com/vpplint/vpplint/examples/fleet/vpp"
	"github.com/vpplint/vpplint/examples/standin"
)

func assigner(apple *standin.Apple) *assign.Assigner {
	return assign.New(vpp.New(apple.Client(), "token"), vpp.App{AdamID: "408709785", PricingParam: "STDQ"})
}

// gaps runs the step in virtual time, for at most an hour, and returns the
// times between its requests.
func gaps(t *testing.T, apple *standin.Apple, step func(context.Context, *assign.Assigner) error) (gaps []time.Duration) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		if err := step(ctx, assigner(apple)); err == nil {
			t.Error("no error, although the service never gives in")
		}
		gaps = apple.Gaps()
	})
	return gaps
}

func TestDeviceIsAssignedWhereNothingIsWrong(t *testing.T) {
	apple := &standin.Apple{}
	if err := assigner(apple).Device(t.Context(), "C02A"); err != nil {
		t.Error(err)
	}
	if n := len(apple.Sends()); n != 1 {
		t.Errorf("%d requests, want 1", n)
	}
}

// The defect: the requests after the sixth should be minutes apart.
func TestDeviceAsksEveryTwoSecondsWhileTheServiceIsDown(t *testing.T) {
	got := gaps(t, &standin.Apple{Number: 9603}, func(ctx context.Context, a *assign.Assigner) error {
		return a.Device(ctx, "C02A")
	})
	if want := slices.Repeat([]time.Duration{2 * time.Second}, 9); !reflect.DeepEqual(got, want) {
		t.Errorf("gaps %v, want %v", got, want)
	}
}

// The defect: there is no need to retry 9616.
func TestUserIsAssignedAgainWhatHeHas(t *testing.T) {
	got := gaps(t, &standin.Apple{Number: 9616}, func(ctx context.Context, a *assign.Assigner) error {
		return a.User(ctx, "anna")
	})
	if want := slices.Repeat([]time.Duration{10 * time.Second}, 2); !reflect.DeepEqual(got, want) {
		t.Errorf("gaps %v, want %v", got, want)
	}
}

// Both defects: it retries what needs no retry, and asks again too soon.
func TestClassroomIsSentEightTimesWhateverTheError(t *testing.T) {
	for _, number := range []int{9603, 9616} {
		got := gaps(t, &standin.Apple{Number: number}, func(ctx context.Context, a *assign.Assigner) error {
			return a.Classroom(ctx, []string{"C02A", "C02B"})
		})
		if want := slices.Repeat([]time.Duration{5 * time.Second}, 7); !reflect.DeepEqual(got, want) {
			t.Errorf("%d: gaps %v, want %v", number, got, want)
		}
	}
}

// The defect: one request after the other, without a pause.
func TestReclaimFloodsAServiceThatIsDown(t *testing.T) {
	apple := &standin.Apple{Number: 9603}
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := assigner(apple).Reclaim(ctx, "C02A"); err == nil {
			t.Error("no error, although the service never gives in")
		}
	})
	if n := len(apple.Sends()); n < 900 {
		t.Errorf("%d requests in a second, want about 1000", n)
	}
}
