package assign_test

import (
	"testing"

	"github.com/vpplint/vpplint/examples/fleet/assign"
	"github.com/vpplint/vpplint/examples/fleet/vpp"
	"github.com/vpplint/vpplint/examples/standin"
)

// The defect: the same number, but another wording.
func TestOnceDependsOnThePeriod(t *testing.T) {
	for text, understood := range map[string]bool{
		"License already assigned":  true,
		"License already assigned.": false,
	} {
		err := assigner(&standin.Apple{Number: 9616, Text: text}).Once(t.Context(), "C02A")
		if (err == nil) != understood {
			t.Errorf("%q: error %v, want one: %v", text, err, !understood)
		}
	}
}

// The defect: 9626 is a failure, but has the words, too.
func TestAssignedIsTrueForTheLicenseOfSomebodyElse(t *testing.T) {
	for _, number := range []int{9616, 9626} {
		err := assigner(&standin.Apple{Number: number}).Once(t.Context(), "C02A")
		if !assign.Assigned(err) {
			t.Errorf("Assigned(%v) is false, want true", err)
		}
	}
}

// The defect: the same number, but another wording.
func TestIneligibleKnowsOneTextOfTwo(t *testing.T) {
	for text, want := range map[string]int{
		"License not eligible for device assignment.": 1,
		"Ineligible device assignment: MDM tried to assign an item to a serial number but device assignment is not allowed for that item.": 0,
	} {
		client := vpp.New((&standin.Apple{Number: 9628, Text: text}).Client(), "token")
		answer, err := client.AssignDevices(t.Context(), vpp.App{AdamID: "408709785"}, "C02A")
		if err != nil {
			t.Fatal(err)
		}
		if got := assign.Ineligible(answer); got != want {
			t.Errorf("%q: %d ineligible, want %d", text, got, want)
		}
	}
}
