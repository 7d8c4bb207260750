package difftest

import (
	"fmt"
	"strings"
)

// form is the construct that sends again. It declares @f, or what f.root
// names.
type form struct {
	bullet     string
	errors     bool // needs a decider that looks at an error
	needsDelay bool
	needsWait  bool // waits for a delay of its own
	needsCount bool // needs a limit of attempts
	noCount    bool // cannot have one
	noClock    bool // nor a limit that has to do with time
	noBudget   bool // nor one that has to do with the delay
	noRandom   bool // its delays must be known
	stateless  bool // keeps nothing from round to round but the number of attempts
	ownDelay   bool // has its own delay, and way to wait for it
	ownWait    bool // has its own way to wait
	ownLimit   bool
	asserts    bool // asks errors for a type that one from elsewhere might have
	write      func(f *function)
}

// rangeOver is a loop with a range clause; it names the attempt if it is used.
func (f *function) rangeOver(x string, pairs ...string) string {
	body := f.x("@loop", pairs...)
	if strings.Contains(body, "attempt") {
		return "for attempt := range " + f.x(x, pairs...) + " {\n" + body + "\n}"
	}
	return "for range " + f.x(x, pairs...) + " {\n" + body + "\n}"
}

// counted is an ordinary loop, in one of its spellings.
func (f *function) counted(pairs ...string) string {
	if f.limit.attempts != nil && f.rand.IntN(3) == 0 {
		return f.x("for attempt := 1; attempt <= @count; attempt++ {\n@loop\n}\n@giveup", append(pairs, "n", "(attempt-1)")...)
	}
	if f.limit.attempts == nil {
		return f.x("for attempt := 0; ; attempt++ {\n@loop\n}", pairs...)
	}
	return f.x("for attempt := 0; @while; attempt++ {\n@loop\n}\n@giveup", pairs...)
}

