//go:build verify

package dbbridge

import (
	"context"
	"testing"

	"example.com/loopsa/internal/pin"
)

func TestPinned(t *testing.T) {
	const why = "not VPP: the numbers are those of a database"
	pin.Run(t, pin.Hand("Exec", why), pin.C("Transact", func(context.Context) { Transact("SELECT 1") }), pin.Hand("Keep", why))
}
