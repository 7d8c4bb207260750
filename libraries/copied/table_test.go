package copied_test

import (
	"net/http"
	"testing"

	"github.com/vpplint/vpplint/libraries/copied"
	"github.com/vpplint/vpplint/libraries/internal/table"
	"github.com/vpplint/vpplint/libraries/vpp"
)

func Test(t *testing.T) { table.Check(t, copied.Table{VPP: vpp.New(http.DefaultClient)}) }
