package legacysrv

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// document is an answer that has not been given a type.
type document map[string]any

// number returns the number of an answer, be it a number or a text.
func (d document) number() int {
	switch v := d["errorNumber"].(type) {
	case json.Number:
		n, _ := v.Int64()
		return int(n)
	case float64:
		return int(v)
	case string:
		n, _ := strconv.Atoi(v)
		return n
	}
	return 0
}

// text returns what an answer has to say.
func (d document) text() string {
	s, _ := d["errorMessage"].(string)
	return s
}

func (d document) str(path ...string) string {
	var cur any = map[string]any(d)
	for _, p := range path {
		m, ok := cur.(map[string]any)
		if !ok {
			return ""
		}
		cur = m[p]
	}
	s, _ := cur.(string)
	return s
}

// serviceError is an answer as an error.
type serviceError struct {
	service string
	doc     document
}

func (e serviceError) Error() string {
	return fmt.Sprintf("%s: %d %s", e.service, e.doc.number(), e.doc.text())
}

// Numbers that have a meaning here.
const (
	eInternal = 9603
	eNoUser   = 9609
	eHas      = 9616
	eMoved    = 9617
	eRetired  = 9618
	eExpired  = 9621
)

// Server is the legacy service.
type Server struct {
	Root   string
	SToken string
	Client *http.Client
	Trace  func(service string, number int)

	mu        sync.Mutex
	services  map[string]string
	refreshed time.Time
}

// Dial returns a server.
func Dial(root, stoken string) *Server {
	return &Server{Root: root, SToken: stoken, Client: &http.Client{Timeout: time.Minute}, Trace: func(string, int) {}}
}

// locate finds out where a service lives.
func (s *Server) locate(ctx context.Context, service string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if u, ok := s.services[service]; ok && time.Since(s.refreshed) < 5*time.Minute {
		return u, nil
	}
	s.services = map[string]string{}
	doc, err := s.exchange(ctx, s.Root+"/VPPServiceConfigSrv", document{})
	if err != nil {
		return "", err
	}
	if doc.number() != 0 {
		return "", serviceError{"VPPServiceConfigSrv", doc}
	}
	for name, key := range map[string]string{
		"manage":   "manageVPPLicensesByAdamIdSrvUrl",
		"register": "registerUserSrvUrl",
		"retire":   "retireVPPUserSrvUrl",
		"users":    "getVPPUsersSrvUrl",
	} {
		if s.services[name] = doc.str(key); s.services[name] == "" {
			s.services[name] = s.Root + "/" + key[:len(key)-3]
		}
	}
	s.refreshed = time.Now()
	return s.services[service], nil
}

func (s *Server) exchange(ctx context.Context, u string, in document) (document, error) {
	in["sToken"] = s.SToken
	js, err := json.Marshal(in)
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, u, bytes.NewReader(js))
	if err != nil {
		return nil, err
	}
	resp, err := s.Client.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	switch resp.StatusCode {
	case http.StatusOK:
	case http.StatusServiceUnavailable, http.StatusBadGateway:
		_, _ = io.Copy(io.Discard, resp.Body)
		return nil, errUnavailable
	default:
		return nil, fmt.Errorf("%s: %s", u, resp.Status)
	}
	dec := json.NewDecoder(resp.Body)
	dec.UseNumber()
	out := document{}
	if err := dec.Decode(&out); err != nil {
		return nil, err
	}
	return out, nil
}

var errUnavailable = errors.New("legacysrv: unavailable")

// call finds a service, and calls it.
func (s *Server) call(ctx context.Context, service string, in document) (document, error) {
	u, err := s.locate(ctx, service)
	if err != nil {
		return nil, err
	}
	doc, err := s.exchange(ctx, u, in)
	if err != nil {
		return nil, err
	}
	s.Trace(service, doc.number())
	return doc, nil
}
