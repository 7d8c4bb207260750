// Package retry does things again.
package retry

import "time"

// If does f again while again says so.
func If(n int, f func() error, again func(error) bool) error {
	var err error
	for i := 0; i < n; i++ {
		if err = f(); err == nil || !again(err) {
			return err
		}
		time.Sleep(time.Second)
	}
	return err
}
