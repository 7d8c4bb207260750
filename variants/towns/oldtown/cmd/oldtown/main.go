// Command oldtown gives licenses away.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"log"
	"net/http"
	"os"
	"strings"
	"time"

	"example.com/towns/oldtown/again"
	"example.com/towns/oldtown/batch"
	"example.com/towns/oldtown/code"
	"example.com/towns/oldtown/conf"
	"example.com/towns/oldtown/court"
	"example.com/towns/oldtown/license"
	"example.com/towns/oldtown/ports"
	"example.com/towns/oldtown/roster"
	"example.com/towns/oldtown/srv"
	"example.com/towns/oldtown/store"
	"example.com/towns/oldtown/sweep"
	"example.com/towns/oldtown/web"
)

var (
	importTries = flag.Int("import-tries", 20, "how often an import is tried")
	importPause = flag.Duration("import-pause", 2*time.Second, "the pause between")
	returnTries = flag.Int("return-tries", 4, "how often a return is tried")
)

// container holds what is made once.
type container struct {
	client  *srv.Client
	desk    *license.Desk
	store   *store.Store
	giver   ports.Giver
	roster  *roster.Roster
	batch   *batch.Batch
	sweeper *sweep.Sweeper
}

func wire(cf *conf.Conf, d srv.Doer) *container {
	c := &container{client: srv.New(d, cf), store: store.New()}
	c.desk = license.NewDesk(c.client, cf, c.store)
	c.giver = &ports.Shutter{Giver: &ports.Counting{Giver: c.client}, Rest: 3 * time.Minute}
	c.roster = roster.New(c.client)
	c.batch = batch.New(c.client)
	c.sweeper = sweep.New(c.client, cf)
	return c
}

// importLine assigns what a line says.
//
//want:vppretry9603
func importLine(c *container, adamID, serial string) error {
	return again.Try{Max: *importTries, Wait: *importPause, Stop: code.Final}.Do(func() error {
		return c.client.Assign(adamID, serial)
	})
}

// returnLine takes back what a line says.
func returnLine(c *container, licenseID, user string) error {
	return again.Try{Max: *returnTries, Wait: *importPause}.Do(func() error {
		return c.client.Take(licenseID, user)
	})
}

func main() {
	flag.Parse()
	cf := conf.Load()
	c := wire(cf, http.DefaultClient)
	go c.sweeper.Nightly()
	go func() {
		w := &web.Web{Desk: c.desk, Store: c.store}
		log.Fatal(http.ListenAndServe(":9603", w.Routes()))
	}()
	clerk := &court.Clerk{HTTP: http.DefaultClient, URL: "http://court.example/file"}
	for in := bufio.NewScanner(os.Stdin); in.Scan(); {
		w := strings.Fields(in.Text())
		if len(w) != 3 {
			continue
		}
		var err error
		switch w[0] {
		case "give":
			err = c.giver.Assign(w[1], w[2])
		case "import":
			err = importLine(c, w[1], w[2])
		case "return":
			err = returnLine(c, w[1], w[2])
		case "enter":
			err = c.roster.Enter(w[1])
		case "batch":
			err = c.batch.RoundsBusy(w[1], strings.Split(w[2], ","))
		case "late":
			c.sweeper.Put(w[1], w[2])
		case "file":
			_, err = clerk.File(map[string]string{"case": w[1], "paper": w[2]})
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
	}
}
