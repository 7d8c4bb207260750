package matryer_test

import (
	"net/http"
	"testing"

	"github.com/vpplint/vpplint/libraries/internal/table"
	"github.com/vpplint/vpplint/libraries/matryer"
	"github.com/vpplint/vpplint/libraries/vpp"
)

func Test(t *testing.T) { table.Check(t, matryer.Table{VPP: vpp.New(http.DefaultClient)}) }
