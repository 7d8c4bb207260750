// Package vppsrv calls the VPP services. It knows nothing about what to do when
// they say no.
package vppsrv

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"

	"example.com/serversa/papertrail/codes"
)

// Reply is what any of the services replies.
type Reply struct {
	Status       int    `json:"status"`
	ErrorNumber  int    `json:"errorNumber"`
	ErrorMessage string `json:"errorMessage"`

	Associations []Entry `json:"associations"`
	Held         []Entry `json:"regUsersAlreadyAssigned"`
	More         string  `json:"sinceModifiedToken"`
}

// Entry is a line of a reply.
type Entry struct {
	ClientUserIdStr string `json:"clientUserIdStr"`
	SerialNumber    string `json:"serialNumber"`
	ErrorNumber     int    `json:"errorNumber"`
	ErrorMessage    string `json:"errorMessage"`
}

// Code is the number of the reply as a code.
func (r *Reply) Code() codes.Code { return codes.Code(r.ErrorNumber) }

// Said is the message of the reply.
func (r *Reply) Said() string { return r.ErrorMessage }

// Srv calls services.
type Srv struct {
	HTTP   *http.Client
	SToken string
}

// Form is a request.
type Form map[string]any

// Do calls a service. A transport that fails yields codes.Unreachable.
func (s *Srv) Do(service string, form Form) *Reply {
	all := Form{"sToken": s.SToken}
	for k, v := range form {
		all[k] = v
	}
	body, _ := json.Marshal(all)
	resp, err := s.HTTP.Post("https://vpp.itunes.apple.com/WebObjects/MZFinance.woa/wa/"+service, "application/json", bytes.NewReader(body))
	if err != nil {
		return &Reply{Status: -1, ErrorNumber: int(codes.Unreachable), ErrorMessage: err.Error()}
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		return &Reply{Status: -1, ErrorNumber: int(codes.Unreachable), ErrorMessage: err.Error()}
	}
	r := new(Reply)
	if json.Unmarshal(raw, r) != nil {
		r.Status, r.ErrorNumber = -1, int(codes.Garbled)
	}
	return r
}

// Assign gives an item to devices.
func (s *Srv) Assign(item string, serials ...string) *Reply {
	return s.Do("manageVPPLicensesByAdamIdSrv", Form{"adamIdStr": item, "pricingParam": "STDQ", "associateSerialNumbers": serials})
}

// AssignUsers gives an item to users.
func (s *Srv) AssignUsers(item string, users ...string) *Reply {
	return s.Do("manageVPPLicensesByAdamIdSrv", Form{"adamIdStr": item, "pricingParam": "STDQ", "associateClientUserIdStrs": users})
}

// Register registers a user.
func (s *Srv) Register(id, mail string) *Reply {
	return s.Do("registerVPPUserSrv", Form{"clientUserIdStr": id, "email": mail})
}

// Retire retires a user.
func (s *Srv) Retire(id string) *Reply {
	return s.Do("retireVPPUserSrv", Form{"clientUserIdStr": id})
}
