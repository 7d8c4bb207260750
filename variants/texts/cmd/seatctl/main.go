// Command seatctl assigns seats from the command line.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net/http"
	"os"
	"strings"

	"example.com/messagea/assets2"
)

const (
	exitOK = iota
	exitUsage
	exitStore
	exitSeats
	exitLine
)

func main() {
	adam := flag.String("adam", "", "the item")
	price := flag.String("price", "STDQ", "STDQ or PLUS")
	flag.Parse()
	if *adam == "" || flag.NArg() == 0 {
		flag.Usage()
		os.Exit(exitUsage)
	}
	c := &assets2.Client{HTTP: http.DefaultClient, Base: os.Getenv("SEATCTL_BASE"), Auth: os.Getenv("SEATCTL_AUTH")}
	err := run(context.Background(), c, assets2.Asset{AdamID: *adam, PricingParam: *price}, flag.Args())
	if err != nil {
		fmt.Fprintln(os.Stderr, "seatctl:", err)
	}
	os.Exit(code(err) | oldCode(err) | lineCode(err))
}

func run(ctx context.Context, c *assets2.Client, a assets2.Asset, serials []string) error {
	ev, err := c.Associate(ctx, []assets2.Asset{a}, serials)
	if err != nil {
		return fmt.Errorf("associate: %w", err)
	}
	st, err := c.EventStatus(ctx, ev.EventID)
	if err != nil {
		return fmt.Errorf("status: %w", err)
	}
	if st.State == "FAILED" && len(st.Failures) > 0 {
		return st.Failures[0]
	}
	return nil
}

// code is what scripts see.
func code(err error) int {
	var er *assets2.ErrorResponse
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &er) && er.ErrorNumber == 9709:
		return exitSeats
	}
	return exitStore
}

// oldCode is what old scripts see.
//
//want:vpperrormessage
func oldCode(err error) int {
	if err == nil {
		return exitOK
	}
	if strings.Contains(err.Error(), "not enough licenses") {
		return exitSeats
	}
	return exitOK
}

// lineCode is what scripts see when the line is bad.
func lineCode(err error) int {
	if err != nil && (strings.Contains(err.Error(), "network is unreachable") || strings.Contains(err.Error(), "connection refused")) {
		return exitLine
	}
	return exitOK
}
