// Package srv speaks to the services that have the token in the body.
package srv

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"

	"example.com/towns/oldtown/conf"
)

// The services.
const (
	svcManage   = "manageVPPLicensesByAdamIdSrv"
	svcGive     = "associateVPPLicenseWithVPPUserSrv"
	svcTake     = "disassociateVPPLicenseFromVPPUserSrv"
	svcLicenses = "getVPPLicensesSrv"
	svcUser     = "getVPPUserSrv"
	svcRegister = "registerVPPUserSrv"
	svcRetire   = "retireVPPUserSrv"
	svcEdit     = "editVPPUserSrv"
)

// Head is what all answers begin with.
type Head struct {
	Status       int    `json:"status"`
	ErrorNumber  int    `json:"errorNumber,omitempty"`
	ErrorMessage string `json:"errorMessage,omitempty"`
}

func (h *Head) head() *Head { return h }

type answer interface {
	head() *Head
}

// License is a license.
type License struct {
	LicenseIDStr    string `json:"licenseIdStr"`
	AdamIDStr       string `json:"adamIdStr"`
	ClientUserIDStr string `json:"clientUserIdStr"`
	SerialNumber    string `json:"serialNumber"`
}

// Given is the answer when licenses are given or taken.
type Given struct {
	Head
	Already *License `json:"licenseAlreadyAssigned"`
	Holders []struct {
		ClientUserIDStr string `json:"clientUserIdStr"`
	} `json:"regUsersAlreadyAssigned"`
	Associations []Assoc `json:"associations"`
}

// Assoc is what became of one association.
type Assoc struct {
	SerialNumber    string `json:"serialNumber"`
	ClientUserIDStr string `json:"clientUserIdStr"`
	ErrorNumber     int    `json:"errorNumber"`
	ErrorMessage    string `json:"errorMessage"`
}

// Licenses is a page of licenses.
type Licenses struct {
	Head
	Licenses   []License `json:"licenses"`
	BatchToken string    `json:"batchToken"`
}

// User is a user.
type User struct {
	Head
	User struct {
		UserID          int64  `json:"userId"`
		ClientUserIDStr string `json:"clientUserIdStr"`
		Status          string `json:"status"`
	} `json:"user"`
}

// Fault is what the service found wrong.
type Fault struct {
	Service string
	No      int
	Text    string
}

func (f *Fault) Error() string { return fmt.Sprintf("%s: %s (%d)", f.Service, f.Text, f.No) }

// Doer does requests.
type Doer interface {
	Do(*http.Request) (*http.Response, error)
}

// Client speaks to the services.
type Client struct {
	doer  Doer
	conf  *conf.Conf
	once  sync.Once
	stamp string
}

// New makes a client.
func New(d Doer, c *conf.Conf) *Client { return &Client{doer: d, conf: c} }

func (c *Client) lazily() {
	c.once.Do(func() {
		if c.doer == nil {
			c.doer = &http.Client{Timeout: 30 * time.Second}
		}
		c.stamp = "oldtown/3"
	})
}

func (c *Client) call(service string, in map[string]interface{}, out answer) error {
	c.lazily()
	in["sToken"] = c.conf.Token
	raw, err := json.Marshal(in)
	if err != nil {
		return err
	}
	req, err := http.NewRequest("POST", c.conf.Base+service, bytes.NewReader(raw))
	if err != nil {
		return err
	}
	req.Header.Set("User-Agent", c.stamp)
	resp, err := c.doer.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(body, out); err != nil {
		return fmt.Errorf("%s: %v", service, err)
	}
	if h := out.head(); h.Status != 0 {
		return &Fault{service, h.ErrorNumber, h.ErrorMessage}
	}
	return nil
}

// Assign gives a license to a device.
func (c *Client) Assign(adamID, serial string) error {
	_, err := c.Manage(adamID, []string{serial})
	return err
}

// Manage gives licenses to several devices; the answer has one entry for each.
func (c *Client) Manage(adamID string, serials []string) (*Given, error) {
	out := new(Given)
	err := c.call(svcManage, map[string]interface{}{
		"adamIdStr": adamID, "pricingParam": "STDQ", "associateSerialNumbers": serials,
	}, out)
	return out, err
}

// ManageUsers gives licenses to several users.
func (c *Client) ManageUsers(adamID string, users []string) (*Given, error) {
	out := new(Given)
	err := c.call(svcManage, map[string]interface{}{
		"adamIdStr": adamID, "pricingParam": "STDQ", "associateClientUserIdStrs": users,
	}, out)
	return out, err
}

// Give gives a license to a user.
func (c *Client) Give(adamID, user string) error {
	return c.call(svcGive, map[string]interface{}{"adamIdStr": adamID, "clientUserIdStr": user}, new(Given))
}

// Take takes a license from a user.
func (c *Client) Take(licenseID, user string) error {
	return c.call(svcTake, map[string]interface{}{"licenseIdStr": licenseID, "clientUserIdStr": user}, new(Given))
}

// Licenses lists licenses.
func (c *Client) Licenses(adamID, batch string) (*Licenses, error) {
	out := new(Licenses)
	return out, c.call(svcLicenses, map[string]interface{}{"adamId": adamID, "batchToken": batch}, out)
}

// User looks a user up.
func (c *Client) User(user string) (*User, error) {
	out := new(User)
	return out, c.call(svcUser, map[string]interface{}{"clientUserIdStr": user}, out)
}

// Register registers a user.
func (c *Client) Register(user string) error {
	return c.call(svcRegister, map[string]interface{}{"clientUserIdStr": user}, new(User))
}

// Retire retires a user.
func (c *Client) Retire(user string) error {
	return c.call(svcRetire, map[string]interface{}{"clientUserIdStr": user}, new(User))
}

// Edit edits a user.
func (c *Client) Edit(user, email string) error {
	return c.call(svcEdit, map[string]interface{}{"clientUserIdStr": user, "email": email}, new(User))
}
