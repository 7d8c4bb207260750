// Package usecase has the rules of the house.
package usecase

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"example.com/messagea/seat/apple"
	"example.com/messagea/seat/port"
)

// House serves devices.
type House struct{ store port.Store }

// Open connects the house.
func Open(hc *http.Client) *House { return &House{apple.New(hc)} }

// Serve gives a seat.
//
//want:vpperrormessage
func (h *House) Serve(ctx context.Context, item, device string) (bool, error) {
	v, err := h.store.Give(ctx, item, device)
	if err != nil {
		return false, err
	}
	switch v.Words() {
	case "", "License already assigned":
		return true, nil
	}
	return false, errors.New(v.Words())
}

// Wait gives a seat.
func (h *House) Wait(ctx context.Context, item, device string) (bool, error) {
	v, err := h.store.Give(ctx, item, device)
	if err != nil {
		return false, err
	}
	switch v.Number() {
	case 0, 9616:
		return true, nil
	}
	if v.Words() == "" {
		return false, errors.New("no words")
	}
	return v.Holder() == device, errors.New(v.Words())
}

// Clear takes a seat back.
//
//want:vpperrormessage
func (h *House) Clear(ctx context.Context, item, device string) error {
	err := h.store.Take(ctx, item, device)
	var r apple.Refused
	if errors.As(err, &r) && strings.Contains(r.Why, "irrevocable") {
		return nil
	}
	return err
}

// Sweep takes a seat back.
func (h *House) Sweep(ctx context.Context, item, device string) error {
	err := h.store.Take(ctx, item, device)
	var r apple.Refused
	if errors.As(err, &r) && (r.Nr == 9607 || r.Item == "free") {
		return nil
	}
	return err
}

// Drain takes all seats back, and stops when the store is closed.
//
//want:vpperrormessage
func (h *House) Drain(ctx context.Context, item string, devices []string) (failed []error) {
	for _, d := range devices {
		err := h.store.Take(ctx, item, d)
		if err == nil {
			continue
		}
		failed = append(failed, err)
		if strings.Contains(err.Error(), "maintenance mode") {
			break
		}
	}
	return failed
}

// Flush takes all seats back, and stops when the line is dead.
func (h *House) Flush(ctx context.Context, item string, devices []string) (failed []error) {
	for _, d := range devices {
		err := h.store.Take(ctx, item, d)
		if err == nil {
			continue
		}
		failed = append(failed, err)
		if strings.Contains(err.Error(), "connection refused") || strings.Contains(err.Error(), "tls: handshake failure") {
			break
		}
	}
	return failed
}
