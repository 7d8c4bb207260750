// Package rule names the rules, for all who have to agree on their names.
package rule

// The rules.
const (
	ErrorMessage = "vpperrormessage"
	Retry9603    = "vppretry9603"
	Retry9616    = "vppretry9616"
	Ignore       = "vppignore"
)

// Judging are the rules that judge code, and so can be silenced, in the order
// in which they are listed everywhere.
func Judging() []string { return []string{ErrorMessage, Retry9603, Retry9616} }

// ForNumber is the retry rule about an error number.
func ForNumber(number int) string {
	if number == 9616 {
		return Retry9616
	}
	return Retry9603
}
