// Package libraries lists the retry libraries that vpplint is tested with. Each
// has a table of its options and defaults, in a package of its own: see package
// table for what that proves.
package libraries

// Library is a library with a table.
type Library struct {
	Table  string // the package of this module
	Module string // where it comes from; "" for the user's own tree
	Name   string // how people call it, where that is not the module
	// Facts is how many KiB its packages may tell their importers at most, and
	// AllFacts how many those may that they bring along, too.
	Facts, AllFacts int
	// Beyond is what is out of reach, and why.
	Beyond string
}

// All are the libraries, in the order in which people read.
func All() []Library {
	return []Library{
		{Table: "avastv4", Module: "github.com/avast/retry-go/v4", Facts: 11, AllFacts: 11},
		{Table: "avastv5", Module: "github.com/avast/retry-go/v5", Facts: 15, AllFacts: 15},
		{Table: "cenkaltiv4", Module: "github.com/cenkalti/backoff/v4", Facts: 11, AllFacts: 11},
		{Table: "cenkaltiv5", Module: "github.com/cenkalti/backoff/v5", Facts: 10, AllFacts: 10},
		{Table: "copied", Name: "a copy in your own tree, in the style of cenkalti/backoff", Facts: 7, AllFacts: 7,
			Beyond: "its random delays against a limit: the schedule follows one answer to that comparison"},
		{Table: "eapache", Module: "github.com/eapache/go-resiliency", Name: "`retrier`", Facts: 5, AllFacts: 5},
		{Table: "failsafe", Module: "github.com/failsafe-go/failsafe-go", Name: "`retrypolicy`, `failsafehttp`, `circuitbreaker`, `fallback`", Facts: 145, AllFacts: 145,
			Beyond: "hedging, and the adaptive limiters and throttlers, have no rows; a schedule behind an open circuit breaker is shown only as far as the steps of a replay go"},
		{Table: "jpillora", Module: "github.com/jpillora/backoff", Facts: 4, AllFacts: 4,
			Beyond: "its random delays against a limit: the schedule follows one answer to that comparison"},
		{Table: "kqueue", Module: "k8s.io/client-go", Name: "`util/workqueue`", Facts: 16, AllFacts: 99,
			Beyond: "a queue looks at the clock every ten seconds: where the delays are long, the schedule is shown only as far as the steps of a replay go; priority queues have no rows"},
		{Table: "kretry", Module: "k8s.io/client-go", Name: "`util/retry`", Facts: 15, AllFacts: 405,
			Beyond: "what is a conflict is told from the API server’s errors, which come along with all that they need: most of the facts"},
		{Table: "kwait", Module: "k8s.io/apimachinery", Name: "`util/wait`", Facts: 25, AllFacts: 69},
		{Table: "lestrrat", Module: "github.com/lestrrat-go/backoff/v2", Facts: 11, AllFacts: 15},
		{Table: "matryer", Module: "github.com/matryer/try", Facts: 3, AllFacts: 3},
		{Table: "resty", Module: "github.com/go-resty/resty/v2", Facts: 36, AllFacts: 36,
			Beyond: "retries of uploads from files have no rows"},
		{Table: "retryablehttp", Module: "github.com/hashicorp/go-retryablehttp", Facts: 25, AllFacts: 30},
		{Table: "sethvargo", Module: "github.com/sethvargo/go-retry", Facts: 8, AllFacts: 8,
			Beyond: "its random delays against a limit: the schedule follows one answer to that comparison"},
		{Table: "xrate", Module: "golang.org/x/time", Name: "`rate`", Facts: 6, AllFacts: 6},
	}
}
