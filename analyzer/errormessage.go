package analyzer

import (
	"golang.org/x/tools/go/analysis"

	"github.com/vpplint/vpplint/internal/apple"
	"github.com/vpplint/vpplint/internal/core"
	"github.com/vpplint/vpplint/internal/finding"
	"github.com/vpplint/vpplint/internal/message"
	"github.com/vpplint/vpplint/internal/rule"
)

const errorMessageDoc = `vpperrormessage: report decisions that are taken on the text of a VPP errorMessage

APPLE One number
carries different texts in different versions of the service.

WRONG:

	if resp.ErrorMessage == "License already assigned" {
		return nil
	}

RIGHT:

	if resp.ErrorNumber == 9616 {
		return nil
	}

The finding names the number that the text stands for in Apple's tables. Text
is followed through variables, fields, formatting, errors and functions.

The rule is silent where text is only logged, shown, stored, wrapped, counted or
compared with the empty string, and for types that nothing shows to be VPP
responses.`

func newErrorMessage(s Settings) *analysis.Analyzer {
	return check{
		name:     rule.ErrorMessage,
		doc:      quoting(errorMessageDoc, apple.SaysMessage),
		settings: s,
		flags:    fileFlags,
		find: func(c *check, result *core.Result) []finding.Finding {
			var list []finding.Finding
			for _, f := range result.Message(c.settings.options()) {
				list = append(list, finding.Finding{
					Pos: f.Pos, End: f.End, Message: c.decision(f), Fix: messageFix(f),
					Decl: f.Decl, Kind: f.Kind, Needles: f.Needles, Numbers: f.Numbers,
				})
			}
			return list
		},
	}.analyzer()
}

// messageFix is the rewrite of a decision, where there is a safe one.
func messageFix(f message.Finding) *analysis.SuggestedFix {
	if len(f.Edits) == 0 {
		return nil
	}
	fix := &analysis.SuggestedFix{Message: f.FixTitle}
	for _, e := range f.Edits {
		fix.TextEdits = append(fix.TextEdits, analysis.TextEdit{Pos: e.Pos, End: e.End, NewText: []byte(e.New)})
	}
	return fix
}
