// Package tenant has what differs from tenant to tenant.
package tenant

import (
	"encoding/json"
	"fmt"
	"io"
	"time"
)

// Tenant is one of them.
type Tenant struct {
	Name    string   `json:"name"`
	Token   string   `json:"token"`
	Tries   *int     `json:"tries,omitempty"`
	Pause   Duration `json:"pause,omitempty"`
	Reassig bool     `json:"reassign,omitempty"`
}

// Duration is a duration in JSON.
type Duration time.Duration

// UnmarshalText implements encoding.TextUnmarshaler.
func (d *Duration) UnmarshalText(text []byte) error {
	v, err := time.ParseDuration(string(text))
	*d = Duration(v)
	return err
}

// Limit is how often something may be tried again.
func (t *Tenant) Limit() int {
	if t == nil || t.Tries == nil {
		return 6
	}
	return *t.Tries
}

// Gap is the pause in between.
func (t *Tenant) Gap() time.Duration {
	if t == nil || t.Pause <= 0 {
		return 2 * time.Second
	}
	return time.Duration(t.Pause)
}

// Read reads tenants.
func Read(r io.Reader) (map[string]*Tenant, error) {
	var list []*Tenant
	if err := json.NewDecoder(r).Decode(&list); err != nil {
		return nil, fmt.Errorf("tenants: %w", err)
	}
	out := make(map[string]*Tenant, len(list))
	for _, t := range list {
		out[t.Name] = t
	}
	return out, nil
}
