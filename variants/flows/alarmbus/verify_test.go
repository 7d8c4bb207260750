//go:build verify

package alarmbus

import (
	"testing"

	"example.com/loopsb/internal/pin"
)

func TestPinned(t *testing.T) {
	const why = "the numbers are those of an alarm panel"
	pin.Run(t, pin.Hand("Bridge.Arm", why), pin.Hand("Bridge.Disarm", why), pin.Hand("Bridge.Zones", why))
}
