// Package libraries lists the retry libraries that vpplint is tested with. Each
// has a table of its options and defaults, in a package of its own: see package
// table for what that proves.
package libraries

// Library is a library with a table.
type Library struct {
	Table  string // the package of this module
	Module string // where it comes from; "" for the user's own tree
	Name   string // how people call it, where that is not the module
	// Facts is how many bytes its packages, and those that they bring along, may
	// tell their importers.
	Facts int
	// Beyond is what is out of reach, and why.
	Beyond string
}

// All are the libraries, in the order in which people read.
func All() []Library {
	return []Library{
		{Table: "avastv4", Module: "github.com/avast/retry-go/v4"},
		{Table: "avastv5", Module: "github.com/avast/retry-go/v5"},
		{Table: "cenkaltiv4", Module: "github.com/cenkalti/backoff/v4"},
		{Table: "cenkaltiv5", Module: "github.com/cenkalti/backoff/v5"},
		{Table: "copied", Name: "a copy in your own tree, in the style of cenkalti/backoff"},
		{Table: "eapache", Module: "github.com/eapache/go-resiliency", Name: "its retrier"},
		{Table: "failsafe", Module: "github.com/failsafe-go/failsafe-go"},
		{Table: "jpillora", Module: "github.com/jpillora/backoff"},
		{Table: "kqueue", Module: "k8s.io/client-go"},
		{Table: "kretry", Module: "k8s.io/client-go"},
		{Table: "kwait", Module: "k8s.io/apimachinery"},
		{Table: "lestrrat", Module: "github.com/lestrrat-go/backoff/v2"},
		{Table: "matryer", Module: "github.com/matryer/try"},
		{Table: "resty", Module: "github.com/go-resty/resty/v2"},
		{Table: "retryablehttp", Module: "github.com/hashicorp/go-retryablehttp"},
		{Table: "sethvargo", Module: "github.com/sethvargo/go-retry"},
		{Table: "xrate", Module: "golang.org/x/time"},
	}
}
