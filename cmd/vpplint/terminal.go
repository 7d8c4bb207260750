package main

import (
	"io"
	"os"
	"runtime"

	"golang.org/x/term"
)

// isTerminal says whether people look at what is written.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// coloured says whether a terminal may be sent colours; see https://no-color.org.
// The old console of Windows would show their codes.
func coloured() bool {
	if runtime.GOOS == "windows" && os.Getenv("WT_SESSION") == "" {
		return false
	}
	return os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}
