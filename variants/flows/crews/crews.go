// Package crews lets many hands do the work: groups, pools, semaphores and
// pipelines that assign licenses at the same time.
package crews

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"
	"time"
)

// Job is one license for one user.
type Job struct {
	AdamID string
	User   string
}

// Outcome is what became of a job.
type Outcome struct {
	Job    Job
	Number int
	Err    error
}

// Wire is the answer on the wire.
type Wire struct {
	Status       int    `json:"status"`
	ErrorNumber  int    `json:"errorNumber"`
	ErrorMessage string `json:"errorMessage"`
	UID          string `json:"uId"`
}

// Crew does jobs.
type Crew struct {
	base  string
	hands int
	log   *log.Logger
}

// NewCrew returns a crew.
func NewCrew(hands int) *Crew {
	return &Crew{base: "https://vpp.itunes.apple.com/WebObjects/MZFinance.woa/wa", hands: max(1, hands), log: log.Default()}
}

func (c *Crew) do(ctx context.Context, j Job) Outcome {
	o := Outcome{Job: j}
	resp, err := http.PostForm(c.base+"/associateVPPLicenseSrv", url.Values{"adamIdStr": {j.AdamID}, "clientUserIdStr": {j.User}})
	if err != nil {
		o.Err = err
		return o
	}
	defer resp.Body.Close()
	var w Wire
	if o.Err = json.NewDecoder(resp.Body).Decode(&w); o.Err != nil {
		return o
	}
	o.Number = w.ErrorNumber
	if w.Status != 0 && w.ErrorNumber == 0 {
		o.Err = fmt.Errorf("status %d", w.Status)
	}
	return o
}

// semaphore limits how much happens at the same time.
type semaphore chan struct{}

func (s semaphore) do(f func()) {
	s <- struct{}{}
	defer func() { <-s }()
	f()
}

// group is a small errgroup.
type group struct {
	wg    sync.WaitGroup
	mu    sync.Mutex
	errs  []error
	slots semaphore
}

func newGroup(n int) *group { return &group{slots: make(semaphore, n)} }

func (g *group) run(f func() error) {
	g.wg.Add(1)
	go g.slots.do(func() {
		defer g.wg.Done()
		if err := f(); err != nil {
			g.mu.Lock()
			g.errs = append(g.errs, err)
			g.mu.Unlock()
		}
	})
}

func (g *group) wait() error {
	g.wg.Wait()
	return errors.Join(g.errs...)
}

// Sweep does all jobs, and sweeps up what is left for as long as there is
// something left that a busy service did not do.
//
//want:vppretry9603
func (c *Crew) Sweep(ctx context.Context, jobs []Job) []Outcome {
	var done []Outcome
	for round := 1; len(jobs) > 0 && ctx.Err() == nil; round++ {
		out := make(chan Outcome, len(jobs))
		sem := make(semaphore, c.hands)
		var wg sync.WaitGroup
		for _, j := range jobs {
			wg.Go(func() { sem.do(func() { out <- c.do(ctx, j) }) })
		}
		wg.Wait()
		close(out)
		var again []Job
		for o := range out {
			if o.Err == nil && o.Number == 9603 {
				again = append(again, o.Job)
				continue
			}
			done = append(done, o)
		}
		if len(again) > 0 {
			c.log.Printf("round %d: %d of %d again", round, len(again), len(jobs))
			time.Sleep(time.Duration(min(round, 9)) * 3 * time.Second)
		}
		jobs = again
	}
	return done
}

// SweepThrice has three rounds.
func (c *Crew) SweepThrice(ctx context.Context, jobs []Job) (left []Job) {
	left = jobs
	for range 3 {
		g := newGroup(c.hands)
		var mu sync.Mutex
		var busy []Job
		for _, j := range left {
			g.run(func() error {
				o := c.do(ctx, j)
				if o.Number == 9603 {
					mu.Lock()
					defer mu.Unlock()
					busy = append(busy, j)
				}
				return o.Err
			})
		}
		if err := g.wait(); err != nil {
			c.log.Print(err)
		}
		if left = busy; len(left) == 0 {
			break
		}
		time.Sleep(20 * time.Second)
	}
	return left
}

// SweepFailed does once more whatever was not done.
//
//want:vppretry9616
func (c *Crew) SweepFailed(ctx context.Context, jobs []Job) error {
	type failure struct {
		Job
		error
	}
	var failures sync.Map
	g := newGroup(c.hands)
	attempt := func(j Job) func() error {
		return func() error {
			o := c.do(ctx, j)
			if o.Number == 0 && o.Err == nil {
				failures.Delete(j)
				return nil
			}
			err := fmt.Errorf("%s: %d: %w", j.User, o.Number, errors.Join(o.Err, ctx.Err()))
			failures.Store(j, failure{j, err})
			return err
		}
	}
	for _, j := range jobs {
		g.run(attempt(j))
	}
	if g.wait() == nil {
		return nil
	}
	time.Sleep(5 * time.Second)
	g = newGroup(1)
	failures.Range(func(_, v any) bool {
		f := v.(failure)
		c.log.Printf("again: %s: %v", f.User, f.error)
		g.run(attempt(f.Job))
		return true
	})
	return g.wait()
}

