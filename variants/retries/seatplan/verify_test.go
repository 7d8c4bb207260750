//go:build verify

package seatplan

import (
	"context"
	"testing"

	"example.com/loopsa/internal/pin"
)

func TestPinned(t *testing.T) {
	var cs []pin.Case
	for n, f := range map[string]func(context.Context, Seat) error{
		"Music": Music, "Arts": Arts, "Physics": Physics, "Chemistry": Chemistry, "Biology": Biology, "Geology": Geology, "Algebra": Algebra,
		"Geometry": Geometry, "Statistics": Statistics, "Latin": Latin, "Greek": Greek, "History": History, "Politics": Politics, "Drama": Drama,
		"Dance": Dance, "Sports": Sports, "Ethics": Ethics, "Maker": Maker, "Library": Library, "Lobby": Lobby,
	} {
		cs = append(cs, pin.C(n, func(ctx context.Context) { f(ctx, Seat{"1", "u"}) }).Runs(2))
	}
	pin.Run(t, cs...)
}
