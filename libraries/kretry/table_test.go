package kretry_test

import (
	"net/http"
	"testing"

	"github.com/vpplint/vpplint/libraries/internal/table"
	"github.com/vpplint/vpplint/libraries/kretry"
	"github.com/vpplint/vpplint/libraries/vpp"
)

func Test(t *testing.T) { table.Check(t, kretry.Table{VPP: vpp.New(http.DefaultClient)}) }
