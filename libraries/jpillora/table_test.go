package jpillora_test

import (
	"net/http"
	"testing"

	"github.com/vpplint/vpplint/libraries/internal/table"
	"github.com/vpplint/vpplint/libraries/jpillora"
	"github.com/vpplint/vpplint/libraries/vpp"
)

func Test(t *testing.T) { table.Check(t, jpillora.Table{VPP: vpp.New(http.DefaultClient)}) }
