package message

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// match is how a decision compares.
type match uint8

const (
	matchEqual match = iota
	matchOrder
	matchContains
	matchPrefix
	matchSuffix
	matchRegexp
	matchGlob
	matchParse
	matchLookup
	matchRune
	matchLetters
)

// decision is a place where something is decided by comparing two things, one
// of which may be message text.
type decision struct {
	instr ssa.Instruction // what decides
	kind  string
	match match
	a, b  operand // either can be the text if both is set, else a
	both  bool
	num   [2]bool         // the operand is asked for the text of an error
	known bool            // a is message text, whatever the walk says
	at    ssa.Instruction // where it is reported, if elsewhere
	depth int

	foreign bool // a function of another package decides
}

// decider is a function that decides on its arguments.
type decider struct {
	text, needle int // arguments; needle -1: there is none
	match        match
	both         bool
	bool         int // the result that says whether, of several
}

var deciders = map[string]decider{
	"strings.Contains":      {0, 1, matchContains, true, 0},
	"strings.ContainsAny":   {0, 1, matchContains, false, 0},
	"strings.ContainsRune":  {0, 1, matchContains, false, 0},
	"strings.ContainsFunc":  {0, 1, matchContains, false, 0},
	"strings.HasPrefix":     {0, 1, matchPrefix, true, 0},
	"strings.HasSuffix":     {0, 1, matchSuffix, true, 0},
	"strings.EqualFold":     {0, 1, matchEqual, true, 0},
	"strings.Compare":       {0, 1, matchOrder, true, 0},
	"strings.Index":         {0, 1, matchContains, false, 0},
	"strings.IndexAny":      {0, 1, matchContains, false, 0},
	"strings.IndexByte":     {0, 1, matchContains, false, 0},
	"strings.IndexRune":     {0, 1, matchContains, false, 0},
	"strings.IndexFunc":     {0, 1, matchContains, false, 0},
	"strings.LastIndex":     {0, 1, matchContains, false, 0},
	"strings.LastIndexAny":  {0, 1, matchContains, false, 0},
	"strings.LastIndexByte": {0, 1, matchContains, false, 0},
	"strings.LastIndexFunc": {0, 1, matchContains, false, 0},
	"strings.Count":         {0, 1, matchContains, false, 0},
	"strings.Cut":           {0, 1, matchContains, false, 2},
	"strings.CutPrefix":     {0, 1, matchPrefix, false, 1},
	"strings.CutSuffix":     {0, 1, matchSuffix, false, 1},

	"bytes.Contains":      {0, 1, matchContains, true, 0},
	"bytes.ContainsAny":   {0, 1, matchContains, false, 0},
	"bytes.ContainsRune":  {0, 1, matchContains, false, 0},
	"bytes.ContainsFunc":  {0, 1, matchContains, false, 0},
	"bytes.HasPrefix":     {0, 1, matchPrefix, true, 0},
	"bytes.HasSuffix":     {0, 1, matchSuffix, true, 0},
	"bytes.EqualFold":     {0, 1, matchEqual, true, 0},
	"bytes.Equal":         {0, 1, matchEqual, true, 0},
	"bytes.Compare":       {0, 1, matchOrder, true, 0},
	"bytes.Index":         {0, 1, matchContains, false, 0},
	"bytes.IndexAny":      {0, 1, matchContains, false, 0},
	"bytes.IndexByte":     {0, 1, matchContains, false, 0},
	"bytes.IndexRune":     {0, 1, matchContains, false, 0},
	"bytes.IndexFunc":     {0, 1, matchContains, false, 0},
	"bytes.LastIndex":     {0, 1, matchContains, false, 0},
	"bytes.LastIndexAny":  {0, 1, matchContains, false, 0},
	"bytes.LastIndexByte": {0, 1, matchContains, false, 0},
	"bytes.LastIndexFunc": {0, 1, matchContains, false, 0},
	"bytes.Count":         {0, 1, matchContains, false, 0},
	"bytes.Cut":           {0, 1, matchContains, false, 2},
	"bytes.CutPrefix":     {0, 1, matchPrefix, false, 1},
	"bytes.CutSuffix":     {0, 1, matchSuffix, false, 1},

	"reflect.DeepEqual": {0, 1, matchEqual, true, 0},

	"cmp.Compare": {0, 1, matchOrder, true, 0},
	"cmp.Less":    {0, 1, matchOrder, true, 0},

	"slices.Contains":     {1, 0, matchEqual, true, 0},
	"slices.Index":        {1, 0, matchEqual, true, 0},
	"slices.BinarySearch": {1, 0, matchEqual, true, 1},
	"slices.Equal":        {0, 1, matchEqual, true, 0},
	"slices.Compare":      {0, 1, matchOrder, true, 0},
	"sort.SearchStrings":  {1, 0, matchEqual, true, 0},

	"regexp.MatchString":                       {1, 0, matchRegexp, false, 0},
	"regexp.Match":                             {1, 0, matchRegexp, false, 0},
	"regexp.MatchReader":                       {1, 0, matchRegexp, false, 0},
	"regexp.Regexp.Match":                      {1, 0, matchRegexp, false, 0},
	"regexp.Regexp.MatchString":                {1, 0, matchRegexp, false, 0},
	"regexp.Regexp.MatchReader":                {1, 0, matchRegexp, false, 0},
	"regexp.Regexp.Find":                       {1, 0, matchRegexp, false, 0},
	"regexp.Regexp.FindAll":                    {1, 0, matchRegexp, false, 0},
	"regexp.Regexp.FindAllIndex":               {1, 0, matchRegexp, false, 0},
	"regexp.Regexp.FindAllString":              {1, 0, matchRegexp, false, 0},
	"regexp.Regexp.FindAllStringIndex":         {1, 0, matchRegexp, false, 0},
	"regexp.Regexp.FindAllStringSubmatch":      {1, 0, matchRegexp, false, 0},
	"regexp.Regexp.FindAllStringSubmatchIndex": {1, 0, matchRegexp, false, 0},
	"regexp.Regexp.FindAllSubmatch":            {1, 0, matchRegexp, false, 0},
	"regexp.Regexp.FindIndex":                  {1, 0, matchRegexp, false, 0},
	"regexp.Regexp.FindReaderIndex":            {1, 0, matchRegexp, false, 0},
	"regexp.Regexp.FindString":                 {1, 0, matchRegexp, false, 0},
	"regexp.Regexp.FindStringIndex":            {1, 0, matchRegexp, false, 0},
	"regexp.Regexp.FindStringSubmatch":         {1, 0, matchRegexp, false, 0},
	"regexp.Regexp.FindStringSubmatchIndex":    {1, 0, matchRegexp, false, 0},
	"regexp.Regexp.FindSubmatch":               {1, 0, matchRegexp, false, 0},
	"regexp.Regexp.FindSubmatchIndex":          {1, 0, matchRegexp, false, 0},

	"path.Match":          {1, 0, matchGlob, false, 0},
	"path/filepath.Match": {1, 0, matchGlob, false, 0},

	"fmt.Fscan":          {0, -1, matchParse, false, 0},
	"fmt.Fscanf":         {0, 1, matchParse, false, 0},
	"fmt.Fscanln":        {0, -1, matchParse, false, 0},
	"fmt.Sscanf":         {0, 1, matchParse, false, 0},
	"fmt.Sscan":          {0, -1, matchParse, false, 0},
	"fmt.Sscanln":        {0, -1, matchParse, false, 0},
	"strconv.Atoi":       {0, -1, matchParse, false, 0},
	"strconv.ParseInt":   {0, -1, matchParse, false, 0},
	"strconv.ParseUint":  {0, -1, matchParse, false, 0},
	"strconv.ParseFloat": {0, -1, matchParse, false, 0},
	"strconv.ParseBool":  {0, -1, matchParse, false, 0},
	"time.ParseDuration": {0, -1, matchParse, false, 0},
}

