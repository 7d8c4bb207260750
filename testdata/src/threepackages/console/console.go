// Package console imports client alone, and still uses the type that answer
// declares.
package console

import "threepackages/client"

func Assigned(c *client.Client) bool {
	return c.Last().Text == "License already assigned" // want `errorMessage compared with "License already assigned" in console.Assigned \(text through client.Client.Last\): use errorNumber 9616`
}

func Known(c *client.Client) bool { return c.Last().Number == 9616 }
