package twin_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/vpplint/vpplint/internal/twin"
	"github.com/vpplint/vpplint/internal/twin/pinned"
)

const (
	fixtures   = "../../testdata/src"
	lookalikes = "retry_lookalikes" // they do not speak VPP: nothing is predicted
)

// themes are the fixtures of the retry rules that are decided.
func themes(t *testing.T) []string {
	t.Helper()
	dirs, err := filepath.Glob(filepath.Join(fixtures, "retry_*"))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, dir := range dirs {
		if name := filepath.Base(dir); name != lookalikes {
			out = append(out, name)
		}
	}
	if len(out) == 0 {
		t.Fatal("no fixtures")
	}
	return out
}

// load copies and analyses themes.
func load(t *testing.T, src string, themes ...string) (*twin.Workspace, []*twin.Package) {
	t.Helper()
	w, err := twin.Copy(t.TempDir(), src, themes...)
	if err != nil {
		t.Fatal(err)
	}
	pkgs, err := w.Load()
	if err != nil {
		t.Fatal(err)
	}
	return w, pkgs
}

func record(t *testing.T, w *twin.Workspace, pkgs []*twin.Package) map[string]pinned.Recording {
	t.Helper()
	recordings, err := w.Record(pkgs)
	if err != nil {
		t.Fatal(err)
	}
	return recordings
}

// differences compares everything that is known of an entry.
func differences(p *twin.Package, e twin.Entry, rec pinned.Recording) []string {
	var out []string
	for _, number := range pinned.Numbers {
		predicted, err := p.Predict(e, number)
		if err != nil {
			out = append(out, err.Error())
			continue
		}
		out = append(out, twin.Compare(rec, number, predicted)...)
	}
	return out
}

// TestTwins runs every exported function of the retry fixtures, and wants each
// of its sends at the time that replay predicts. A function that cannot be run,
// or whose schedule nobody knows, says so in its doc comment: //twin:none WHY.
func TestTwins(t *testing.T) {
	w, pkgs := load(t, fixtures, themes(t)...)
	recordings := record(t, w, pkgs)
	for _, p := range pkgs {
		for _, e := range p.Entries {
			if e.Reason != "" {
				continue
			}
			t.Run(e.Name, func(t *testing.T) {
				rec := recordings[e.Name]
				if len(rec.Requests) == 0 {
					t.Fatal("it sends nothing: say why with //twin:none")
				}
				for _, d := range differences(p, e, rec) {
					t.Error(d)
				}
			})
		}
	}
}

// TestTwinsNoticeAChange runs functions that differ from those that are
// predicted, in one constant each: no other function may become wrong.
func TestTwinsNoticeAChange(t *testing.T) {
	changes := []struct{ theme, from, to, wrong string }{
		{"retry_loops", "time.Sleep(15 * time.Second)", "time.Sleep(16 * time.Second)", "retry_loops.PostStatement"},
		{"retry_loops", "i < 7", "i < 8", "retry_loops.CountedSeven"},
		{"retry_delays", "ceiling = 45 * time.Second", "ceiling = 46 * time.Second", "retry_delays.CapByIf"},
		{"retry_delays", "5*time.Second + time.Duration(rand.", "6*time.Minute + time.Duration(rand.", "retry_delays.Jitter"},
		{"retry_deadlines", "end := time.Now().Add(2 * time.Minute)", "end := time.Now().Add(3 * time.Minute)", "retry_deadlines.After"},
		{"retry_deciders", "case taken:\n\t\t\treturn nil", "case taken:", "retry_deciders.TypeSwitch"},
		{"retry_queues", "j.tries == 3", "j.tries == 2", "retry_queues.Drain"},
		{"retry_waits", "time.AfterFunc(15*time.Minute", "time.AfterFunc(16*time.Minute", "retry_waits.AfterFuncInMinutes"},
	}
	changed := t.TempDir()
	var list []string
	for _, c := range changes {
		if !slices.Contains(list, c.theme) {
			list = append(list, c.theme)
		}
	}
	for _, theme := range list {
		if err := os.CopyFS(filepath.Join(changed, theme), os.DirFS(filepath.Join(fixtures, theme))); err != nil {
			t.Fatal(err)
		}
	}
	var want []string
	for _, c := range changes {
		replace(t, filepath.Join(changed, c.theme, strings.TrimPrefix(c.theme, "retry_")+".go"), c.from, c.to)
		want = append(want, c.wrong)
	}

	_, predicted := load(t, fixtures, list...)
	w, pkgs := load(t, changed, list...)
	recordings := record(t, w, pkgs)
	var got []string
	for _, p := range predicted {
		for _, e := range p.Entries {
			if e.Reason == "" && len(differences(p, e, recordings[e.Name])) > 0 {
				got = append(got, e.Name)
			}
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("these differ:\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
}

// replace changes the one place at which a file has some text.
func replace(t *testing.T, file, from, to string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(text), from); n != 1 {
		t.Fatalf("%s has %q %d times", file, from, n)
	}
	if err := os.WriteFile(file, []byte(strings.Replace(string(text), from, to, 1)), 0o666); err != nil {
		t.Fatal(err)
	}
}

// TestLookalikesDoRetry shows that the look-alikes are silent for want of
// evidence alone: run against the same service, they do what is reported of
// others.
func TestLookalikesDoRetry(t *testing.T) {
	w, pkgs := load(t, fixtures, lookalikes)
	recordings := record(t, w, pkgs)
	for _, name := range []string{
		"(" + lookalikes + "/alpaca.Device).Open",
		"(" + lookalikes + "/alpaca.Device).Slew",
		lookalikes + "/pair.Read",
		lookalikes + "/corroborated.Read",
	} {
		rec := recordings[name]
		if len(rec.Requests) != 1 {
			t.Errorf("%s sends %d requests, want 1", name, len(rec.Requests))
			continue
		}
		times := rec.Requests[0].Times[9603]
		if len(times) < 7 || times[6]-times[5] >= time.Minute {
			t.Errorf("%s does not retry: %v", name, times)
		}
	}
	for _, p := range pkgs {
		for _, e := range p.Entries {
			predicted, err := p.Predict(e, 9603)
			speaks := p.Path == lookalikes+"/corroborated"
			if silent := err != nil || len(predicted) == 0; silent == speaks {
				t.Errorf("%s: predicted %v, %v", e.Name, predicted, err)
			}
		}
	}
}
