// Package changes knows which lines of a git work tree have changed since a
// revision.
package changes

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
)

// Lines are the lines that have changed, including those that are not committed
// and those of files that git does not know yet.
type Lines struct {
	root    string            // of the work tree, without symbolic links
	changed map[string][]span // by the path below root
	whole   map[string]bool   // files that are new as a whole
}

// span are lines, from the first to the last.
type span struct{ first, last int }

// Since asks git, in a folder of the work tree.
func Since(ctx context.Context, dir, rev string) (*Lines, error) {
	g := git{ctx, dir}
	root, err := g.run("rev-parse", "--show-toplevel")
	if err != nil {
		return nil, fmt.Errorf("-new-from-rev needs a git work tree: %w", err)
	}
	g.dir = strings.TrimSuffix(root, "\n")
	// The revision is checked first: it could be taken for a flag, or for a
	// file, and a mistake must not read as "nothing has changed".
	commit, err := g.run("rev-parse", "--verify", "--quiet", "--end-of-options", rev+"^{commit}")
	if err != nil {
		return nil, fmt.Errorf("git knows no revision %q: fetch it first, in CI with the whole history", rev)
	}
	diff, err := g.run("diff", "--unified=0", "--inter-hunk-context=0", "--no-color", "--no-ext-diff", "--no-textconv",
		"--no-relative", "--find-renames", "--src-prefix=a/", "--dst-prefix=b/", strings.TrimSpace(commit), "--")
	if err != nil {
		return nil, err
	}
	untracked, err := g.run("ls-files", "--others", "--exclude-standard", "-z")
	if err != nil {
		return nil, err
	}
	l := &Lines{whole: map[string]bool{}}
	if l.root, err = filepath.EvalSymlinks(g.dir); err != nil {
		return nil, fmt.Errorf("looking for the work tree: %w", err)
	}
	if l.changed, err = parse(diff); err != nil {
		return nil, err
	}
	for name := range strings.SplitSeq(untracked, "\x00") {
		l.whole[name] = true
	}
	return l, nil
}

// Touch says whether one of the lines of a file, from the first to the last, has
// changed.
func (l *Lines) Touch(file string, first, last int) bool {
	if target, err := filepath.EvalSymlinks(file); err == nil {
		file = target
	}
	rel, err := filepath.Rel(l.root, file)
	if err != nil {
		return false
	}
	rel = filepath.ToSlash(rel)
	if l.whole[rel] {
		return true
	}
	for _, s := range l.changed[rel] {
		if s.first <= last && first <= s.last {
			return true
		}
	}
	return false
}

// git runs git in a folder.
type git struct {
	ctx context.Context
	dir string
}

func (g git) run(args ...string) (string, error) {
	cmd := exec.CommandContext(g.ctx, "git", args...)
	cmd.Dir = g.dir
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err := g.ctx.Err(); err != nil {
		return "", err
	}
	var failed *exec.ExitError
	if errors.As(err, &failed) {
		return "", fmt.Errorf("git %s: %s", args[0], strings.Join(strings.Fields(stderr.String()), " "))
	}
	if err != nil {
		return "", fmt.Errorf("running git: %w", err)
	}
	return string(out), nil
}
