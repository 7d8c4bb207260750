// Package license gives licenses away.
package license

import (
	"time"

	"example.com/towns/oldtown/again"
	"example.com/towns/oldtown/code"
	"example.com/towns/oldtown/conf"
	"example.com/towns/oldtown/srv"
	"example.com/towns/oldtown/store"
	"example.com/towns/oldtown/xerr"
)

// Standard is how things are tried here.
var Standard = again.Try{Max: 5, Wait: 2 * time.Second, Stop: code.Final}

var (
	eager   = again.Try{Max: 12, Wait: 3 * time.Second, Stop: code.Final}
	blind   = again.Try{Wait: time.Second}
	netOnly = again.Try{Max: 40, Wait: time.Second, Stop: func(err error) bool { return !code.Network(err) }}
)

var (
	gentle = []time.Duration{time.Second, 2 * time.Second, 4 * time.Second, 8 * time.Second, 16 * time.Second, 5 * time.Minute, 15 * time.Minute}
	brisk  = []time.Duration{time.Second, 2 * time.Second, 4 * time.Second, 8 * time.Second, 16 * time.Second, 32 * time.Second, 5 * time.Minute}
)

// Desk gives licenses away.
type Desk struct {
	c    *srv.Client
	conf *conf.Conf
	st   *store.Store
}

// NewDesk makes a desk.
func NewDesk(c *srv.Client, cf *conf.Conf, st *store.Store) *Desk { return &Desk{c, cf, st} }

// bound is an assignment that can be done at any time.
func (d *Desk) bound(adamID, serial string) func() error {
	return func() error { return d.c.Assign(adamID, serial) }
}

// Once gives and notes what came of it.
func (d *Desk) Once(adamID, serial string) error {
	err := d.c.Assign(adamID, serial)
	if err != nil {
		d.st.Note(serial, err.Error())
	}
	return xerr.Wrapf(err, "assigning %s", adamID)
}

// Give gives by the standard.
func (d *Desk) Give(adamID, serial string) error { return Standard.Do(d.bound(adamID, serial)) }

// GiveEagerly gives eagerly.
//
//want:vppretry9603
func (d *Desk) GiveEagerly(adamID, serial string) error {
	return xerr.Wrap(eager.Do(d.bound(adamID, serial)), "eager")
}

// GiveLessEagerly gives eagerly, but not for long.
func (d *Desk) GiveLessEagerly(adamID, serial string) error {
	return xerr.Wrap(eager.With(6).Do(d.bound(adamID, serial)), "eager")
}

// GiveBlindly gives blindly.
//
//want:vppretry9616
func (d *Desk) GiveBlindly(adamID, serial string) error { return blind.Do(d.bound(adamID, serial)) }

// GiveWhenOnline gives as soon as there is a network.
func (d *Desk) GiveWhenOnline(adamID, serial string) error {
	return netOnly.Do(d.bound(adamID, serial))
}

// GiveNoted has its errors noted by the helper, and the limit from the shop.
//
//want:module:vppretry9603
func (d *Desk) GiveNoted(adamID, serial string) error {
	t := again.Try{Max: d.conf.Attempts, Wait: d.conf.Pause(), Stop: code.Final}
	t.After = func(_ int, err error) { d.st.Note(serial, err.Error()) }
	return t.Do(func() error { return d.c.Assign(adamID, serial) })
}

// GiveByFlag gives by the standard, or eagerly if the shop is stubborn.
//
//want:vppretry9603
func (d *Desk) GiveByFlag(adamID, serial string) error {
	t := Standard
	if d.conf.Stubborn {
		t = eager
	}
	return t.Do(d.bound(adamID, serial))
}

// GiveAtNight has its pauses from the shop.
func (d *Desk) GiveAtNight(adamID, serial string) error {
	t := again.Try{Max: 96, Wait: d.conf.Night(), Stop: code.Final}
	return t.Do(func() error { return d.c.Assign(adamID, serial) })
}

// GiveWrapped wraps before the helper looks; nothing is final then.
//
//want:vppretry9616
func (d *Desk) GiveWrapped(adamID, serial string) error {
	t := again.Try{Max: 4, Wait: 2 * time.Second, Stop: code.FinalAs}
	return t.Do(func() error { return xerr.Wrap(d.c.Assign(adamID, serial), "wrapped") })
}

// GiveUnwrapped does not wrap before the helper looks.
func (d *Desk) GiveUnwrapped(adamID, serial string) error {
	t := again.Try{Max: 4, Wait: 2 * time.Second, Stop: code.FinalAs}
	return xerr.Wrap(t.Do(d.bound(adamID, serial)), "unwrapped")
}

// GiveWrappedKnown wraps, and the helper knows how to look.
func (d *Desk) GiveWrappedKnown(adamID, serial string) error {
	t := again.Try{Max: 4, Wait: 2 * time.Second, Stop: code.Final}
	return t.Do(func() error { return xerr.Wrapf(xerr.Wrap(d.c.Assign(adamID, serial), "in"), "out of %s", adamID) })
}

// GiveLoosely stops for the classes that stop, of which there are few.
//
//want:vppretry9616
func (d *Desk) GiveLoosely(adamID, serial string) error {
	t := again.Try{Max: 5, Wait: 2 * time.Second}
	t.Stop = func(err error) bool { return code.ClassifyLoosely(err) != code.Later }
	return t.Do(d.bound(adamID, serial))
}

