package difftest

import "fmt"

// send is a way to send a request: an expression that gives a *Response and an
// error.
type send struct {
	bullet    string
	call      string
	opaque    bool // goes through an interface that is implemented elsewhere
	onlyError bool // the answer is seen as an error only
}

var sends = []send{
	{bullet: "send: http.Client.Do", call: `viaDecoder(ctx, "assign/@f", it)`},
	{bullet: "send: http.Client.Do", call: `viaQuery(ctx, "assign/@f", it)`},
	{bullet: "send: http.Post", call: `viaPost("assign/@f", it)`},
	{bullet: "send: http.PostForm", call: `viaForm("assign/@f", it)`},
	{bullet: "send: generic", call: `viaGeneric[Response](ctx, "assign/@f", it)`},
	{bullet: "send: into a map", call: `viaMap(ctx, "assign/@f", it)`},
	{bullet: "send: method", call: `viaMethod(ctx, "assign/@f", it)`},
	{bullet: "send: embedded answer, request ID", call: `viaEmbedded(ctx, "assign/@f", it)`},
	{bullet: "send: unseen, returns an answer", call: `api.Assign(ctx, "assign/@f", it)`, opaque: true},
	{bullet: "send: unseen, fills an answer", call: `viaPointer(ctx, api, "assign/@f", it)`, opaque: true},
	{bullet: "send: unseen, returns an error", call: `api.Send(ctx, "assign/@f", it)`, opaque: true, onlyError: true},
}

// errorStyle is how an answer becomes an error.
type errorStyle struct{ name, code string }

// general says whether every decider understands it.
func (s errorStyle) general() bool { return s.name == "plain" || s.name == "wrapped" }

var errorStyles = []errorStyle{
	{"plain", "if r.ErrorNumber != 0 {\nreturn &APIError{Number: r.ErrorNumber, Message: r.ErrorMessage}\n}\nreturn nil"},
	{"plain", "return r.err()"},
	{"wrapped", "if err := r.err(); err != nil {\nreturn fmt.Errorf(\"assign %s: %w\", it.Serial, err)\n}\nreturn nil"},
	{"wrapped", "if r.ErrorNumber == 0 {\nreturn nil\n}\nreturn errors.Join(errors.New(\"assign failed\"), r.err())"},
	{"wrapped", "for _, a := range r.Associations {\nif a.ErrorNumber != 0 {\nreturn fmt.Errorf(\"assign: %w\", &APIError{Number: a.ErrorNumber, Message: a.ErrorMessage})\n}\n}\nreturn nil"},
	{"sentinel", "switch r.ErrorNumber {\ncase 0:\nreturn nil\ncase @first:\nreturn errAgain@f\ncase @second:\nreturn fmt.Errorf(\"%w (%d)\", errAgain@f, r.ErrorNumber)\n}\nreturn r.err()"},
	{"table", "if r.ErrorNumber == 0 {\nreturn nil\n}\nif err, ok := sentinels@f[r.ErrorNumber]; ok {\nreturn fmt.Errorf(\"assign %s: %w\", it.Serial, err)\n}\nreturn r.err()"},
	{"typed", "if r.ErrorNumber != 0 {\nreturn fail@f{number: r.ErrorNumber, text: r.ErrorMessage}\n}\nreturn nil"},
	{"typed", "if r.ErrorNumber != 0 {\nreturn fmt.Errorf(\"assign: %w\", fail@f{number: r.ErrorNumber, text: r.ErrorMessage})\n}\nreturn nil"},
}

// number writes one of Apple's numbers, as a literal or by name.
func (f *function) number(n int) string {
	name := map[int]string{9603: "numInternal", 9616: "numAssigned", 9620: "numBusy", 9625: "numExpired", 9630: "numAlready"}[n]
	return pick(f, name, fmt.Sprint(n))
}
