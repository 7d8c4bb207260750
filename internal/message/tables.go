package message

import (
	"maps"
	"strings"
	"sync"
)

// What the standard library does with text is data, which std.go reads.

// stdRoots are the first elements of the import paths of the standard library.
var stdRoots = words(`archive bufio bytes cmp compress container context crypto database debug embed encoding
	errors expvar flag fmt go hash html image index io iter log maps math mime net os path plugin reflect regexp
	runtime slices sort strconv strings structs sync syscall testing text time unicode unique unsafe weak`)

// carriers are the packages whose functions derive what they return from what
// they are given: a string in, the same words out.
var carriers = words(`bufio bytes cmp encoding/base32 encoding/base64 encoding/csv encoding/hex encoding/json
	encoding/json/v2 encoding/json/jsontext encoding/xml errors fmt html html/template io iter maps mime net/url path
	path/filepath reflect regexp slices strconv strings sync sync/atomic text/scanner text/template unicode unicode/utf8
	unicode/utf16 unique container/list container/ring`)

// printers only show what they are given; what they get goes nowhere else.
var printers = words(`bufio bytes fmt html io log log/slog net/url os path regexp strconv strings text/tabwriter unicode unicode/utf8`)

// manner says how the results of a function come from its arguments.
type manner uint8

const (
	asText    manner = iota // any text in the arguments can be in the results
	asAny                   // the result is one of the arguments
	asSame                  // the result has the shape of the arguments; elements move
	asItem                  // the result is an element of the argument
	asKeys                  // the elements of the result are the keys of the argument
	asEntry                 // the result is what the first argument has for the second
	asMethod                // the result is that of a method of the argument with the function's name
	asNothing               // nothing of the arguments is in the results
	asUnknown               // the result is of its type and holds anything
)

// flow is how a function of a carrier hands text on: from which arguments (a
// receiver counts as the first), all if none is named.
type flow struct {
	how   manner
	args  []int
	inner steps // asEntry: where in what was found; asText: where in the result
}

type steps []step

func (s steps) path(e *engine) *path {
	var p *path
	for i := len(s) - 1; i >= 0; i-- {
		p = e.cons(s[i], p)
	}
	return p
}

var (
	first  = flow{args: []int{0}}
	second = flow{args: []int{1}}
	object = flow{how: asAny, args: []int{0}}

	slogValue = steps{{kind: stepField, owner: "log/slog.Attr", index: 1}}
)

var flows = merge(
	each(first, `strings. bytes.`, `Trim TrimLeft TrimRight TrimPrefix TrimSuffix TrimFunc TrimLeftFunc TrimRightFunc
		TrimSpace Split SplitN SplitAfter SplitAfterN SplitSeq SplitAfterSeq FieldsFunc FieldsFuncSeq Cut CutPrefix
		CutSuffix Repeat ToValidUTF8`),
	each(second, `strings. bytes.`, `Map ToUpperSpecial ToLowerSpecial ToTitleSpecial`),
	each(second, `regexp.Regexp.`, `Split ReplaceAllFunc ReplaceAllStringFunc Find FindAll FindAllString FindAllStringSubmatch
		FindAllSubmatch FindString FindStringSubmatch FindSubmatch`),
	each(flow{args: []int{0, 2}}, `strings. bytes.`, `Replace ReplaceAll`),
	each(flow{args: []int{1, 2}}, `regexp.Regexp.`, `ReplaceAll ReplaceAllString ReplaceAllLiteral ReplaceAllLiteralString`),
	each(flow{how: asAny}, ``, `cmp.Or sync.OnceValue sync.OnceValues text/template.Must html/template.Must`),
	each(object, ``, `maps.All maps.Clone maps.Collect slices.Clone slices.Clip slices.Grow
		container/list.List.Front container/list.List.Back container/list.Element.Next container/list.Element.Prev
		container/ring.Ring.Next container/ring.Ring.Prev container/ring.Ring.Move`),
	each(flow{how: asSame}, ``, `maps.Values`),
	each(flow{how: asKeys}, ``, `maps.Keys`),
	each(flow{how: asItem}, ``, `slices.Max slices.Min slices.MaxFunc slices.MinFunc sync.Pool.Get
		sync/atomic.Value.Load sync/atomic.Value.Swap sync/atomic.Pointer.Load sync/atomic.Pointer.Swap`),
	each(flow{how: asEntry}, `sync.Map.`, `Load Swap LoadAndDelete LoadOrStore`),
	each(flow{how: asEntry, inner: steps{elem}}, ``, `net/url.Values.Get net/http.Header.Get net/textproto.MIMEHeader.Get`),
	each(flow{how: asEntry}, ``, `net/http.Header.Values net/textproto.MIMEHeader.Values`),
	each(flow{how: asMethod}, ``, `container/heap.Pop`),
	each(flow{args: []int{1}, inner: slogValue}, `log/slog.`, `String Any`),
	each(first, `log/slog.`, `StringValue AnyValue Value.String Value.Any Value.Resolve Attr.String`),
	each(flow{how: asUnknown}, ``, `errors.AsType`),
	each(flow{how: asNothing}, ``, `cmp.Compare errors.Is regexp.Regexp.String encoding/json.Unmarshal encoding/json.Decoder.Decode
		fmt.Sscan fmt.Sscanf fmt.Sscanln text/template.New html/template.New`),
)

