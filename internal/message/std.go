package message

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// What the standard library does with text is data: this file is the table and
// the few functions that read it.

// stdRoots are the first elements of the import paths of the standard library.
var stdRoots = words(`archive bufio bytes cmp compress container context crypto database debug embed encoding
	errors expvar flag fmt go hash html image index io iter log maps math mime net os path plugin reflect regexp
	runtime slices sort strconv strings structs sync syscall testing text time unicode unique unsafe weak`)

// carriers are the packages whose functions derive what they return from what
// they are given: a string in, the same words out.
var carriers = words(`bufio bytes cmp encoding/base32 encoding/base64 encoding/csv encoding/hex encoding/json
	encoding/json/v2 encoding/json/jsontext encoding/xml errors fmt html html/template io iter maps mime net/url path
	path/filepath reflect regexp slices strconv strings sync sync/atomic text/scanner text/template unicode/utf8 unique
	container/list container/ring`)

// printers only show what they are given; what they get goes nowhere else.
var printers = words(`bufio bytes fmt html io log log/slog net/url os path regexp strconv strings text/tabwriter unicode/utf8`)

// manner says how the results of a function come from its arguments.
type manner uint8

const (
	asText    manner = iota // any text in the arguments can be in the results
	asSame                  // the result has the shape of the argument
	asItem                  // the result is an element of the argument
	asKeys                  // the elements of the result are the keys of the argument
	asAny                   // the result is one of the arguments
	asNothing               // nothing of the arguments is in the results
	asUnknown               // the result is of its type and holds anything
)

// flow is how a function of a carrier hands text on: from which arguments (a
// receiver counts as the first), all if none is named.
type flow struct {
	how  manner
	args []int
}

var flows = map[string]flow{
	"cmp.Or":      {how: asAny},
	"cmp.Compare": {how: asNothing},

	"errors.AsType": {how: asUnknown},
	"errors.Is":     {how: asNothing},

	"strings.Replace": {args: []int{0, 2}}, "strings.ReplaceAll": {args: []int{0, 2}},
	"bytes.Replace": {args: []int{0, 2}}, "bytes.ReplaceAll": {args: []int{0, 2}},
	"strings.Trim": {args: []int{0}}, "strings.TrimLeft": {args: []int{0}}, "strings.TrimRight": {args: []int{0}},
	"strings.TrimPrefix": {args: []int{0}}, "strings.TrimSuffix": {args: []int{0}}, "strings.TrimFunc": {args: []int{0}},
	"strings.Split": {args: []int{0}}, "strings.SplitN": {args: []int{0}}, "strings.SplitAfter": {args: []int{0}},
	"strings.SplitAfterN": {args: []int{0}}, "strings.Cut": {args: []int{0}}, "strings.CutPrefix": {args: []int{0}},
	"strings.CutSuffix": {args: []int{0}}, "strings.Repeat": {args: []int{0}},
	"strings.SplitSeq": {args: []int{0}}, "strings.SplitAfterSeq": {args: []int{0}},
	"bytes.Trim": {args: []int{0}}, "bytes.TrimPrefix": {args: []int{0}}, "bytes.TrimSuffix": {args: []int{0}},
	"bytes.Cut": {args: []int{0}}, "bytes.CutPrefix": {args: []int{0}}, "bytes.CutSuffix": {args: []int{0}},
	"bytes.Split": {args: []int{0}}, "bytes.SplitN": {args: []int{0}},

	"regexp.Regexp.String": {how: asNothing},
	"net/url.Values.Get":   {args: []int{0}},

	"maps.Keys": {how: asKeys}, "maps.Values": {how: asSame}, "maps.All": {how: asSame}, "maps.Clone": {how: asSame},
	"maps.Collect":           {how: asSame},
	"slices.Max":             {how: asItem},
	"slices.Min":             {how: asItem},
	"slices.MaxFunc":         {how: asItem},
	"slices.MinFunc":         {how: asItem},
	"slices.Insert":          {how: asText},
	"sync.Map.Load":          {how: asItem, args: []int{0}},
	"sync.Map.Swap":          {how: asItem, args: []int{0}},
	"sync.Map.LoadAndDelete": {how: asItem, args: []int{0}},
	"sync.Map.LoadOrStore":   {how: asItem, args: []int{0}},
	"sync.Pool.Get":          {how: asNothing},

	"io.ReadAll": {how: asText},

	"encoding/json.Unmarshal": {how: asNothing}, "encoding/json.NewDecoder": {how: asText},
	"encoding/json.Decoder.Decode": {how: asNothing},
	"fmt.Sscan":                    {how: asNothing}, "fmt.Sscanf": {how: asNothing}, "fmt.Sscanln": {how: asNothing},
	"text/template.New": {how: asNothing}, "html/template.New": {how: asNothing}, "text/template.Must": {how: asNothing},
}