// Relay is a pipeline whose last stage feeds the first one.
//
//want:vppretry9603 vppretry9616
func (c *Crew) Relay(ctx context.Context, jobs []Job) int {
	type item struct {
		Job
		tries int
	}
	in := make(chan item, len(jobs))
	results := make(chan struct {
		item
		ok bool
	})
	for range c.hands {
		go func() {
			for it := range in {
				o := c.do(ctx, it.Job)
				it.tries++
				results <- struct {
					item
					ok bool
				}{it, o.Err == nil && o.Number == 0}
			}
		}()
	}
	for _, j := range jobs {
		in <- item{Job: j}
	}
	good := 0
	for pending := len(jobs); pending > 0; {
		r := <-results
		switch {
		case r.ok:
			good++
			pending--
		case r.tries >= 25:
			c.log.Printf("%s: %d tries", r.User, r.tries)
			pending--
		default:
			time.AfterFunc(10*time.Second, func() { in <- r.item })
		}
	}
	close(in)
	return good
}

// RelayOnce feeds the first stage with nothing but what is new.
func (c *Crew) RelayOnce(ctx context.Context, jobs []Job) (good int) {
	in := make(chan Job)
	out := make(chan Outcome)
	var wg sync.WaitGroup
	for range c.hands {
		wg.Go(func() {
			for j := range in {
				out <- c.do(ctx, j)
			}
		})
	}
	go func() {
		for _, j := range jobs {
			in <- j
		}
		close(in)
		wg.Wait()
		close(out)
	}()
	retry := map[int][]Job{}
	for o := range out {
		if o.Number != 0 {
			retry[o.Number] = append(retry[o.Number], o.Job)
			continue
		}
		good++
	}
	for n, js := range retry {
		c.log.Printf("%d: %v", n, js)
	}
	return good
}

// Hedge starts a second request if the first one takes too long.
func (c *Crew) Hedge(ctx context.Context, j Job) Outcome {
	out := make(chan Outcome, 2)
	start := func() { out <- c.do(ctx, j) }
	go start()
	late := time.NewTimer(800 * time.Millisecond)
	defer late.Stop()
	select {
	case o := <-out:
		return o
	case <-late.C:
		go start()
	}
	return <-out
}

// HedgeOnError starts a second one if the first one fails.
//
//want:vppretry9616
func (c *Crew) HedgeOnError(ctx context.Context, j Job) (o Outcome) {
	out := make(chan Outcome, 2)
	start := func() { out <- c.do(ctx, j) }
	go start()
	late := time.NewTimer(800 * time.Millisecond)
	defer late.Stop()
	open := 1
	for open > 0 {
		select {
		case o = <-out:
			open--
			if o.Err == nil && o.Number == 0 {
				return o
			}
			if late.Stop() {
				open++
				go start()
			}
		case <-late.C:
			open++
			go start()
		}
	}
	return o
}

// Stubborn has a worker for each job. A worker does not go home before its job is done.
//
//want:vppretry9603
func (c *Crew) Stubborn(ctx context.Context, jobs []Job) error {
	g := newGroup(len(jobs) + 1)
	for i, j := range jobs {
		g.run(func() error {
			time.Sleep(time.Duration(i) * 50 * time.Millisecond)
			for {
				o := c.do(ctx, j)
				switch {
				case o.Err != nil:
					return o.Err
				case o.Number == 9603:
					time.Sleep(50 * time.Second)
				case o.Number == 9616, o.Number == 0:
					return nil
				default:
					return fmt.Errorf("%s: %d", j.User, o.Number)
				}
			}
		})
	}
	return g.wait()
}

// Shared has a budget of five repetitions for the whole crew.
func (c *Crew) Shared(ctx context.Context, jobs []Job) error {
	var spent atomic.Int64
	g := newGroup(c.hands)
	for _, j := range jobs {
		g.run(func() error {
			for {
				o := c.do(ctx, j)
				if o.Err != nil || o.Number != 9603 {
					return o.Err
				}
				if spent.Add(1) > 5 {
					return errors.New("budget is spent")
				}
				time.Sleep(time.Second)
			}
		})
	}
	return g.wait()
}

// First asks everybody who may pay, and takes the first that does.
func (c *Crew) First(ctx context.Context, adamID string, payers []string) (string, error) {
	type won struct {
		who string
		err error
	}
	ch := make(chan won, len(payers))
	for _, p := range payers {
		go func() {
			o := c.do(ctx, Job{adamID, p})
			if o.Err == nil && o.Number != 0 {
				o.Err = fmt.Errorf("%s: %d", p, o.Number)
			}
			ch <- won{p, o.Err}
		}()
	}
	var errs []error
	for range payers {
		w := <-ch
		if w.err == nil {
			return w.who, nil
		}
		errs = append(errs, w.err)
	}
	return "", errors.Join(errs...)
}
