package report

import (
	"math"
	"strconv"
	"time"

	"github.com/vpplint/vpplint/internal/schedule"
)

// scale maps times to places on the axis of a picture.
type scale struct {
	left, width float64
	end         time.Duration
	unit        time.Duration // of a logarithmic scale; 0 for a linear one
}

// narrow is the share of an axis below which two marks cannot be told apart.
const narrow = 1.0 / 80

// newScale returns a scale from 0 to end on which gaps can be seen, the least of
// which is given: linear if that is enough.
func newScale(left, width float64, end, least time.Duration) scale {
	s := scale{left: left, width: width, end: max(end, time.Second)}
	if least > 0 && float64(least) < narrow*float64(s.end) {
		s.unit = max(least, 100*time.Millisecond)
	}
	return s
}

// x is where a time is.
func (s scale) x(t time.Duration) float64 {
	part := float64(t) / float64(s.end)
	if s.unit > 0 {
		part = math.Log1p(float64(t)/float64(s.unit)) / math.Log1p(float64(s.end)/float64(s.unit))
	}
	return tenths(s.left + s.width*part)
}

// tenths is a length that is short to write.
func tenths(x float64) float64 { return math.Round(10*x) / 10 }

// tick is a mark on the axis.
type tick struct {
	X    float64
	Text string
}

// day is for the long run.
const day = 24 * time.Hour

// round are the times that people count in.
var round = [...]time.Duration{
	time.Second, 2 * time.Second, 5 * time.Second, 10 * time.Second, 30 * time.Second,
	time.Minute, 2 * time.Minute, 5 * time.Minute, 10 * time.Minute, 30 * time.Minute,
	time.Hour, 2 * time.Hour, 6 * time.Hour, 12 * time.Hour,
	day, 2 * day, 7 * day, 14 * day, 30 * day, 60 * day, 180 * day, 365 * day,
}

// apart is the least distance of two ticks, and mostTicks how many there are at
// most on a linear scale.
const (
	apart     = 56.0
	mostTicks = 9
)

// ticks are round times along the axis.
func (s scale) ticks() []tick {
	list := []tick{{s.x(0), "0"}}
	if s.unit == 0 {
		step := 100 * time.Millisecond
		for _, r := range round {
			if s.end/step < mostTicks {
				break
			}
			step = r
		}
		for t := step; t <= s.end && len(list) <= 2*mostTicks; t += step {
			list = append(list, tick{s.x(t), clock(t)})
		}
		return list
	}
	for _, t := range round {
		x := s.x(t)
		if t > s.end || x-list[len(list)-1].X < apart {
			continue
		}
		list = append(list, tick{x, clock(t)})
	}
	return list
}

// clock is a time for an axis: "30s", "2m", "2d".
func clock(t time.Duration) string {
	if t >= 2*day && t%day == 0 {
		return strconv.Itoa(int(t/day)) + "d"
	}
	return schedule.Duration(t)
}
