// Package annex is the second building.
package annex

import "strings"

type note struct {
	Code  int64  `json:"errorNumber"`
	Text  string `json:"errorMessage"`
	Floor int    `json:"floor"`
}

func full(n note) bool {
	code := n.Code
	floor := n.Floor
	return code == 9610 && floor > 0
}

//want:vpperrormessage
func fuller(n note) bool { return strings.HasPrefix(n.Text, "no room") }

func reset(n *note) {
	if n.Text != "" {
		*n = note{Floor: n.Floor}
	}
}
