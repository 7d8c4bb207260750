package report

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/vpplint/vpplint/internal/finding"
)

// Fingerprint gives each finding its fingerprint: the rule, the declaration
// around it, the kind and the literals or the schedule, and, where these are
// the same, which of them it is in source order. Code that moves keeps its
// fingerprints, and so do findings that a later version words differently.
//
// It wants the findings in source order, all of them: one that is left out
// would change the order of the others.
func Fingerprint(findings []Finding) {
	count := map[string]int{}
	for i := range findings {
		f := &findings[i]
		key := f.identity()
		f.Fingerprint = fingerprint(fmt.Sprintf("%s\x00%d", key, count[key]))
		count[key]++
	}
}

func (f *Finding) identity() string {
	parts := []string{"1", f.Rule, f.Category, f.Package, f.Decl, f.Kind, rhythm(f.Schedule)}
	return strings.Join(append(parts, f.Needles...), "\x00")
}

// rhythm is a schedule without words: the gaps in milliseconds, those that are
// the same counted, and whether it goes on.
func rhythm(s *finding.Schedule) string {
	if s == nil {
		return ""
	}
	var b strings.Builder
	for i := 0; i < len(s.Gaps); {
		n := 1
		for i+n < len(s.Gaps) && s.Gaps[i+n] == s.Gaps[i] {
			n++
		}
		g := s.Gaps[i]
		if g.Unknown {
			fmt.Fprintf(&b, "%d×? ", n)
		} else {
			fmt.Fprintf(&b, "%d×%d–%d ", n, g.Min.Milliseconds(), g.Max.Milliseconds())
		}
		i += n
	}
	if !s.Ended {
		b.WriteString("…")
	}
	return b.String()
}

func fingerprint(key string) string {
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:16])
}
