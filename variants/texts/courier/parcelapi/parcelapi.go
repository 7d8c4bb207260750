// Package parcelapi has the reply of a partner's interface.
package parcelapi

// Reply is what the partner answers.
type Reply struct {
	ErrorNumber  int    `json:"errorNumber"`
	ErrorMessage string `json:"errorMessage"`
	Reference    string `json:"reference"`
}

// Delayed knows the partner's phrases.
func Delayed(r Reply) bool {
	return r.ErrorMessage == "parcel is delayed" || r.ErrorNumber == 17
}

// Ref gives the reference.
func (r Reply) Ref() string { return r.Reference }
