// Package billing does not know whose answer it is: a number of Apple's that has
// nothing to do with it proves nothing.
package billing

import (
	"strings"

	"message/open/parcel"
)

const port = 9610

func returned(a parcel.Answer) bool { return strings.Contains(a.Msg, "returned to sender") }

func listen() int { return port }
