// Package bulkjob runs assignments for whole grades, over days.
package bulkjob

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// State of a job.
type State string

// States.
const (
	Queued  State = "queued"
	Running State = "running"
	Failed  State = "failed"
	Over    State = "over"
)

// response is what the service answered to a chunk.
type response struct {
	Status       int          `json:"status"`
	ErrorNumber  int          `json:"errorNumber"`
	ErrorMessage string       `json:"errorMessage"`
	Associations []assignment `json:"associations"`
}

type assignment struct {
	ClientUserID string `json:"clientUserIdStr"`
	ErrorNumber  int    `json:"errorNumber"`
	ErrorMessage string `json:"errorMessage"`
}

// Job is persisted between the runs.
type Job struct {
	ID      string         `json:"id"`
	State   State          `json:"state"`
	Cause   string         `json:"cause"`
	Number  int            `json:"number"`
	Tries   int            `json:"tries"`
	Trail   []Step         `json:"trail"`
	Summary map[string]int `json:"summary"`
	Parent  *Job           `json:"-"`
}

// Step is an entry of the trail.
type Step struct {
	At   time.Time `json:"at"`
	Text string    `json:"text"`
	By   string    `json:"by"`
}

// stepError stops a job.
type stepError struct {
	job  *Job
	text string
}

func (e *stepError) Error() string { return "job " + e.job.ID + " stopped: " + e.text }

func (j *Job) record(by, format string, args ...any) {
	j.Trail = append(j.Trail, Step{At: time.Now(), By: by, Text: fmt.Sprintf(format, args...)})
}

// Feed takes an answer.
func (j *Job) Feed(b []byte) error {
	var r response
	if err := json.Unmarshal(b, &r); err != nil {
		return err
	}
	j.Cause, j.Number = r.ErrorMessage, r.ErrorNumber
	for _, a := range r.Associations {
		if a.ErrorNumber != 0 {
			j.Summary[a.ErrorMessage]++
			j.record(a.ClientUserID, "%s: %s", a.ClientUserID, a.ErrorMessage)
		}
	}
	if r.ErrorNumber != 0 {
		j.State = Failed
		return &stepError{j, r.ErrorMessage}
	}
	j.State = Over
	return nil
}

// Requeue puts a job that failed back.
//
//want:vpperrormessage
func (j *Job) Requeue() bool {
	if j.State == Failed && j.Cause == "Internal error." {
		j.State, j.Tries = Queued, j.Tries+1
		return true
	}
	return false
}

// Rewind puts a job that failed back.
func (j *Job) Rewind() bool {
	if j.State == Failed && j.Number == 9603 && j.Cause != "" && j.Tries < 5 {
		j.State, j.Tries = Queued, j.Tries+1
		return true
	}
	return false
}

// Skipped counts the ones that had a seat.
//
//want:vpperrormessage
func (j *Job) Skipped() int { return j.Summary["License already assigned"] }

// Starving asks whether half of the grade has no seat.
//
//want:vpperrormessage
func (j *Job) Starving(grade int) bool { return j.Summary["License not found"]*2 > grade }

// Variety counts the different causes.
func (j *Job) Variety() (n int, list []string) {
	for text, c := range j.Summary {
		list = append(list, fmt.Sprintf("%d× %s", c, text))
	}
	slices.Sort(list)
	return len(j.Summary), list
}

// Touched asks the trail.
//
//want:vpperrormessage
func (j *Job) Touched() bool {
	return slices.ContainsFunc(j.Trail, func(s Step) bool { return strings.HasSuffix(s.Text, "user not found") })
}

// TouchedBy asks the trail.
func (j *Job) TouchedBy(who string) bool {
	return slices.ContainsFunc(j.Trail, func(s Step) bool { return s.By == who || strings.HasPrefix(s.By, who+"/") })
}

// Root follows the parents.
//
//want:vpperrormessage
func (j *Job) Root() *Job {
	for j.Parent != nil && j.Parent.Cause != "The token has expired." {
		j = j.Parent
	}
	return j
}

// Top follows the parents.
func (j *Job) Top() *Job {
	for j.Parent != nil && j.Parent.State != Queued && j.Parent.ID != "root" {
		j = j.Parent
	}
	return j
}

// Twins have the same cause.
func (j *Job) Twins(all []*Job) (out []*Job) {
	for _, o := range all {
		if o != j && o.Cause == j.Cause && o.State == j.State {
			out = append(out, o)
		}
	}
	return out
}

// Run feeds, and swallows what cannot be helped.
//
//want:vpperrormessage
func Run(j *Job, b []byte) error {
	err := j.Feed(b)
	var se *stepError
	if errors.As(err, &se) && strings.HasPrefix(se.text, "License is irrevocable") {
		return nil
	}
	return err
}

// Go feeds, and swallows what cannot be helped.
func Go(j *Job, b []byte) error {
	err := j.Feed(b)
	var se *stepError
	if errors.As(err, &se) && (se.job.Number == 9607 || se.job.ID == "demo") {
		return nil
	}
	if err != nil && err.Error() == "unexpected end of JSON input" {
		return nil
	}
	return err
}

// All feeds in a row.
//
//want:vpperrormessage
func All(jobs []*Job, bodies [][]byte) (lost int) {
	var errs []error
	for i, j := range jobs {
		errs = append(errs, j.Feed(bodies[i]))
	}
	for _, err := range errs {
		if err != nil && strings.Contains(err.Error(), "License was refunded") {
			lost++
		}
	}
	return lost
}

// Some feeds in a row.
func Some(jobs []*Job, bodies [][]byte) (errs []string) {
	for i, j := range jobs {
		if err := j.Feed(bodies[i]); err != nil && !slices.Contains(errs, err.Error()) {
			errs = append(errs, err.Error())
		}
	}
	return errs
}

// Next chooses the job to run.
//
//want:vpperrormessage
func Next(jobs []*Job) *Job {
	weight := func(j *Job) int {
		w := j.Tries
		if strings.Contains(j.Cause, "maintenance") {
			w += 100
		}
		return w
	}
	return slices.MinFunc(jobs, func(a, b *Job) int { return weight(a) - weight(b) })
}

// Restore reads a job back.
//
//want:vpperrormessage
func Restore(b []byte) (*Job, error) {
	j := new(Job)
	if err := json.Unmarshal(b, j); err != nil {
		return nil, err
	}
	if j.Cause == "Too many recent calls to manage licenses with identical requests" {
		j.State = Over
	}
	return j, nil
}

// Load reads a job back.
func Load(b []byte) (*Job, error) {
	j := new(Job)
	if err := json.Unmarshal(b, j); err != nil {
		return nil, err
	}
	if j.State == "" || strings.HasPrefix(j.ID, "tmp-") || j.Cause == "" {
		j.State = Queued
	}
	return j, nil
}
