package eapache_test

import (
	"net/http"
	"testing"

	"github.com/vpplint/vpplint/libraries/eapache"
	"github.com/vpplint/vpplint/libraries/internal/table"
	"github.com/vpplint/vpplint/libraries/vpp"
)

func Test(t *testing.T) { table.Check(t, eapache.Table{VPP: vpp.New(http.DefaultClient)}) }
