// Command kestreld gives licenses to devices.
package main

import (
	"bufio"
	"context"
	"log/slog"
	"net/http"
	"os"
	"strings"
	"time"

	"example.com/serversa/kestrel/allot"
	"example.com/serversa/kestrel/api"
	"example.com/serversa/kestrel/audit"
	"example.com/serversa/kestrel/console"
	"example.com/serversa/kestrel/inbox"
	"example.com/serversa/kestrel/outcome"
	"example.com/serversa/kestrel/people"
)

// stubborn mends everything but what is denied.
type stubborn struct{ denied map[string]bool }

// MendOn implements audit.Mender.
func (s stubborn) MendOn(asset string, err error) bool {
	return !s.denied[asset] && outcome.Of(err) != outcome.Denied
}

// auditor is the auditor of the house.
func auditor(c *api.Client) *audit.Auditor {
	return &audit.Auditor{API: c, Tries: 40, Checks: 3, Pause: 5 * time.Minute, Mender: stubborn{}}
}

func main() {
	c := api.New(http.DefaultClient, os.Getenv("KESTREL_TOKEN"))
	con := &console.Console{Allot: allot.New(c, slog.Default()), Out: os.Stdout}
	box := inbox.New(c)
	ctx := context.Background()
	go box.Run(ctx)
	if n, err := people.New(c).Count(ctx); err == nil {
		slog.Info("ready", "assets", n)
	}
	for in := bufio.NewScanner(os.Stdin); in.Scan(); {
		words := strings.Fields(in.Text())
		if len(words) != 3 {
			continue
		}
		switch words[0] {
		case "restore":
			if err := auditor(c).Restore(ctx, words[1], words[2]); err != nil {
				slog.Error("restore", "err", err)
			}
		case "mend":
			if err := auditor(c).Mend(ctx, words[1], words[2]); err != nil {
				slog.Error("mend", "err", err)
			}
		case "give":
			con.Give(ctx, words[1], words[2])
		case "later":
			box.Put(api.Assignment{Assets: []api.Asset{{ID: words[1], Pricing: "STDQ"}}, Serials: []string{words[2]}})
		}
	}
}
