// Package assign gives licenses to devices and users, and takes them back.
package assign

import (
	"context"
	"errors"
	"time"

	"github.com/vpplint/vpplint/examples/fleet/retry"
	"github.com/vpplint/vpplint/examples/fleet/vpp"
)

// Assigner assigns the licenses of one app.
type Assigner struct {
	client *vpp.Client
	app    vpp.App
}

// New returns an Assigner for the app.
func New(client *vpp.Client, app vpp.App) *Assigner {
	return &Assigner{client: client, app: app}
}

// Device assigns a license to a device.
//
// Defect: ten attempts, always two seconds apart. While Apple's service is down
// the whole fleet asks it again every two seconds, although after more than
// five attempts it wants to be left alone for minutes.
func (a *Assigner) Device(ctx context.Context, serial string) error {
	var err error
	for range 10 {
		err = a.device(ctx, serial)
		var refusal *vpp.Error
		if !errors.As(err, &refusal) || refusal.Number != 9603 {
			return err
		}
		time.Sleep(2 * time.Second)
	}
	return err
}

func (a *Assigner) device(ctx context.Context, serial string) error {
	answer, err := a.client.AssignDevices(ctx, a.app, serial)
	if err != nil {
		return err
	}
	return answer.Err()
}

// User assigns a license to a user.
//
// Defect: status is -1 for every error, so a user who has the license already
// (9616) is assigned it twice more. Nothing will change the answer, except that
// Apple soon refuses to give it (9630).
func (a *Assigner) User(ctx context.Context, id string) error {
	var answer *vpp.Answer
	for attempt := 1; attempt <= 3; attempt++ {
		var err error
		if answer, err = a.client.AssignUsers(ctx, a.app, id); err != nil {
			return err
		}
		if answer.Status == 0 {
			return nil
		}
		time.Sleep(10 * time.Second)
	}
	return answer.Err()
}

// Classroom assigns a license to each device of a classroom.
//
// Defect: the helper sees an error and calls again, whatever the error is. One
// device that has the license already (9616) makes the whole classroom go out
// eight times.
//
// Defect: and while the service is down (9603), the seventh and the eighth
// attempt come only five seconds after the one before.
func (a *Assigner) Classroom(ctx context.Context, serials []string) error {
	return retry.Do(ctx, 8, 5*time.Second, func(ctx context.Context) error {
		answer, err := a.client.AssignDevices(ctx, a.app, serials...)
		if err != nil {
			return err
		}
		return answer.Err()
	})
}

// Reclaim takes the license back from a device that leaves the fleet.
//
// Defect: no pause and no limit. A service that is down gets as many requests
// as the network carries.
func (a *Assigner) Reclaim(ctx context.Context, serial string) error {
	for {
		answer, err := a.client.ReclaimDevices(ctx, a.app, serial)
		if err != nil {
			return err
		}
		if answer.ErrorNumber != 9603 {
			return answer.Err()
		}
	}
}
