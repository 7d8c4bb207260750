// Package parcel has an answer of which nothing here shows whose it is.
package parcel

// Answer is an answer.
type Answer struct {
	Num  int    `json:"errorNumber"`
	Msg  string `json:"errorMessage"`
	Mark string `json:"reference"`
}

func late(a Answer) bool { return a.Msg == "the parcel is late" || a.Num == 17 }
