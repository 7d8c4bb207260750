// Package limits takes its limits and delays from what is configured. What is
// shipped is what runs; what nobody knows says nothing.
package limits

import (
	"cmp"
	"context"
	"encoding/json"
	"flag"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"
)

const service = "https://vpp.itunes.apple.com/mdm/manageVPPLicensesByAdamIdSrv"

const internalError = 9603

type reply struct {
	Status       int    `json:"status"`
	ErrorNumber  int    `json:"errorNumber"`
	ErrorMessage string `json:"errorMessage"`
}

// send asks for an assignment and returns the number of the answer.
func send(ctx context.Context, body string) (int, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, service, strings.NewReader(body))
	if err != nil {
		return 0, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	var r reply
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return 0, err
	}
	return r.ErrorNumber, nil
}

// busy sends and says whether 9603 came back.
func busy(ctx context.Context, body string) bool {
	n, err := send(ctx, body)
	return err == nil && n == internalError
}

// attempts is a package variable that nobody sets.
var attempts = 9

// Variable uses it.
func Variable(ctx context.Context, body string) {
	for range attempts {
		if !busy(ctx, body) { // want `retries 9603 every 1s by default: sends 7–9`
			return
		}
		time.Sleep(time.Second)
	}
}

var (
	tries = flag.Int("tries", 12, "how often to try")
	pause = flag.Duration("pause", 2*time.Second, "how long to wait")
	few   = flag.Int("few", 3, "how often to try where it does not matter")
)

// Flag uses what flags are if nobody says otherwise.
func Flag(ctx context.Context, body string) {
	for range *tries {
		if !busy(ctx, body) { // want `retries 9603 every 2s by default: sends 7–12`
			return
		}
		time.Sleep(*pause)
	}
}

// FlagOfFew is few by default.
func FlagOfFew(ctx context.Context, body string) {
	for range *few {
		if !busy(ctx, body) {
			return
		}
		time.Sleep(*pause)
	}
}

// fromEnv is a number from the environment, or a default.
func fromEnv(name string, otherwise int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return n
	}
	return otherwise
}

// Env has a default that is too much.
func Env(ctx context.Context, body string) {
	n := fromEnv("LIMITS_TRIES", 10)
	for i := 0; i < n; i++ {
		if !busy(ctx, body) { // want `retries 9603 every 1s by default: sends 7–10`
			return
		}
		time.Sleep(time.Second)
	}
}

// EnvOfFew has one that is not.
func EnvOfFew(ctx context.Context, body string) {
	n := fromEnv("LIMITS_TRIES", 5)
	for i := 0; i < n; i++ {
		if !busy(ctx, body) {
			return
		}
		time.Sleep(time.Second)
	}
}

// EnvDelay parses a duration, or takes a minute.
func EnvDelay(ctx context.Context, body string) {
	d, err := time.ParseDuration(os.Getenv("LIMITS_DELAY"))
	if err != nil {
		d = time.Minute
	}
	for busy(ctx, body) {
		time.Sleep(d)
	}
}

// EnvDelayShort takes seconds.
func EnvDelayShort(ctx context.Context, body string) {
	text, ok := os.LookupEnv("LIMITS_DELAY")
	if !ok {
		text = "15s"
	}
	d, _ := time.ParseDuration(text)
	for busy(ctx, body) { // want `retries 9603 every 15s by default`
		time.Sleep(d)
	}
}

// Config is filled by whoever uses the package; zero means a default.
type Config struct {
	Attempts int
	Delay    time.Duration
}

// Client is made with a Config.
type Client struct{ config Config }

// New fills in what is missing.
//
//twin:none it makes a client
func New() *Client {
	var c Config
	if c.Attempts == 0 {
		c.Attempts = 20
	}
	c.Delay = cmp.Or(c.Delay, 3*time.Second)
	return &Client{c}
}

// Constructor uses what the constructor has filled in.
func (c *Client) Constructor(ctx context.Context, body string) {
	for i := 1; busy(ctx, body) && i < c.config.Attempts; i++ { // want `limits.Client.Constructor retries 9603 every 3s: sends 7–20`
		time.Sleep(c.config.Delay)
	}
}

