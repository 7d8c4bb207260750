package assetsv2

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// ErrorResponse is the error of the v2 API.
type ErrorResponse struct {
	ErrorInfo    map[string]any `json:"errorInfo,omitempty"`
	ErrorMessage string         `json:"errorMessage,omitempty"`
	ErrorNumber  int32          `json:"errorNumber,omitempty"`
}

// Error implements error.
func (e *ErrorResponse) Error() string { return fmt.Sprintf("api error %d", e.ErrorNumber) }

// EventResponse is the answer to a request that is worked on later.
type EventResponse struct {
	*ErrorResponse
	EventID string `json:"eventId"`
	State   string `json:"eventStatus"`
}

// AssociateRequest is the body of /assets/associate.
type AssociateRequest struct {
	Assets  []Asset  `json:"assets"`
	Serials []string `json:"serialNumbers"`
}

// Asset is an app or a book.
type Asset struct {
	AdamID       string `json:"adamId"`
	PricingParam string `json:"pricingParam"`
}

// API is the API.
type API struct {
	root  string
	token string
	http  *http.Client
}

// NewAPI returns the API of a location.
func NewAPI(token string) *API {
	return &API{"https://vpp.itunes.apple.com/mdm/v2", token, new(http.Client)}
}

func (a *API) raw(ctx context.Context, method, path string, in any) ([]byte, error) {
	var body io.Reader
	if in != nil {
		sb := new(strings.Builder)
		if err := json.NewEncoder(sb).Encode(in); err != nil {
			return nil, err
		}
		body = strings.NewReader(sb.String())
	}
	req, err := http.NewRequestWithContext(ctx, method, a.root+path, body)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "Bearer "+a.token)
	resp, err := a.http.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}

// post sends in and takes errors out of the answer.
func (a *API) post(ctx context.Context, path string, in, out any) error {
	b, err := a.raw(ctx, http.MethodPost, path, in)
	if err != nil {
		return err
	}
	var er ErrorResponse
	if err := json.Unmarshal(b, &er); err != nil {
		return err
	}
	if er.ErrorNumber > 0 {
		return &er
	}
	return json.Unmarshal(b, out)
}

// get reads.
func (a *API) get(ctx context.Context, path string, q url.Values, out any) error {
	b, err := a.raw(ctx, http.MethodGet, path+"?"+q.Encode(), nil)
	if err != nil {
		return err
	}
	return json.Unmarshal(b, out)
}

// Outcome is an answer that interprets itself.
type Outcome struct {
	OK, Again, Known bool
	Text             string
}

// UnmarshalJSON implements json.Unmarshaler.
func (o *Outcome) UnmarshalJSON(b []byte) error {
	var w struct {
		N int    `json:"errorNumber"`
		M string `json:"errorMessage"`
	}
	if err := json.Unmarshal(b, &w); err != nil {
		return err
	}
	o.OK = w.N == 0
	o.Again = w.N == 9603
	o.Known = w.N == 9616
	o.Text = w.M
	return nil
}
