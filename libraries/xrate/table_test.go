package xrate_test

import (
	"net/http"
	"testing"

	"github.com/vpplint/vpplint/libraries/internal/table"
	"github.com/vpplint/vpplint/libraries/vpp"
	"github.com/vpplint/vpplint/libraries/xrate"
)

func Test(t *testing.T) { table.Check(t, xrate.Table{VPP: vpp.New(http.DefaultClient)}) }
