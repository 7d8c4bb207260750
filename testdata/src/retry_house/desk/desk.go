// Package desk asks for licenses, with whatever the house has for that. It
// imports some of it only through others.
package desk

import (
	"context"
	"time"

	"retry_house/again"
	"retry_house/kit"
	"retry_house/line"
	"retry_house/wire"
)

var client = &wire.Client{URL: "https://vpp.itunes.apple.com"}

// FilterPatient goes by a policy of the house.
func FilterPatient(ctx context.Context, serial string) error {
	return kit.Patient(ctx, func(ctx context.Context) error { return client.Assign(ctx, serial) })
}

// FilterImpatient goes by another, whose defaults are a third package's.
func FilterImpatient(ctx context.Context, serial string) error {
	return kit.Impatient(ctx, func(ctx context.Context) error { return client.Assign(ctx, serial) }) // want `desk.FilterImpatient retries 9603 with delays doubling from 1s up to 1m: send 7 comes 32s after send 6`
}

// FilterHasty begins anew after each of both numbers.
func FilterHasty(ctx context.Context, serial string) error {
	policy := again.Config{Attempts: 5, Filter: kit.Hasty}
	return policy.Do(ctx, func(ctx context.Context) error { // want `desk.FilterHasty retries 9616 .*: sent 5 times, 1s apart`
		return client.Assign(ctx, serial)
	})
}

// Permanent ends it for good after 9616.
func Permanent(ctx context.Context, serial string) error {
	return again.Until(ctx, 2*time.Minute, func() error {
		err := client.Assign(ctx, serial)
		if wire.Number(err) == 9616 {
			return again.Permanent(err)
		}
		return err
	})
}

// PermanentTheOther ends it for good after 9603.
func PermanentTheOther(ctx context.Context, serial string) error {
	return again.Until(ctx, 2*time.Minute, func() error { // want `desk.PermanentTheOther retries 9616 .*: sent again and again, 2m apart`
		err := client.Assign(ctx, serial)
		if wire.Number(err) == 9603 {
			return again.Permanent(err)
		}
		return err
	})
}

// Captured ends it with no error, and hands the real one out.
func Captured(ctx context.Context, serial string) (taken error) {
	err := again.Until(ctx, 2*time.Second, func() error { // want `desk.Captured retries 9603 every 2s: from send 7 on`
		err := client.Assign(ctx, serial)
		if wire.Number(err) == 9616 {
			taken = err
			return nil
		}
		return err
	})
	if err != nil {
		return err
	}
	return taken
}

// Value is generic in what it looks at.
func Value(ctx context.Context, serial string) (*wire.Reply, error) {
	return again.Value(9, time.Second, // want `desk.Value retries 9603 every 1s: sends 7–9`
		func() (*wire.Reply, error) { return client.Ask(ctx, serial) },
		func(r *wire.Reply) bool { return r.Number != 9603 })
}

// ValueOfFew tries less often.
func ValueOfFew(ctx context.Context, serial string) (*wire.Reply, error) {
	return again.Value(5, time.Second,
		func() (*wire.Reply, error) { return client.Ask(ctx, serial) },
		func(r *wire.Reply) bool { return r.Number != 9603 })
}

// Limited cools down after six, and begins anew: seconds are all that the next
// ones wait.
func Limited(ctx context.Context, serial string) (err error) {
	limit := &again.Limit{Burst: 5, Pause: 2 * time.Second, Cool: 10 * time.Minute}
	for {
		if err = client.Assign(ctx, serial); wire.Number(err) != 9603 { // want `desk.Limited retries 9603 with delays of 2s to 10m: sends 8–12`
			return err
		}
		limit.Wait()
	}
}

// LimitedForGood stays cool.
func LimitedForGood(ctx context.Context, serial string) (err error) {
	limit := &again.Limit{Burst: 4, Pause: 2 * time.Second, Cool: 10 * time.Minute, Stays: true}
	for range 20 {
		if err = client.Assign(ctx, serial); wire.Number(err) != 9603 {
			return err
		}
		limit.Wait()
	}
	return err
}

// Interface hands the client over behind an interface.
func Interface(ctx context.Context, serial string) error { return through(ctx, client, serial) }

func through(ctx context.Context, a wire.Assigner, serial string) (err error) {
	for range 3 {
		if err = a.Assign(ctx, serial); err == nil { // want `desk.through retries 9616 .*: sent 3 times, 1m apart`
			return nil
		}
		time.Sleep(time.Minute)
	}
	return err
}

// InterfaceOfAnother is handed an interface of another package, which has the
// one type that there is of it.
//
//twin:none it needs a client
func InterfaceOfAnother(ctx context.Context, a wire.Assigner, serial string) (err error) {
	for range 3 {
		if err = a.Assign(ctx, serial); err == nil { // want `desk.InterfaceOfAnother retries 9616 .*: sent 3 times, 1m apart`
			return nil
		}
		time.Sleep(time.Minute)
	}
	return err
}

// Climb is tried again by a helper within what that helper tries: eight sends.
func Climb(ctx context.Context, serial string) error { return climb(ctx, serial, 3) }

func climb(ctx context.Context, serial string, steps int) error {
	if steps == 0 {
		return client.Assign(ctx, serial)
	}
	return again.Twice(func() error { return climb(ctx, serial, steps-1) }) // want `desk.climb retries 9603 every 1s: sends 7–8` `desk.climb retries 9616 .*: sent 8 times`
}

// ClimbLess takes 9616 for success and ends at four.
func ClimbLess(ctx context.Context, serial string) error { return climbLess(ctx, serial, 2) }

func climbLess(ctx context.Context, serial string, steps int) error {
	if steps == 0 {
		if err := client.Assign(ctx, serial); wire.Number(err) != 9616 {
			return err
		}
		return nil
	}
	return again.Twice(func() error { return climbLess(ctx, serial, steps-1) })
}

// Line hands it to a queue that does again whatever has failed.
func Line(ctx context.Context, serial string) {
	l := line.New(client.Assign)
	l.Add(serial)
	l.Run(ctx) // want `desk.Line retries 9603 every 10s` `desk.Line retries 9616 .*: sent again and again, 10s apart`
}

// LineLater does 9603 again, minutes later.
func LineLater(ctx context.Context, serial string) {
	l := line.New(client.Assign, line.Later[string](5*time.Minute), line.Again[string](func(err error) bool { return wire.Number(err) == 9603 }))
	l.Add(serial)
	l.Run(ctx)
}