// GiveDoubling doubles up to ten minutes.
func (d *Desk) GiveDoubling(adamID, serial string) error {
	return again.Doubling(5*time.Second, 10*time.Minute, 12, d.bound(adamID, serial), code.Busy)
}

// GiveDoublingLow doubles up to half a minute.
//
//want:vppretry9603
func (d *Desk) GiveDoublingLow(adamID, serial string) error {
	return again.Doubling(5*time.Second, 30*time.Second, 12, d.bound(adamID, serial), code.Busy)
}

// GiveGently goes through stages.
func (d *Desk) GiveGently(adamID, serial string) error {
	return again.Staged(gentle, d.bound(adamID, serial), code.Busy)
}

// GiveBriskly goes through stages, one of which is short.
//
//want:vppretry9603
func (d *Desk) GiveBriskly(adamID, serial string) error {
	return again.Staged(brisk, d.bound(adamID, serial), code.Busy)
}

// GiveBrisklyAtFirst leaves out the last two stages.
func (d *Desk) GiveBrisklyAtFirst(adamID, serial string) error {
	return again.Staged(brisk[:5], d.bound(adamID, serial), code.Busy)
}

// GiveSoon has twenty seconds.
func (d *Desk) GiveSoon(adamID, serial string) error {
	return again.Until(time.Now().Add(20*time.Second), 5*time.Second, func() error {
		err := d.c.Assign(adamID, serial)
		if err != nil && !code.Busy(err) {
			return again.Final{Err: err}
		}
		return err
	})
}

// GiveToday has a day, and time in between.
func (d *Desk) GiveToday(adamID, serial string) error {
	return again.Until(time.Now().Add(24*time.Hour), 2*time.Minute, func() error {
		err := d.c.Assign(adamID, serial)
		if err != nil && !code.Busy(err) {
			return again.Final{Err: err}
		}
		return err
	})
}

// GiveTodayLost marks what is final and wraps the mark.
//
//want:vppretry9616
func (d *Desk) GiveTodayLost(adamID, serial string) error {
	return again.Until(time.Now().Add(24*time.Hour), time.Hour, func() error {
		err := d.c.Assign(adamID, serial)
		if err != nil && !code.Busy(err) {
			err = again.Final{Err: err}
		}
		return xerr.Wrap(err, "today")
	})
}

// GiveOrFind gives; when he has it, it looks for what he has.
func (d *Desk) GiveOrFind(adamID, serial string) (*srv.Licenses, error) {
	err := Standard.Do(d.bound(adamID, serial))
	if code.Of(err) != code.Has {
		return nil, err
	}
	var out *srv.Licenses
	err = blind.Do(func() error {
		var err error
		out, err = d.c.Licenses(adamID, "")
		return err
	})
	return out, err
}

// Walk walks through the licenses of an app.
func (d *Desk) Walk(adamID string, f func(srv.License)) error {
	batch := ""
	return again.Poll(time.Second, func() (bool, error) {
		page, err := d.c.Licenses(adamID, batch)
		if err != nil {
			return false, err
		}
		for _, l := range page.Licenses {
			f(l)
		}
		batch = page.BatchToken
		return batch == "", nil
	})
}

// Move takes from one and gives to another; when the other has it already, it
// is taken from nobody else.
func (d *Desk) Move(adamID, licenseID, from, to string) error {
	if err := Standard.Do(func() error { return d.c.Take(licenseID, from) }); err != nil {
		return err
	}
	err := Standard.Do(func() error { return d.c.Give(adamID, to) })
	if code.Of(err) == code.Has {
		return nil
	}
	return xerr.Wrap(err, "moved halfway")
}

// MoveHard moves, and gives a second time when the first one came too early.
func (d *Desk) MoveHard(adamID, licenseID, from, to string) error {
	if err := d.c.Take(licenseID, from); err != nil {
		return err
	}
	err := d.c.Give(adamID, to)
	if code.Classify(err) != code.Later {
		return err
	}
	time.Sleep(2 * time.Minute)
	return d.c.Give(adamID, to)
}

// Swap gives; when he has it, what he has is taken and it is given again.
func (d *Desk) Swap(adamID, licenseID, user string) error {
	err := d.c.Give(adamID, user)
	if code.Of(err) == code.Has {
		if err := d.c.Take(licenseID, user); err != nil {
			return err
		}
		return d.c.Give(adamID, user)
	}
	return err
}

// VIP is a desk for important people.
type VIP struct {
	*Desk
	tries int
}

// NewVIP makes one.
func NewVIP(d *Desk) *VIP { return &VIP{Desk: d, tries: 10} }

// Give gives with all the force that is due.
//
//want:vppretry9603
func (v *VIP) Give(adamID, serial string) error {
	for i := 0; ; i++ {
		err := v.Desk.Once(adamID, serial)
		if err == nil || !code.Busy(err) || i == v.tries {
			return err
		}
		time.Sleep(time.Second)
	}
}

// GiveOnce goes by the promoted method.
func (v *VIP) GiveOnce(adamID, serial string) error { return v.Once(adamID, serial) }
