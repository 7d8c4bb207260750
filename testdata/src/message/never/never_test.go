package never

import "testing"

func TestReply(t *testing.T) {
	if r := (Reply{Msg: "License not found"}); r.Msg != "License not found" {
		t.Error(r.Msg)
	}
	var r Reply
	if reply(&r); r.Msg == "License not found" {
		t.Error(r.Msg)
	}
}

func reply(r *Reply) {}
