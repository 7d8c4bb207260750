// Package lic moves licenses.
package lic

import (
	"log"
	"time"

	"example.com/serversa/papertrail/again"
	"example.com/serversa/papertrail/codes"
	"example.com/serversa/papertrail/conf"
	"example.com/serversa/papertrail/tick"
	"example.com/serversa/papertrail/vppsrv"
)

// Lic moves licenses.
type Lic struct {
	srv   *vppsrv.Srv
	conf  *conf.Conf
	clock tick.Clock
}

// New returns a Lic; without a configuration the default counts.
func New(srv *vppsrv.Srv, c *conf.Conf) *Lic {
	if c == nil {
		c = &conf.Default
	}
	return &Lic{srv: srv, conf: c, clock: tick.Wall{}}
}

func (l *Lic) assign(item, serial string) codes.Code { return l.srv.Assign(item, serial).Code() }

// Assign tries four times.
func (l *Lic) Assign(item, serial string) codes.Code {
	var c codes.Code
	tries := 0
again:
	tries++
	if c = l.assign(item, serial); c.Worth() && tries < 4 {
		l.clock.Sleep(time.Second)
		goto again
	}
	return c
}

// AssignHard tries until it has worked.
//
//want:vppretry9603
func (l *Lic) AssignHard(item, serial string) codes.Code {
	wait := time.Second
again:
	c := l.assign(item, serial)
	if c.Worth() {
		l.clock.Sleep(wait)
		if wait *= 2; wait > 30*time.Second {
			wait = 30 * time.Second
		}
		goto again
	}
	return c
}

// AssignLinear waits five seconds more each time.
//
//want:vppretry9603
func (l *Lic) AssignLinear(item, serial string) codes.Code {
	wait := 5 * time.Second
	c := l.assign(item, serial)
	for c == codes.Internal {
		l.clock.Sleep(wait)
		wait += 5 * time.Second
		c = l.assign(item, serial)
	}
	return c
}

// waits are the waits of AssignStepwise and AssignRound.
var waits = [...]time.Duration{time.Second, 2 * time.Second, 5 * time.Second, 15 * time.Second, time.Minute, 10 * time.Minute}

// AssignStepwise waits longer and longer and stays with the longest.
func (l *Lic) AssignStepwise(item, serial string) codes.Code {
	for i := 0; ; i++ {
		c := l.assign(item, serial)
		if !c.Worth() {
			return c
		}
		if i >= len(waits) {
			i = len(waits) - 1
		}
		l.clock.Sleep(waits[i])
	}
}

// AssignRound starts over with the shortest.
//
//want:vppretry9603
func (l *Lic) AssignRound(item, serial string) codes.Code {
	for i := 0; ; i++ {
		c := l.assign(item, serial)
		if !c.Worth() {
			return c
		}
		l.clock.Sleep(waits[i%len(waits)])
	}
}

// AssignShared is for locations that another server works on, too.
//
//want:vppretry9616
func (l *Lic) AssignShared(item, serial string) (c codes.Code) {
	for try := 0; try < 5; try++ {
		if c = l.assign(item, serial); !c.WorthWide() {
			break
		}
		l.clock.Sleep(20 * time.Second)
	}
	return c
}

// AssignVerb does what the table of actions says.
//
//want:vppretry9603 vppretry9616
func (l *Lic) AssignVerb(item, serial string) codes.Code {
	for n := 0; ; n++ {
		c := l.assign(item, serial)
		switch c.Verb() {
		case "again":
			if n == 24 {
				return codes.GaveUp
			}
			l.clock.Sleep(12 * time.Second)
		case "stop":
			log.Fatalf("the token is no good: %d", c)
		default:
			return c
		}
	}
}

// AssignUntil has twenty seconds.
func (l *Lic) AssignUntil(item, serial string) codes.Code {
	end := l.clock.Now().Add(20 * time.Second)
	for {
		c := l.assign(item, serial)
		if !c.Worth() || l.clock.Now().After(end) {
			return c
		}
		l.clock.Sleep(6 * time.Second)
	}
}

// AssignUntilNoon has a while.
//
//want:vppretry9603
func (l *Lic) AssignUntilNoon(item, serial string) codes.Code {
	end := l.clock.Now().Add(3 * time.Hour)
	for {
		c := l.assign(item, serial)
		if !c.Worth() || l.clock.Now().After(end) {
			return c
		}
		l.clock.Sleep(6 * time.Second)
	}
}

