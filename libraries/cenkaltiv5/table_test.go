package cenkaltiv5_test

import (
	"net/http"
	"testing"

	"github.com/vpplint/vpplint/libraries/cenkaltiv5"
	"github.com/vpplint/vpplint/libraries/internal/table"
	"github.com/vpplint/vpplint/libraries/vpp"
)

func Test(t *testing.T) { table.Check(t, cenkaltiv5.Table{VPP: vpp.New(http.DefaultClient)}) }
