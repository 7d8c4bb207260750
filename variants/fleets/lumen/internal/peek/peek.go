// Package peek looks into answers without using them up.
package peek

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
)

// Trouble is what an answer says about trouble.
type Trouble struct {
	Number  int    `json:"errorNumber"`
	Message string `json:"errorMessage"`
	Path    string `json:"-"`
	UID     string `json:"uId"`
	Token   string `json:"tokenExpirationDate"`
}

// Into reads an answer and leaves it as it was.
func Into(resp *http.Response) (Trouble, error) {
	raw, err := io.ReadAll(resp.Body)
	if cerr := resp.Body.Close(); err == nil {
		err = cerr
	}
	resp.Body = io.NopCloser(bytes.NewReader(raw))
	t := Trouble{}
	if resp.Request != nil {
		t.Path = resp.Request.URL.Path
	}
	if err == nil {
		err = json.Unmarshal(raw, &t)
	}
	return t, err
}

// Fresh is the request with its body from the start.
func Fresh(req *http.Request) (*http.Request, error) {
	out := req.Clone(req.Context())
	if req.GetBody == nil {
		return out, nil
	}
	body, err := req.GetBody()
	out.Body = body
	return out, err
}
