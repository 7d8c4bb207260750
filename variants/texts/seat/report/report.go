// Package report writes down what the store said.
package report

import (
	"fmt"
	"io"
	"strings"

	"example.com/messagea/seat/port"
)

// Line writes a line.
func Line(w io.Writer, device string, v port.Verdict) {
	if v.Words() == "" && v.Number() == 0 {
		return
	}
	fmt.Fprintf(w, "%s\t%d\t%s\n", device, v.Number(), v.Words())
}

// Noise says which lines nobody reads.
//
//want:module:vpperrormessage
func Noise(v port.Verdict) bool { return strings.Contains(v.Words(), "already assigned") }

// Foreign says which lines are about other people.
func Foreign(v port.Verdict, me string) bool { return !strings.EqualFold(v.Holder(), me) }