// cutters return parts of a text.
var cutters = merge(
	each(true, `strings. bytes.`, `Split SplitN SplitAfter SplitAfterN SplitSeq SplitAfterSeq Fields FieldsSeq FieldsFunc FieldsFuncSeq
		Cut CutPrefix CutSuffix Lines`),
	each(true, `regexp.Regexp.`, `Find FindString FindStringSubmatch FindAllString FindAllStringSubmatch FindSubmatch Split`),
	each(true, ``, `bufio.Scanner.Text bufio.Reader.ReadString bufio.Reader.ReadLine io.ReadFull`),
)

// wholePackages have one manner for all functions that are not in flows.
var wholePackages = map[string]manner{"slices": asSame, "maps": asSame, "iter": asSame}

// table is made when somebody looks something up: most runs of the command never
// do.
type table[T any] func() map[string]T

// words is a table of words.
func words(text string) table[bool] { return each(true, ``, text) }

// each is a table with the same entry for every name after every prefix.
func each[T any](entry T, prefixes, names string) table[T] {
	return sync.OnceValue(func() map[string]T {
		before := strings.Fields(prefixes)
		if prefixes == "" {
			before = []string{""}
		}
		out := map[string]T{}
		for _, prefix := range before {
			for name := range strings.FieldsSeq(names) {
				out[prefix+name] = entry
			}
		}
		return out
	})
}

func merge[T any](tables ...table[T]) table[T] {
	return sync.OnceValue(func() map[string]T {
		out := map[string]T{}
		for _, t := range tables {
			maps.Copy(out, t())
		}
		return out
	})
}

// put says what a function does with what it puts somewhere.
type put uint8

const (
	putWords put = iota // it writes what a print would show
	putValue            // it keeps the value
	putEntry            // it keeps the second value under the first
	putAll              // it keeps all that is in the value
)

// fill is a function that puts some arguments into another one.
type fill struct {
	how   put
	to    int   // the argument that is filled
	from  int   // the first argument that is put there
	n     int   // how many are, all if 0
	inner steps // where in it
}

var (
	writesTo = fill{from: 1}
	readsTo  = fill{to: 1, from: 0, n: 1}
	keeps1   = fill{how: putValue, from: 1, inner: steps{elem}}
	keeps2   = fill{how: putValue, from: 2, inner: steps{elem}}
	listItem = steps{{kind: stepField, owner: "container/list.Element", index: 3}}
)

var fillers = merge(
	each(writesTo, ``, `fmt.Fprint fmt.Fprintf fmt.Fprintln io.WriteString io.Copy text/scanner.Scanner.Init
		bufio.Reader.Reset strings.Reader.Reset bytes.Reader.Reset encoding/json.Encoder.Encode encoding/xml.Encoder.Encode
		encoding/csv.Writer.Write encoding/csv.Writer.WriteAll encoding/json/v2.MarshalWrite`),
	each(writesTo, `strings.Builder. bytes.Buffer. bufio.Writer. text/tabwriter.Writer. io.Writer. io.StringWriter. io.PipeWriter. net/http.ResponseWriter.`,
		`Write WriteString WriteByte WriteRune ReadFrom`),
	each(readsTo, ``, `io.ReadFull io.ReadAtLeast`),
	each(readsTo, `strings.Reader. bytes.Reader. bytes.Buffer. bufio.Reader. io.Reader. io.ReadCloser. io.LimitedReader.`, `Read ReadAt`),
	each(keeps1, ``, `sync/atomic.Value.Store sync/atomic.Value.Swap sync/atomic.Pointer.Store sync/atomic.Pointer.Swap sync.Pool.Put`),
	each(keeps2, ``, `sync/atomic.Value.CompareAndSwap sync/atomic.Pointer.CompareAndSwap`),
	each(fill{how: putValue, from: 1, inner: listItem}, `container/list.List.`, `PushBack PushFront InsertBefore InsertAfter`),
	each(fill{how: putEntry, from: 1}, `sync.Map.`, `Store LoadOrStore Swap`),
	each(fill{how: putEntry, from: 1, inner: steps{elem}}, `net/url.Values. net/http.Header. net/textproto.MIMEHeader.`, `Set Add`),
	each(fill{how: putAll, from: 1}, `maps.`, `Copy Insert`),
)

