// Package answer declares what the service answers. Nothing but its own
// literal shows that it is VPP.
package answer

type Response struct {
	Status int    `json:"status"`
	Number int    `json:"errorNumber"`
	Text   string `json:"errorMessage"`
}

func (r *Response) Gone() bool { return r.Number == 9618 }
