package report

import (
	"io"
	"slices"
	"strings"
)

// What code-scanning sites do with SARIF, as far as it matters here: GitHub
// resolves relative URIs against the root of the repository; it wants at least
// one location for each result; it shows help as markdown and knows nothing of
// fixes. A replacement without new text removes what it names.

const (
	sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
	sarifRoot   = "%SRCROOT%"
	homepage    = "https://github.com/vpplint/vpplint"
)

type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool               sarifTool               `json:"tool"`
	Invocations        []sarifInvocation       `json:"invocations"`
	OriginalURIBaseIDs map[string]sarifURIBase `json:"originalUriBaseIds"`
	Results            []sarifResult           `json:"results"`
	ColumnKind         string                  `json:"columnKind"`
}

type sarifTool struct {
	Driver sarifDriver `json:"driver"`
}

type sarifDriver struct {
	Name            string      `json:"name"`
	Version         string      `json:"version,omitempty"`
	SemanticVersion string      `json:"semanticVersion,omitempty"`
	InformationURI  string      `json:"informationUri"`
	Rules           []sarifRule `json:"rules"`
}

type sarifRule struct {
	ID                   string             `json:"id"`
	Name                 string             `json:"name"`
	ShortDescription     sarifText          `json:"shortDescription"`
	FullDescription      sarifText          `json:"fullDescription"`
	HelpURI              string             `json:"helpUri"`
	Help                 sarifText          `json:"help"`
	DefaultConfiguration sarifConfiguration `json:"defaultConfiguration"`
}

type sarifConfiguration struct {
	Level string `json:"level"`
}

type sarifText struct {
	Text     string `json:"text"`
	Markdown string `json:"markdown,omitempty"`
}

type sarifURIBase struct {
	Description sarifText `json:"description"`
}

type sarifInvocation struct {
	ExecutionSuccessful bool                `json:"executionSuccessful"`
	Notifications       []sarifNotification `json:"toolExecutionNotifications,omitempty"`
}

type sarifNotification struct {
	Level   string    `json:"level"`
	Message sarifText `json:"message"`
}

type sarifResult struct {
	RuleID              string            `json:"ruleId"`
	RuleIndex           int               `json:"ruleIndex"`
	Level               string            `json:"level"`
	Message             sarifText         `json:"message"`
	Locations           []sarifLocation   `json:"locations"`
	RelatedLocations    []sarifLocation   `json:"relatedLocations,omitempty"`
	PartialFingerprints map[string]string `json:"partialFingerprints"`
	Fixes               []sarifFix        `json:"fixes,omitempty"`
	Properties          *sarifProperties  `json:"properties,omitempty"`
}

type sarifProperties struct {
	Schedule *DocumentSchedule `json:"schedule"`
}

type sarifLocation struct {
	ID               *int                   `json:"id,omitempty"`
	PhysicalLocation sarifPhysicalLocation  `json:"physicalLocation"`
	LogicalLocations []sarifLogicalLocation `json:"logicalLocations,omitempty"`
	Message          *sarifText             `json:"message,omitempty"`
}

type sarifPhysicalLocation struct {
	ArtifactLocation sarifArtifact `json:"artifactLocation"`
	Region           sarifRegion   `json:"region"`
}

type sarifLogicalLocation struct {
	FullyQualifiedName string `json:"fullyQualifiedName"`
}

type sarifArtifact struct {
	URI       string `json:"uri"`
	URIBaseID string `json:"uriBaseId,omitempty"`
}

type sarifRegion struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn,omitempty"`
	EndLine     int `json:"endLine,omitempty"`
	EndColumn   int `json:"endColumn,omitempty"`
}

type sarifFix struct {
	Description     sarifText     `json:"description"`
	ArtifactChanges []sarifChange `json:"artifactChanges"`
}

type sarifChange struct {
	ArtifactLocation sarifArtifact      `json:"artifactLocation"`
	Replacements     []sarifReplacement `json:"replacements"`
}

type sarifReplacement struct {
	DeletedRegion   sarifRegion `json:"deletedRegion"`
	InsertedContent sarifText   `json:"insertedContent"`
}