// wholePackages have one manner for all functions that are not in flows.
var wholePackages = map[string]manner{"slices": asSame, "maps": asSame, "iter": asSame}

// fill is a function that puts some arguments into another one.
type fill struct {
	to    int // the argument that is filled
	steps [][]step
	from  int // the first argument that is put there
}

func (f fill) place(e *engine, j int) *path {
	var p *path
	if len(f.steps) > 0 {
		for i := len(f.steps[min(j, len(f.steps)-1)]) - 1; i >= 0; i-- {
			p = e.cons(f.steps[min(j, len(f.steps)-1)][i], p)
		}
	}
	return p
}

var (
	keyValue = [][]step{{key}, {elem}}
	headers  = [][]step{{key}, {elem, elem}}
)

var fillers = map[string]fill{
	"fmt.Fprint": {from: 1}, "fmt.Fprintf": {from: 1}, "fmt.Fprintln": {from: 1}, "io.WriteString": {from: 1},
	"io.Copy":                     {from: 1},
	"strings.Builder.WriteString": {from: 1}, "strings.Builder.Write": {from: 1}, "strings.Builder.WriteRune": {from: 1},
	"strings.Builder.WriteByte": {from: 1},
	"bytes.Buffer.WriteString":  {from: 1}, "bytes.Buffer.Write": {from: 1}, "bytes.Buffer.ReadFrom": {from: 1},
	"bytes.Buffer.WriteByte": {from: 1}, "bytes.Buffer.WriteRune": {from: 1},
	"bufio.Writer.WriteString": {from: 1}, "bufio.Reader.Reset": {from: 1}, "strings.Reader.Reset": {from: 1},
	"text/scanner.Scanner.Init": {from: 1},
	"net/url.Values.Set":        {from: 1, steps: headers}, "net/url.Values.Add": {from: 1, steps: headers},
	"sync.Map.Store": {from: 1, steps: keyValue}, "sync.Map.LoadOrStore": {from: 1, steps: keyValue},
	"sync.Map.Swap":                {from: 1, steps: keyValue},
	"sync/atomic.Value.Store":      {from: 1},
	"sync/atomic.Value.Swap":       {from: 1},
	"sync/atomic.Pointer.Store":    {from: 1},
	"sync/atomic.Pointer.Swap":     {from: 1},
	"container/list.List.PushBack": {from: 1}, "container/list.List.PushFront": {from: 1},
}

// decoders fill what they are given with something from outside.
var decoders = words(`encoding/json.Unmarshal encoding/json.Decoder.Decode encoding/json/v2.Unmarshal
	encoding/json/v2.UnmarshalRead encoding/json/v2.UnmarshalDecode encoding/xml.Unmarshal encoding/xml.Decoder.Decode encoding/gob.Decoder.Decode
	errors.As fmt.Sscan fmt.Sscanf fmt.Sscanln fmt.Fscan fmt.Fscanf database/sql.Row.Scan database/sql.Rows.Scan
	flag.StringVar io.ReadFull io.Copy`)

// callback is a function of the standard library that calls an argument with
// something from another one.
type callback struct {
	fn, from int      // arguments
	params   [][]step // per parameter: where in from it comes from; nil: from nowhere
}

var (
	itemParam  = [][]step{{elem}}
	itemParams = [][]step{{elem}, {elem}}
	runeParam  = [][]step{{}}
	pairParams = [][]step{{key}, {elem}}
)

