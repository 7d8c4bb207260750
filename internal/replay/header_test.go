package replay

import (
	"net/http"
	"testing"
)

func TestCanonicalHeader(t *testing.T) {
	for _, name := range []string{
		"", "a", "-", "retry-after", "RETRY-AFTER", "x--y-", "-a", "content-MD5", "with space", "ümlaut", "tab\t", "x_y.z", "a-1b", "colon:", "\xff",
	} {
		if got, want := canonicalHeader(name), http.CanonicalHeaderKey(name); got != want {
			t.Errorf("%q becomes %q, want %q", name, got, want)
		}
	}
}
