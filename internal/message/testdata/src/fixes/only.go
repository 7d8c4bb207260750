package fixes

import (
	"strings"
)

func only(r Reply) bool { return strings.Contains(r.Message, "Login required") } // want
