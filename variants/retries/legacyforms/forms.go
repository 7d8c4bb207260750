// Package legacyforms posts forms, as it was done in 2014.
package legacyforms

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/ioutil"
	"log"
	"net/http"
	"net/url"
	"sync"
	"time"
)

const host = "https://vpp.itunes.apple.com/WebObjects/MZFinance.woa/wa/"

// Form is a form.
type Form struct {
	App, User string
}

func (f Form) values() url.Values {
	v := url.Values{}
	v.Set("adamIdStr", f.App)
	v.Set("clientUserIdStr", f.User)
	return v
}

// Resp is what a form is answered with.
type Resp struct {
	Status  int
	Number  int
	Message string
}

func submit(service string, f Form) (r Resp, err error) {
	resp, err := http.PostForm(host+service, f.values())
	if err != nil {
		return r, err
	}
	defer resp.Body.Close()
	body, err := ioutil.ReadAll(resp.Body)
	if err != nil {
		return r, err
	}
	var wire struct {
		Status       int    `json:"status"`
		ErrorNumber  int    `json:"errorNumber"`
		ErrorMessage string `json:"errorMessage"`
	}
	if err = json.Unmarshal(body, &wire); err != nil {
		return r, err
	}
	return Resp{wire.Status, wire.ErrorNumber, wire.ErrorMessage}, nil
}

func associate(f Form) (Resp, error) { return submit("associateVPPLicenseWithVPPUserSrv", f) }

var errTimeout = errors.New("timed out")

// poll calls f until it is done, has an error, or time is up.
func poll(interval, timeout time.Duration, f func() (done bool, err error)) error {
	end := time.Now().Add(timeout)
	for {
		done, err := f()
		if done || err != nil {
			return err
		}
		if !time.Now().Add(interval).Before(end) {
			return errTimeout
		}
		time.Sleep(interval)
	}
}

// repeat calls f n times at most.
func repeat(n int, f func() error) (err error) {
	for i := 0; i < n; i++ {
		if err = f(); err == nil {
			return
		}
		log.Printf("attempt %d: %v", i+1, err)
		time.Sleep(time.Duration(1<<uint(i)) * time.Second)
	}
	return
}

// every calls f again and again, until it says stop.
func every(d time.Duration, f func() (stop bool)) {
	t := time.NewTicker(d)
	defer t.Stop()
	for !f() {
		<-t.C
	}
}

// Enroll posts within half a minute.
//
//want:vppretry9603
func Enroll(f Form) error {
	return poll(3*time.Second, 30*time.Second, func() (bool, error) {
		r, err := associate(f)
		if err != nil {
			return false, err
		}
		return r.Number != 9603, nil
	})
}

// EnrollShort posts within ten seconds.
func EnrollShort(f Form) error {
	return poll(3*time.Second, 10*time.Second, func() (bool, error) {
		r, err := associate(f)
		return r.Number != 9603, err
	})
}

// EnrollLong posts within a day, at long intervals, and even if there is no need to.
//
//want:vppretry9616
func EnrollLong(f Form) (r Resp, err error) {
	err = poll(10*time.Minute, 24*time.Hour, func() (done bool, err error) {
		r, err = associate(f)
		done = r.Status == 0
		return
	})
	return
}

// Visit posts three times.
//
//want:vppretry9616
func Visit(f Form) error {
	return repeat(3, func() error {
		r, err := associate(f)
		if err == nil && r.Status != 0 {
			err = fmt.Errorf("%d %s", r.Number, r.Message)
		}
		return err
	})
}

// VisitMany posts nine times, except if it is known to be useless.
//
//want:vppretry9603
func VisitMany(f Form) error {
	var final error
	err := repeat(9, func() error {
		r, err := associate(f)
		if err != nil {
			return err
		}
		switch r.Number {
		case 9603, 9608:
			return errTimeout
		case 0, 9616:
			return nil
		}
		final = fmt.Errorf("error %d", r.Number)
		return nil
	})
	if err == nil {
		err = final
	}
	return err
}

