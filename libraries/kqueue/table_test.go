package kqueue_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/vpplint/vpplint/libraries/internal/table"
	"github.com/vpplint/vpplint/libraries/kqueue"
	"github.com/vpplint/vpplint/libraries/vpp"
)

// A queue that waits looks at the clock every ten seconds, for as long as it
// lives: a day is enough.
func Test(t *testing.T) {
	table.CheckWith(t, kqueue.Table{VPP: vpp.New(http.DefaultClient)}, table.Options{Horizon: 24 * time.Hour})
}
