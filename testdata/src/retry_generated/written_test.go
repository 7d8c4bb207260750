package generated

import (
	"context"
	"testing"
)

// TestSend sends until somebody has repaired the service.
func TestSend(t *testing.T) {
	for {
		if n, err := send(context.Background(), "{}"); err == nil && n == 0 {
			return
		}
	}
}
