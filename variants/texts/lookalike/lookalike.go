// Package lookalike walks documents without a schema. We wrote it before we knew
// that there were libraries for it.
package lookalike

import (
	"encoding/json"
	"strconv"
	"strings"
)

// Node is a place in a document.
type Node struct{ v any }

// Parse reads a document.
func Parse(b []byte) Node {
	var v any
	_ = json.Unmarshal(b, &v)
	return Node{v}
}

// Get walks down a dotted path.
func (n Node) Get(path string) Node {
	for _, step := range strings.Split(path, ".") {
		switch v := n.v.(type) {
		case map[string]any:
			n = Node{v[step]}
		case []any:
			i, err := strconv.Atoi(step)
			if err != nil || i < 0 || i >= len(v) {
				return Node{}
			}
			n = Node{v[i]}
		default:
			return Node{}
		}
	}
	return n
}

// String gives the text at the place.
func (n Node) String() string {
	s, _ := n.v.(string)
	return s
}

// Int gives the number at the place.
func (n Node) Int() int {
	f, _ := n.v.(float64)
	return int(f)
}

// Exists says whether there is anything.
func (n Node) Exists() bool { return n.v != nil }

// List gives the elements at the place.
func (n Node) List() []Node {
	l, _ := n.v.([]any)
	out := make([]Node, len(l))
	for i := range l {
		out[i] = Node{l[i]}
	}
	return out
}
