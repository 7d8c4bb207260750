// Package api declares the answers for the classroom server.
package api

// Fail is in every answer.
type Fail struct {
	Code   *int32  `json:"errorNumber"`
	Reason *string `json:"errorMessage"`
}

// Assignment is the fate of one seat.
type Assignment struct {
	*Fail
	Pupil   string `json:"clientUserIdStr"`
	License string `json:"licenseIdStr"`
}

// Manage answers a bulk request.
type Manage struct {
	Fail
	UID          string       `json:"uId"`
	Associations []Assignment `json:"associations"`
	Returned     []Assignment `json:"disassociations"`
}

// Said is the reason, if there is one.
func (f *Fail) Said() string {
	if f == nil || f.Reason == nil {
		return ""
	}
	return *f.Reason
}

// Num is the number, if there is one.
func (f *Fail) Num() int32 {
	if f == nil || f.Code == nil {
		return 0
	}
	return *f.Code
}

// Worst is the reason of the last seat that failed.
func (m *Manage) Worst() (pupil, reason string) {
	for _, a := range m.Associations {
		if s := a.Said(); s != "" {
			pupil, reason = a.Pupil, s
		}
	}
	return pupil, reason
}
