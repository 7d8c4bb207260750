// Package drill rehearses deployments: the plan of a job meets the answers of the store.
package drill

import (
	"log"
	"strings"
)

// Job is a line of the plan; its fields have nothing to do with the store.
type Job struct {
	Note         string
	ErrorMessage string // what to say to the user if the job fails
	Kind         string
}

// Reply is what the store answered.
type Reply struct {
	ErrorNumber  int    `json:"errorNumber"`
	ErrorMessage string `json:"errorMessage"`
	License      string `json:"licenseIdStr"`
	Remark       string `json:"-"`
}

// Arms overwrites in each arm.
func Arms(j Job, r Reply) bool {
	text := r.ErrorMessage
	switch j.Kind {
	case "app":
		text = j.Note
	case "book":
		text = j.ErrorMessage
	default:
		text = ""
	}
	return text == "dry run"
}

// Arm overwrites in one arm.
//
//want:vpperrormessage
func Arm(j Job, r Reply) bool {
	text := r.ErrorMessage
	switch j.Kind {
	case "app":
		text = j.Note
	case "book":
		log.Println(text)
	}
	return text == "Invalid date format"
}

// Reset starts anew in each round.
func Reset(js []Job, rs []Reply) (n int) {
	var text string
	for i, j := range js {
		text = j.Note
		if strings.Contains(text, "skip") {
			continue
		}
		n++
		text = rs[i].ErrorMessage
		log.Println(text)
	}
	return n
}

// Carry takes the text along into the next round.
//
//want:vpperrormessage
func Carry(js []Job, rs []Reply) (n int) {
	var text string
	for i := range js {
		if strings.Contains(text, "frequent reassociation") {
			continue
		}
		n++
		text = rs[i].ErrorMessage
	}
	return n
}

// Wipe replaces the whole value.
func Wipe(j Job, r Reply) bool {
	log.Println(r.ErrorMessage)
	r = Reply{Remark: j.Note}
	r.ErrorMessage = j.ErrorMessage
	return r.ErrorMessage == "silent" || r.Remark == "silent"
}

// Keep keeps a copy of the whole value.
//
//want:vpperrormessage
func Keep(j Job, r *Reply) bool {
	old := *r
	*r = Reply{Remark: j.Note}
	return r.Remark != "" && old.ErrorMessage == "License disassociation fail due to frequent reassociation"
}

// Patch changes the copy.
func Patch(j Job, r *Reply) bool {
	next := *r
	next.ErrorMessage = j.Note
	log.Println(r.ErrorMessage)
	return next.ErrorMessage == "hold"
}

// Swap exchanges two texts.
//
//want:vpperrormessage
func Swap(j Job, r Reply) bool {
	a, b := j.Note, r.ErrorMessage
	a, b = b, a
	log.Println(b)
	return strings.HasSuffix(a, "no longer valid.")
}

// Swapped exchanges two texts.
func Swapped(j Job, r Reply) bool {
	a, b := j.Note, r.ErrorMessage
	a, b = b, a
	log.Println(a)
	return strings.HasSuffix(b, "no longer needed")
}

// Argument has a function literal with a parameter of a familiar name.
func Argument(j Job, r Reply) bool {
	msg := r.ErrorMessage
	log.Println(msg)
	return func(msg string) bool { return msg == "skip" || strings.HasPrefix(msg, "#") }(j.Note)
}

// Captured has a function literal without a parameter.
//
//want:vpperrormessage
func Captured(j Job, r Reply) bool {
	msg := r.ErrorMessage
	ok := func() bool { return j.Kind == "book" && msg == "License is irrevocable" }
	return ok()
}

// Pair keeps two texts apart.
func Pair(j Job, r Reply) bool {
	pair := [2]string{j.Note, r.ErrorMessage}
	log.Println(pair[1])
	return pair[0] == "hold"
}

// Second keeps two texts apart.
//
//want:vpperrormessage
func Second(j Job, r Reply) bool {
	pair := [2]string{j.Note, r.ErrorMessage}
	return pair[0] != "" && pair[1] == "License not associated"
}

func both(j Job, r Reply) (note, text string) { return j.Note, r.ErrorMessage }

// Left takes the first of two results.
func Left(j Job, r Reply) bool {
	note, text := both(j, r)
	log.Println(text)
	return note == "left"
}

// Right takes the second of two results.
//
//want:vpperrormessage
func Right(j Job, r Reply) bool {
	_, text := both(j, r)
	return text < "M" && text > "L"
}

// Keys keeps two texts apart.
func Keys(j Job, r Reply) bool {
	m := map[string]string{"note": j.Note, "text": r.ErrorMessage}
	log.Println(m)
	return m["note"] == "hold"
}

// Key keeps two texts apart.
//
//want:vpperrormessage
func Key(j Job, r Reply) bool {
	m := map[string]string{"note": j.Note, "text": r.ErrorMessage}
	return m["text"] == "Failed to create unclaim job"
}

// Unused throws away what it found.
func Unused(j Job, r Reply) bool {
	lower := strings.ToLower(r.ErrorMessage)
	_ = strings.Split(lower, " ")
	return strings.ToLower(j.Kind) == "app"
}

// Plan asks a field of the same name, of another type.
func Plan(j Job, r Reply) string {
	if j.ErrorMessage == "none" || strings.HasPrefix(j.ErrorMessage, "see ") {
		return r.ErrorMessage
	}
	return j.ErrorMessage
}

// Mixed asks both fields of the same name.
//
//want:vpperrormessage
func Mixed(j Job, r Reply) bool {
	return j.ErrorMessage != "none" && r.ErrorMessage == "Invalid argument."
}

// Merge puts the one into the other.
func (j *Job) Merge(r Reply) {
	if j.ErrorMessage == "" {
		j.Note = r.Remark
	}
	log.Println(r.ErrorMessage)
}

// Remarked reads a field that is ours, in a type that is not.
func Remarked(r Reply) bool { return r.Remark == "checked" || strings.HasPrefix(r.License, "99") }

// Early leaves before the text matters.
func Early(j Job, r Reply) string {
	text := j.Note
	if text == "quiet" {
		return ""
	}
	if r.ErrorNumber == 0 {
		return text
	}
	text = r.ErrorMessage
	return text
}

// Late looks when the text has come.
//
//want:vpperrormessage
func Late(j Job, r Reply) string {
	text := j.Note
	if r.ErrorNumber != 0 {
		text = r.ErrorMessage
	}
	if text == "Account storefront incorrect" {
		return ""
	}
	return text
}

// Drop clears what nobody may see.
func Drop(r *Reply) {
	if r.ErrorMessage != "" {
		r.ErrorMessage = ""
	}
	if r.License == "demo" {
		r.License = ""
	}
}

// Goto is an old loop.
//
//want:vpperrormessage
func Goto(ask func() Reply) (n int) {
again:
	n++
	if r := ask(); r.ErrorMessage == "Internal error." && n < 3 {
		goto again
	}
	return n
}
