package fixes

import "strings"

func alone(r Reply) bool { return strings.Contains(r.Message, "Login required") } // want
