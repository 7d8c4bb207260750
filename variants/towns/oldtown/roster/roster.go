// Package roster keeps the users of the service in step with the directory.
package roster

import (
	"fmt"
	"log"
	"strings"
	"time"

	"example.com/towns/oldtown/again"
	"example.com/towns/oldtown/code"
	"example.com/towns/oldtown/srv"
	"example.com/towns/oldtown/xerr"
)

// Users is what the roster needs.
type Users interface {
	User(user string) (*srv.User, error)
	Register(user string) error
	Retire(user string) error
	Edit(user, email string) error
}

var _ Users = (*srv.Client)(nil)

// Roster keeps users in step.
type Roster struct {
	users Users
	onErr map[code.Class]func(user string, err error) bool
	pause time.Duration
}

// New makes a roster.
func New(u Users) *Roster {
	r := &Roster{users: u, pause: 10 * time.Second}
	r.onErr = map[code.Class]func(string, error) bool{
		code.Later: r.later,
		code.Skip:  r.skip,
		code.Halt:  r.halt,
	}
	return r
}

func (r *Roster) later(user string, err error) bool {
	log.Printf("%s comes later: %v", user, err)
	time.Sleep(r.pause)
	return true
}

func (r *Roster) skip(user string, err error) bool {
	log.Printf("%s is skipped: %v", user, err)
	return false
}

func (r *Roster) halt(string, error) bool { return false }

// Enter registers a user and asks those who are in charge of a class what to do
// about an error.
//
//want:vppretry9603
func (r *Roster) Enter(user string) error {
	for {
		err := r.users.Register(user)
		if err == nil {
			return nil
		}
		if h := r.onErr[code.Classify(err)]; h == nil || !h(user, err) {
			return err
		}
	}
}

// EnterAny registers a user, three times if need be.
func (r *Roster) EnterAny(user string) (err error) {
	for i := 0; i < 3; i++ {
		if err = r.users.Register(user); err == nil {
			return nil
		}
		time.Sleep(time.Second)
	}
	return err
}

// EnterAll registers one after the other; who fails is left out.
func (r *Roster) EnterAll(users []string) error {
	var all xerr.Collected
	for _, u := range users {
		if err := r.users.Register(u); err != nil {
			all.Add(xerr.Wrap(err, u))
			time.Sleep(time.Second)
		}
	}
	return all.Err()
}

// EnterRounds registers in rounds; who is in is not in the next one.
func (r *Roster) EnterRounds(users []string) error {
	var all xerr.Collected
	for round := 1; round <= 6 && len(users) > 0; round++ {
		var next []string
		all = xerr.Collected{}
		for _, u := range users {
			err := r.users.Register(u)
			switch code.Classify(err) {
			case code.Later:
				next = append(next, u)
				all.Add(err)
			case code.Halt:
				return err
			}
		}
		users = next
		time.Sleep(time.Duration(round) * time.Second)
	}
	return all.Err()
}

// Leave retires a user. The pauses get longer by a minute each time.
func (r *Roster) Leave(user string) error {
	for n := 0; ; n++ {
		err := r.users.Retire(user)
		if !code.Busy(err) {
			return err
		}
		time.Sleep(time.Duration(n) * time.Minute)
	}
}

// LeaveOnce retires a user who may be retired already.
func (r *Roster) LeaveOnce(user string) error {
	err := again.Try{Max: 3, Wait: time.Second, Stop: code.Final}.Do(func() error { return r.users.Retire(user) })
	if code.Of(err) == code.Retired {
		return nil
	}
	return err
}

// AwaitIn waits until a user has accepted the invitation.
func (r *Roster) AwaitIn(user string) error {
	return again.Poll(15*time.Second, func() (bool, error) {
		u, err := r.users.User(user)
		if err != nil {
			return false, err
		}
		return u.User.Status != "Registered", nil
	})
}

// AwaitHim waits until a user can be looked up at all.
func (r *Roster) AwaitHim(user string) (u *srv.User) {
	for {
		var err error
		if u, err = r.users.User(user); err == nil {
			return u
		}
		time.Sleep(90 * time.Second)
	}
}

// Rename edits, then looks up what became of it. Each is asked three times.
func (r *Roster) Rename(user, email string) error {
	steps := []struct {
		name string
		do   func() error
	}{
		{"edit", func() error { return r.users.Edit(user, email) }},
		{"look", func() error { _, err := r.users.User(user); return err }},
	}
	for _, s := range steps {
		var err error
		for left := 3; left > 0; left-- {
			if err = s.do(); err == nil {
				break
			}
			time.Sleep(time.Second)
		}
		if err != nil {
			return xerr.Wrap(err, s.name)
		}
	}
	return nil
}

// Explain explains an error to somebody in the office.
func Explain(err error) string {
	f, ok := xerr.Cause(err).(*srv.Fault)
	if !ok {
		return "The network is down."
	}
	text := strings.TrimSpace(f.Text)
	if text == "" {
		text = "No reason was given"
	}
	if !strings.HasSuffix(text, ".") {
		text += "."
	}
	return fmt.Sprintf("Apple says: %s", text)
}

// Gone tells whether a user is gone.
//
//want:vpperrormessage
func Gone(err error) bool {
	switch strings.ToLower(strings.TrimSuffix(text(err), ".")) {
	case "the user has already been retired", "the user has already been deleted":
		return true
	}
	return false
}

// GoneByNumber tells it by number.
func GoneByNumber(err error) bool { n := code.Of(err); return n == 9618 || n == 9620 }

func text(err error) string {
	if f, ok := xerr.Cause(err).(*srv.Fault); ok {
		return f.Text
	}
	return ""
}
