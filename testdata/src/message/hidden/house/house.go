// Package house uses the store without knowing it: not even by an import.
package house

import (
	"strings"

	"message/hidden/port"
	"message/hidden/wiring"
)

func given(p wiring.Parts) bool {
	v, err := p.Store.Give("361309726")
	return err == nil && v.Words() == "License already assigned" // want `errorMessage compared with "License already assigned" in house\.given`
}

func givenTo(p wiring.Parts, me string) bool {
	v, err := p.Store.Give("361309726")
	return err == nil && v.Holder() == "License already assigned"
}

func taken(p wiring.Parts) bool {
	err := p.Store.Take("361309726")
	return err != nil && strings.Contains(err.Error(), "not found") // want `errorMessage searched by strings\.Contains for "not found" in house\.taken`
}

func last(s port.Store) bool { return s.Last().Words() == "License not found" } // want `errorMessage compared with "License not found" in house\.last`

func said(v port.Verdict) bool { return v.Words() == "License not found" } // want `errorMessage compared with "License not found" in house\.said`

func saidTo(v port.Verdict) bool { return strings.HasPrefix(v.Holder(), "License") }

func handed(p wiring.Parts) bool {
	r := p.Desk.Hand("361309726")
	return r != nil && strings.HasPrefix(r.Reason(), "License already") // want `errorMessage searched by strings\.HasPrefix for "License already" in house\.handed`
}

func handedItem(p wiring.Parts) bool {
	r := p.Desk.Hand("361309726")
	return r != nil && strings.HasPrefix(r.Item(), "License already")
}

// refused looks for the store's own word.
func refused(p wiring.Parts) bool {
	r := p.Desk.Hand("361309726")
	return r != nil && strings.HasPrefix(r.Error(), "refused: ")
}
