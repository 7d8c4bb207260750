package fixes

import "strings"

func alone(r Reply) bool { return strings.Contains(r.Message, "Login required") } // want `errorMessage searched by strings\.Contains for "Login required" in fixes\.alone: use errorNumber 9601`
