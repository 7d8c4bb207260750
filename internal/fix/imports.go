package fix

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"regexp"
	"strconv"
)

// dropUnused removes the imports whose last uses several fixes have removed
// together: each of them alone leaves an import to the other uses.
func dropUnused(old, fresh []byte) ([]byte, error) {
	was, err := parse(old)
	if err != nil {
		return nil, err
	}
	for {
		now, err := parse(fresh)
		if err != nil {
			return nil, fmt.Errorf("the result would be no Go code: %w", err)
		}
		spec := unused(was, now)
		if spec == nil {
			return fresh, nil
		}
		if fresh, err = now.without(spec); err != nil {
			return nil, err
		}
	}
}

// parsed is a file with the names that it uses.
type parsed struct {
	src  []byte
	file *ast.File
	tok  *token.File
	uses map[string]bool
}

func parse(src []byte) (*parsed, error) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "", src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	p := &parsed{src: src, file: file, tok: fset.File(file.FileStart), uses: map[string]bool{}}
	ast.Inspect(file, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if id, ok := sel.X.(*ast.Ident); ok {
				p.uses[id.Name] = true
			}
		}
		return true
	})
	return p, nil
}

// unused is an import that is no longer used, if there is one.
func unused(was, now *parsed) *ast.ImportSpec {
	for _, spec := range now.file.Imports {
		if name := importName(spec); was.uses[name] && !now.uses[name] {
			return spec
		}
	}
	return nil
}

var version = regexp.MustCompile(`^v\d+$`)

// importName is the name of an imported package, guessed from its path where it
// is not written. A wrong guess is not used, and so not removed.
func importName(spec *ast.ImportSpec) string {
	if spec.Name != nil {
		return spec.Name.Name
	}
	p, _ := strconv.Unquote(spec.Path.Value) // the parser has checked it
	if base := path.Base(p); !version.MatchString(base) {
		return base
	}
	return path.Base(path.Dir(p))
}

// without is the file without an import, and without its line.
func (p *parsed) without(spec *ast.ImportSpec) ([]byte, error) {
	from, to := spec.Pos(), spec.End()
	for _, d := range p.file.Decls {
		if g, ok := d.(*ast.GenDecl); ok && g.Pos() <= from && to <= g.End() && len(g.Specs) == 1 {
			from, to = g.Pos(), g.End()
		}
	}
	first, last := p.tok.Offset(from), p.tok.Offset(to)
	start := bytes.LastIndexByte(p.src[:first], '\n') + 1
	end := len(p.src)
	if i := bytes.IndexByte(p.src[last:], '\n'); i >= 0 {
		end = last + i + 1
	}
	if !blank(p.src[start:first]) || !blank(p.src[last:end]) {
		return nil, fmt.Errorf("together with others it would leave the import of %s unused", spec.Path.Value)
	}
	if before := bytes.LastIndexByte(p.src[:max(start-1, 0)], '\n') + 1; blank(p.src[before:start]) {
		if i := bytes.IndexByte(p.src[end:], '\n'); i >= 0 && blank(p.src[end:end+i]) {
			end += i + 1 // not two empty lines
		}
	}
	return append(bytes.Clone(p.src[:start]), p.src[end:]...), nil
}

func blank(text []byte) bool { return len(bytes.TrimSpace(text)) == 0 }
