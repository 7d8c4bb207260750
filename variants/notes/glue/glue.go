// Package glue uses the VPP bridge.
package glue

import (
	"context"
	"errors"
	"fmt"
	"sort"
	"strings"
	"sync"

	"example.com/messagec/lib/errs"
	"example.com/messagec/lib/retry"
	"example.com/messagec/lib/text"
	"example.com/messagec/pb"
)

// Bridge is the bridge.
type Bridge interface {
	Assign(ctx context.Context, serial string) (*pb.AssignReply, error)
}

func check(r *pb.AssignReply) error {
	if f := r.GetFailed(); f != nil {
		return errs.Wrap("assign", errors.New(f.GetErrorMessage()), "number", f.GetErrorNumber(), "message", f.GetErrorMessage())
	}
	return nil
}

// Direct asks a getter.
//
//want:vpperrormessage
func Direct(r *pb.AssignReply) bool {
	return r.GetFailed().GetErrorMessage() == "License already assigned"
}

// Each asks getters of a map.
//
//want:vpperrormessage
func Each(r *pb.AssignReply) (gone []string) {
	for serial, f := range r.GetEach() {
		if strings.HasPrefix(f.GetErrorMessage(), "Unable to find") {
			gone = append(gone, serial)
		}
	}
	sort.Strings(gone)
	return gone
}

// Serial looks at serials.
func Serial(r *pb.AssignReply) bool {
	for serial := range r.GetEach() {
		if strings.HasPrefix(serial, "DMP") {
			return true
		}
	}
	return false
}

// Hinted looks at hints.
func Hinted(r *pb.AssignReply) bool { return r.GetFailed().GetHint() == "License already assigned" }

// Fielded looks at a field of a chain.
//
//want:vpperrormessage
func Fielded(r *pb.AssignReply) bool {
	err := fmt.Errorf("glue: %w", check(r))
	s, _ := errs.Field(err, "message").(string)
	return strings.Contains(s, "sToken")
}

// Root looks at the end of a chain.
//
//want:vpperrormessage
func Root(r *pb.AssignReply) bool {
	return errs.Root(check(r)).Error() == "Internal error."
}

// Many looks at many.
//
//want:vpperrormessage
func Many(rs []*pb.AssignReply) bool {
	var all error
	for _, r := range rs {
		if err := check(r); err != nil {
			all = errs.Append(all, err)
		}
	}
	return all != nil && strings.Count(all.Error(), "already assigned") == len(rs)
}

// Retried tries again.
//
//want:vpperrormessage
func Retried(ctx context.Context, b Bridge, serial string) error {
	return retry.If(4, func() error {
		r, err := b.Assign(ctx, serial)
		if err != nil {
			return err
		}
		return check(r)
	}, func(err error) bool {
		return strings.Contains(err.Error(), "temporarily unavailable")
	})
}

// RetriedByNumber tries again.
func RetriedByNumber(ctx context.Context, b Bridge, serial string) error {
	return retry.If(4, func() error {
		r, err := b.Assign(ctx, serial)
		if err != nil {
			return err
		}
		return check(r)
	}, func(err error) bool { return errs.Field(err, "number") == int32(9646) })
}

// busy is a matcher.
//
//want:maybe:vpperrormessage
var busy text.Matcher = text.Words{"temporarily", "unavailable"}

// Busy matches. The words are in the variable.
//
//want:maybe:vpperrormessage
func Busy(f *pb.VppError) bool { return busy.Match(f.GetErrorMessage()) }

// Listed looks into a list.
//
//want:vpperrormessage
func Listed(f *pb.VppError) bool {
	return text.OneOf(f.GetErrorMessage(), "License not found", "License is irrevocable")
}

// Shown makes it nice.
func Shown(f *pb.VppError) string { return "Apple: " + text.First(f.GetErrorMessage(), ".\n") }

// Slug makes a slug, and looks at it.
//
//want:vpperrormessage
func Slug(f *pb.VppError) bool {
	switch text.Snake(f.GetErrorMessage()) {
	case "license_not_found", "license_already_assigned":
		return true
	}
	return false
}

// cache remembers.
type cache struct{ m sync.Map }

func (c *cache) put(serial string, f *pb.VppError) { c.m.Store(serial, f.GetErrorMessage()) }

// taken looks at what was remembered.
//
//want:vpperrormessage
func (c *cache) taken(serial string) bool {
	v, ok := c.m.Load(serial)
	return ok && v == "License already assigned"
}

// known says whether something was remembered.
func (c *cache) known(serial string) bool {
	v, ok := c.m.Load(serial)
	return ok && v != ""
}

// Cached uses a cache.
func Cached(r *pb.AssignReply) int {
	var c cache
	n := 0
	for serial, f := range r.GetEach() {
		c.put(serial, f)
		if c.taken(serial) || c.known(serial) {
			n++
		}
	}
	return n
}

// class is a class.
type class int

const (
	unknown class = iota
	seat
	user
)

// classOf classifies by text.
//
//want:vpperrormessage
func classOf(msg string) (c class) {
	defer func() {
		if c == unknown && strings.HasSuffix(msg, "user.") {
			c = user
		}
	}()
	if strings.Contains(msg, "icense") {
		c = seat
	}
	return c
}

// Class classifies.
func Class(f *pb.VppError) bool { return classOf(f.GetErrorMessage()) == seat }

// byText sorts.
type byText []*pb.VppError

func (b byText) Len() int           { return len(b) }
func (b byText) Less(i, j int) bool { return b[i].GetErrorMessage() < b[j].GetErrorMessage() }
func (b byText) Swap(i, j int)      { b[i], b[j] = b[j], b[i] }

// Sorted sorts.
func Sorted(fs []*pb.VppError) { sort.Sort(byText(fs)) }

// Runs counts how often the same text comes one after the other.
func Runs(fs []*pb.VppError) (n int) {
	prev := ""
	for _, f := range fs {
		if msg := f.GetErrorMessage(); msg != prev {
			prev = msg
			n++
		}
	}
	return n
}
