package avastv4_test

import (
	"net/http"
	"testing"

	"github.com/vpplint/vpplint/libraries/avastv4"
	"github.com/vpplint/vpplint/libraries/internal/table"
	"github.com/vpplint/vpplint/libraries/vpp"
)

func Test(t *testing.T) { table.Check(t, avastv4.Table{VPP: vpp.New(http.DefaultClient)}) }
