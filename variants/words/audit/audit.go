// Package audit writes down what VPP said.
package audit

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"log/slog"
	"strings"

	"example.com/messageb/vppc"
)

// Entry is an entry.
type Entry struct {
	Actor  string
	Result string
	Attrs  []slog.Attr
	Hash   string
}

// Of makes one.
func Of(actor string, err error) Entry {
	e := Entry{Actor: actor, Result: "ok"}
	if err != nil {
		e.Result = err.Error()
		e.Attrs = append(e.Attrs, slog.String("error", err.Error()), slog.Int("len", len(err.Error())))
	}
	sum := sha256.Sum256([]byte(e.Result))
	e.Hash = hex.EncodeToString(sum[:])
	return e
}

// Log logs.
func (e Entry) Log(ctx context.Context) {
	level := slog.LevelInfo
	if e.Result != "ok" {
		level = slog.LevelWarn
	}
	slog.LogAttrs(ctx, level, e.Actor, e.Attrs...)
}

// Assign audits an assignment.
//
//want:vpperrormessage
func Assign(ctx context.Context, c *vppc.Client, actor string) error {
	err := c.Assign(ctx, "1", nil)
	e := Of(actor, err)
	e.Log(ctx)
	if strings.HasSuffix(e.Result, "already assigned") {
		return nil
	}
	return err
}

// Fine is about our own word.
func Fine(ctx context.Context, c *vppc.Client) bool {
	return Of("root", c.Assign(ctx, "1", nil)).Result == "ok"
}

// Tampered compares hashes.
func Tampered(a, b Entry) bool { return a.Hash != b.Hash && a.Result == b.Result }

// Actor is about the actor.
func Actor(e Entry) bool { return e.Actor == "root" || strings.HasPrefix(e.Actor, "svc-") }

// Attr looks at attributes.
//
//want:vpperrormessage
func Attr(ctx context.Context, c *vppc.Client) bool {
	for _, a := range Of("root", c.Assign(ctx, "1", nil)).Attrs {
		if a.Key == "error" && strings.Contains(a.Value.String(), "expired") {
			return true
		}
	}
	return false
}

// Chain looks at each error in a chain.
//
//want:vpperrormessage
func Chain(ctx context.Context, c *vppc.Client) (n int) {
	for err := c.Retire(ctx, "u"); err != nil; err = errors.Unwrap(err) {
		if strings.Contains(err.Error(), "Unable to find") {
			n++
		}
	}
	return n
}

// Net looks for trouble on the way.
func Net(ctx context.Context, c *vppc.Client) bool {
	err := c.Retire(ctx, "u")
	return err != nil && (strings.Contains(err.Error(), "connection refused") || strings.Contains(err.Error(), "no such host"))
}

// Encode is about our own prefix.
func Encode(ctx context.Context, c *vppc.Client) bool {
	err := c.Retire(ctx, "u")
	return err != nil && strings.HasPrefix(err.Error(), "encode: ")
}
