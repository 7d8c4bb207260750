package changes

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

var hunk = regexp.MustCompile(`^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@`)

// parse reads the lines that a diff without context adds. Lines of the files
// themselves are counted, never looked at: they could read like a diff.
func parse(diff string) (map[string][]span, error) {
	changed := map[string][]span{}
	name := ""
	lines := strings.Split(diff, "\n")
	for i := 0; i < len(lines); i++ {
		line := lines[i]
		switch {
		case strings.HasPrefix(line, "diff --git "):
			name = ""
		case strings.HasPrefix(line, "+++ "):
			var err error
			if name, err = path(line[len("+++ "):]); err != nil {
				return nil, err
			}
		case strings.HasPrefix(line, "@@ "):
			m := hunk.FindStringSubmatch(line)
			if m == nil {
				return nil, fmt.Errorf("git diff wrote a line that is not understood: %q", line)
			}
			gone, first, added := count(m[1]), count(m[2]), count(m[3])
			if added > 0 {
				changed[name] = append(changed[name], span{first, first + added - 1})
			}
			for ; gone+added > 0 && i+1 < len(lines); i++ {
				switch next := lines[i+1]; {
				case strings.HasPrefix(next, "-"):
					gone--
				case strings.HasPrefix(next, "+"):
					added--
				}
			}
		}
	}
	return changed, nil
}

// maxLines is how many lines a file has at most.
const maxLines = 1 << 29

// count is a number of a hunk's header: 1 where it is left out.
func count(text string) int {
	if text == "" {
		return 1
	}
	n, err := strconv.Atoi(text)
	if err != nil { // it is too large
		return maxLines
	}
	return min(n, maxLines)
}

// path is a file in a diff, without its prefix. git quotes names with special
// characters as C does, which is how Go reads them, too.
func path(text string) (string, error) {
	text = strings.TrimSuffix(text, "\t") // behind names with spaces
	if strings.HasPrefix(text, `"`) {
		unquoted, err := strconv.Unquote(text)
		if err != nil {
			return "", fmt.Errorf("git diff wrote a name that is not understood: %s", text)
		}
		text = unquoted
	}
	return strings.TrimPrefix(text, "b/"), nil
}