func writeSARIF(w io.Writer, r *Report, _ bool) error {
	run := sarifRun{
		Tool: sarifTool{sarifDriver{
			Name: "vpplint", Version: r.Version, SemanticVersion: semantic(r.Version), InformationURI: homepage,
			Rules: make([]sarifRule, 0, len(r.Rules)),
		}},
		Invocations:        []sarifInvocation{{ExecutionSuccessful: len(r.Problems) == 0}},
		OriginalURIBaseIDs: map[string]sarifURIBase{sarifRoot: {sarifText{Text: "The root of the repository."}}},
		Results:            make([]sarifResult, 0, len(r.Findings)),
		ColumnKind:         "utf16CodeUnits",
	}
	for _, rule := range r.Rules {
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRuleOf(rule))
	}
	for _, p := range r.Problems {
		run.Invocations[0].Notifications = append(run.Invocations[0].Notifications, sarifNotification{"error", sarifText{Text: literally(p.Text)}})
	}
	for _, f := range r.Findings {
		run.Results = append(run.Results, r.sarifResult(f))
	}
	return encode(w, sarifLog{sarifSchema, "2.1.0", []sarifRun{run}})
}

func sarifRuleOf(rule Rule) sarifRule {
	return sarifRule{
		ID: rule.Name, Name: rule.Name, HelpURI: rule.URL,
		ShortDescription:     sarifText{Text: rule.Summary},
		FullDescription:      sarifText{Text: rule.Help},
		Help:                 sarifText{Text: rule.Help, Markdown: rule.Help + "\n\n[More about " + rule.Name + "](" + rule.URL + ")"},
		DefaultConfiguration: sarifConfiguration{"error"},
	}
}

// literally escapes what messages are marked up with: links and placeholders.
func literally(message string) string { return sarifEscapes.Replace(message) }

var sarifEscapes = strings.NewReplacer(`[`, `\[`, `]`, `\]`, `{`, `{{`, `}`, `}}`)

// semantic is a version without its v, if it is one.
func semantic(version string) string {
	rest, ok := strings.CutPrefix(version, "v")
	if !ok {
		return ""
	}
	return rest
}

func (r *Report) sarifResult(f Finding) sarifResult {
	where := r.sarifLocation(f.Pos, f.End)
	where.LogicalLocations = []sarifLogicalLocation{{qualified(f)}}
	out := sarifResult{
		RuleID:              f.Rule,
		RuleIndex:           slices.IndexFunc(r.Rules, func(rule Rule) bool { return rule.Name == f.Rule }),
		Level:               "error",
		Message:             sarifText{Text: literally(f.Message)},
		Locations:           []sarifLocation{where},
		PartialFingerprints: map[string]string{"vpplint/v1": f.Fingerprint},
	}
	for i, rel := range f.Related {
		l := r.sarifLocation(rel.Pos, rel.End)
		l.ID, l.Message = new(i), &sarifText{Text: literally(rel.Message)}
		out.RelatedLocations = append(out.RelatedLocations, l)
	}
	for _, fix := range f.Fixes {
		out.Fixes = append(out.Fixes, r.sarifFix(fix))
	}
	if f.Schedule != nil {
		out.Properties = &sarifProperties{documentSchedule(f.Schedule)}
	}
	return out
}

// qualified is the declaration that a finding is in, with its package.
func qualified(f Finding) string {
	if f.Decl == "" {
		return f.Package
	}
	return f.Package + "." + f.Decl
}

func (r *Report) sarifLocation(pos, end Position) sarifLocation {
	where := region(pos, end)
	if pos == end { // nothing would be marked
		where.EndLine, where.EndColumn = 0, 0
	}
	return sarifLocation{PhysicalLocation: sarifPhysicalLocation{r.sarifArtifact(pos.Filename), where}}
}

func (r *Report) sarifArtifact(name string) sarifArtifact {
	uri, relative := r.uri(name)
	if relative {
		return sarifArtifact{uri, sarifRoot}
	}
	return sarifArtifact{uri, ""}
}

// region is a part of a file. Without columns it is the whole line, without an
// end the rest of it.
func region(pos, end Position) sarifRegion {
	g := sarifRegion{StartLine: pos.Line, StartColumn: pos.UTF16}
	if pos.UTF16 > 0 && end.UTF16 > 0 {
		g.EndLine, g.EndColumn = end.Line, end.UTF16
	}
	return g
}

// sarifFix groups the edits by file.
func (r *Report) sarifFix(fix Fix) sarifFix {
	out := sarifFix{Description: sarifText{Text: fix.Message}}
	for _, e := range fix.Edits {
		where := r.sarifArtifact(e.Pos.Filename)
		i := slices.IndexFunc(out.ArtifactChanges, func(c sarifChange) bool { return c.ArtifactLocation == where })
		if i < 0 {
			i = len(out.ArtifactChanges)
			out.ArtifactChanges = append(out.ArtifactChanges, sarifChange{ArtifactLocation: where})
		}
		c := &out.ArtifactChanges[i]
		c.Replacements = append(c.Replacements, sarifReplacement{region(e.Pos, e.End), sarifText{Text: e.New}})
	}
	return out
}