// AssignConf goes by the configuration.
//
//want:vppretry9603
func (l *Lic) AssignConf(item, serial string) codes.Code {
	return again.Loop{Clock: l.clock, Max: l.conf.Tries, Wait: l.conf.Wait()}.Do(func() codes.Code {
		return l.assign(item, serial)
	})
}

// AssignConfSome goes by it within reason.
func (l *Lic) AssignConfSome(item, serial string) codes.Code {
	max := l.conf.Tries
	if max > 5 {
		max = 5
	}
	return again.Loop{Clock: l.clock, Max: max, Wait: l.conf.Wait()}.Do(func() codes.Code {
		return l.assign(item, serial)
	})
}

// AssignLenient lets the configuration say whether a held license counts.
//
//want:vppretry9616
func (l *Lic) AssignLenient(item, serial string) codes.Code {
	worth := codes.Code.Worth
	if l.conf.Lenient {
		worth = codes.Code.WorthWide
	}
	return again.Loop{Wait: 10 * time.Second, Worth: worth}.Do(func() codes.Code { return l.assign(item, serial) })
}

// AssignThrice does it three times.
func (l *Lic) AssignThrice(item, serial string) codes.Code {
	return again.Thrice(func() codes.Code { return l.assign(item, serial) })
}

// AssignThriceThrice does that three times, half a minute apart.
//
//want:vppretry9603
func (l *Lic) AssignThriceThrice(item, serial string) codes.Code {
	return again.Loop{Wait: 30 * time.Second, Worth: func(c codes.Code) bool { return c == codes.GaveUp }}.Do(func() codes.Code {
		return again.Thrice(func() codes.Code { return l.assign(item, serial) })
	})
}

// AssignRested rests for a quarter of an hour from the fifth time on.
func (l *Lic) AssignRested(item, serial string) codes.Code {
	return again.Loop{Clock: l.clock, Max: -1, Wait: 2 * time.Second, Add: 2 * time.Second, Rest: 15 * time.Minute, RestAt: 5}.Do(func() codes.Code {
		return l.assign(item, serial)
	})
}

// AssignRestedLate does so from the fiftieth time on.
//
//want:vppretry9603
func (l *Lic) AssignRestedLate(item, serial string) codes.Code {
	return again.Loop{Clock: l.clock, Max: -1, Wait: 2 * time.Second, Rest: 15 * time.Minute, RestAt: 50}.Do(func() codes.Code {
		return l.assign(item, serial)
	})
}

// AssignLater comes back to it in half a minute.
//
//want:vppretry9603
func (l *Lic) AssignLater(item, serial string, done func(codes.Code)) {
	c := l.assign(item, serial)
	if c.Worth() {
		l.clock.After(30*time.Second, func() { l.AssignLater(item, serial, done) })
		return
	}
	done(c)
}

// AssignMuchLater comes back to it soon at first and then in minutes.
func (l *Lic) AssignMuchLater(item, serial string, tries int, done func(codes.Code)) {
	c := l.assign(item, serial)
	if !c.Worth() {
		done(c)
		return
	}
	in := 5 * time.Second
	if tries++; tries > 4 {
		in = 5 * time.Minute
	}
	l.clock.After(in, func() { l.AssignMuchLater(item, serial, tries, done) })
}

// AssignUsers gives an item to users and leaves those out who have it.
func (l *Lic) AssignUsers(item string, users []string) *vppsrv.Reply {
	for {
		r := l.srv.AssignUsers(item, users...)
		if r.Code() != codes.Has || len(r.Held) == 0 {
			return r
		}
		var rest []string
		for _, u := range users {
			held := false
			for _, h := range r.Held {
				held = held || h.ClientUserIdStr == u
			}
			if !held {
				rest = append(rest, u)
			}
		}
		if len(rest) == 0 || len(rest) == len(users) {
			return r
		}
		users = rest
	}
}

// AssignUsersAgain gives an item to users and, where some have it, asks for all
// of them once more.
//
//want:vppretry9616
func (l *Lic) AssignUsersAgain(item string, users []string) *vppsrv.Reply {
	r := l.srv.AssignUsers(item, users...)
	if r.Code() == codes.Has {
		log.Printf("%d of %d have %s", len(r.Held), len(users), item)
		r = l.srv.AssignUsers(item, users...)
	}
	return r
}
