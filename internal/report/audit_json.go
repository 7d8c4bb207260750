package report

import "io"

// AuditVersion is the version of the json format of audits. It grows when a
// field goes or changes its meaning; new fields may come at any time.
const AuditVersion = 1

// AuditDocument is what the json format of an audit writes. Paths, lines and
// columns are as in the json format of findings.
type AuditDocument struct {
	// Version of this layout: 1.
	Version int `json:"version"`
	// Tool that wrote the document.
	Tool DocumentTool `json:"tool"`
	// MaxAttempts is the number of attempts after which retries of 9603 have to be farther apart.
	MaxAttempts int `json:"maxAttempts"`
	// EscalatedDelaySeconds is the least distance of such a retry, in seconds.
	EscalatedDelaySeconds float64 `json:"escalatedDelaySeconds"`
	// Constructs in the order of files, lines and columns.
	Constructs []AuditConstruct `json:"constructs"`
	// Problems that kept packages from being analysed.
	Problems []DocumentProblem `json:"problems"`
}

// AuditConstruct is a place that sends VPP requests.
type AuditConstruct struct {
	// Package it is in, by import path.
	Package string `json:"package"`
	// Declaration it is in, for people: assign.Assigner.Device.
	Declaration string `json:"declaration"`
	// Kind is retry, poll (sends again after success, too), once (never sends again) or unseen (could not be followed).
	Kind string `json:"kind"`
	// Verdict is the worst one of its answers.
	Verdict string `json:"verdict"`
	// Entries are the declarations through which the replay came there.
	Entries []string `json:"entries"`
	// Location in the code.
	Location DocumentLocation `json:"location"`
	// Answers are what it does while the service gives one answer for ever.
	Answers []AuditAnswer `json:"answers"`
}

// AuditAnswer is what a construct does under one answer.
type AuditAnswer struct {
	// Number is the answer: 9603, 9616, 9646, or 0 for success.
	Number int `json:"number"`
	// Requests that are answered so.
	Requests []string `json:"requests"`
	// Verdict is right, wrong (a finding), undecided (so the rules are silent) or not judged (no rule is about it).
	Verdict string `json:"verdict"`
	// Silenced says that a directive silences the finding.
	Silenced bool `json:"silenced"`
	// Message says in a few words how often it is sent.
	Message string `json:"message"`
	// Reason is why it is undecided, or not judged.
	Reason string `json:"reason,omitempty"`
	// ReasonLocation is where the replay gave up, if that is the reason.
	ReasonLocation *DocumentLocation `json:"reasonLocation,omitempty"`
	// Schedule of the sends; left out where it is not known.
	Schedule *DocumentSchedule `json:"schedule,omitempty"`
	// Related places.
	Related []DocumentRelated `json:"related,omitempty"`
}

func writeAuditJSON(w io.Writer, a *Audit, _ bool) error {
	r := a.paths()
	d := AuditDocument{
		Version: AuditVersion, Tool: DocumentTool{"vpplint", a.Version},
		MaxAttempts: a.Limits.MaxAttempts, EscalatedDelaySeconds: a.Limits.EscalatedDelay.Seconds(),
		Constructs: make([]AuditConstruct, 0, len(a.Constructs)),
		Problems:   make([]DocumentProblem, 0, len(a.Problems)),
	}
	for _, c := range a.Constructs {
		k := AuditConstruct{
			Package: c.Package, Declaration: c.Decl, Kind: c.Kind, Verdict: c.Verdict(),
			Entries: append([]string{}, c.Entries...), Location: r.location(c.Pos, c.End),
			Answers: make([]AuditAnswer, 0, len(c.Answers)),
		}
		for _, answer := range c.Answers {
			k.Answers = append(k.Answers, r.auditAnswer(answer))
		}
		d.Constructs = append(d.Constructs, k)
	}
	for _, p := range a.Problems {
		d.Problems = append(d.Problems, DocumentProblem{p.Package, p.Text})
	}
	return encode(w, d)
}

func (r *Report) auditAnswer(a Answer) AuditAnswer {
	d := AuditAnswer{
		Number: a.Number, Requests: append([]string{}, a.Requests...), Verdict: a.Verdict, Silenced: a.Silenced,
		Message: a.Message, Reason: a.Reason, Schedule: documentSchedule(a.Schedule),
	}
	if a.Pos.Filename != "" {
		d.ReasonLocation = new(r.location(a.Pos, a.Pos))
	}
	for _, rel := range a.Related {
		d.Related = append(d.Related, DocumentRelated{rel.Role, rel.Message, r.location(rel.Pos, rel.End)})
	}
	return d
}
