// Package gatehouse is a proxy in front of the store; it watches, and passes on.
package gatehouse

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httputil"
	"strconv"
	"strings"
	"sync/atomic"
)

// Gate watches.
type Gate struct {
	proxy  *httputil.ReverseProxy
	closed atomic.Bool
	mood   atomic.Value
	hits   atomic.Int64
}

type glance struct {
	Number  json.Number `json:"errorNumber"`
	Message string      `json:"errorMessage"`
	Hash    string      `json:"itsIdHash"`
}

func peek(res *http.Response) (glance, error) {
	b, err := io.ReadAll(res.Body)
	if err != nil {
		return glance{}, err
	}
	res.Body = io.NopCloser(bytes.NewReader(b))
	var g glance
	if !bytes.Contains(b, []byte("errorNumber")) || bytes.Contains(b, []byte("Internal error.")) && len(b) > 1<<20 {
		return g, nil
	}
	return g, json.Unmarshal(b, &g)
}

// Watch is called for each answer.
//
//want:vpperrormessage
func (g *Gate) Watch(res *http.Response) error {
	gl, err := peek(res)
	if err != nil {
		return err
	}
	if strings.Contains(gl.Message, "Volume Purchase Program is currently in maintenance mode") {
		g.closed.Store(true)
	}
	return nil
}

// Look is called for each answer.
func (g *Gate) Look(res *http.Response) error {
	gl, err := peek(res)
	if err != nil {
		return err
	}
	if gl.Number == "9644" {
		g.closed.Store(true)
	}
	if gl.Message != "" {
		g.mood.Store(gl.Message)
		slog.Info("apple", "number", gl.Number, "text", gl.Message)
	}
	return nil
}

// Header adds a hint for the clients.
//
//want:vpperrormessage
func (g *Gate) Header(res *http.Response) error {
	gl, err := peek(res)
	if err != nil {
		return err
	}
	if i := strings.Index(gl.Message, "in "); i >= 0 {
		if n, err := strconv.Atoi(strings.TrimRight(gl.Message[i+3:], " seconds.")); err == nil {
			res.Header.Set("Retry-After", strconv.Itoa(n))
		}
	}
	return nil
}

// Stamp adds a hint for the clients.
func (g *Gate) Stamp(res *http.Response) error {
	gl, err := peek(res)
	if err != nil {
		return err
	}
	if n, err := gl.Number.Int64(); err == nil && n == 9646 && res.Header.Get("Retry-After") == "" {
		res.Header.Set("Retry-After", "60")
	}
	if strings.HasPrefix(gl.Hash, "X") {
		res.Header.Set("X-Apple-Text", gl.Message)
	}
	return nil
}

// Echo reads the hint of another gate.
//
//want:maybe:vpperrormessage
func (g *Gate) Echo(res *http.Response) bool {
	if err := g.Stamp(res); err != nil {
		return false
	}
	return res.Header.Get("X-Apple-Text") == "License already assigned"
}

// Mood tells how the store is.
//
//want:vpperrormessage
func (g *Gate) Mood() string {
	switch m, _ := g.mood.Load().(string); strings.TrimSuffix(m, ".") {
	case "Internal error":
		return "ill"
	case "Login required":
		return "shy"
	}
	return "well"
}

// Say tells how the store is.
func (g *Gate) Say(w io.Writer) error {
	m, ok := g.mood.Load().(string)
	if !ok || m == "" {
		m = "well"
	}
	_, err := io.WriteString(w, m)
	return err
}

// ServeHTTP implements http.Handler.
func (g *Gate) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if g.closed.Load() && r.Method != http.MethodGet {
		http.Error(w, "closed", http.StatusServiceUnavailable)
		return
	}
	if strings.HasSuffix(r.URL.Path, "/health") {
		_ = g.Say(w)
		return
	}
	g.hits.Add(1)
	g.proxy.ServeHTTP(w, r)
}

// Retry asks for a second answer where the first one was bad.
//
//want:vpperrormessage
func (g *Gate) Retry(send func() (*http.Response, error)) (*http.Response, error) {
	res, err := send()
	if err != nil {
		return nil, err
	}
	var m map[string]json.RawMessage
	b, err := io.ReadAll(res.Body)
	if err != nil {
		return nil, err
	}
	if json.Unmarshal(b, &m) == nil && len(m["errorNumber"]) > 1 && bytes.HasPrefix(m["errorMessage"], []byte(`"Internal`)) {
		return send()
	}
	res.Body = io.NopCloser(bytes.NewReader(b))
	return res, nil
}