type desk struct {
	f    Form
	last error
	resp Resp
}

func (d *desk) once() error {
	d.resp, d.last = associate(d.f)
	if d.last == nil && d.resp.Number == 9603 {
		return errTimeout
	}
	return nil
}

func (d *desk) quiet() bool {
	d.resp, d.last = associate(d.f)
	return d.last != nil || d.resp.Number == 0 || d.resp.Number == 9616
}

// Depart hands over a method.
//
//want:vppretry9603
func Depart(f Form) error {
	d := &desk{f: f}
	if err := repeat(7, d.once); err != nil {
		return err
	}
	return d.last
}

// DepartSix hands it over, too.
func DepartSix(f Form) error {
	d := &desk{f: f}
	if err := repeat(6, d.once); err != nil {
		return err
	}
	return d.last
}

// Arrive posts at a steady pace.
//
//want:vppretry9603
func Arrive(f Form) Resp {
	d := &desk{f: f}
	every(20*time.Second, d.quiet)
	return d.resp
}

// ArriveCalm posts at a calm pace.
func ArriveCalm(f Form) Resp {
	d := &desk{f: f}
	every(2*time.Minute, d.quiet)
	return d.resp
}

// Wait is bound to nothing but the number.
//
//want:vppretry9603 vppretry9616
func Wait(f Form) {
	for ok := false; !ok; {
		r, err := associate(f)
		ok = err == nil && r.Number == 0
		if !ok {
			time.Sleep(time.Second)
		}
	}
}

// Visitors posts one form after the other.
func Visitors(fs ...Form) (errs []error) {
	for len(fs) > 0 {
		var f Form
		f, fs = fs[0], fs[1:]
		if r, err := associate(f); err != nil || r.Number != 0 {
			errs = append(errs, fmt.Errorf("%s: %d (%v)", f.User, r.Number, err))
			time.Sleep(time.Second)
			continue
		}
	}
	return errs
}

// Leave gives licenses back. It may take several attempts.
//
//want:vppretry9603
func Leave(f Form) (err error) {
	steps := []func() (Resp, error){
		func() (Resp, error) { return submit("disassociateVPPLicenseFromVPPUserSrv", f) },
		func() (Resp, error) { return submit("retireVPPUserSrv", f) },
	}
	for _, do := range steps {
		for tries := 0; tries < 8; tries++ {
			var r Resp
			if r, err = do(); err != nil || r.Status == 0 {
				break
			}
			time.Sleep(3 * time.Second)
		}
	}
	return err
}

// Members lists members.
func Members(f Form) (r Resp, err error) {
	for n := 0; n < 6; n++ {
		if r, err = submit("getVPPUserSrv", f); err != nil || r.Number == 0 {
			break
		}
		time.Sleep(time.Second)
	}
	return r, err
}

// waiting is a list of forms that somebody waits for.
type waiting struct {
	mu    sync.Mutex
	cond  *sync.Cond
	forms []Form
	left  int
}

// Crowd posts the forms of a crowd with some clerks. A form that was refused goes to the end of the line.
//
//want:vppretry9603 vppretry9616
func Crowd(clerks int, fs ...Form) {
	w := &waiting{forms: fs, left: len(fs)}
	w.cond = sync.NewCond(&w.mu)
	var wg sync.WaitGroup
	for range clerks {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for {
				w.mu.Lock()
				for len(w.forms) == 0 && w.left > 0 {
					w.cond.Wait()
				}
				if w.left == 0 {
					w.mu.Unlock()
					return
				}
				f := w.forms[0]
				w.forms = w.forms[1:]
				w.mu.Unlock()

				r, err := associate(f)
				refused := err == nil && r.Status != 0
				if refused {
					time.Sleep(5 * time.Second)
				}

				w.mu.Lock()
				if refused {
					w.forms = append(w.forms, f)
				} else {
					w.left--
				}
				w.cond.Broadcast()
				w.mu.Unlock()
			}
		}()
	}
	wg.Wait()
}