// decisions lists what a function compares.
func (e *engine) decisions(fn *ssa.Function) []*decision {
	var out []*decision
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			switch x := instr.(type) {
			case *ssa.BinOp:
				if d := comparison(x); d != nil {
					out = append(out, e.parts(d, x.X.Type())...)
				}
			case *ssa.Lookup:
				if d := e.tableLookup(x); d != nil {
					out = append(out, e.parts(d, x.Index.Type())...)
				}
			case ssa.CallInstruction:
				out = append(out, e.callDecisions(x)...)
			}
		}
	}
	return out
}

// parts takes a decision on values of a type apart: structs and arrays are
// compared by their texts.
func (e *engine) parts(d *decision, t types.Type) []*decision {
	var steps []step
	switch u := t.Underlying().(type) {
	case *types.Struct:
		for i := range u.NumFields() {
			if isText(u.Field(i).Type()) {
				steps = append(steps, e.fieldOf(t, i))
			}
		}
	case *types.Array:
		for i := range min(u.Len(), 8) {
			if isText(u.Elem()) {
				steps = append(steps, step{kind: stepElem, key: "#" + itoa(int(i))})
			}
		}
	default:
		return []*decision{d}
	}
	var out []*decision
	for _, s := range steps {
		m := *d
		m.a.p, m.b.p = e.join(d.a.p, e.cons(s, nil)), e.join(d.b.p, e.cons(s, nil))
		out = append(out, &m)
	}
	return out
}

