// Package court files papers with the district court, whose service has an
// error number and an error message, too.
package court

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"time"
)

// Receipt is what the court answers.
type Receipt struct {
	DocketID     string `json:"docketId"`
	ErrorNumber  int    `json:"errorNumber"`
	ErrorMessage string `json:"errorMessage"`
}

// Clerk files papers.
type Clerk struct {
	HTTP *http.Client
	URL  string
}

// File files a paper until the court takes it.
func (c *Clerk) File(paper map[string]string) (*Receipt, error) {
	for {
		r, err := c.post(paper)
		if err != nil {
			return nil, err
		}
		if r.ErrorNumber == 0 {
			return r, nil
		}
		if strings.Contains(r.ErrorMessage, "already filed") {
			return r, nil
		}
		time.Sleep(2 * time.Second)
	}
}

// Closed tells whether the court is closed.
func (r *Receipt) Closed() bool {
	return r.ErrorNumber == 17 || r.ErrorMessage == "The court is in recess."
}

func (c *Clerk) post(paper map[string]string) (*Receipt, error) {
	raw, err := json.Marshal(paper)
	if err != nil {
		return nil, err
	}
	resp, err := c.HTTP.Post(c.URL, "application/json", bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	r := new(Receipt)
	return r, json.NewDecoder(resp.Body).Decode(r)
}