var forms = []form{
	{bullet: "form: for with a counter", write: func(f *function) {
		f.emit("func @f(@params) error {\n@setup\n@counted\n}", "counted", f.counted())
	}},
	{bullet: "form: for ever", write: func(f *function) {
		f.emit("func @f(@params) error {\n@setup\nattempt := 0\nfor {\n@top\n@step\nif !(@again) {\n@done\n}\n@last\n@after\nattempt++\n}\n}")
	}},
	{bullet: "form: for with a condition", write: func(f *function) {
		cond := "again"
		if f.limit.attempts != nil {
			cond = "again && @while"
		}
		f.emit("func @f(@params) error {\n@setup\nagain, last, attempt := true, error(nil), 0\nfor @cond {\nattemptOnce := func() (bool, error) { @once }\nif again, last = attemptOnce(); again {\n@top\n@after\n}\nattempt++\n}\nreturn last\n}", "cond", cond)
	}},
	{bullet: "form: range over an integer", needsCount: true, write: func(f *function) {
		f.emit("func @f(@params) error {\n@setup\n@range\n@giveup\n}", "range", f.rangeOver("@count"))
	}},
	{bullet: "form: range over an iterator", needsCount: true, write: func(f *function) {
		f.emit("func tries@f(n int) iter.Seq[int] {\nreturn func(yield func(int) bool) {\nfor i := 0; i < n; i++ {\nif !yield(i) {\nreturn\n}\n}\n}\n}")
		f.emit("func @f(@params) error {\n@setup\n@range\n@giveup\n}", "range", f.rangeOver("tries@f(@count)"))
	}},
	{bullet: "form: range over an iterator", needsDelay: true, noBudget: true, write: func(f *function) {
		// The iterator itself waits between what it yields.
		f.emit("func pauses@f(ctx context.Context) iter.Seq2[int, error] {\nreturn func(yield func(int, error) bool) {\n@init\nfor attempt := 0; ; attempt++ {\nif !yield(attempt, ctx.Err()) {\nreturn\n}\n@pre\n@wait\n@next\n}\n}\n}", exits("return")...)
		attempt := "_"
		if f.limit.attempts != nil {
			attempt = "attempt"
		}
		f.emit("func @f(@params) error {\n@limit\nfor @attempt, err := range pauses@f(ctx) {\nif err != nil {\n@fail\n}\n@last\n@top\n@step\nif !(@again) {\n@done\n}\n@check\n}\n@giveup\n}", "attempt", attempt)
	}},
	{bullet: "form: ticker", ownDelay: true, noCount: true, write: func(f *function) {
		f.emit("func @f(@params) error {\n@limit\nticker := time.NewTicker(@every)\ndefer ticker.Stop()\n@loops\n}", "every", f.round(), "loops", f.tickerLoop())
	}},
	{bullet: "form: ticker", ownDelay: true, needsCount: true, write: func(f *function) {
		f.emit("func @f(@params) error {\n@limit\nticker := time.NewTicker(@every)\ndefer ticker.Stop()\nfor attempt := 0; @while; attempt++ {\n@top\n@step\nif !(@again) {\n@done\n}\n@check\n@tick\n}\n@giveup\n}",
			"every", f.round(), "tick", pick(f, "<-ticker.C", "if attempt == 4 {\nticker.Reset(@other)\n}\n<-ticker.C", "select {\ncase <-ticker.C:\ncase <-ctx.Done():\n@late\n}"), "other", f.round())
	}},
	{bullet: "form: range over a channel", needsCount: true, write: func(f *function) {
		f.emit("func tries@f(n int) <-chan int {\n@code\n}", "code", pick(f,
			"c := make(chan int, n)\nfor i := range n {\nc <- i\n}\nclose(c)\nreturn c",
			"c := make(chan int)\ngo func() {\ndefer close(c)\nfor i := 0; i < n; i++ {\nc <- i\n}\n}()\nreturn c"))
		f.emit("func @f(@params) error {\n@setup\n@range\n@giveup\n}", "range", f.rangeOver("tries@f(@count)"))
	}},
	{bullet: "form: goto", write: func(f *function) {
		f.emit("func @f(@params) error {\n@setup\nattempt := 0\nretry:\n@top\n@step\nif @again {\n@last\n@after\nattempt++\ngoto retry\n}\n@done\n}")
	}},
	{bullet: "form: label", write: func(f *function) {
		f.emit("func @f(@params) error {\n@setup\nattempt := 0\nretry:\nfor {\n@top\n@step\nswitch {\ncase !(@again):\n@done\ndefault:\n@last\n@after\nattempt++\ncontinue retry\n}\n}\n}")
	}},
	{bullet: "form: label", write: func(f *function) {
		f.emit("func @f(@params) error {\n@setup\nattempt := 0\nretry:\nfor {\n@top\nfor range 3 {\n@step\nif @again {\n@last\n@after\nattempt++\ncontinue retry\n}\n@done\n}\n}\n}")
	}},
	{bullet: "form: recursion", stateless: true, write: func(f *function) {
		f.emit("func @f(@params) error {\n@limit\nreturn from@f(@args, 0)\n}")
		f.emit("func from@f(@params, attempt int) error {\n@init\n@top\n@step\nif !(@again) {\n@done\n}\n@last\n@after\nreturn from@f(@args, attempt+1)\n}")
	}},
	{bullet: "form: recursion", ownDelay: true, needsWait: true, stateless: true, write: func(f *function) {
		// The delay goes along.
		f.emit("func @f(@params) error {\n@limit\nreturn from@f(@args, 0, @first)\n}", "first", f.short())
		f.emit("func from@f(@params, attempt int, delay time.Duration) error {\n@init\n@top\n@step\nif !(@again) {\n@done\n}\n@last\n@check\n@wait\nreturn from@f(@args, attempt+1, @grown)\n}", "pre", "", "d", "delay", "grown", pick(f, "delay", "2*delay", "min(delay*2, time.Minute)", "delay+time.Second"))
	}},
	{bullet: "form: mutual recursion", stateless: true, write: func(f *function) {
		f.emit("func @f(@params) error {\n@limit\nreturn from@f(@args, 0)\n}")
		f.emit("func from@f(@params, attempt int) error {\n@top\n@step\nif !(@again) {\n@done\n}\nreturn later@f(@args, attempt, @result)\n}")
		f.emit("func later@f(@params, attempt int, err error) error {\n@last\n@init\n@check\n@pre\n@budget\n@wait\n@next\nreturn from@f(@args, attempt+1)\n}", exits("return errors.Join(%s, err)")...)
	}},
	{bullet: "form: closure recursion", write: func(f *function) {
		f.emit("func @f(@params) error {\n@setup\nvar from func(attempt int) error\nfrom = func(attempt int) error {\n@top\n@step\nif !(@again) {\n@done\n}\n@last\n@after\nreturn from(attempt + 1)\n}\nreturn from(0)\n}")
	}},
	{bullet: "form: nested loops", needsCount: true, write: func(f *function) {
		f.emit("func @f(@params) error {\n@limit\nfor round := range @rounds {\nif round > 0 {\ntime.Sleep(@between)\n}\n@init\nfor attempt := 0; @while; attempt++ {\n@loop\n}\n}\n@giveup\n}", "rounds", fmt.Sprint(2+f.rand.IntN(3)), "between", f.round())
	}},
	{bullet: "form: nested loops", needsCount: true, write: func(f *function) {
		f.emit("func burst@f(@params) (bool, error) {\n@setup\n@counted\n}", append(exits("return false, %s"), "counted", f.x("for attempt := 0; @while; attempt++ {\n@loop\n}\nreturn true, errGaveUp", exits("return false, %s")...))...)
		f.emit("func @f(@params) error {\nfor {\nmore, err := burst@f(@args)\nif !more {\nreturn err\n}\ntime.Sleep(@between)\n}\n}", "between", f.round())
	}},
	{bullet: "form: loops one after another", needsCount: true, write: func(f *function) {
		f.emit("func @f(@params) error {\n@limit\n{\n@init\nfor attempt := 0; @while; attempt++ {\n@loop\n}\n}\nfor range @more {\n@top\n@step\nif !(@again) {\n@done\n}\ntime.Sleep(@between)\n}\n@giveup\n}", "more", f.times(), "between", f.round())
	}},
	{bullet: "form: second send", noCount: true, stateless: true, write: func(f *function) {
		f.emit("func @f(@params) error {\n@limit\nconst attempt = 0\n@top\n@step\nif !(@again) {\n@done\n}\n{\n@init\n@after\n}\n{\n@step\nif !(@again) {\n@done\n}\n}\n@giveup\n}", "n", pick(f, "0", "1"))
	}},
	{bullet: "form: second send", ownDelay: true, ownLimit: true, noCount: true, write: func(f *function) {
		f.emit("func once@f(@params) (bool, error) {\n@once\n}")
		f.emit("func @f(@params) error {\nagain, err := once@f(@args)\nif again {\ntime.Sleep(@a)\nif again, err = once@f(@args); again {\ntime.Sleep(@b)\n_, err = once@f(@args)\n}\n}\nreturn err\n}", "a", f.round(), "b", f.round())
	}},
	{bullet: "form: helper with a closure", write: func(f *function) {
		f.emit("func retry@f(ctx context.Context, op func(context.Context) (bool, error)) error {\n@setup\n@counted\n}", "counted", f.counted("step", "again, err := op(ctx)", "again", "again", "result", "err"))
		f.emit("func @f(@params) error {\nreturn retry@f(ctx, func(ctx context.Context) (bool, error) { @once })\n}")
	}},
	{bullet: "form: helper with a closure", errors: true, write: func(f *function) {
		f.emit("func retry@f(ctx context.Context, op func() error, again func(error) bool) error {\n@setup\n@counted\n}", "counted", f.counted("step", "err := op()", "again", "again(err)", "result", "err"))
		f.emit("func @f(@params) error {\nreturn retry@f(ctx, func() error {\n@get\nreturn err\n}, func(err error) bool {\n@judge\nreturn @verdict\n})\n}")
	}},
	{bullet: "form: helper with constants", ownDelay: true, ownLimit: true, write: func(f *function) {
		f.emit("func retry@f(ctx context.Context, attempts int, delay time.Duration, op func() (bool, error)) error {\nfor i := 1; ; i++ {\nagain, err := op()\nif !again {\nreturn err\n}\nif i == attempts {\nreturn errGaveUp\n}\nif err := waitFor(ctx, delay); err != nil {\nreturn err\n}\n@grow\n}\n}", "grow", pick(f, "", "delay *= 2", "delay = min(delay*2, time.Minute)"))
		f.emit("func @f(@params) error {\nreturn retry@f(ctx, @times, @every, func() (bool, error) { @once })\n}", "times", f.times(), "every", f.round())
	}},
	{bullet: "form: helper with options", ownDelay: true, ownLimit: true, write: func(f *function) {
		f.emit(`type options@f struct {
	attempts int
	delay time.Duration
	factor int
	most time.Duration
}

type option@f func(*options@f)

func withAttempts@f(n int) option@f { return func(o *options@f) { o.attempts = n } }

func withDelay@f(d time.Duration) option@f { return func(o *options@f) { o.delay = d } }

func withBackoff@f(factor int, most time.Duration) option@f {
	return func(o *options@f) { o.factor, o.most = factor, most }
}

func retry@f(op func() (bool, error), opts ...option@f) error {
	o := options@f{attempts: @a, delay: @b, factor: 1, most: time.Hour}
	for _, set := range opts {
		set(&o)
	}
	delay := o.delay
	for i := 0; o.attempts == 0 || i < o.attempts; i++ {
		again, err := op()
		if !again {
			return err
		}
		time.Sleep(delay)
		delay = min(delay*time.Duration(o.factor), o.most)
	}
	return errGaveUp
}`, "a", f.times(), "b", f.round())
		opts := ""
		for _, o := range []string{", withAttempts@f(" + pick(f, "0", f.times()) + ")", ", withDelay@f(" + f.round() + ")", ", withBackoff@f(2, " + f.long() + ")"} {
			if f.rand.IntN(2) == 0 {
				opts += o
			}
		}
		f.emit("func @f(@params) error {\nreturn retry@f(func() (bool, error) { @once }@opts)\n}", "opts", opts)
	}},
	{bullet: "form: generic helper", write: func(f *function) {
		f.emit("func do@f[T any](ctx context.Context, op func(context.Context) (T, bool, error)) (T, error) {\n@setup\n@counted\n}",
			append(exits("return *new(T), %s"), "counted", f.counted(append(exits("return *new(T), %s"), "step", "v, again, err := op(ctx)", "again", "again", "done", "return v, err", "result", "err")...))...)
		f.emit("func @f(@params) error {\n_, err := do@f(ctx, func(ctx context.Context) (int, bool, error) {\nagain, err := func() (bool, error) { @once }()\nreturn 1, again, err\n})\nreturn err\n}")
	}},
	{bullet: "form: generic helper", ownDelay: true, ownLimit: true, write: func(f *function) {
		f.emit("type result@f[T any] struct {\nvalue T\nagain bool\nerr error\n}\n\nfunc do@f[T any](n int, d time.Duration, op func() result@f[T]) result@f[T] {\nvar last result@f[T]\nfor i := range n {\nif last = op(); !last.again {\nbreak\n}\ntime.Sleep(d << i)\n}\nreturn last\n}")
		f.emit("func @f(@params) error {\nreturn do@f(@times, @every, func() result@f[string] {\nagain, err := func() (bool, error) { @once }()\nreturn result@f[string]{\"x\", again, err}\n}).err\n}", "times", f.times(), "every", f.short())
	}},
	{bullet: "form: method value", write: func(f *function) {
		f.emit("type job@f struct {\n@fields\n}\n\nfunc (j *job@f) send(@params) (bool, error) { @once }\n\nfunc (j *job@f) once() (bool, error) { return j.send(@own) }")
		f.emit("func retry@f(ctx context.Context, op func() (bool, error)) error {\n@setup\n@counted\n}", "counted", f.counted("step", "again, err := op()", "again", "again", "result", "err"))
		f.emit("func @f(@params) error {\nj := &job@f{@args}\nreturn retry@f(ctx, j.once)\n}")
	}},
	{bullet: "form: goroutine and channel", write: func(f *function) {
		f.emit("func @f(@params) error {\nerrs := make(chan error, 1)\ngo func() { errs <- inside@f(@args) }()\n@wait\n}\n\nfunc inside@f(@params) error {\n@setup\n@counted\n}", "counted", f.counted(), "wait", pick(f, "return <-errs", "select {\ncase err := <-errs:\nreturn err\ncase <-ctx.Done():\nreturn ctx.Err()\n}"))
	}},
	{bullet: "form: goroutine and channel", write: func(f *function) {
		leave := exits("errs <- %s\nreturn")
		f.emit("func @f(@params) error {\nerrs := make(chan error)\ngo func() {\n@setup\n@counted\n}()\nreturn <-errs\n}", append(leave, "counted", f.counted(leave...))...)
	}},
	{bullet: "form: goroutine and WaitGroup", write: func(f *function) {
		leave := exits("last = %s\nreturn")
		f.emit("func @f(@params) error {\nvar last error\nvar wg sync.WaitGroup\n@start\n@setup\n@counted\n@end\nwg.Wait()\nreturn last\n}", append(leave, "counted", f.counted(leave...), "start", "wg.Go(func() {", "end", "})")...)
	}},
	{bullet: "form: goroutine and WaitGroup", write: func(f *function) {
		f.emit("func @f(@params) error {\nvar (\nwg sync.WaitGroup\nmu sync.Mutex\nerrs []error\n)\nfor range 1 {\nwg.Add(1)\ngo func() {\ndefer wg.Done()\nif err := inside@f(@args); err != nil {\nmu.Lock()\ndefer mu.Unlock()\nerrs = append(errs, err)\n}\n}()\n}\nwg.Wait()\nreturn errors.Join(errs...)\n}\n\nfunc inside@f(@params) error {\n@setup\n@counted\n}", "counted", f.counted())
	}},
	{bullet: "form: select loop", needsDelay: true, ownWait: true, noRandom: true, write: func(f *function) {
		f.emit("func @f(@params) error {\n@limit\n@init\nattempt := 0\nfire := time.NewTimer(@start)\ndefer fire.Stop()\nend := time.After(@span)\nfor {\nselect {\ncase <-fire.C:\n@top\n@step\nif !(@again) {\n@done\n}\n@last\n@check\n@pre\n@budget\nfire.Reset(@d)\n@next\nattempt++\ncase <-end:\n@giveup\ncase <-ctx.Done():\n@late\n}\n}\n}",
			"start", pick(f, "0", "time.Second"), "span", f.far())
	}},
	{bullet: "form: select loop", ownDelay: true, noCount: true, write: func(f *function) {
		f.emit("func @f(@params) error {\n@limit\nticker := time.NewTicker(@every)\ndefer ticker.Stop()\nquit := time.NewTimer(@span)\nfor {\nselect {\ncase <-ticker.C:\n@top\n@step\nif !(@again) {\n@done\n}\n@check\ncase <-quit.C:\n@giveup\n}\n}\n}", "every", f.round(), "span", f.far())
	}},
	{bullet: "form: AfterFunc", needsDelay: true, ownWait: true, stateless: true, noClock: true, write: func(f *function) {
		f.emit("type job@f struct {\n@fields\nattempt int\ntimer *time.Timer\n}\n\nfunc (j *job@f) send(@params) (bool, error) { @once }")
		f.emit("func (j *job@f) run() {\nagain, err := j.send(@own)\nif !again {\nlog.Print(err)\nreturn\n}\n@last\n@pre\n@rearm\nj.attempt++\n}",
			append(exits("log.Print(%s)\nreturn"), "n", "j.attempt", "rearm", pick(f, "time.AfterFunc(@d, j.run)", "j.timer.Reset(@d)", "j.timer = time.AfterFunc(@d, func() { j.run() })"))...)
		f.emit("func @f(@params) {\nj := &job@f{@fill}\nj.timer = time.AfterFunc(@start, j.run)\n}", "start", pick(f, "0", "time.Second"))
		f.background = true
	}},
	{bullet: "form: AfterFunc", needsDelay: true, ownWait: true, write: func(f *function) {
		f.emit("func @f(@params) error {\n@limit\n@init\nfinished := make(chan error, 1)\nattempt := 0\nvar run func()\nrun = func() {\n@top\n@step\nif !(@again) {\n@done\n}\n@last\n@check\n@pre\n@budget\ntime.AfterFunc(@d, run)\n@next\nattempt++\n}\nrun()\nreturn <-finished\n}", exits("finished <- %s\nreturn")...)
	}},
	{bullet: "form: put back on a channel", write: func(f *function) {
		leave := exits("return %s")
		f.emit("func @f(@params) error {\n@setup\ntype job struct {\nit Item\nattempt int\n}\nqueue := make(chan job, 1)\nqueue <- job{it, 0}\nfor j := range queue {\nit, attempt := j.it, j.attempt\n@top\n@step\nif @again {\n@last\n@after\nqueue <- job{it, attempt + 1}\ncontinue\n}\n@done\n}\nreturn nil\n}", leave...)
	}},
	{bullet: "form: put back on a channel", write: func(f *function) {
		// A worker of its own, and a queue that is closed at the end.
		leave := exits("failed = %s\nclose(queue)\nreturn")
		f.emit("func @f(@params) error {\ntype job struct {\nit Item\nattempt int\n}\nqueue := make(chan job, 4)\nvar failed error\nvar wg sync.WaitGroup\nwg.Add(1)\ngo func() {\ndefer wg.Done()\n@setup\nfor j := range queue {\nit := j.it\n@top\n@step\nif !(@again) {\n@done\n}\n@last\n@after\nj.attempt++\nqueue <- j\n}\n}()\nqueue <- job{it: it}\nwg.Wait()\nreturn failed\n}", append(leave, "n", "j.attempt")...)
	}},
	{bullet: "form: defer and recover", asserts: true, write: func(f *function) {
		f.emit("type again@f struct{ error }\n\nfunc must@f(@params) {\nagain, err := func() (bool, error) { @once }()\nif again {\npanic(again@f{errors.Join(errGaveUp, err)})\n}\nif err != nil {\npanic(err)\n}\n}")
		f.emit("func safely@f(@params) (again bool, err error) {\ndefer func() {\nswitch p := recover().(type) {\ncase nil:\ncase again@f:\nagain, err = true, p.error\ncase error:\nerr = p\n}\n}()\nmust@f(@args)\nreturn false, nil\n}")
		f.emit("func @f(@params) error {\n@setup\n@counted\n}", "counted", f.counted("step", "again, err := safely@f(@args)", "again", "again", "result", "err"))
	}},
	{bullet: "form: defer and recover", stateless: true, needsCount: true, write: func(f *function) {
		// The deferred function starts again.
		f.emit("func @f(@params) error {\n@limit\nreturn from@f(@args, 0)\n}")
		f.emit("func from@f(@params, attempt int) (err error) {\nagain := false\ndefer func() {\nif !again || attempt+1 >= @count {\nreturn\n}\n@init\n@pre\n@wait\nerr = from@f(@args, attempt+1)\n}()\nagain, err = func() (bool, error) { @once }()\nreturn err\n}", exits("err = %s\nreturn")...)
	}},
	{bullet: "form: named results", write: func(f *function) {
		f.emit("func once@f(@params) (again bool, err error) {\n@call\nreturn\n}", "call", "again, err = func() (bool, error) { @once }()")
		f.emit("func @f(@params) (err error) {\n@setup\nvar again bool\nattempt := 0\nfor {\n@top\nif again, err = once@f(@args); !again {\nreturn\n}\n@last\n@after\nattempt++\n}\n}")
	}},
	{bullet: "form: fields set by a constructor", ownDelay: true, ownLimit: true, write: func(f *function) {
		f.emit(`type client@f struct {
	attempts int
	delay time.Duration
	sleep func(time.Duration)
	again func(bool) bool
}

func newClient@f() *client@f {
	return &client@f{attempts: @times, delay: @every, sleep: time.Sleep, again: func(b bool) bool { return b }}
}

func (c *client@f) once(@params) (bool, error) { @once }

func (c *client@f) Assign(@params) error {
	delay := c.delay
	for i := 0; i < c.attempts; i++ {
		again, err := c.once(@args)
		if !c.again(again) {
			return err
		}
		c.sleep(delay)
		@grow
	}
	return errGaveUp
}`, "times", f.times(), "every", f.round(), "grow", pick(f, "", "delay *= 2", "delay = min(3*delay, 5*time.Minute)", "delay += c.delay"))
		f.call = "newClient@f().Assign(@args)"
		f.root = "(" + path + ".client" + f.name + ").Assign"
		if f.rand.IntN(2) == 0 {
			f.emit("func @f(@params) error { return newClient@f().Assign(@args) }")
			f.root, f.call = path+"."+f.name, ""
		}
	}},
	{bullet: "form: function that wraps a function", write: func(f *function) {
		f.emit("type sender@f func(@params) (bool, error)\n\nfunc (next sender@f) retrying() func(@params) error {\nreturn func(@params) error {\n@setup\n@counted\n}\n}", "counted", f.counted("step", "again, err := next(@args)", "again", "again", "result", "err"))
		f.emit("func @f(@params) error {\nvar next sender@f = func(@params) (bool, error) { @once }\nreturn next.retrying()(@args)\n}")
	}},
	{bullet: "form: work list", write: func(f *function) {
		f.emit("func @f(@params) error {\nvar errs []error\nfor _, serial := range []string{it.Serial, \"X9\"} {\nit := Item{AdamID: it.AdamID, Serial: serial}\nif err := one@f(@args); err != nil {\nerrs = append(errs, err)\n}\n}\nreturn errors.Join(errs...)\n}\n\nfunc one@f(@params) error {\n@setup\n@counted\n}", "counted", f.counted())
	}},
	{bullet: "form: for with a counter", needsCount: true, write: func(f *function) {
		f.emit("func @f(@params) error {\n@setup\nfor left := @count; left > 0; left-- {\nattempt := @count - left\n_ = attempt\n@loop\n}\n@giveup\n}")
	}},
	{bullet: "form: range over a table", ownDelay: true, needsWait: true, ownLimit: true, write: func(f *function) {
		f.emit("var table@f = []time.Duration{@table}", "table", f.table())
		f.emit("func @f(@params) error {\n@init\nfor _, pause := range @list {\n@step\nif !(@again) {\n@done\n}\n@wait\n}\n@giveup\n}", "d", "pause", "list", pick(f, "table@f", "table@f", "append([]time.Duration{0}, table@f...)", "slices.Backward(table@f)", "slices.All(table@f)"))
	}},
	{bullet: "form: helper with a closure", write: func(f *function) {
		// A retrier that is an object, and what it calls an interface.
		f.emit("type doer@f interface{ do(@params) (bool, error) }\n\ntype assigner@f struct{}\n\nfunc (assigner@f) do(@params) (bool, error) { @once }")
		f.emit("type retrier@f struct {\ninner doer@f\nfailures int\n}\n\nfunc (r *retrier@f) run(@params) error {\n@setup\n@counted\n}", "counted", f.counted("step", "again, err := r.inner.do(@args)\nif again {\nr.failures++\n}", "again", "again", "result", "err"))
		f.emit("func @f(@params) error {\nr := retrier@f{inner: assigner@f{}}\nreturn r.run(@args)\n}")
	}},
	{bullet: "form: generic helper", write: func(f *function) {
		f.emit("type retrier@f[T any] struct {\nop func(context.Context) (T, bool, error)\nlast T\n}\n\nfunc (r *retrier@f[T]) run(ctx context.Context) (T, error) {\n@setup\n@counted\n}",
			append(exits("return r.last, %s"), "counted", f.counted(append(exits("return r.last, %s"), "step", "v, again, err := r.op(ctx)\nr.last = v", "again", "again", "result", "err")...))...)
		f.emit("func @f(@params) error {\nr := &retrier@f[*Item]{op: func(ctx context.Context) (*Item, bool, error) {\nagain, err := func() (bool, error) { @once }()\nreturn &it, again, err\n}}\n_, err := r.run(ctx)\nreturn err\n}")
	}},
	{bullet: "form: method value", write: func(f *function) {
		f.emit("type job@f struct {\n@fields\n}\n\nfunc (j job@f) send(@params) (bool, error) { @once }\n\nfunc (j job@f) once() (bool, error) { return j.send(@own) }")
		f.emit("func retry@f(ctx context.Context, j job@f, op func(job@f) (bool, error)) error {\n@setup\n@counted\n}", "counted", f.counted("step", "again, err := op(j)", "again", "again", "result", "err"))
		f.emit("func @f(@params) error {\nreturn retry@f(ctx, job@f{@args}, job@f.once)\n}")
	}},
	{bullet: "form: nested helpers", ownDelay: true, ownLimit: true, ownWait: true, write: func(f *function) {
		f.emit("func retry@f(attempts int, delay time.Duration, op func() (bool, error)) (bool, error) {\nfor i := range attempts {\nif i > 0 {\ntime.Sleep(delay)\n}\nif again, err := op(); !again {\nreturn false, err\n}\n}\nreturn true, errGaveUp\n}")
		f.emit("func @f(@params) error {\n_, err := retry@f(@a, @b, func() (bool, error) {\nreturn retry@f(@c, @d, func() (bool, error) { @once })\n})\nreturn err\n}", "a", f.times(), "b", f.round(), "c", f.times(), "d", f.round())
	}},
	{bullet: "form: goroutine and channel", write: func(f *function) {
		// A pool of one worker, with its results on a channel.
		f.emit("func @f(@params) error {\ntype outcome struct {\nserial string\nerr error\n}\nwork, results := make(chan Item), make(chan outcome)\nfor range 2 {\ngo func() {\nfor it := range work {\nresults <- outcome{it.Serial, inside@f(@args)}\n}\n}()\n}\ngo func() {\nwork <- it\nclose(work)\n}()\nr := <-results\nreturn r.err\n}\n\nfunc inside@f(@params) error {\n@setup\n@counted\n}", "counted", f.counted())
	}},
	{bullet: "form: goroutine and WaitGroup", write: func(f *function) {
		f.emit("type group@f struct {\nwg sync.WaitGroup\nonce sync.Once\nerr error\n}\n\nfunc (g *group@f) Go(op func() error) {\ng.wg.Add(1)\ngo func() {\ndefer g.wg.Done()\nif err := op(); err != nil {\ng.once.Do(func() { g.err = err })\n}\n}()\n}\n\nfunc (g *group@f) Wait() error {\ng.wg.Wait()\nreturn g.err\n}")
		f.emit("func @f(@params) error {\nvar g group@f\ng.Go(func() error {\n@setup\n@counted\n})\nreturn g.Wait()\n}", "counted", f.counted())
	}},
	{bullet: "form: select loop", ownDelay: true, write: func(f *function) {
		// Tries are asked for on a channel.
		leave := exits("return %s")
		f.emit("func @f(@params) error {\n@limit\ngo1 := make(chan int, 1)\ngo1 <- 0\nfor {\nselect {\ncase attempt := <-go1:\n@top\n@step\nif !(@again) {\n@done\n}\n@last\n@check\ntime.AfterFunc(@every, func() { go1 <- attempt + 1 })\ncase <-ctx.Done():\n@late\n}\n}\n}", append(leave, "every", f.round())...)
	}},
	{bullet: "form: put back on a channel", write: func(f *function) {
		// The queue is a slice.
		f.emit("func @f(@params) error {\n@setup\ntype job struct {\nit Item\nattempt int\n}\nqueue := []job{{it: it}}\nfor len(queue) > 0 {\nj := queue[0]\nqueue = queue[1:]\nit := j.it\n@top\n@step\nif !(@again) {\n@done\n}\n@last\n@after\nqueue = append(queue, job{it: it, attempt: j.attempt + 1})\n}\nreturn nil\n}", "n", "j.attempt")
	}},
	{bullet: "form: put back on a channel", write: func(f *function) {
		// The queue is a list.
		f.emit("func @f(@params) error {\n@setup\nqueue := list.New()\nqueue.PushBack(it)\nattempt := 0\nfor e := queue.Front(); e != nil; e = queue.Front() {\nit := queue.Remove(e).(Item)\n@top\n@step\nif !(@again) {\n@done\n}\n@last\n@after\nattempt++\nqueue.PushBack(it)\n}\nreturn nil\n}")
	}},
	{bullet: "form: put back on a channel", ownDelay: true, ownLimit: true, write: func(f *function) {
		// After a while, by a timer; the worker goes on for ever.
		f.emit("type queue@f struct {\njobs chan job@f\n}\n\ntype job@f struct {\n@fields\nattempt int\n}\n\nfunc (q *queue@f) send(@params) (bool, error) { @once }\n\nfunc (q *queue@f) work() {\nfor j := range q.jobs {\nagain, err := q.send(@own)\nif !again || j.attempt >= @most {\nlog.Print(err)\ncontinue\n}\nj.attempt++\ntime.AfterFunc(@every, func() { q.jobs <- j })\n}\n}", "most", f.times(), "every", pick(f, f.round(), "time.Duration(j.attempt) * "+f.short()))
		f.emit("func @f(@params) {\nq := &queue@f{jobs: make(chan job@f, 8)}\ngo q.work()\nq.jobs <- job@f{@fill}\n}")
		f.background = true
	}},
	{bullet: "form: named results", write: func(f *function) {
		f.emit("func wrap@f(err *error) {\nif *err != nil {\n*err = fmt.Errorf(\"assign: %w\", *err)\n}\n}")
		f.emit("func once@f(@params) (again bool, err error) {\ndefer wrap@f(&err)\nreturn func() (bool, error) { @once }()\n}")
		f.emit("func @f(@params) (err error) {\ndefer func() {\nif err != nil {\nlog.Print(err)\n}\n}()\n@setup\n@counted\n}", "counted", f.counted("step", "var again bool\nagain, err = once@f(@args)", "again", "again", "result", "err"))
	}},
	{bullet: "form: fields set by a constructor", ownDelay: true, ownLimit: true, write: func(f *function) {
		f.emit(`type client@f struct {
	attempts int
	delay time.Duration
	backoff func(int) time.Duration
	clock Clock
}

type option@f func(*client@f)

func withAttempts@f(n int) option@f { return func(c *client@f) { c.attempts = n } }

func withBackoff@f(b func(int) time.Duration) option@f { return func(c *client@f) { c.backoff = b } }

func newClient@f(opts ...option@f) *client@f {
	c := &client@f{attempts: @times, delay: @every}
	c.backoff = c.linear
	for _, o := range opts {
		o(c)
	}
	if c.clock == nil {
		c.clock = wallClock{}
	}
	return c
}

func (c *client@f) linear(n int) time.Duration { return c.delay * time.Duration(n+1) }

func (c *client@f) Assign(@params) error {
	for i := 0; i < c.attempts; i++ {
		again, err := func() (bool, error) { @once }()
		if !again {
			return err
		}
		c.clock.Sleep(c.backoff(i))
	}
	return errGaveUp
}`, "times", f.times(), "every", f.short())
		f.call = "newClient@f().Assign(@args)"
		f.root = "(" + path + ".client" + f.name + ").Assign"
		if f.rand.IntN(2) == 0 {
			f.emit("func @f(@params) error { return newClient@f(@opts).Assign(@args) }", "opts", pick(f, "", "withAttempts@f("+f.times()+")", "withAttempts@f("+f.times()+"), withBackoff@f(func(int) time.Duration { return "+f.round()+" })"))
			f.root, f.call = path+"."+f.name, ""
		}
	}},
	{bullet: "form: state machine", write: func(f *function) {
		f.emit("func @f(@params) error {\n@setup\nconst (\nsending = iota\nwaiting\nover\n)\nstate, attempt := sending, 0\nvar last error\nfor state != over {\nswitch state {\ncase sending:\n@top\nagain, err := func() (bool, error) { @once }()\nlast = err\nif again {\nstate = waiting\n} else {\nstate = over\n}\ncase waiting:\n@last\n@after\nattempt++\nstate = sending\n}\n}\nreturn last\n}")
	}},
	{bullet: "form: package variables", write: func(f *function) {
		f.emit("var (\ntries@f int\ntotal@f atomic.Int64\n)")
		f.emit("func @f(@params) error {\n@setup\ntries@f = 0\nfor {\n@top\n@step\nif !(@again) {\n@done\n}\n@last\n@after\ntries@f++\ntotal@f.Add(1)\n}\n}", "n", "tries@f")
	}},
	{bullet: "form: transport", ownLimit: true, ownDelay: true, write: func(f *function) {
		f.emit(`type transport@f struct{ base http.RoundTripper }

func (t *transport@f) RoundTrip(req *http.Request) (*http.Response, error) {
	base := t.base
	if base == nil {
		base = http.DefaultTransport
	}
	for attempt := 1; ; attempt++ {
		resp, err := base.RoundTrip(req.Clone(req.Context()))
		if err != nil {
			return nil, err
		}
		body, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil {
			return nil, err
		}
		var r Response
		if err := json.Unmarshal(body, &r); err != nil {
			return nil, err
		}
		if !(@cond) || attempt == @times {
			resp.Body = io.NopCloser(bytes.NewReader(body))
			return resp, nil
		}
		time.Sleep(@every)
	}
}

func @f(ctx context.Context, it Item) error {
	req, err := http.NewRequestWithContext(ctx, "POST", endpoint+"assign/@f?serial="+url.QueryEscape(it.Serial), nil)
	if err != nil {
		return err
	}
	resp, err := (&http.Client{Transport: &transport@f{}}).Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var r Response
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return err
	}
	return r.err()
}`, "cond", f.anyOf("r.ErrorNumber", "==", " || "), "times", f.times(), "every", f.round())
		f.call = "@f(ctx, it)"
	}},
}

func (f *function) tickerLoop() string {
	return f.x(pick(f,
		"for range ticker.C {\n@top\n@step\nif !(@again) {\n@done\n}\n@check\n}\nreturn nil",
		"for {\n@top\n@step\nif !(@again) {\n@done\n}\n@check\n<-ticker.C\n}",
		"for ; ; <-ticker.C {\n@top\n@step\nif !(@again) {\n@done\n}\n@check\n}",
		"for {\nselect {\ncase <-ticker.C:\n@top\n@step\nif !(@again) {\n@done\n}\n@check\ncase <-ctx.Done():\n@late\n}\n}"))
}

// far is when a loop that selects is over. No send falls on it.
func (f *function) far() string {
	return pick(f, "10*time.Second", "2*time.Minute", "20*time.Minute", "3*time.Hour") + "+700*time.Microsecond"
}
