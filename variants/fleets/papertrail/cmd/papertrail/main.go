// Command papertrail moves licenses from forms and a spool.
package main

import (
	"flag"
	"fmt"
	"log"
	"net/http"
	"os"
	"time"

	"example.com/serversa/papertrail/again"
	"example.com/serversa/papertrail/cgi"
	"example.com/serversa/papertrail/codes"
	"example.com/serversa/papertrail/conf"
	"example.com/serversa/papertrail/lic"
	"example.com/serversa/papertrail/spool"
	"example.com/serversa/papertrail/vppsrv"
)

// loop is how the command line goes about it.
func loop() again.Loop {
	l := again.Loop{Max: 5, Wait: 2 * time.Second}
	if os.Getenv("PAPERTRAIL_PATIENT") == "1" {
		l.Max = 50
	}
	return l
}

// give gives one license from the command line.
//
//want:maybe:vppretry9603
func give(srv *vppsrv.Srv, item, serial string) codes.Code {
	return loop().Do(func() codes.Code { return srv.Assign(item, serial).Code() })
}

// take gives one license to a user and is not patient.
func take(srv *vppsrv.Srv, item, user string) codes.Code {
	l := loop()
	l.Max = 2
	return l.Do(func() codes.Code { return srv.AssignUsers(item, user).Code() })
}

func main() {
	file := flag.String("conf", "/etc/papertrail.json", "configuration")
	flag.Parse()
	c, err := conf.Load(*file)
	if err != nil {
		log.Fatal(err)
	}
	srv := &vppsrv.Srv{HTTP: http.DefaultClient, SToken: c.SToken}
	switch flag.Arg(0) {
	case "give":
		fmt.Println(give(srv, flag.Arg(1), flag.Arg(2)))
	case "take":
		fmt.Println(take(srv, flag.Arg(1), flag.Arg(2)))
	case "serve":
		s := &spool.Spool{Srv: srv}
		go s.Pump()
		forms := &cgi.CGI{Srv: srv, Lic: lic.New(srv, c)}
		http.HandleFunc("/give", forms.Give)
		http.HandleFunc("/users", forms.GiveUsers)
		http.HandleFunc("/again", forms.GiveAgain)
		http.HandleFunc("/later", func(_ http.ResponseWriter, r *http.Request) { s.Put(r.FormValue("item"), r.FormValue("serial")) })
		log.Fatal(http.ListenAndServe(":8000", nil))
	}
}
