//go:build verify

package paygate

import (
	"testing"

	"example.com/loopsb/internal/pin"
)

func TestPinned(t *testing.T) {
	const why = "the numbers are those of a payment provider"
	pin.Run(t, pin.Hand("Gate.Pay", why), pin.Hand("Gate.Refund", why), pin.Hand("Gate.Capture", why))
}