func comparison(x *ssa.BinOp) *decision {
	m := matchEqual
	switch x.Op {
	case token.EQL, token.NEQ:
	case token.LSS, token.LEQ, token.GTR, token.GEQ:
		m = matchOrder
	default:
		return nil
	}
	if !x.Pos().IsValid() || isNil(x.X) || isNil(x.Y) {
		return nil
	}
	if d := leftover(x); d != nil {
		return d
	}
	d := &decision{instr: x, kind: x.Op.String(), match: m, a: operand{v: x.X}, b: operand{v: x.Y}, both: true}
	switch {
	case isCompound(x.X.Type()), mayHoldText(x.X.Type()) && mayHoldText(x.Y.Type()):
	case !isRune(x.X.Type()) || m != matchEqual:
		return nil
	case isLetter(x.X) && isLetter(x.Y):
		d.match = matchLetters
	case atIndex(x.X) || atIndex(x.Y):
		d.match = matchRune
	default:
		return nil
	}
	return d
}

// atIndex says whether a value is the letter at a fixed place of a text. A walk
// over all letters makes another text of it.
func atIndex(v ssa.Value) bool {
	switch x := v.(type) {
	case *ssa.Lookup:
		return constKey(x.Index) != ""
	case *ssa.Index:
		return constKey(x.Index) != ""
	case *ssa.UnOp:
		ia, ok := x.X.(*ssa.IndexAddr)
		return ok && constKey(ia.Index) != ""
	case *ssa.Extract:
		c, ok := x.Tuple.(*ssa.Call)
		if !ok {
			return false
		}
		// The first or last letter, unless more and more of the text is read.
		f := stdCallee(c.Common())
		_, loop := c.Call.Args[0].(*ssa.Phi)
		return f != nil && f.Pkg().Path() == "unicode/utf8" && !loop
	}
	return false
}

func isNil(v ssa.Value) bool {
	c, ok := v.(*ssa.Const)
	return ok && c.IsNil()
}

// isCompound says whether values of a type are compared part by part.
func isCompound(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Struct, *types.Array:
		return true
	}
	return false
}

// isLetter says whether a value is a letter of a text. Two texts that are
// compared letter by letter are compared.
func isLetter(v ssa.Value) bool {
	switch x := v.(type) {
	case *ssa.Lookup, *ssa.Index:
		return true
	case *ssa.UnOp:
		_, ok := x.X.(*ssa.IndexAddr)
		return ok
	case *ssa.Convert:
		return isRune(x.X.Type()) && isLetter(x.X)
	case *ssa.Extract:
		switch t := x.Tuple.(type) {
		case *ssa.Next:
			return t.IsString
		case *ssa.Call:
			f := stdCallee(t.Common())
			return f != nil && f.Pkg().Path() == "unicode/utf8"
		}
	case *ssa.BinOp: // another case
		_, ok := x.Y.(*ssa.Const)
		return ok && isLetter(x.X)
	case *ssa.Call:
		args := x.Call.Args
		return !x.Call.IsInvoke() && isRune(x.Type()) && len(args) > 0 && isLetter(args[len(args)-1])
	}
	return false
}

// mayHoldText says whether a value that is compared can be a text: an interface
// with methods holds other things.
func mayHoldText(t types.Type) bool {
	iface, ok := t.Underlying().(*types.Interface)
	return isText(t) || isTypeParam(t) || ok && iface.NumMethods() == 0
}

// tableLookup is a lookup with a text. A counter that is only counted up does
// not decide.
func (e *engine) tableLookup(x *ssa.Lookup) *decision {
	m, ok := x.X.Type().Underlying().(*types.Map)
	if !ok || !x.Pos().IsValid() || !mayHoldText(m.Key()) && !isCompound(m.Key()) {
		return nil
	}
	if x.Referrers() != nil && onlyUpdates(x, x, map[ssa.Value]bool{}) {
		return nil
	}
	return &decision{instr: x, kind: "map lookup", match: matchLookup,
		a: operand{v: x.Index}, b: operand{v: x.X, p: e.cons(key, nil)}, both: true}
}

func isTypeParam(t types.Type) bool {
	_, ok := types.Unalias(t).(*types.TypeParam)
	return ok
}

