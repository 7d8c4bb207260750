package evidence

import (
	"go/ast"
	"go/token"
	"strings"
	"unicode"

	"github.com/vpplint/vpplint/internal/apple"
)

// literalsSayVPP looks for a literal that only a package which speaks VPP has:
// a whole text of Apple's, the host, a service, or a distinctive name.
func literalsSayVPP(src Source) bool {
	found := false
	tags := make(map[*ast.BasicLit]bool) // are looked at as tags
	for _, file := range src.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ImportSpec:
				return false
			case *ast.Field:
				tags[n.Tag] = true
			case *ast.BasicLit:
				if !tags[n] {
					found = found || constantSaysApple(src, n)
				}
			case *ast.BinaryExpr:
				found = found || n.Op == token.ADD && constantSaysApple(src, n)
			}
			return !found
		})
		if found {
			return true
		}
	}
	return false
}

func constantSaysApple(src Source, e ast.Expr) bool {
	lit, ok := constantString(src, e)
	return ok && saysApple(lit)
}

// saysApple says whether a literal is a text of Apple's, or has the service's
// host, one of its services or one of its distinctive names as a word in it.
func saysApple(lit string) bool {
	if len(lit) < 4 {
		return false
	}
	if strings.Contains(lit, apple.Host) || len(apple.Exact(lit)) > 0 {
		return true
	}
	for word := range strings.FieldsFuncSeq(lit, func(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if apple.Service(word) || apple.Distinctive(word) {
			return true
		}
	}
	return false
}
