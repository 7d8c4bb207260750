// Package genapi wraps the generated client.
package genapi

import (
	"context"
	"errors"
	"strings"
)

// ErrKept is returned for what the owner may keep.
var ErrKept = errors.New("genapi: kept")

// Check turns a reply into an error.
//
//want:vpperrormessage
func Check(r *ManageReply) error {
	switch text := r.GetErrorMessage(); {
	case text == "":
		return nil
	case strings.HasPrefix(text, "License is irrevocable"):
		return ErrKept
	default:
		return errors.New(text)
	}
}

// Verify turns a reply into an error.
func Verify(r *ManageReply) error {
	switch r.GetErrorNumber() {
	case 0:
		return nil
	case 9607:
		return ErrKept
	}
	return errors.New(r.GetErrorMessage())
}

// Later decides by what the generated client derives.
func Later(r *ManageReply) bool { return r.IsInternal() && !r.IsInvalidArgument() }

// Item compares the item.
func Item(r *ManageReply, adam string) (bool, string) {
	return r.AdamIdStr != nil && *r.AdamIdStr == adam, r.GetErrorMessage()
}

// Poll asks until the store has made up its mind.
//
//want:vpperrormessage
func Poll(ctx context.Context, ask func(context.Context) *ManageReply) *ManageReply {
	r := ask(ctx)
	for r.ErrorMessage != nil && strings.Contains(*r.ErrorMessage, "pending transfer") && ctx.Err() == nil {
		r = ask(ctx)
	}
	return r
}
