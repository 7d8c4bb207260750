package replay

import (
	"strings"
	"testing"
)

// Values that are different far behind, as large batches are, are not taken for
// the same.
func TestLongNamesTellValuesApart(t *testing.T) {
	batch := func(last string) Value {
		var l List
		for range 2000 {
			l.e = append(l.e, &Cell{v: "C02XG0FDH05T"})
		}
		l.e = append(l.e, &Cell{v: last})
		return l
	}
	a, b := render(batch("first")), render(batch("second"))
	if a == b {
		t.Error("two batches have one name")
	}
	if a != render(batch("first")) {
		t.Error("one batch has two names")
	}
	if len(a) > maxName+20 {
		t.Errorf("a name has %d bytes", len(a))
	}
}

// A map that is reached through its own keys is named by each of them: the
// names must not grow with every key.
func TestNamesOfMapsInThemselvesStaySmall(t *testing.T) {
	m := &machine{}
	all := newMap()
	for i := range 200 {
		entry := &Array{e: []*Cell{{v: int64(i)}, {v: all}}}
		m.put(all, &Cell{v: entry}, true)
	}
	for _, key := range all.keys {
		if len(key) > maxName+20 {
			t.Fatalf("a key has %d bytes", len(key))
		}
	}
	if name := render(all); !strings.HasPrefix(name, "map{") || len(name) > maxName+20 {
		t.Errorf("its name has %d bytes", len(name))
	}
}
