package lestrrat_test

import (
	"net/http"
	"testing"

	"github.com/vpplint/vpplint/libraries/internal/table"
	"github.com/vpplint/vpplint/libraries/lestrrat"
	"github.com/vpplint/vpplint/libraries/vpp"
)

func Test(t *testing.T) { table.Check(t, lestrrat.Table{VPP: vpp.New(http.DefaultClient)}) }
