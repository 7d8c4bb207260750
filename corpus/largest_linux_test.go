package corpus_test

import (
	"os"
	"syscall"
)

// largest is how many bytes the largest process had in memory, of one that has
// ended and those that it has waited for.
func largest(p *os.ProcessState) int64 {
	if u, ok := p.SysUsage().(*syscall.Rusage); ok {
		return u.Maxrss << 10
	}
	return 0
}