var callbacks = map[string]callback{
	"slices.ContainsFunc": {1, 0, itemParam}, "slices.IndexFunc": {1, 0, itemParam}, "slices.DeleteFunc": {1, 0, itemParam},
	"slices.SortFunc": {1, 0, itemParams}, "slices.SortStableFunc": {1, 0, itemParams}, "slices.MinFunc": {1, 0, itemParams},
	"slices.MaxFunc": {1, 0, itemParams}, "slices.CompactFunc": {1, 0, itemParams}, "slices.IsSortedFunc": {1, 0, itemParams},
	"slices.BinarySearchFunc": {2, 0, itemParam}, "slices.EqualFunc": {2, 0, itemParam},
	"maps.DeleteFunc": {1, 0, pairParams}, "sync.Map.Range": {1, 0, pairParams},
	"strings.Map": {0, 1, runeParam}, "strings.IndexFunc": {1, 0, runeParam}, "strings.ContainsFunc": {1, 0, runeParam},
	"strings.FieldsFunc": {1, 0, runeParam}, "strings.TrimFunc": {1, 0, runeParam}, "strings.TrimLeftFunc": {1, 0, runeParam},
	"strings.TrimRightFunc": {1, 0, runeParam}, "strings.LastIndexFunc": {1, 0, runeParam},
	"regexp.Regexp.ReplaceAllStringFunc": {2, 1, runeParam},
}

// iterators return a function that calls its argument with something from
// theirs.
var iterators = map[string][][]step{
	"slices.Values": {{elem}}, "slices.All": {nil, {elem}}, "slices.Backward": {nil, {elem}}, "slices.Chunk": {{}},
	"maps.Keys": {{key}}, "maps.Values": {{elem}}, "maps.All": {{key}, {elem}},
	"strings.SplitSeq": {{}}, "strings.FieldsSeq": {{}}, "strings.Lines": {{}}, "strings.SplitAfterSeq": {{}},
}

// inputs return what a person types into a form or a prompt.
var inputs = words(`net/http.Request.FormValue net/http.Request.PostFormValue net/url.Values.Get net/http.Request.PathValue
	bufio.Scanner.Text bufio.Reader.ReadString`)

func words(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

func isStd(path string) bool {
	root, _, _ := strings.Cut(path, "/")
	return stdRoots[root]
}

// stdCallee is the function of the standard library that a call names, nil if
// it names none.
func stdCallee(c *ssa.CallCommon) *types.Func {
	var f *types.Func
	if c.IsInvoke() {
		f = c.Method
	} else if fn := body(c.StaticCallee()); fn != nil {
		f, _ = fn.Object().(*types.Func)
	}
	if f == nil || f.Pkg() == nil || !isStd(f.Pkg().Path()) {
		return nil
	}
	return f
}

// funcName is a function's name: "strings.Contains", "regexp.Regexp.Find",
// whatever its receiver.
func funcName(f *types.Func) string {
	name := f.Name()
	if recv := f.Signature().Recv(); recv != nil {
		if n, ok := types.Unalias(pointeeName(recv.Type())).(*types.Named); ok {
			name = n.Obj().Name() + "." + name
		}
	}
	if f.Pkg() == nil {
		return name
	}
	return f.Pkg().Path() + "." + name
}

func pointeeName(t types.Type) types.Type {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}

func fills(f *types.Func) (fill, bool) {
	m, ok := fillers[funcName(f)]
	return m, ok
}

// fillTarget is the argument that is filled, nil if it is not of this
// function's making or its fields.
func fillTarget(c *ssa.CallCommon, m fill) (to ssa.Value, from []ssa.Value) {
	args := c.Args
	if c.IsInvoke() || len(args) <= m.to || len(args) <= m.from {
		return nil, nil
	}
	to = args[m.to]
	if mi, ok := to.(*ssa.MakeInterface); ok {
		to = mi.X
	}
	if !isRef(to.Type()) {
		return nil, nil
	}
	return to, args[m.from:]
}

func decodes(f *types.Func) bool { return decoders[funcName(f)] }

// keeps says whether a function of the standard library may hand on what it is
// given as it is.
func keeps(f *types.Func) bool {
	return !printers[f.Pkg().Path()] || f.Name() == "Errorf"
}

// prints says whether a function only writes what it is given for people.
func prints(f *types.Func) bool {
	switch f.Pkg().Path() {
	case "log", "log/slog":
		return f.Signature().Results().Len() == 0 && !strings.HasPrefix(f.Name(), "Fatal") && !strings.HasPrefix(f.Name(), "Panic")
	case "fmt":
		return strings.HasPrefix(f.Name(), "Print")
	}
	return false
}

// flowOf is how a function of the standard library hands text on.
func flowOf(f *types.Func) (flow, bool) {
	if fl, ok := flows[funcName(f)]; ok {
		return fl, true
	}
	pkg := f.Pkg().Path()
	if !carriers[pkg] {
		return flow{}, false
	}
	if m, ok := wholePackages[pkg]; ok {
		return flow{how: m, args: []int{0}}, true
	}
	return flow{}, true
}
