package failsafe_test

import (
	"net/http"
	"testing"

	"github.com/vpplint/vpplint/libraries/failsafe"
	"github.com/vpplint/vpplint/libraries/internal/table"
	"github.com/vpplint/vpplint/libraries/vpp"
)

func Test(t *testing.T) { table.Check(t, failsafe.Table{VPP: vpp.New(http.DefaultClient)}) }
