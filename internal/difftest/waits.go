package difftest

// wait is how a delay passes.
type wait struct {
	bullet string
	write  func(f *function)
}

func (f *function) waits(code string) { f.vars["wait"] = code }

func (f *function) before(code string) { f.vars["init"] += "\n" + code }

var waits = []wait{
	{bullet: "wait: time.Sleep", write: func(f *function) { f.waits("time.Sleep(@d)") }},
	{bullet: "wait: time.After", write: func(f *function) { f.waits("<-time.After(@d)") }},
	{bullet: "wait: timer", write: func(f *function) { f.waits("timer := time.NewTimer(@d)\n<-timer.C") }},
	{bullet: "wait: timer", write: func(f *function) {
		f.before("timer := time.NewTimer(time.Hour)\ndefer timer.Stop()")
		f.waits("timer.Reset(@d)\n<-timer.C")
	}},
	{bullet: "wait: select with time.After", write: func(f *function) {
		f.waits("select {\ncase <-ctx.Done():\n@late\ncase <-time.After(@d):\n}")
	}},
	{bullet: "wait: select with timer", write: func(f *function) {
		f.waits("timer := time.NewTimer(@d)\nselect {\ncase <-timer.C:\ncase <-ctx.Done():\ntimer.Stop()\n@late\n}")
	}},
	{bullet: "wait: helper with context", write: func(f *function) {
		f.waits("if err := waitFor(ctx, @d); err != nil {\n@fail\n}")
	}},
	{bullet: "wait: injected sleep", write: func(f *function) {
		f.before("w := newWaiter()")
		f.waits("w.sleep(@d)")
	}},
	{bullet: "wait: injected clock", write: func(f *function) {
		f.before("w := newWaiter()")
		f.waits(pick(f, "w.clock.Sleep(@d)", "<-w.clock.After(@d)", "select {\ncase <-w.clock.After(@d):\ncase <-ctx.Done():\n@late\n}"))
	}},
	{bullet: "wait: injected clock", write: func(f *function) {
		f.before("var clock Clock = wallClock{}")
		f.waits(pick(f, "clock.Sleep(@d)", "<-clock.After(@d)"))
	}},
	{bullet: "wait: function variable", write: func(f *function) {
		f.emit("var sleep@f = time.Sleep")
		f.waits("sleep@f(@d)")
	}},
	{bullet: "wait: end of a context", write: func(f *function) {
		f.waits("pausing, stop := context.WithTimeout(context.WithoutCancel(ctx), @d)\n<-pausing.Done()\nstop()")
	}},
}