// ConstructorInMinutes waits much longer than that.
func (c *Client) ConstructorInMinutes(ctx context.Context, body string) {
	for i := 1; busy(ctx, body) && i < c.config.Attempts; i++ {
		time.Sleep(30 * c.config.Delay)
	}
}

// Zero sets its own default.
func Zero(ctx context.Context, body string) {
	zero(ctx, body, Config{})
}

func zero(ctx context.Context, body string, c Config) {
	if c.Attempts <= 0 {
		c.Attempts = 8
	}
	if c.Delay == 0 {
		c.Delay = 10 * time.Second
	}
	for range c.Attempts {
		if !busy(ctx, body) { // want `limits.zero retries 9603 every 10s: sends 7–8`
			return
		}
		time.Sleep(c.Delay)
	}
}

// Parameter gets a limit from a caller that is not here: any limit can be
// right for 9603.
//
//twin:none the limit is unknown
func Parameter(ctx context.Context, body string, limit int) {
	for range limit {
		if !busy(ctx, body) {
			return
		}
		time.Sleep(time.Second)
	}
}

// ParameterFor9616 is wrong with any limit that is a limit.
//
//twin:none the limit is unknown
func ParameterFor9616(ctx context.Context, body string, limit int) {
	for i := 0; i < limit; i++ {
		n, err := send(ctx, body) // want `retries 9616`
		if err != nil || n == 0 {
			return
		}
		time.Sleep(time.Minute)
	}
}

// ParameterDelay gets a delay from there, which says nothing, either.
//
//twin:none the delay is unknown
func ParameterDelay(ctx context.Context, body string, delay time.Duration) {
	for busy(ctx, body) {
		time.Sleep(delay)
	}
}

// ParameterDelayAndMinutes adds what is too little by itself.
//
//twin:none the delay is unknown
func ParameterDelayAndMinutes(ctx context.Context, body string, delay time.Duration) {
	for busy(ctx, body) {
		time.Sleep(2*time.Minute + delay)
	}
}

// Switched may be on: then it is wrong.
func Switched(ctx context.Context, body string, again bool) {
	for again {
		if !busy(ctx, body) { // want `retries 9603 every 1s`
			return
		}
		time.Sleep(time.Second)
	}
}

// SwitchedOff may be off: then it is wrong.
//
//twin:none it is on when it runs
func SwitchedOff(ctx context.Context, body string, careful bool) {
	for i := 1; busy(ctx, body); i++ { // want `retries 9603 every 1s`
		if careful && i > 5 {
			time.Sleep(5 * time.Minute)
			continue
		}
		time.Sleep(time.Second)
	}
}

// Open gets it from outside. If nothing is set, it is wrong.
//
//twin:none what is set is unknown
func Open(ctx context.Context, body string, c Config) {
	if c.Attempts == 0 {
		c.Attempts = 10
	}
	if c.Delay == 0 {
		c.Delay = 20 * time.Second
	}
	for range c.Attempts {
		if !busy(ctx, body) { // want `limits.Open retries 9603 every 20s by default: sends 7–10`
			return
		}
		time.Sleep(c.Delay)
	}
}

// OpenInMinutes is right if nothing is set.
//
//twin:none what is set is unknown
func OpenInMinutes(ctx context.Context, body string, c Config) {
	if c.Delay == 0 {
		c.Delay = 2 * time.Minute
	}
	for busy(ctx, body) {
		time.Sleep(c.Delay)
	}
}

// Fixed passes constants at every call.
func Fixed(ctx context.Context, body string) {
	loop(ctx, body, 3)
}

// FixedToo passes another one; a parameter does not move the owner.
func FixedToo(ctx context.Context, body string) {
	loop(ctx, body, 9)
}

func loop(ctx context.Context, body string, limit int) {
	for range limit {
		if !busy(ctx, body) { // want `limits.loop retries 9603 every 1s: sends 7–9`
			return
		}
		time.Sleep(time.Second)
	}
}
