// Package wire speaks the first version of Apple's app-and-book service.
package wire

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"strings"
)

// Services that the server uses.
const (
	Manage   = "manageVPPLicensesByAdamIdSrv"
	Release  = "disassociateVPPLicenseSrv"
	Register = "registerVPPUserSrv"
	Retire   = "retireVPPUserSrv"
	Licenses = "getVPPLicensesSrv"
)

// Head is what each request starts with.
type Head struct {
	SToken string `json:"sToken"`
}

// Order changes who holds licenses of one item.
type Order struct {
	Head
	AdamID  string   `json:"adamIdStr"`
	Pricing string   `json:"pricingParam"`
	Serials []string `json:"associateSerialNumbers,omitempty"`
	Users   []string `json:"associateClientUserIdStrs,omitempty"`
	Notify  bool     `json:"notifyDisassociation"`
}

// Person is somebody who can hold licenses.
type Person struct {
	Head
	ID   string `json:"clientUserIdStr"`
	Mail string `json:"email,omitempty"`
}

// Query asks for licenses.
type Query struct {
	Head
	AdamID       string `json:"adamId,omitempty"`
	AssignedOnly bool   `json:"assignedOnly"`
	BatchToken   string `json:"batchToken,omitempty"`
}

// Outcome is how something ended.
type Outcome struct {
	ErrorNumber  int    `json:"errorNumber"`
	ErrorMessage string `json:"errorMessage"`
}

// Line is the outcome for one device or person.
type Line struct {
	Outcome
	Serial string `json:"serialNumber,omitempty"`
	User   string `json:"clientUserIdStr,omitempty"`
}

// Holder says who has the item.
type Holder struct {
	User    string `json:"clientUserIdStr"`
	License string `json:"licenseIdStr"`
}

// Envelope is an answer.
type Envelope struct {
	Outcome
	Status  int     `json:"status"`
	Lines   []Line  `json:"associations"`
	Holder  *Holder `json:"licenseAlreadyAssigned,omitempty"`
	Batch   string  `json:"batchToken,omitempty"`
	License []struct {
		Serial string `json:"serialNumber"`
	} `json:"licenses"`
}

// Gateway posts to the service.
type Gateway struct {
	client *http.Client
	base   string
	token  string
}

// Dial returns a Gateway for the location that the token belongs to.
func Dial(client *http.Client, token string) *Gateway {
	return &Gateway{client: client, base: "https://vpp.itunes.apple.com/mdm/", token: token}
}

// Post sends body to a service. What the service says is in the envelope; the
// error is about the way there and back.
func (g *Gateway) Post(ctx context.Context, service string, body any) (*Envelope, error) {
	var buf bytes.Buffer
	if err := json.NewEncoder(&buf).Encode(body); err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, g.base+service, &buf)
	if err != nil {
		return nil, err
	}
	req.Header.Set("User-Agent", "harbor/4")
	resp, err := g.client.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	env := new(Envelope)
	if err := json.NewDecoder(resp.Body).Decode(env); err != nil {
		return nil, err
	}
	return env, nil
}

// Auth is the head for requests of this location.
func (g *Gateway) Auth() Head { return Head{SToken: strings.TrimSpace(g.token)} }
