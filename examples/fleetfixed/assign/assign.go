// Package assign gives licenses to devices and users, and takes them back.
package assign

import (
	"context"

	"github.com/vpplint/vpplint/examples/fleetfixed/retry"
	"github.com/vpplint/vpplint/examples/fleetfixed/vpp"
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
func (a *Assigner) Device(ctx context.Context, serial string) error {
	return retry.Do(ctx, vpp.Busy, func(ctx context.Context) error {
		return vpp.Check(a.client.AssignDevices(ctx, a.app, serial))
	})
}

// User assigns a license to a user.
func (a *Assigner) User(ctx context.Context, id string) error {
	return retry.Do(ctx, vpp.Busy, func(ctx context.Context) error {
		return vpp.Check(a.client.AssignUsers(ctx, a.app, id))
	})
}

// Classroom assigns a license to each device of a classroom.
func (a *Assigner) Classroom(ctx context.Context, serials []string) error {
	return retry.Do(ctx, vpp.Busy, func(ctx context.Context) error {
		return vpp.Check(a.client.AssignDevices(ctx, a.app, serials...))
	})
}

// Reclaim takes the license back from a device that leaves the fleet.
func (a *Assigner) Reclaim(ctx context.Context, serial string) error {
	return retry.Do(ctx, vpp.Busy, func(ctx context.Context) error {
		return vpp.Check(a.client.ReclaimDevices(ctx, a.app, serial))
	})
}
