package replay

import "strings"

// internalDefect begins the reason of a replay that panicked.
const internalDefect = "internal: "

// OutOfBudget says whether a replay was not decided because it is too long or
// too large, and not because of something that is not known.
func OutOfBudget(reason string) bool {
	switch reason {
	case "there are too many ways through it",
		"it branches too often on what is not known",
		"it takes too many steps",
		"it starts too many goroutines",
		"calls are nested too deeply",
		"a slice grows without end",
		"a slice is too large to replay",
		"a string grows without end",
		"an array is too large to replay":
		return true
	}
	return false
}

// Defect says whether a replay was not decided because of a defect in the replay,
// or in what translated its functions.
func Defect(reason string) bool {
	return strings.HasPrefix(reason, internalDefect) || reason == "a malformed body"
}
