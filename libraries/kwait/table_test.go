package kwait_test

import (
	"net/http"
	"testing"

	"github.com/vpplint/vpplint/libraries/internal/table"
	"github.com/vpplint/vpplint/libraries/kwait"
	"github.com/vpplint/vpplint/libraries/vpp"
)

func Test(t *testing.T) { table.Check(t, kwait.Table{VPP: vpp.New(http.DefaultClient)}) }
