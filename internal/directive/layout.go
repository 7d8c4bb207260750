package directive

import (
	"go/ast"
	"go/token"
)

// layout knows what stands on the lines of a file.
type layout struct {
	file       *token.File
	code       map[int]bool // lines that hold code
	directives map[int]bool // lines that hold a directive and no code
	statements map[int]int  // first line of a statement -> last line of the longest that starts there
	docs       []span       // doc comments of functions
}

// span is a doc comment and the function that it belongs to, in lines.
type span struct{ docFirst, docLast, last int }

func newLayout(fset *token.FileSet, f *ast.File) *layout {
	l := &layout{
		file:       fset.File(f.FileStart),
		code:       map[int]bool{},
		directives: map[int]bool{},
		statements: map[int]int{},
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case nil, *ast.File:
			return true
		case *ast.CommentGroup:
			return false
		case *ast.FuncDecl:
			if n.Doc != nil {
				l.docs = append(l.docs, span{l.line(n.Doc.Pos()), l.line(n.Doc.End()), l.line(n.End())})
			}
		case *ast.GenDecl:
			l.starts(n)
		case ast.Spec:
			l.starts(n)
		case ast.Stmt:
			l.starts(n)
		}
		if n.Pos().IsValid() && n.End() > n.Pos() {
			l.code[l.line(n.Pos())] = true
			l.code[l.line(n.End()-1)] = true
		}
		return true
	})
	for _, group := range f.Comments {
		for _, c := range group.List {
			line := l.line(c.Pos())
			if _, ok := ast.ParseDirective(c.Slash, c.Text); ok && !l.code[line] {
				l.directives[line] = true
			}
		}
	}
	return l
}

// line is the physical line; code that ends behind the file ends on its last.
func (l *layout) line(pos token.Pos) int {
	end := token.Pos(l.file.Base() + l.file.Size())
	return physical(l.file, min(pos, end))
}

// physical is the line in the file itself: //line comments do not count.
func physical(file *token.File, pos token.Pos) int { return file.PositionFor(pos, false).Line }

func (l *layout) starts(n ast.Node) {
	first := l.line(n.Pos())
	l.statements[first] = max(l.statements[first], l.line(n.End()))
}

// reach is what a directive silences, in lines.
func (l *layout) reach(pos token.Pos) (first, last int) {
	line := l.line(pos)
	for _, doc := range l.docs {
		if doc.docFirst <= line && line <= doc.docLast {
			return line, doc.last
		}
	}
	if !l.code[line] {
		for l.directives[line] {
			line++
		}
	}
	return line, max(line, l.statements[line])
}

// enclosing names the top-level declaration around pos, or below it where pos
// is in its doc comment.
func enclosing(f *ast.File, pos token.Pos) string {
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			from := d.Pos()
			if d.Doc != nil {
				from = d.Doc.Pos()
			}
			if from <= pos && pos <= d.End() {
				return funcName(d)
			}
		case *ast.GenDecl:
			for _, s := range d.Specs {
				if s.Pos() <= pos && pos <= s.End() {
					return specName(s)
				}
			}
		}
	}
	return ""
}

func funcName(d *ast.FuncDecl) string {
	if d.Recv == nil || len(d.Recv.List) == 0 {
		return d.Name.Name
	}
	t := d.Recv.List[0].Type
	for {
		switch u := t.(type) {
		case *ast.StarExpr:
			t = u.X
		case *ast.ParenExpr:
			t = u.X
		case *ast.IndexExpr:
			t = u.X
		case *ast.IndexListExpr:
			t = u.X
		case *ast.Ident:
			return u.Name + "." + d.Name.Name
		default:
			return d.Name.Name
		}
	}
}

func specName(s ast.Spec) string {
	switch s := s.(type) {
	case *ast.TypeSpec:
		return s.Name.Name
	case *ast.ValueSpec:
		return s.Names[0].Name
	}
	return ""
}
