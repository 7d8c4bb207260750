package roster_test

import (
	"reflect"
	"testing"
	"testing/synctest"
	"time"

	"github.com/vpplint/vpplint/examples/fleetfixed/roster"
	"github.com/vpplint/vpplint/examples/fleetfixed/vpp"
	"github.com/vpplint/vpplint/examples/standin"
)

func client(apple *standin.Apple) *vpp.Client { return vpp.New(apple.Client(), "token") }

func TestJoinLeavesAServiceAloneThatIsDown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		apple := &standin.Apple{Number: vpp.NumberInternal}
		if err := roster.Join(t.Context(), client(apple), vpp.User{ID: "anna"}); !vpp.Busy(err) {
			t.Errorf("error %v, want 9603", err)
		}
		gaps := apple.Gaps()
		if len(gaps) < 6 {
			t.Fatalf("gaps %v, want more than five", gaps)
		}
		for i, gap := range gaps[5:] {
			if gap < time.Minute {
				t.Errorf("request %d comes after %v, want minutes", i+7, gap)
			}
		}
	})
}

func TestJoinEndsWhenTheServiceIsBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		apple := &standin.Apple{Number: vpp.NumberInternal, Times: 3}
		if err := roster.Join(t.Context(), client(apple), vpp.User{ID: "anna"}); err != nil {
			t.Error(err)
		}
		if n := len(apple.Sends()); n != 4 {
			t.Errorf("%d requests, want 4", n)
		}
	})
}

func TestJoinAllGivesUpForTheExpiredTokenOnly(t *testing.T) {
	for _, c := range []struct {
		name  string
		apple *standin.Apple
		sends int
	}{
		{"the token has expired", &standin.Apple{Number: 9621}, 1},
		{"an ID is refused", &standin.Apple{Number: 9602, Text: "Invalid argument: clientUserIdStr s-9621."}, 2},
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

func TestLeaveReadsTheNumberWhateverTheText(t *testing.T) {
	for _, c := range []struct {
		number int
		text   string
	}{
		{vpp.NumberRetired, "The user has already been retired."},
		{vpp.NumberRetired, "The user has been retired already."},
		{vpp.NumberNoUser, "Unable to find the registered user."},
		{vpp.NumberNoUser, "Registered user not found."},
	} {
		if err := roster.Leave(t.Context(), client(&standin.Apple{Number: c.number, Text: c.text}), "anna"); err != nil {
			t.Errorf("%q: %v", c.text, err)
		}
	}
}

func TestLeaveReportsEverythingElse(t *testing.T) {
	if err := roster.Leave(t.Context(), client(&standin.Apple{Number: 9621}), "anna"); vpp.Number(err) != 9621 {
		t.Errorf("error %v, want 9621", err)
	}
}
