// Command lumend hands out.
package main

import (
	"context"
	"flag"
	"log"
	"net/http"
	"os"
	"time"

	"example.com/serversa/lumen/admin"
	"example.com/serversa/lumen/appstore"
	"example.com/serversa/lumen/assign"
	"example.com/serversa/lumen/transport"
	"example.com/serversa/lumen/worker"
)

var slow = flag.Bool("slow", false, "ask slowly")

// dogged is a client that asks until it is through, every half minute.
//
//want:maybe:vppretry9603
func dogged(base http.RoundTripper) *http.Client {
	return &http.Client{Transport: &transport.Dogged{Next: base, Pace: 30 * time.Second}}
}

// slower is a client that asks every five minutes.
func slower(base http.RoundTripper) *http.Client {
	return &http.Client{Transport: &transport.Dogged{Next: base, Pace: 5 * time.Minute}}
}

func main() {
	flag.Parse()
	client := dogged(http.DefaultTransport)
	if *slow {
		client = slower(http.DefaultTransport)
	}
	store := appstore.Plain(client.Transport, os.Getenv("LUMEN_TOKEN"))
	pool := worker.NewPool(store)
	go pool.WorkStrikes(context.Background())
	people := appstore.ForPeople(http.DefaultTransport, os.Getenv("LUMEN_TOKEN"))
	a := &admin.Admin{Assign: assign.New(people)}
	http.HandleFunc("POST /out", a.Out)
	http.HandleFunc("POST /out/marked", a.OutMarked)
	http.HandleFunc("POST /out/aside", a.OutAside)
	http.HandleFunc("POST /enter", a.Enter)
	http.HandleFunc("POST /later", func(_ http.ResponseWriter, r *http.Request) {
		pool.Add(appstore.To(r.FormValue("app"), r.FormValue("serial")))
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
