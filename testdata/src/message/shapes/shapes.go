// Package shapes shows what the types of functions tell of which nothing else
// is known.
package shapes

import (
	"bytes"
	"strings"

	"example.com/doc"
	"example.com/faults"
)

// Reply is what manageVPPLicensesByAdamIdSrv answers.
type Reply struct {
	Num  int    `json:"errorNumber"`
	Msg  string `json:"errorMessage"`
	Adam string `json:"adamIdStr"`
}

type refusal struct{ Reply }

func (r refusal) Error() string { return r.Msg }

func value(b []byte) bool {
	d := doc.Parse(b)
	return d.Get("errorNumber").Int() != 0 && d.Get("errorMessage").String() == "License not found" // want `errorMessage compared with "License not found" in shapes\.value \(text through doc\.Value\.Get, doc\.Value\.String\)`
}

func valueOther(b []byte) bool {
	d := doc.Parse(b)
	_, _ = d.Get("errorNumber").Int(), d.Get("errorMessage").String()
	return d.Get("adamIdStr").String() == "License not found"
}

func asBytes(b []byte) bool {
	n, _ := doc.Get(b, "response", "errorNumber")
	v, _ := doc.Get(b, "response", "errorMessage")
	text, err := v.Bytes()
	return err == nil && n.Int() != 0 && bytes.Equal(text, []byte("License not found")) // want `errorMessage compared by bytes\.Equal with "License not found" in shapes\.asBytes \(text through doc\.Get, doc\.Value\.Bytes\)`
}

func asAny(b []byte) bool {
	d := doc.Parse(b)
	text, ok := d.Get("errorMessage").Any().(string)
	return ok && d.Get("errorNumber").Int() != 0 && text == "License not found" // want `errorMessage compared with "License not found" in shapes\.asAny \(text through doc\.Value\.Get, doc\.Value\.Any\)`
}

func inObject(d doc.Value) bool {
	o, err := d.Object()
	return err == nil && o.Get("errorNumber").Int() != 0 && o.Get("errorMessage").String() == "License not found" // want `errorMessage compared with "License not found" in shapes\.inObject \(text through doc\.Object\.Get, doc\.Value\.String\)`
}

func inList(b []byte) bool {
	if len(doc.Parse(b).Get("associations.#.errorNumber").Array()) == 0 {
		return false
	}
	for _, v := range doc.Parse(b).Get("associations.#.errorMessage").Array() {
		if strings.Contains(v.String(), "not found") { // want `errorMessage searched by strings\.Contains for "not found" in shapes\.inList \(text through doc\.Value\.Get, doc\.Value\.Array, doc\.Value\.String\)`
			return true
		}
	}
	return false
}

func inListOther(b []byte) bool {
	_, _ = doc.Get(b, "associations.#.errorMessage", "associations.#.errorNumber")
	for _, v := range doc.Parse(b).Get("associations.#.serialNumber").Array() {
		if strings.Contains(v.String(), "not found") {
			return true
		}
	}
	return false
}

func each(b []byte) (n int) {
	_ = doc.Parse(b).Get("errorNumber")
	doc.Parse(b).Get("associations.#.errorMessage").Each(func(_ int, v doc.Value) bool {
		if v.String() == "License not found" { // want `errorMessage compared with "License not found" in shapes\.each \(text through doc\.Value\.Get, doc\.Value\.String\)`
			n++
		}
		return true
	})
	return n
}

func many(b []byte) bool {
	vs := doc.GetMany(b, "errorNumber", "errorMessage", "adamIdStr")
	return vs[0].Int() != 0 && vs[1].String() == "License not found" // want `errorMessage compared with "License not found" in shapes\.many \(text through doc\.GetMany, doc\.Value\.String\)`
}

func manyOther(b []byte) bool {
	vs := doc.GetMany(b, "errorNumber", "errorMessage", "adamIdStr")
	return vs[0].String() == "9610" || vs[2].String() == "License not found"
}

func configured(in any) bool {
	var r Reply
	d := doc.NewDecoder(&doc.Config{Result: &r, Tag: "json"})
	return d.Decode(in) == nil && r.Msg == "License not found" // want `errorMessage compared with "License not found" in shapes\.configured`
}

func configuredOther(in any) bool {
	var r Reply
	d := doc.NewDecoder(&doc.Config{Result: &r, Tag: "json"})
	return d.Decode(in) == nil && r.Adam == "License not found"
}

func made(r Reply) bool {
	return faults.Errorf("apple: %s", r.Msg).Error() == "apple: License not found" // want `errorMessage compared with "apple: License not found" in shapes\.made \(text through faults\.Errorf\)`
}

func posted(r Reply) bool {
	err := faults.Post(r.Msg)
	return err != nil && strings.Contains(err.Error(), "no such channel")
}

func wrapped(r Reply) bool {
	err := faults.Wrap(refusal{r}, "assign")
	return strings.HasSuffix(err.Error(), "not found") // want `errorMessage searched by strings\.HasSuffix for "not found" in shapes\.wrapped \(text through faults\.Wrap\)`
}

func cause(r Reply) bool {
	return faults.Cause(faults.Wrap(refusal{r}, "assign")).Error() == "License not found" // want `errorMessage compared with "License not found" in shapes\.cause \(text through faults\.Wrap, faults\.Cause\)`
}

func text(r Reply) bool { return faults.Text(refusal{r}) == "License not found" } // want `errorMessage compared with "License not found" in shapes\.text \(text through faults\.Text\)`

func collected(rs []Reply) bool {
	var err error
	for _, r := range rs {
		err = faults.Append(err, refusal{r})
	}
	for _, e := range faults.All(err) {
		if e.Error() == "License not found" { // want `errorMessage compared with "License not found" in shapes\.collected \(text through faults\.Append, faults\.All\)`
			return true
		}
	}
	return false
}

func grouped(r Reply) bool {
	var g faults.Group
	g.Go(func() error { return refusal{r} })
	err := g.Wait()
	return err != nil && err.Error() == "License not found" // want `errorMessage compared with "License not found" in shapes\.grouped \(text through faults\.Group\.Wait\)`
}

func groupedOther(r Reply) bool {
	var g faults.Group
	g.Go(func() error { return faults.New(r.Adam) })
	err := g.Wait()
	return err != nil && err.Error() == "License not found"
}
