package genapi

import (
	"strings"
	"testing"
)

func reply(n int, text string) *ManageReply {
	return &ManageReply{Status: -1, ErrorNumber: &n, ErrorMessage: &text}
}

func wantText(t *testing.T, err error, part string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), part) {
		t.Errorf("got %v, want %q in it", err, part)
	}
}

func TestVerify(t *testing.T) {
	wantText(t, Verify(reply(9603, "Internal error.")), "Internal")
	wantText(t, Verify(reply(9607, "License is irrevocable")), "kept")
}

func TestGetters(t *testing.T) {
	r := reply(9616, "License already assigned")
	if r.GetErrorMessage() != "License already assigned" {
		t.Error(r.GetErrorMessage())
	}
	if !strings.HasSuffix(*r.ErrorMessage, "assigned") {
		t.Error(*r.ErrorMessage)
	}
}
