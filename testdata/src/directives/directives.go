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

func wholeStatement(r *VPPResponse) bool {
	//vpplint:ignore vpperrormessage the beta has no numbers
	if r.ErrorMessage == "License not found" ||
		r.ErrorMessage == "Internal error." {
		return r.ErrorMessage == "License already assigned"
	} else if r.ErrorMessage == "Login required" {
		return false
	}
	return r.ErrorMessage == "License already assigned" // want `in directives.wholeStatement: use errorNumber 9616`
}

func statementFromItsFirstLine(r *VPPResponse) bool {
	return r.ErrorNumber == 9616 || //vpplint:ignore vpperrormessage the beta has no numbers
		r.ErrorMessage == "License already assigned"
}

func lineOfAStatement(r *VPPResponse) bool {
	return r.ErrorMessage == "License not found" || // want `in directives.lineOfAStatement: use errorNumber 9610`
		r.ErrorMessage == "License already assigned" //vpplint:ignore vpperrormessage the beta has no numbers
}

func notAcrossAnEmptyLine(r *VPPResponse) bool {
	// want +1 `this vpplint:ignore of vpperrormessage in directives.notAcrossAnEmptyLine \("the beta has no numbers"\) silences nothing`
	//vpplint:ignore vpperrormessage the beta has no numbers

	return r.ErrorMessage == "License already assigned" // want `in directives.notAcrossAnEmptyLine: use errorNumber 9616`
}

func onlyTheNextStatement(r *VPPResponse) bool {
	//vpplint:ignore vpperrormessage the beta has no numbers
	if r.ErrorMessage == "License not found" {
		return false
	}
	return r.ErrorMessage == "License already assigned" // want `in directives.onlyTheNextStatement: use errorNumber 9616`
}

// lookup is a table.
//
//vpplint:ignore vpperrormessage the beta has no numbers
var lookup = func(r *VPPResponse) bool {
	return r.ErrorMessage == "License not found"
}

// A space makes it prose.
func noDirective(r *VPPResponse) bool {
	// vpplint:ignore vpperrormessage the beta has no numbers
	return r.ErrorMessage == "License already assigned" // want `in directives.noDirective: use errorNumber 9616`
}

func noRule(r *VPPResponse) bool {
	// want +1 `this vpplint:ignore in directives.noRule names no rule: write //vpplint:ignore RULE reason`
	//vpplint:ignore
	return r.ErrorMessage == "License already assigned" // want `in directives.noRule: use errorNumber 9616`
}

// It cannot be silenced itself.
func itself(r *VPPResponse) bool {
	// want +1 `this vpplint:ignore in directives.itself names "vppignore", which is no rule`
	//vpplint:ignore vppignore nothing to see here
	return r.ErrorNumber == 9616
}
