package directives

import "testing"

// Test files do not exist, and neither do their directives.
func TestOnTheLine(t *testing.T) {
	r := &VPPResponse{ErrorMessage: "License already assigned"}
	//vpplint:ignore vppretry9603 nothing here
	if !onTheLine(r) || r.ErrorMessage != "License already assigned" { //vpplint:ignore vpperrormessage
		t.Error("not assigned")
	}
}
