// Package depot knows whose answer it is: it compares the number with one of
// Apple's.
package depot

import (
	"strings"

	"message/open/parcel"
)

func gone(a parcel.Answer) bool { return a.Num == 9619 }

func notAssociated(a parcel.Answer) bool { return strings.Contains(a.Msg, "not associated") } // want `errorMessage searched by strings\.Contains for "not associated" in depot\.notAssociated`

func marked(a parcel.Answer) bool { return strings.Contains(a.Mark, "not associated") }
