package difftest

// wait is how a delay passes.
type wait struct {
	bullet string
	exact  bool // compares times: not for random delays
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
	{bullet: "wait: helper with context", write: func(f *function) {
		f.emit("func sleepCtx@f(ctx context.Context, d time.Duration) bool {\ndone := make(chan struct{})\ntime.AfterFunc(d, func() { close(done) })\nselect {\ncase <-ctx.Done():\nreturn false\ncase <-done:\nreturn true\n}\n}")
		f.waits("if !sleepCtx@f(ctx, @d) {\n@late\n}")
	}},
	{bullet: "wait: injected clock", write: func(f *function) {
		f.emit("type timing@f struct {\nclock Clock\nsleep func(context.Context, time.Duration) error\n}\n\nfunc (t *timing@f) pause(ctx context.Context, d time.Duration) error {\nif t.clock == nil {\nt.clock = wallClock{}\n}\nif t.sleep == nil {\nt.sleep = waitFor\n}\nif d < time.Second {\nt.clock.Sleep(d)\nreturn ctx.Err()\n}\nreturn t.sleep(ctx, d)\n}")
		f.before("timing := new(timing@f)")
		f.waits("if err := timing.pause(ctx, @d); err != nil {\n@fail\n}")
	}},
	{bullet: "wait: ticker", write: func(f *function) {
		f.waits("ticker := time.NewTicker(max(@d, 1))\n<-ticker.C\nticker.Stop()")
	}},
	{bullet: "wait: until a time", exact: true, write: func(f *function) {
		f.waits("due := time.Now().Add(@d)\nfor time.Now().Before(due) {\ntime.Sleep(time.Until(due))\n}")
	}},
	{bullet: "wait: in a goroutine", write: func(f *function) {
		f.waits("slept := make(chan struct{})\ngo func(d time.Duration) {\ndefer close(slept)\ntime.Sleep(d)\n}(@d)\n<-slept")
	}},
}
