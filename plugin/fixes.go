package plugin

import (
	"cmp"
	"go/ast"
	"go/types"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// mergeFixes is the fix for a line: golangci-lint takes an issue that has one
// for mended, so there is none unless all findings have one.
func mergeFixes(found []finding) []analysis.SuggestedFix {
	merged := analysis.SuggestedFix{}
	for _, f := range found {
		if len(f.SuggestedFixes) == 0 {
			return nil
		}
		fix := f.SuggestedFixes[0]
		if merged.Message != "" {
			merged.Message += "; "
		}
		merged.Message += fix.Message
		for _, e := range fix.TextEdits {
			if !slices.ContainsFunc(merged.TextEdits, func(o analysis.TextEdit) bool {
				return o.Pos == e.Pos && o.End == e.End && string(o.NewText) == string(e.NewText)
			}) {
				merged.TextEdits = append(merged.TextEdits, e)
			}
		}
	}
	edits := merged.TextEdits
	slices.SortStableFunc(edits, func(a, b analysis.TextEdit) int { return cmp.Compare(a.Pos, b.Pos) })
	for i := 1; i < len(edits); i++ {
		if edits[i].Pos < edits[i-1].End || edits[i].Pos == edits[i-1].Pos {
			return nil
		}
	}
	return []analysis.SuggestedFix{merged}
}

// keepImports sees to it that files compile whichever of the fixes are applied:
// golangci-lint leaves out those of issues that it does not show, and removes
// no import. Where the fixes of several lines together would remove the last
// uses of one, that of the last line is left out, until the next run. A fix that
// alone removes all of them removes the import, too; where it does not, because
// it is merged, it is left out.
func keepImports(pass *analysis.Pass, lines []analysis.Diagnostic) {
	for _, file := range pass.Files {
		all := packageUses(pass.TypesInfo, file)
		names := slices.SortedFunc(maps.Keys(all), func(a, b *types.PkgName) int { return cmp.Compare(a.Pos(), b.Pos()) })
		for _, name := range names {
			uses := all[name]
			left := len(uses)
			var last *analysis.Diagnostic
			for i := range lines {
				if n := removes(lines[i], name, uses); n > 0 {
					left -= n
					last = &lines[i]
				}
			}
			if left == 0 && !dropsImport(*last, name) {
				last.SuggestedFixes = nil
			}
		}
	}
}

// packageUses are the places in a file where the names of packages are used.
func packageUses(info *types.Info, file *ast.File) map[*types.PkgName][]*ast.Ident {
	all := map[*types.PkgName][]*ast.Ident{}
	ast.Inspect(file, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if name, ok := info.Uses[id].(*types.PkgName); ok {
				all[name] = append(all[name], id)
			}
		}
		return true
	})
	return all
}

// removes counts the uses of a package that the fix of d removes.
func removes(d analysis.Diagnostic, name *types.PkgName, uses []*ast.Ident) (n int) {
	for _, fix := range d.SuggestedFixes {
		for _, id := range uses {
			if slices.ContainsFunc(fix.TextEdits, func(e analysis.TextEdit) bool { return e.Pos <= id.Pos() && id.End() <= e.End }) {
				n++
			}
		}
		for _, e := range fix.TextEdits {
			n -= strings.Count(string(e.NewText), name.Name()+".")
		}
	}
	return n
}

// dropsImport says whether the fix of d removes an import.
func dropsImport(d analysis.Diagnostic, name *types.PkgName) bool {
	return slices.ContainsFunc(d.SuggestedFixes, func(fix analysis.SuggestedFix) bool {
		return slices.ContainsFunc(fix.TextEdits, func(e analysis.TextEdit) bool { return e.Pos <= name.Pos() && name.Pos() < e.End })
	})
}
