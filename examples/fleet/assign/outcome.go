package assign

import (
	"context"
	"errors"
	"strings"

	"github.com/vpplint/vpplint/examples/fleet/vpp"
)

// Once assigns a license to a device that may have it already.
//
// Defect: the service has said "License already assigned" with and without a
// period. With the other text than this one, a device that has its license
// counts as a failure.
func (a *Assigner) Once(ctx context.Context, serial string) error {
	answer, err := a.client.AssignDevices(ctx, a.app, serial)
	if err != nil {
		return err
	}
	if answer.ErrorMessage == "License already assigned" {
		return nil
	}
	return answer.Err()
}

// Assigned says whether the error means that the license is where it belongs.
//
// Defect: the words are also in the text of 9626, which means that the license
// belongs to somebody else, and of 9630.
func Assigned(err error) bool {
	var refusal *vpp.Error
	return errors.As(err, &refusal) &&
		strings.Contains(strings.ToLower(refusal.Message), "already assigned")
}

// Ineligible counts the devices that cannot have the app, but perhaps their
// users can.
//
// Defect: Apple has published two texts for this error, and the other one
// begins with "Ineligible device assignment".
func Ineligible(answer *vpp.Answer) int {
	n := 0
	for _, entry := range answer.Associations {
		if strings.HasPrefix(entry.ErrorMessage, "License not eligible") {
			n++
		}
	}
	return n
}
