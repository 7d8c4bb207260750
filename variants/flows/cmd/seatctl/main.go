// Command seatctl assigns licenses from the command line.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"time"
)

// vppReply is a reply of the service.
type vppReply struct {
	Number  int    `json:"errorNumber"`
	Message string `json:"errorMessage"`
}

func (r vppReply) Error() string { return fmt.Sprintf("%d %s", r.Number, r.Message) }

type options struct {
	endpoint string
	retries  uint
	wait     time.Duration
	force    bool
	verbose  bool
	out      io.Writer
}

// parse parses the command line.
func parse(args []string) (options, []string, error) {
	o := options{out: os.Stdout}
	fs := flag.NewFlagSet("seatctl", flag.ContinueOnError)
	fs.StringVar(&o.endpoint, "endpoint", "https://vpp.itunes.apple.com/mdm/v2", "`URL` of the service")
	fs.UintVar(&o.retries, "retries", 10, "how often a request is made again")
	fs.DurationVar(&o.wait, "wait", 3*time.Second, "how long to wait before that")
	fs.BoolVar(&o.force, "force", false, "assign again what is assigned")
	fs.BoolVar(&o.verbose, "v", false, "tell more")
	err := fs.Parse(args)
	return o, fs.Args(), err
}

func (o options) logf(format string, args ...any) {
	if o.verbose {
		fmt.Fprintf(o.out, format+"\n", args...)
	}
}

func (o options) assign(ctx context.Context, app, serial string) error {
	body := fmt.Sprintf(`{"assets":[{"adamId":%q}],"serialNumbers":[%q]}`, app, serial)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, o.endpoint+"/assets/associate", strings.NewReader(body))
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var r vppReply
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return err
	}
	if r.Number != 0 {
		return r
	}
	return nil
}

// assignOne assigns one app to one device, and again as the flags say.
//
//want:vppretry9603
func assignOne(ctx context.Context, args []string) error {
	o, rest, err := parse(args)
	if err != nil {
		return err
	}
	if len(rest) != 2 {
		return errors.New("usage: seatctl one APP SERIAL")
	}
	for left := o.retries; ; left-- {
		err := o.assign(ctx, rest[0], rest[1])
		var r vppReply
		if !errors.As(err, &r) || r.Number != 9603 || left == 0 {
			return err
		}
		o.logf("%v, %d retries left", r, left)
		time.Sleep(o.wait)
	}
}

// assignForce assigns until it is told that all is well. It is for those who
// know what they are doing.
//
//want:vppretry9616
func assignForce(ctx context.Context, args []string) error {
	o, rest, err := parse(args)
	if err != nil || len(rest) != 2 {
		return errors.Join(err, errors.New("usage: seatctl [-force] force APP SERIAL"))
	}
	for n := 0; n < 3; n++ {
		err = o.assign(ctx, rest[0], rest[1])
		if err == nil {
			return nil
		}
		if r, ok := err.(vppReply); ok && r.Number == 9616 && !o.force {
			fmt.Fprintln(o.out, "assigned already; -force assigns again")
			return nil
		}
		time.Sleep(o.wait)
	}
	return err
}

// assignList assigns to each of the devices which it reads line by line.
func assignList(ctx context.Context, in io.Reader, args []string) (failed int, err error) {
	o, rest, err := parse(args)
	if err != nil {
		return 0, err
	}
	if len(rest) != 1 {
		return 0, errors.New("usage: seatctl list APP <SERIALS")
	}
	sc := bufio.NewScanner(in)
	for line := 1; sc.Scan(); line++ {
		serial, _, _ := strings.Cut(sc.Text(), "#")
		if serial = strings.TrimSpace(serial); serial == "" {
			continue
		}
		if err := o.assign(ctx, rest[0], serial); err != nil {
			fmt.Fprintf(o.out, "line %d: %s: %v\n", line, serial, err)
			failed++
		}
		time.Sleep(o.wait)
	}
	return failed, sc.Err()
}

// assignAsk asks whoever sits in front of it.
func assignAsk(ctx context.Context, in io.Reader, args []string) error {
	o, rest, err := parse(args)
	if err != nil || len(rest) != 2 {
		return errors.Join(err, errors.New("usage: seatctl ask APP SERIAL"))
	}
	answers := bufio.NewScanner(in)
	for n := 0; n < 5; n++ {
		err := o.assign(ctx, rest[0], rest[1])
		r, ok := err.(vppReply)
		if !ok || r.Number != 9603 {
			return err
		}
		fmt.Fprint(o.out, "The service is busy. Again? ")
		if !answers.Scan() || !strings.HasPrefix(strings.ToLower(answers.Text()), "y") {
			return err
		}
	}
	return errors.New("asked often enough")
}

// assignLater waits for the flag or for five minutes, whatever is more.
func assignLater(ctx context.Context, args []string) error {
	o, rest, err := parse(args)
	if err != nil || len(rest) != 2 {
		return errors.Join(err, errors.New("usage: seatctl later APP SERIAL"))
	}
	for n := uint(0); n <= o.retries; n++ {
		err = o.assign(ctx, rest[0], rest[1])
		if r, ok := err.(vppReply); !ok || r.Number != 9603 {
			return err
		}
		time.Sleep(max(o.wait, 5*time.Minute))
	}
	return err
}

func run(ctx context.Context, args []string) error {
	if len(args) == 0 {
		return errors.New("usage: seatctl one|force|list|ask|later [flags] …")
	}
	switch cmd, args := args[0], args[1:]; cmd {
	case "one":
		return assignOne(ctx, args)
	case "force":
		return assignForce(ctx, args)
	case "list":
		_, err := assignList(ctx, os.Stdin, args)
		return err
	case "ask":
		return assignAsk(ctx, os.Stdin, args)
	case "later":
		return assignLater(ctx, args)
	default:
		return fmt.Errorf("unknown command %q", cmd)
	}
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "seatctl:", err)
		os.Exit(1)
	}
}
