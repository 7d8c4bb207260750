package badges

import "testing"

const alreadyAssigned = 9616

func TestAnswer(t *testing.T) {
	a := Answer{Number: alreadyAssigned, Text: "License already assigned"}
	if a.Offline() || a.Toner() {
		t.Fatal("neither")
	}
	if a.Text != "License already assigned" || a.Number != 9616 {
		t.Error("changed")
	}
}
