// Package directives silences findings, and fails to.
package directives

type VPPResponse struct {
	ErrorNumber  int    `json:"errorNumber"`
	ErrorMessage string `json:"errorMessage"`
}

func onTheLine(r *VPPResponse) bool {
	return r.ErrorMessage == "License already assigned" //vpplint:ignore vpperrormessage the beta has no numbers
}

func lineAbove(r *VPPResponse) bool {
	//vpplint:ignore vpperrormessage the beta has no numbers
	return r.ErrorMessage == "License already assigned"
}

// wholeFunction has two decisions.
//
//vpplint:ignore vpperrormessage the beta has no numbers
func wholeFunction(r *VPPResponse) bool {
	if r.ErrorMessage == "License not found" {
		return false
	}
	return r.ErrorMessage == "License already assigned"
}

func noReason(r *VPPResponse) bool {
	// want +1 `this vpplint:ignore of vpperrormessage in directives.noReason gives no reason`
	//vpplint:ignore vpperrormessage
	return r.ErrorMessage == "License already assigned" // want `in directives.noReason: use errorNumber 9616`
}

func noSuchRule(r *VPPResponse) bool {
	// want +1 `names "vpperrortext", which is no rule: the rules are vpperrormessage, vppretry9603, vppretry9616`
	//vpplint:ignore vpperrortext the beta has no numbers
	return r.ErrorMessage == "License already assigned" // want `in directives.noSuchRule: use errorNumber 9616`
}

func anotherRule(r *VPPResponse) bool {
	// want +1 `this vpplint:ignore of vppretry9603 in directives.anotherRule \("the beta has no numbers"\) silences nothing: remove it`
	//vpplint:ignore vppretry9603 the beta has no numbers
	return r.ErrorMessage == "License already assigned" // want `in directives.anotherRule: use errorNumber 9616`
}

func nothingToSilence(r *VPPResponse) bool {
	// want +1 `this vpplint:ignore of vpperrormessage in directives.nothingToSilence`
	//vpplint:ignore vpperrormessage the beta has no numbers
	return r.ErrorNumber == 9616
}

func typo(r *VPPResponse) bool {
	// want +1 `there is no directive vpplint:ignroe \(in directives.typo\): write vpplint:ignore`
	//vpplint:ignroe vpperrormessage the beta has no numbers
	return r.ErrorNumber == 9616
}
