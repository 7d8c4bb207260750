// Package matryer is the table of github.com/matryer/try, which counts and
// leaves the waiting to the function.
package matryer

import (
	"context"
	"errors"
	"time"

	"github.com/matryer/try"

	"github.com/vpplint/vpplint/libraries/vpp"
)

// Table is what functions tell the library.
type Table struct {
	VPP *vpp.Client
}

// Always is told to go on, as often as the library allows: ten times.
//
//want:vppretry9603 vppretry9616
func (t Table) Always(ctx context.Context, serial string) error {
	return try.Do(func(int) (bool, error) { return true, t.VPP.Assign(ctx, serial) })
}

// Never is told to stop.
func (t Table) Never(ctx context.Context, serial string) error {
	return try.Do(func(int) (bool, error) { return false, t.VPP.Assign(ctx, serial) })
}

// Five is told so after the fifth.
//
//want:vppretry9616
func (t Table) Five(ctx context.Context, serial string) error {
	return try.Do(func(attempt int) (bool, error) {
		err := t.VPP.Assign(ctx, serial)
		if err != nil {
			time.Sleep(time.Second)
		}
		return attempt < 5, err
	})
}

// Internal goes on while the answer is 9603.
//
//want:vppretry9603
func (t Table) Internal(ctx context.Context, serial string) error {
	return try.Do(func(int) (bool, error) {
		err := t.VPP.Assign(ctx, serial)
		if vpp.Number(err) != vpp.Internal {
			return false, err
		}
		time.Sleep(2 * time.Second)
		return true, err
	})
}

// InternalSix does so six times.
func (t Table) InternalSix(ctx context.Context, serial string) error {
	return try.Do(func(attempt int) (again bool, err error) {
		err = t.VPP.Assign(ctx, serial)
		again = attempt < 6 && vpp.Number(err) == vpp.Internal
		if again {
			time.Sleep(2 * time.Second)
		}
		return again, err
	})
}

// InternalSeven does so once more.
//
//want:vppretry9603
func (t Table) InternalSeven(ctx context.Context, serial string) error {
	return try.Do(func(attempt int) (again bool, err error) {
		err = t.VPP.Assign(ctx, serial)
		again = attempt < 7 && vpp.Number(err) == vpp.Internal
		if again {
			time.Sleep(2 * time.Second)
		}
		return again, err
	})
}

// Squared waits 36 seconds before the seventh send.
//
//want:vppretry9603
func (t Table) Squared(ctx context.Context, serial string) error {
	return try.Do(func(attempt int) (bool, error) {
		err := t.VPP.Assign(ctx, serial)
		if vpp.Number(err) != vpp.Internal {
			return false, err
		}
		time.Sleep(time.Duration(attempt*attempt) * time.Second)
		return true, err
	})
}

// Cubed waits more than three minutes.
func (t Table) Cubed(ctx context.Context, serial string) error {
	return try.Do(func(attempt int) (bool, error) {
		err := t.VPP.Assign(ctx, serial)
		if vpp.Number(err) != vpp.Internal {
			return false, err
		}
		time.Sleep(time.Duration(attempt*attempt*attempt) * time.Second)
		return true, err
	})
}

// Stepped waits for minutes after the fifth.
func (t Table) Stepped(ctx context.Context, serial string) error {
	return try.Do(func(attempt int) (bool, error) {
		err := t.VPP.Assign(ctx, serial)
		if vpp.Number(err) != vpp.Internal {
			return false, err
		}
		pause := time.Second
		if attempt > 5 {
			pause = 3 * time.Minute
		}
		time.Sleep(pause)
		return true, err
	})
}

// Aside keeps what the service says to itself: the library sees nil.
func (t Table) Aside(ctx context.Context, serial string) error {
	var refused *vpp.Error
	err := try.Do(func(attempt int) (bool, error) {
		err := t.VPP.Assign(ctx, serial)
		if errors.As(err, &refused) {
			return false, nil
		}
		return attempt < 3, err
	})
	if err == nil && refused != nil {
		return refused
	}
	return err
}

// Twice sends 9616 again, once.
//
//want:vppretry9616
func (t Table) Twice(ctx context.Context, serial string) error {
	return try.Do(func(attempt int) (bool, error) {
		err := t.VPP.Assign(ctx, serial)
		return attempt == 1 && vpp.Number(err) == vpp.Assigned, err
	})
}

// Reached goes through the library's limit a second time.
//
//want:vppretry9603
func (t Table) Reached(ctx context.Context, serial string) error {
	internal := func(attempt int) (bool, error) {
		err := t.VPP.Assign(ctx, serial)
		return attempt < 4 && vpp.Number(err) == vpp.Internal, err
	}
	if err := try.Do(internal); vpp.Number(err) != vpp.Internal {
		return err
	}
	return try.Do(internal)
}

// Deadline looks at the context.
func (t Table) Deadline(ctx context.Context, serial string) error {
	ctx, cancel := context.WithTimeout(ctx, 7*time.Second)
	defer cancel()
	return try.Do(func(int) (bool, error) {
		err := t.VPP.Assign(ctx, serial)
		if vpp.Number(err) != vpp.Internal || ctx.Err() != nil {
			return false, err
		}
		time.Sleep(2 * time.Second)
		return true, err
	})
}
