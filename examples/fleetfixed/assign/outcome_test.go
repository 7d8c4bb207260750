package assign_test

import (
	"testing"

	"github.com/vpplint/vpplint/examples/fleetfixed/assign"
	"github.com/vpplint/vpplint/examples/fleetfixed/vpp"
	"github.com/vpplint/vpplint/examples/standin"
)

func TestOnceReadsTheNumberWhateverTheText(t *testing.T) {
	for _, text := range []string{"License already assigned", "License already assigned."} {
		if err := assigner(&standin.Apple{Number: 9616, Text: text}).Once(t.Context(), "C02A"); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestAssignedIsNotTheLicenseOfSomebodyElse(t *testing.T) {
	for number, want := range map[int]bool{9616: true, 9626: false} {
		err := assigner(&standin.Apple{Number: number}).User(t.Context(), "anna")
		if got := assign.Assigned(err); got != want {
			t.Errorf("Assigned(%v) is %v, want %v", err, got, want)
		}
	}
}

func TestIneligibleKnowsBothTexts(t *testing.T) {
	for _, text := range []string{
		"License not eligible for device assignment.",
		"Ineligible device assignment: MDM tried to assign an item to a serial number but device assignment is not allowed for that item.",
	} {
		client := vpp.New((&standin.Apple{Number: 9628, Text: text}).Client(), "token")
		answer, err := client.AssignDevices(t.Context(), vpp.App{AdamID: "408709785"}, "C02A")
		if err != nil {
			t.Fatal(err)
		}
		if got := assign.Ineligible(answer); got != 1 {
			t.Errorf("%q: %d ineligible, want 1", text, got)
		}
	}
}