// onlyUpdates says whether what was looked up is only used to put something
// new under the same key.
func onlyUpdates(v ssa.Value, lookup *ssa.Lookup, seen map[ssa.Value]bool) bool {
	if seen[v] {
		return true
	}
	seen[v] = true
	if v.Referrers() == nil {
		return true
	}
	for _, r := range *v.Referrers() {
		switch x := r.(type) {
		case *ssa.DebugRef:
		case *ssa.MapUpdate:
			if x.Key != lookup.Index {
				return false
			}
		case *ssa.BinOp:
			switch x.Op {
			case token.ADD, token.SUB, token.OR, token.MUL:
			default:
				return false
			}
			if !onlyUpdates(x, lookup, seen) {
				return false
			}
		case *ssa.Call:
			b, ok := x.Call.Value.(*ssa.Builtin)
			if !ok || b.Name() != "append" || !onlyUpdates(x, lookup, seen) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// callDecisions is what a call decides: of the standard library, or a function
// of an import that compares what it is given.
func (e *engine) callDecisions(c ssa.CallInstruction) []*decision {
	cc := c.Common()
	if f := stdCallee(cc); f != nil {
		return e.stdDecision(c, f, operands(withReceiver(cc)))
	}
	if cc.IsInvoke() {
		return e.invoked(c)
	}
	if fn := body(cc.StaticCallee()); fn != nil && !e.own[fn] {
		return e.sinkDecisions(c, fn, operands(cc.Args))
	}
	return nil
}

// sinkDecisions is what a function of an import decides on its arguments.
func (e *engine) sinkDecisions(c ssa.Instruction, fn *ssa.Function, args []operand) []*decision {
	f, ok := fn.Object().(*types.Func)
	if !ok || e.imported[f.Origin().FullName()] == nil {
		return nil
	}
	var out []*decision
	for _, s := range e.imported[f.Origin().FullName()].Sinks {
		d := &decision{instr: c, kind: s.Kind, match: matchOf(s.Kind), foreign: true}
		if s.Text.Kind == FromText {
			d.known = true
		} else if !e.bind(&d.a, &d.num[0], s.Text, args) {
			continue
		}
		if !e.bind(&d.b, &d.num[1], s.Needle, args) {
			continue
		}
		out = append(out, d)
	}
	return out
}

// bind is the argument that an origin means.
func (e *engine) bind(o *operand, num *bool, from Origin, args []operand) bool {
	if from.Kind != FromParam || from.Param >= len(args) || args[from.Param].v == nil {
		return false
	}
	p := e.fromSteps(from.Path)
	*o = args[from.Param]
	o.p = e.join(o.p, p)
	for ; p != nil; p = p.tail {
		if p.head.kind == stepMethod {
			*num = true
		}
	}
	return true
}

// isList says whether a decision of a kind is a search in a list.
func isList(kind string) bool {
	dec, ok := deciders[kind]
	return ok && dec.text == 1 && dec.needle == 0 && dec.match == matchEqual
}

// matchOf finds back how a kind compares.
func matchOf(kind string) match {
	switch kind {
	case "==", "!=", "switch":
		return matchEqual
	case "<", "<=", ">", ">=":
		return matchOrder
	case "map lookup":
		return matchLookup
	}
	if d, ok := deciders[kind]; ok {
		return d.match
	}
	return matchContains
}

// stdDecision is what a function of the standard library decides.
func (e *engine) stdDecision(c ssa.CallInstruction, f *types.Func, args []operand) []*decision {
	name := funcName(f)
	dec, ok := deciders[name]
	if !ok || c.Value() == nil {
		return nil
	}
	if dec.text >= len(args) || dec.needle >= len(args) || args[dec.text].v == nil || !answered(c.Value(), dec) {
		return nil
	}
	d := &decision{instr: c, kind: name, match: dec.match, both: dec.both}
	d.a = e.collection(args[dec.text])
	if dec.needle >= 0 {
		if d.b = e.collection(args[dec.needle]); d.b.v == nil {
			return nil
		}
	}
	return []*decision{d}
}

// collection is an argument, or the elements of one that is a list.
func (e *engine) collection(o operand) operand {
	if o.v == nil || o.p != nil {
		return o
	}
	if s, ok := o.v.Type().Underlying().(*types.Slice); ok && !isRune(s.Elem()) {
		o.p = e.cons(elem, nil)
	}
	return o
}

// answered says whether the code looks at what the function decided.
func answered(v *ssa.Call, d decider) bool {
	refs := v.Referrers()
	if refs == nil || len(*refs) == 0 {
		return d.match == matchParse
	}
	if _, ok := v.Type().(*types.Tuple); !ok || d.bool == 0 {
		return true
	}
	for _, r := range *refs {
		if x, ok := r.(*ssa.Extract); !ok || x.Index == d.bool && x.Referrers() != nil && len(*x.Referrers()) > 0 {
			return true
		}
	}
	return false
}
