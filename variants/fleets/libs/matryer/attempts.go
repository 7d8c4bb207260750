// Package matryer assigns with github.com/matryer/try, which counts attempts
// and leaves the waiting to the function.
package matryer

import (
	"context"
	"errors"
	"time"

	"github.com/matryer/try"

	"example.com/serversa/libs/storefront"
)

// Desk assigns.
type Desk struct {
	Store *storefront.Store
	Pause time.Duration
}

func (d *Desk) wait() {
	if d.Pause == 0 {
		d.Pause = 2 * time.Second
	}
	time.Sleep(d.Pause)
}

// Assign tries five times.
//
//want:vppretry9616
func (d *Desk) Assign(ctx context.Context, adamID, serial string) error {
	return try.Do(func(attempt int) (bool, error) {
		_, err := d.Store.Grant(ctx, storefront.ToDevice(adamID, serial))
		if err != nil {
			time.Sleep(time.Second)
		}
		return attempt < 5, err
	})
}

// AssignBusy tries while busy, as often as the library allows.
//
//want:vppretry9603
func (d *Desk) AssignBusy(ctx context.Context, adamID, serial string) error {
	return try.Do(func(int) (bool, error) {
		_, err := d.Store.Grant(ctx, storefront.ToDevice(adamID, serial))
		if storefront.IsBusy(err) {
			d.wait()
			return true, err
		}
		return false, err
	})
}

// AssignBusySix tries while busy and looks at the attempt.
func (d *Desk) AssignBusySix(ctx context.Context, adamID, serial string) error {
	return try.Do(func(attempt int) (again bool, err error) {
		_, err = d.Store.Grant(ctx, storefront.ToDevice(adamID, serial))
		again = attempt <= 5 && storefront.IsBusy(err)
		if again {
			d.wait()
		}
		return again, err
	})
}

// AssignSquared waits the square of the attempt in seconds.
//
//want:vppretry9603
func (d *Desk) AssignSquared(ctx context.Context, adamID, serial string) error {
	return try.Do(func(attempt int) (bool, error) {
		_, err := d.Store.Grant(ctx, storefront.ToDevice(adamID, serial))
		if !storefront.IsBusy(err) {
			return false, err
		}
		time.Sleep(time.Duration(attempt*attempt) * time.Second)
		return true, err
	})
}

// AssignCubed waits the cube.
func (d *Desk) AssignCubed(ctx context.Context, adamID, serial string) error {
	return try.Do(func(attempt int) (bool, error) {
		_, err := d.Store.Grant(ctx, storefront.ToDevice(adamID, serial))
		if !storefront.IsBusy(err) {
			return false, err
		}
		time.Sleep(time.Duration(attempt*attempt*attempt) * time.Second)
		return true, err
	})
}

// AssignAside keeps what was refused aside and lets the library see nil.
func (d *Desk) AssignAside(ctx context.Context, adamID, serial string) error {
	var refusal *storefront.Rejection
	err := try.Do(func(attempt int) (bool, error) {
		_, err := d.Store.Grant(ctx, storefront.ToDevice(adamID, serial))
		if errors.As(err, &refusal) {
			return false, nil
		}
		return attempt < 3, err
	})
	if err == nil && refusal != nil {
		return refusal
	}
	return err
}

// AssignTimed ends with its deadline.
func (d *Desk) AssignTimed(ctx context.Context, adamID, serial string) error {
	ctx, cancel := context.WithTimeout(ctx, 7*time.Second)
	defer cancel()
	return try.Do(func(int) (bool, error) {
		_, err := d.Store.Grant(ctx, storefront.ToDevice(adamID, serial))
		if storefront.IsHeld(err) || ctx.Err() != nil {
			return false, err
		}
		time.Sleep(2 * time.Second)
		return true, err
	})
}

// AssignTwice asks again for the sake of a held one.
//
//want:vppretry9616
func (d *Desk) AssignTwice(ctx context.Context, adamID, serial string) error {
	return try.Do(func(attempt int) (bool, error) {
		_, err := d.Store.Grant(ctx, storefront.ToDevice(adamID, serial))
		code, _ := storefront.CodeOf(err)
		return attempt == 1 && (code == storefront.Held || code == storefront.NoStock), err
	})
}

// Enroll registers, with minutes after the first few.
func (d *Desk) Enroll(ctx context.Context, p storefront.Person) error {
	return try.Do(func(attempt int) (bool, error) {
		_, err := d.Store.Enroll(ctx, p)
		if err != nil {
			pause := time.Second
			if attempt > 5 {
				pause = 3 * time.Minute
			}
			time.Sleep(pause)
		}
		return true, err
	})
}

// EnrollFast registers.
//
//want:vppretry9603
func (d *Desk) EnrollFast(ctx context.Context, p storefront.Person) error {
	return try.Do(func(attempt int) (bool, error) {
		_, err := d.Store.Enroll(ctx, p)
		return err != nil, err
	})
}
