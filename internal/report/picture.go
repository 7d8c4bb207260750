package report

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/vpplint/vpplint/internal/finding"
	"github.com/vpplint/vpplint/internal/retry"
	"github.com/vpplint/vpplint/internal/schedule"
)

// The measures of a picture, in its own units.
const (
	pictureWidth = 920.0
	plotLeft     = 244.0
	plotWidth    = 632.0
	laneHeight   = 50.0
	laneTop      = 2.0
	axisHeight   = 30.0
	labelWidth   = 190.0
	markRadius   = 5.0
)

// picture shows schedules on one time axis: a lane for each, a mark for each
// send, and in the lanes of 9603 what the rule wants after so many attempts.
type picture struct {
	ID            string // unique on the page
	Text          string // for those who cannot see it
	Width, Height float64
	Axis          float64 // its height
	PlotLeft      float64
	PlotRight     float64
	Ticks         []tick
	Stretched     bool // the axis is logarithmic
	Lanes         []lane
}

// lane is one schedule.
type lane struct {
	Y        float64
	Name     string // the answer
	Verdict  string // in words
	Class    string // how it looks
	Message  string
	Lines    []string // the message, broken
	Times    string   // for those who point at it
	Quiet    []span   // where no send should be
	Line     float64
	Label    string // of the line; "" where there is no line
	Before   bool   // the label stands before the line: behind it is no room
	Marks    []mark
	More     float64 // where it goes on; 0 where it does not
	Unknown  float64 // behind which it is not known; 0 where all is
	Known    bool
	Baseline span
}

// span is a part of the axis.
type span struct{ X, Width float64 }

// mark is a send, or several that are too close for the picture.
type mark struct {
	X       float64
	Width   float64 // of several
	Sends   int     // how many they are
	Wrong   bool
	Earlier span   // where it may be, too, if its time is random
	Number  string // which send it is; "" for those between
}

// drawn is what a lane shows.
type drawn struct {
	name, verdict, class, message string
	schedule                      *finding.Schedule
	judged                        bool // the rule about 9603 looks at it
}

// drawing makes a picture of schedules.
func drawing(id string, list []drawn, limits retry.Limits) picture {
	p := picture{
		ID: id, Width: pictureWidth, PlotLeft: plotLeft, PlotRight: plotLeft + plotWidth,
		Axis: laneTop + laneHeight*float64(len(list)),
	}
	p.Height = p.Axis + axisHeight
	s := scaleFor(list, limits)
	p.Ticks, p.Stretched = s.ticks(), s.unit > 0
	for i, d := range list {
		l := d.lane(s, limits)
		l.Y = laneTop + laneHeight*(float64(i)+0.5)
		p.Lanes = append(p.Lanes, l)
		p.Text += fmt.Sprintf("%s %s: %s, sends at %s. ", d.name, d.verdict, d.message, l.Times)
	}
	return p
}

// times are the latest times of the sends that a picture shows. They end where
// one is not known.
func (d drawn) times() (times []time.Duration, earliest []time.Duration) {
	if d.schedule == nil {
		return nil, nil
	}
	times, earliest = []time.Duration{0}, []time.Duration{0}
	for i, g := range d.schedule.Gaps {
		if i+1 == maxSends || g.Unknown {
			break
		}
		times = append(times, times[i]+schedule.Round(g.Max))
		earliest = append(earliest, earliest[i]+schedule.Round(g.Min))
	}
	return times, earliest
}

// scaleFor is a scale on which all that is to be drawn has its place.
func scaleFor(list []drawn, limits retry.Limits) scale {
	var end, least time.Duration
	for _, d := range list {
		times, _ := d.times()
		for i, t := range times {
			end = max(end, t)
			if d.quiet(i+1, len(times), limits) {
				end = max(end, t+limits.EscalatedDelay)
			}
			if i > 0 && t > times[i-1] && (least == 0 || t-times[i-1] < least) {
				least = t - times[i-1]
			}
		}
	}
	return newScale(plotLeft, plotWidth, end, least)
}

