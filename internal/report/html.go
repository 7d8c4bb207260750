package report

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"

	"github.com/vpplint/vpplint/internal/finding"
	"github.com/vpplint/vpplint/internal/retry"
	"github.com/vpplint/vpplint/internal/schedule"
)

//go:embed page.css
var pageStyle string

//go:embed page.tmpl
var pageTemplate string

// page is what all pages have. They load nothing and run nothing, and their
// policy says so.
type page struct {
	Title, Version string
	MaxAttempts    int
	Delay          string
	Problems       []Problem
}

func newPage(title, version string, limits retry.Limits, problems []Problem) page {
	return page{title, version, limits.MaxAttempts, schedule.Duration(limits.EscalatedDelay), problems}
}

// Style is the style sheet, and Hash lets it through the policy.
func (page) Style() template.CSS { return template.CSS(pageStyle) }

// Hash is that of the style sheet.
func (page) Hash() string {
	sum := sha256.Sum256([]byte(pageStyle))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// write writes the page with a template.
func writePage(w io.Writer, name string, data any) error {
	t, err := template.New("page").Funcs(template.FuncMap{
		"plain":  Plain,
		"add":    func(a, b float64) float64 { return tenths(a + b) },
		"line":   func(y float64, i int) float64 { return tenths(y + 7 + 13*float64(i)) },
		"middle": func(x, width float64) float64 { return tenths(x + width/2) },
	}).Parse(pageTemplate)
	if err != nil {
		return err
	}
	var text strings.Builder
	if err := t.ExecuteTemplate(&text, name, data); err != nil {
		return err
	}
	_, err = io.WriteString(w, text.String())
	return err
}

// pageCode is a line of code, with a part that is marked.
type pageCode struct {
	Line                        int
	Code, Before, Marked, After string
}

// codeOf is the line of code that something begins on.
func codeOf(pos, end Position, source string) pageCode {
	line, head, tail := window(cells(Finding{Pos: pos, End: end, Source: source}))
	c := pageCode{Line: pos.Line, Before: head}
	for _, x := range line {
		c.Code += x.text
		switch {
		case x.marked:
			c.Marked += x.text
		case c.Marked == "":
			c.Before += x.text
		default:
			c.After += x.text
		}
	}
	c.After += tail
	return c
}

// pagePlace is a place with what there is to say about it.
type pagePlace struct{ Place, Text string }

// pagePlaces are the places besides the one that everything is about.
func (r *Report) pagePlaces(list []Related, besides Position) (places []pagePlace) {
	for _, rel := range list {
		if rel.Pos != besides {
			places = append(places, pagePlace{r.Place(rel.Pos), rel.Message})
		}
	}
	return places
}

// findingsPage is the page about findings.
type findingsPage struct {
	page
	Heading, Summary string
	Groups           []findingsGroup
	Pictures         bool
}

type findingsGroup struct {
	ID, Summary, URL string
	Findings         []pageFinding
}

type pageFinding struct {
	Decl, Place, Message string
	Code                 pageCode
	Picture              *picture
	Places               []pagePlace
	Fixes                []pageFix
}

type pageFix struct{ Text, Old, New string }

// writeHTML writes a page with all findings, rule by rule.
func writeHTML(w io.Writer, r *Report, _ bool) error {
	p := findingsPage{
		page:    newPage("vpplint: "+several(len(r.Findings), "finding", "findings"), r.Version, r.Limits, r.Problems),
		Heading: "Errors of Apple’s VPP service that this code mistreats", Summary: several(len(r.Findings), "finding", "findings") + ".",
	}
	if len(r.Findings) == 0 {
		p.Summary = "Nothing was found."
	}
	for i, f := range r.Findings {
		at := slices.IndexFunc(p.Groups, func(g findingsGroup) bool { return g.ID == f.Rule })
		if at < 0 {
			at = len(p.Groups)
			p.Groups = append(p.Groups, findingsGroup{ID: f.Rule, URL: f.URL})
			for _, rule := range r.Rules {
				if rule.Name == f.Rule {
					p.Groups[at].Summary = rule.Summary
				}
			}
		}
		shown := r.pageFinding(f, fmt.Sprintf("picture-%d", i+1))
		p.Pictures = p.Pictures || shown.Picture != nil
		p.Groups[at].Findings = append(p.Groups[at].Findings, shown)
	}
	order := func(g findingsGroup) int {
		return slices.IndexFunc(r.Rules, func(rule Rule) bool { return rule.Name == g.ID })
	}
	slices.SortStableFunc(p.Groups, func(a, b findingsGroup) int { return order(a) - order(b) })
	return writePage(w, "findings", p)
}

func (r *Report) pageFinding(f Finding, id string) pageFinding {
	out := pageFinding{
		Decl: f.Decl, Place: r.Place(f.Pos), Message: f.Message,
		Code: codeOf(f.Pos, f.End, f.Source), Places: r.pagePlaces(f.Related, f.Pos),
	}
	if out.Decl == "" {
		out.Decl = f.Package
	}
	if f.Schedule != nil {
		name := "answer"
		if len(f.Numbers) == 1 {
			name = Answer{Number: f.Numbers[0]}.Name()
		}
		p := drawing(id, []drawn{{
			name: name, verdict: finding.Wrong, class: finding.Wrong, message: sendCount(f.Schedule.Schedule), schedule: f.Schedule,
			judged: slices.Contains(f.Numbers, retry.Internal),
		}}, r.Limits)
		out.Picture = &p
	}
	for _, fix := range f.Fixes {
		if old, fresh, ok := rewritten(f, fix); ok {
			out.Fixes = append(out.Fixes, pageFix{fix.Message, old, fresh})
		}
	}
	return out
}

// sendCount says how often something is sent.
func sendCount(s retry.Schedule) string {
	if !s.Ended {
		return "again and again"
	}
	return several(s.Sends(), "send", "sends")
}

// rewritten is the line of a finding, and what a fix makes of it; false where
// the fix changes other lines, too.
func rewritten(f Finding, fix Fix) (old, fresh string, ok bool) {
	line, end := f.Source, 0
	var b strings.Builder
	for _, e := range fix.Edits {
		from, to := e.Pos.Column-1, e.End.Column-1
		if e.Pos.Filename != f.Pos.Filename || e.Pos.Line != f.Pos.Line || e.End.Line != f.Pos.Line || from < end || to < from || to > len(line) {
			return "", "", false
		}
		b.WriteString(line[end:from] + e.New)
		end = to
	}
	b.WriteString(line[end:])
	return strings.TrimSpace(line), strings.TrimSpace(b.String()), true
}
