// Package client stands between the two others. It takes no decision.
package client

import "threepackages/answer"

type Client struct{ last answer.Response }

func (c *Client) Last() *answer.Response { return &c.last }
