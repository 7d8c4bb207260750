package assign

import (
	"context"

	"github.com/vpplint/vpplint/examples/fleetfixed/vpp"
)

// Once assigns a license to a device that may have it already.
func (a *Assigner) Once(ctx context.Context, serial string) error {
	answer, err := a.client.AssignDevices(ctx, a.app, serial)
	if err != nil {
		return err
	}
	if answer.ErrorNumber == vpp.NumberAssigned {
		return nil
	}
	return answer.Err()
}

// Assigned says whether the error means that the license is where it belongs.
func Assigned(err error) bool { return vpp.Number(err) == vpp.NumberAssigned }

// Ineligible counts the devices that cannot have the app, but perhaps their
// users can.
func Ineligible(answer *vpp.Answer) int {
	n := 0
	for _, entry := range answer.Associations {
		if entry.ErrorNumber == vpp.NumberDeviceRefused {
			n++
		}
	}
	return n
}
