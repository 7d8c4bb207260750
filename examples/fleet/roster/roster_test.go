package roster_test

import (
	"context"
	"reflect"
	"testing"
	"testing/synctest"
	"time"

	"github.com/vpplint/vpplint/examples/fleet/roster"
	"github.com/vpplint/vpplint/examples/fleet/vpp"
	"github.com/vpplint/vpplint/examples/standin"
)

func client(apple *standin.Apple) *vpp.Client { return vpp.New(apple.Client(), "token") }

// The defect: the seventh and eighth request come less than a minute after the
// one before.
func TestJoinDoublesFromTooLittle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
		defer cancel()
		apple := &standin.Apple{Number: 9603}
		if err := roster.Join(ctx, client(apple), vpp.User{ID: "anna"}); err == nil {
			t.Error("no error, although the service never gives in")
		}
		want := []time.Duration{0, 1 * time.Second, 2 * time.Second, 4 * time.Second, 8 * time.Second, 16 * time.Second, 32 * time.Second}
		if got := apple.Gaps(); !reflect.DeepEqual(got, want) {
			t.Errorf("gaps %v, want %v", got, want)
		}
	})
}

func TestJoinEndsWhenTheServiceIsBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		apple := &standin.Apple{Number: 9603, Times: 3}
		if err := roster.Join(t.Context(), client(apple), vpp.User{ID: "anna"}); err != nil {
			t.Error(err)
		}
		if n := len(apple.Sends()); n != 4 {
			t.Errorf("%d requests, want 4", n)
		}
	})
}

// The defect: a text with the digits in it ends everything.
func TestJoinAllFindsTheNumberInATextAboutSomethingElse(t *testing.T) {
	for _, c := range []struct {
		name  string
		apple *standin.Apple
		sends int
	}{
		{"the token has expired", &standin.Apple{Number: 9621}, 1},
		{"an ID is refused", &standin.Apple{Number: 9602, Text: "Invalid argument: clientUserIdStr s-9621."}, 1},
	} {
		users := []vpp.User{{ID: "s-9621"}, {ID: "s-9622"}}
		if left := roster.JoinAll(t.Context(), client(c.apple), users); !reflect.DeepEqual(left, users) {
			t.Errorf("%s: left %v, want %v", c.name, left, users)
		}
		if n := len(c.apple.Sends()); n != c.sends {
			t.Errorf("%s: %d requests, want %d", c.name, n, c.sends)
		}
	}
}

// The defect: the same two numbers in the words of other versions.
func TestLeaveKnowsOneTextOfEachNumber(t *testing.T) {
	for _, c := range []struct {
		number     int
		text       string
		understood bool
	}{
		{9618, "The user has already been retired.", true},
		{9618, "The user has been retired already.", false},
		{9609, "Unable to find the registered user.", true},
		{9609, "Registered user not found.", false},
	} {
		err := roster.Leave(t.Context(), client(&standin.Apple{Number: c.number, Text: c.text}), "anna")
		if (err == nil) != c.understood {
			t.Errorf("%q: error %v, want one: %v", c.text, err, !c.understood)
		}
	}
}
