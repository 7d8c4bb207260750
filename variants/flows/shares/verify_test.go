//go:build verify

package shares

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"example.com/loopsb/internal/pin"
)

func TestPinned(t *testing.T) {
	// Every device has an entry with the number.
	answer := func(n int, path string, body []byte) string {
		var in Share
		json.Unmarshal(body, &in)
		var es []string
		for _, s := range in.Serials {
			e := Entry{Serial: s, ErrorNumber: n}
			if n != 0 {
				e.ErrorMessage = "x"
			}
			b, _ := json.Marshal(e)
			es = append(es, string(b))
		}
		if n == 0 {
			return fmt.Sprintf(`{"status":0,"associations":[%s]}`, strings.Join(es, ","))
		}
		return fmt.Sprintf(`{"status":-1,"errorNumber":%d,"errorMessage":"x","associations":[%s]}`, n, strings.Join(es, ","))
	}
	in := func() Share { return Share{"1", "STDQ", []string{"a", "b", "c"}} }
	cs := []pin.Case{
		pin.C("Sharer.Everyone", func(ctx context.Context) { NewSharer("https://vpp.example").Everyone(ctx, in()) }).Answer(answer),
		pin.C("Sharer.EveryoneOnce", func(ctx context.Context) { NewSharer("https://vpp.example").EveryoneOnce(ctx, in()) }).Answer(answer),
		pin.C("Sharer.Singles", func(ctx context.Context) { NewSharer("https://vpp.example").Singles(ctx, in()) }).Answer(answer),
	}
	for n, f := range map[string]func(*Sharer, context.Context, Share) error{
		"Failures": (*Sharer).Failures, "FailuresNot": (*Sharer).FailuresNot, "Whole": (*Sharer).Whole, "WholeStatus": (*Sharer).WholeStatus,
		"WholeTop": (*Sharer).WholeTop, "Majority": (*Sharer).Majority, "Halves": (*Sharer).Halves, "Offenders": (*Sharer).Offenders,
	} {
		cs = append(cs, pin.C("Sharer."+n, func(ctx context.Context) { f(NewSharer("https://vpp.example"), ctx, in()) }).Answer(answer))
	}
	pin.Run(t, cs...)
}
