package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/vpplint/vpplint/internal/finding"
	"github.com/vpplint/vpplint/internal/retry"
)

// auditPage is the page about an audit.
type auditPage struct {
	page
	Summary string
	Groups  []auditGroup
}

// auditGroup are the constructs of one sort.
type auditGroup struct {
	ID, Name, Title, About, Class string
	Brief                         bool // they need no pictures
	Constructs                    []pageConstruct
	has                           func(Construct) bool
}

type pageConstruct struct {
	Decl, Place, Class, Word string
	Code                     pageCode
	Picture                  picture
	Notes                    []pageNote
	Requests                 []string
	Places                   []pagePlace
	Entries                  string
}

// pageNote is something to say about an answer.
type pageNote struct{ Name, Text, Place string }

// auditGroups are the sorts of constructs, those first that need a person.
func auditGroups() []auditGroup {
	retries := func(verdict string) func(Construct) bool {
		return func(c Construct) bool { return c.Kind == finding.Retry && c.Verdict() == verdict }
	}
	kind := func(kind string) func(Construct) bool {
		return func(c Construct) bool { return c.Kind == kind }
	}
	return []auditGroup{
		{ID: "wrong", Name: "wrong", Title: "Wrong", Class: "wrong", has: retries(finding.Wrong)},
		{ID: "undecided", Name: "undecided", Title: "Undecided", Class: "undecided", has: retries(finding.Undecided),
			About: "The rules are silent about these: nobody can tell from the code that they are wrong, or that they are right."},
		{ID: "unseen", Name: "not followed", Title: "Could not be followed", Class: "undecided", has: kind(finding.Unseen),
			About: "The replay gave up in these functions before it could tell which requests they send again."},
		{ID: "right", Name: "right", Title: "Right", Class: "right", has: func(c Construct) bool {
			return retries(finding.Right)(c) || retries(finding.Unjudged)(c)
		}},
		{ID: "polls", Name: "polls", Title: "Polls", Class: "unjudged", has: kind(finding.Poll),
			About: "These send the same request again after success, too. They are no retries, and no rule is about them."},
		{ID: "once", Name: "sent once", Title: "Sent once", Class: "unjudged", Brief: true, has: kind(finding.Once),
			About: "These send a request once, whatever the answer is."},
	}
}

func writeAuditHTML(w io.Writer, a *Audit, _ bool) error {
	p := auditPage{page: newPage("vpplint: when VPP requests are sent again", a.Version, a.Limits, a.Problems), Summary: strings.TrimSuffix(a.Summary(), ".")}
	for _, g := range auditGroups() {
		for i, c := range a.Constructs {
			if g.has(c) {
				g.Constructs = append(g.Constructs, a.pageConstruct(c, fmt.Sprintf("picture-%d", i+1), g))
			}
		}
		if len(g.Constructs) > 0 {
			p.Groups = append(p.Groups, g)
		}
	}
	return writePage(w, "audit", p)
}

func (a *Audit) pageConstruct(c Construct, id string, g auditGroup) pageConstruct {
	out := pageConstruct{
		Decl: c.Decl, Place: a.Place(c.Pos), Class: g.Class, Word: g.Name,
		Code: codeOf(c.Pos, c.End, c.Source), Requests: c.Requests(),
		Places: a.paths().pagePlaces(c.places(), c.Pos), Entries: strings.Join(c.Entries, ", "),
	}
	if slices.ContainsFunc(c.Answers, func(x Answer) bool { return x.Silenced }) {
		out.Word = "silenced"
	}
	var lanes []drawn
	for _, x := range c.Answers {
		lanes = append(lanes, drawn{
			name: x.Name(), verdict: x.word(), class: classes[x.Verdict], message: x.Message, schedule: x.Schedule,
			judged: x.Number == retry.Internal && c.Kind == finding.Retry,
		})
		if x.Reason != "" {
			note := pageNote{Name: x.Name(), Text: x.Reason}
			if x.Pos.Filename != "" {
				note.Place = a.Place(x.Pos)
			}
			out.note(note)
		}
		if len(x.Requests) < len(out.Requests) {
			name := x.Name()
			if slices.ContainsFunc(c.Answers, func(y Answer) bool { return y.Number == x.Number && y.Message != x.Message }) {
				name += " (" + x.Message + ")"
			}
			out.note(pageNote{Name: name, Text: "only " + strings.Join(x.Requests, ", ")})
		}
	}
	out.Picture = drawing(id, lanes, a.Limits)
	return out
}

// note adds a note, or another answer to the one that says the same.
func (p *pageConstruct) note(n pageNote) {
	for i := range p.Notes {
		if old := &p.Notes[i]; old.Text == n.Text && old.Place == n.Place {
			old.Name += ", " + n.Name
			return
		}
	}
	p.Notes = append(p.Notes, n)
}

// classes are how verdicts look.
var classes = map[string]string{
	finding.Wrong: "wrong", finding.Right: "right", finding.Undecided: "undecided", finding.Unjudged: "unjudged",
}

// word is the verdict in a picture.
func (a Answer) word() string {
	switch {
	case a.Silenced:
		return "silenced"
	case a.Verdict == finding.Unjudged:
		return ""
	}
	return a.Verdict
}