// writers return something that writes to their first argument.
var writers = words(`encoding/json.NewEncoder encoding/xml.NewEncoder encoding/csv.NewWriter encoding/gob.NewEncoder
	bufio.NewWriter bufio.NewWriterSize text/tabwriter.NewWriter html/template.New`)

// decoders fill what they are given with something from outside.
var decoders = words(`encoding/json.Unmarshal encoding/json.Decoder.Decode encoding/json/v2.Unmarshal
	encoding/json/v2.UnmarshalRead encoding/json/v2.UnmarshalDecode encoding/xml.Unmarshal encoding/xml.Decoder.Decode encoding/gob.Decoder.Decode
	errors.As fmt.Sscan fmt.Sscanf fmt.Sscanln fmt.Fscan fmt.Fscanf fmt.Fscanln database/sql.Row.Scan database/sql.Rows.Scan
	flag.StringVar io.Copy`)

// fromFirst are the decoders that read the text in their first argument.
var fromFirst = words(`encoding/json.Unmarshal encoding/json/v2.Unmarshal encoding/xml.Unmarshal encoding/json.Decoder.Decode
	encoding/json/v2.UnmarshalRead fmt.Sscan fmt.Sscanf fmt.Sscanln fmt.Fscan fmt.Fscanf fmt.Fscanln`)

// movers change the order of what is in their argument.
var movers = each(true, ``, `slices.Reverse slices.Sort slices.SortFunc slices.SortStableFunc sort.Sort sort.Stable sort.Slice
	sort.SliceStable sort.Strings sort.StringSlice.Sort`)

// callback is a function of the standard library that calls an argument with
// something from others.
type callback struct {
	fn     int // the argument that is called
	params []part
}

// part is what of which argument a parameter comes from; -1: from nowhere.
type part struct {
	arg int
	in  steps
}

var (
	itemOf    = part{0, steps{elem}}
	keyOf     = part{0, steps{key}}
	itemOf2   = part{1, steps{elem}}
	onItems   = callback{1, []part{itemOf, itemOf}}
	onEntries = callback{1, []part{keyOf, itemOf}}
)

var callbacks = merge(
	each(onItems, `slices.`, `ContainsFunc IndexFunc DeleteFunc SortFunc SortStableFunc MinFunc MaxFunc CompactFunc
		IsSortedFunc SortedFunc SortedStableFunc`),
	each(callback{2, []part{itemOf, {1, nil}}}, `slices.`, `BinarySearchFunc`),
	each(callback{2, []part{itemOf, itemOf2}}, `slices. maps.`, `EqualFunc CompareFunc`),
	each(onEntries, ``, `maps.DeleteFunc sync.Map.Range`),
	each(callback{0, []part{{1, nil}}}, `strings. bytes.`, `Map`),
	each(callback{1, []part{{0, nil}}}, `strings. bytes.`, `IndexFunc LastIndexFunc ContainsFunc FieldsFunc FieldsFuncSeq
		TrimFunc TrimLeftFunc TrimRightFunc`),
	each(callback{2, []part{{1, nil}}}, `regexp.Regexp.`, `ReplaceAllStringFunc ReplaceAllFunc`),
)

// iterators return a function that calls its argument with something from
// their first one.
var iterators = merge(
	each([]part{{0, nil}}, `strings. bytes.`, `SplitSeq SplitAfterSeq FieldsSeq FieldsFuncSeq Lines`),
	each([]part{itemOf}, ``, `slices.Values maps.Values`),
	each([]part{{-1, nil}, itemOf}, `slices.`, `All Backward`),
	each([]part{{0, nil}}, ``, `slices.Chunk`),
	each([]part{keyOf}, ``, `maps.Keys`),
	each([]part{keyOf, itemOf}, ``, `maps.All`),
)

// inputs return what a person types into a form or a prompt.
var inputs = words(`net/http.Request.FormValue net/http.Request.PostFormValue net/url.Values.Get net/http.Request.PathValue
	bufio.Scanner.Text bufio.Reader.ReadString`)
