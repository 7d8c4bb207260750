// Package calling is called back by another package.
package calling

import (
	"strings"

	"message/calls"
)

func byField(w *calls.Watcher) {
	w.OnRefusal = func(adam, text string) {
		if text == "License not found" { // want `errorMessage compared with "License not found" in calling\.byField`
			panic(adam)
		}
	}
}

func byFieldOther(w *calls.Watcher) {
	w.OnRefusal = func(adam, text string) {
		if adam == "License not found" {
			panic(text)
		}
	}
}

func bySetter(w *calls.Watcher) {
	w.SetError(func(err error) {
		if strings.Contains(err.Error(), "not found") { // want `errorMessage searched by strings\.Contains for "not found" in calling\.bySetter`
			panic(err)
		}
	})
}

func byList(w *calls.Watcher) {
	w.Add(func(text string) {
		if strings.HasPrefix(text, "License") { // want `errorMessage searched by strings\.HasPrefix for "License" in calling\.byList`
			panic(text)
		}
	})
}

func byCall() (n int) {
	_ = calls.Each(func(adam string, err error) {
		if strings.Contains(err.Error(), "already assigned") { // want `errorMessage searched by strings\.Contains for "already assigned" in calling\.byCall`
			n++
		}
	})
	return n
}

func byCallOther() (n int) {
	_ = calls.Each(func(adam string, err error) {
		if strings.Contains(adam, "already assigned") || err == nil {
			n++
		}
	})
	return n
}

func byVisit() (n int) {
	_ = calls.Texts(func(text string) bool {
		if text == "License not found" { // want `errorMessage compared with "License not found" in calling\.byVisit`
			n++
		}
		return true
	})
	return n
}

func byRange() bool {
	for _, text := range calls.All() {
		if text == "License not found" { // want `errorMessage compared with "License not found" in calling\.byRange \(text through calls\.All\)`
			return true
		}
	}
	return false
}

func byRangeOther() bool {
	for adam := range calls.All() {
		if adam == "License not found" {
			return true
		}
	}
	return false
}

func later(a calls.Answer) bool { return calls.Later(a)() == "License not found" } // want `errorMessage compared with "License not found" in calling\.later \(text through calls\.Later\)`

func laterOther(a calls.Answer) bool { return calls.LaterAdam(a)() == "License not found" }

func sent(as []calls.Answer) bool {
	for text := range calls.Sent(as) {
		if text == "License not found" { // want `errorMessage compared with "License not found" in calling\.sent \(text through calls\.Sent\)`
			return true
		}
	}
	return false
}

func outcomes(as []calls.Answer) bool {
	for _, o := range calls.Outcomes(as) {
		if strings.Contains(o.Err.Error(), "not found") || o.Note == "see License not found" { // want `errorMessage searched by strings\.Contains for "not found" in calling\.outcomes \(text through calls\.Outcomes\)` `errorMessage compared with "see License not found" in calling\.outcomes \(text through calls\.Outcomes\)`
			return true
		}
	}
	return false
}

func outcomesOther(as []calls.Answer) bool {
	for _, o := range calls.Outcomes(as) {
		if o.Item == "License not found" {
			return true
		}
	}
	return false
}