// lane draws one schedule.
func (d drawn) lane(s scale, limits retry.Limits) lane {
	l := lane{Name: d.name, Verdict: d.verdict, Class: d.class, Message: d.message, Lines: broken(d.message), Known: d.schedule != nil, Times: "unknown times"}
	if !l.Known {
		return l
	}
	l.Times = schedule.Times(d.schedule.Schedule)
	times, earliest := d.times()
	for i, t := range times {
		send := i + 1
		wrong := d.schedule.First > 0 && d.schedule.First <= send && (send <= d.schedule.Last || d.schedule.Last == d.schedule.Sends())
		l.add(mark{X: s.x(t), Sends: 1, Wrong: wrong, Earlier: span{s.x(earliest[i]), tenths(s.x(t) - s.x(earliest[i]))}}, send, d.numbers(send, len(times)))
		// After more than so many attempts comes the quiet.
		if d.quiet(send, len(times), limits) {
			l.quiet(s.x(t), s.x(min(s.end, t+limits.EscalatedDelay)))
			if send == limits.MaxAttempts+1 {
				l.Line, l.Before = s.x(t), s.x(t) > plotLeft+plotWidth-labelWidth
				l.Label = fmt.Sprintf("more than %d attempts: wait %s", limits.MaxAttempts, schedule.Duration(limits.EscalatedDelay))
			}
		}
	}
	last := l.Marks[len(l.Marks)-1].X + l.Marks[len(l.Marks)-1].Width
	l.Baseline = span{plotLeft, tenths(last - plotLeft)}
	switch {
	case len(times) < maxSends && len(times) < d.schedule.Sends():
		l.Unknown = last
	case len(times) < d.schedule.Sends() || !d.schedule.Ended:
		l.More = last
	}
	return l
}

// quiet says whether a send is one that no other should follow soon. The last
// one is followed by none.
func (d drawn) quiet(send, shown int, limits retry.Limits) bool {
	return d.judged && send > limits.MaxAttempts && (send < shown || !d.schedule.Ended)
}

// numbers says whether a send is one whose number is shown: the first, the last,
// and the first that is wrong.
func (d drawn) numbers(send, shown int) bool {
	return shown > 1 && (send == 1 || send == shown || send == d.schedule.First)
}

// add adds a mark, or makes it one with the mark before it.
func (l *lane) add(m mark, send int, numbered bool) {
	if numbered {
		m.Number = strconv.Itoa(send)
	}
	if n := len(l.Marks); n > 0 {
		before := &l.Marks[n-1]
		switch end := before.X + before.Width; {
		case m.X-end >= 1.6*markRadius:
		case before.Wrong == m.Wrong:
			before.Width = max(before.Width, tenths(m.X-before.X))
			before.Sends++
			before.Number = ""
			return
		default: // beside it, where it can be seen
			m.X = tenths(end + 3.4*markRadius)
		}
	}
	l.Marks = append(l.Marks, m)
}

// quiet adds a time without sends, or prolongs the one before it.
func (l *lane) quiet(from, to float64) {
	if n := len(l.Quiet); n > 0 && l.Quiet[n-1].X+l.Quiet[n-1].Width >= from {
		l.Quiet[n-1].Width = tenths(to - l.Quiet[n-1].X)
		return
	}
	l.Quiet = append(l.Quiet, span{from, tenths(to - from)})
}

// lineLength is how many characters of a message go beside a lane, and maxLines
// how many lines of them.
const (
	lineLength = 37
	maxLines   = 2
)

// broken breaks a message into lines. What has no room is left out: it stands
// in the title, too.
func broken(message string) (lines []string) {
	for _, word := range strings.Fields(message) {
		last := len(lines) - 1
		switch {
		case last >= 0 && utf8.RuneCountInString(lines[last]+" "+word) <= lineLength:
			lines[last] += " " + word
		case len(lines) == maxLines:
			lines[last] += " …"
			return lines
		default:
			lines = append(lines, word)
		}
	}
	return lines
}
