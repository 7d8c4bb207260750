// Package hub answers GraphQL queries with what VPP said.
package hub

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
)

const base = "https://vpp.itunes.apple.com/WebObjects/MZFinance.woa/wa/"

func ask(srv string, in map[string]any) (map[string]any, error) {
	b, err := json.Marshal(in)
	if err != nil {
		return nil, err
	}
	resp, err := http.Post(base+srv, "application/json", strings.NewReader(string(b)))
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	out := map[string]any{}
	if err := json.NewDecoder(resp.Body).Decode(&out); err != nil && err != io.EOF {
		return nil, err
	}
	return out, nil
}

func str(m map[string]any, k string) string {
	s, _ := m[k].(string)
	return s
}

func num(m map[string]any, k string) int {
	f, _ := m[k].(float64)
	return int(f)
}

// Assign resolves a mutation.
//
//want:vpperrormessage
func Assign(args map[string]any) (any, error) {
	out, err := ask("associateVPPLicenseSrv", args)
	if err != nil {
		return nil, err
	}
	if num(out, "errorNumber") != 0 {
		if strings.EqualFold(str(out, "errorMessage"), "license already assigned") {
			return map[string]any{"ok": true}, nil
		}
		return nil, fmt.Errorf("%v", out["errorMessage"])
	}
	return out["license"], nil
}

// Retire resolves a mutation.
//
//want:vpperrormessage
func Retire(args map[string]any) (any, error) {
	out, err := ask("retireVPPUserSrv", args)
	if err != nil {
		return nil, err
	}
	if n, msg := num(out, "errorNumber"), fmt.Sprint(out["errorMessage"]); n != 0 && !strings.Contains(msg, "already retired") {
		return nil, fmt.Errorf("%d: %s", n, msg)
	}
	return nil, nil
}

// Users resolves a query.
func Users(args map[string]any) (any, error) {
	out, err := ask("getVPPUsersSrv", args)
	if err != nil {
		return nil, err
	}
	if num(out, "errorNumber") == 9625 {
		return []any{}, nil
	}
	if str(out, "errorMessage") != "" {
		return nil, fmt.Errorf("%s", str(out, "errorMessage"))
	}
	if str(out, "status") == "Internal error" {
		return nil, nil
	}
	return out["users"], nil
}

// Each looks at every association.
//
//want:vpperrormessage
func Each(args map[string]any) (skipped int, err error) {
	out, err := ask("manageVPPLicensesByAdamIdSrv", args)
	if err != nil {
		return 0, err
	}
	list, _ := out["associations"].([]any)
	for _, e := range list {
		entry, ok := e.(map[string]any)
		if !ok {
			continue
		}
		if msg, ok := entry["errorMessage"].(string); ok && len(msg) > 7 && msg[:7] == "License" {
			skipped++
		}
	}
	return skipped, nil
}

// Flat flattens a document.
//
//want:vpperrormessage
func Flat(out map[string]any) bool {
	flat := map[string]string{}
	for k, v := range out {
		flat[k] = fmt.Sprint(v)
	}
	return flat["errorMessage"] == "Expired token" && flat["errorNumber"] != "0"
}

// Keys lists the keys of a document.
func Keys(out map[string]any) (keys []string) {
	for k, v := range out {
		if _, ok := v.(string); ok && strings.HasPrefix(k, "error") {
			keys = append(keys, k)
		}
	}
	return keys
}
