package fixes

import (
	"strings"
)

func only(r Reply) bool { return strings.Contains(r.Message, "Login required") } // want `errorMessage searched by strings\.Contains for "Login required" in fixes\.only: use errorNumber 9601`
