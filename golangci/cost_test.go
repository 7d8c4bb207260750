//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// BenchmarkCost has golangci-lint look at the module in the folder TREE, with
// each of the plugins in turn: alone, and beside the linters that are enabled by
// default. What it reports are ratios of CPU time and of peak memory, medians
// over the rounds. A cold cache of golangci-lint is empty, a warm one has all
// results; that of the go command is warm.
func BenchmarkCost(b *testing.B) {
	dir := os.Getenv("TREE")
	if dir == "" {
		b.Skip("TREE=folder says what to look at")
	}
	for name, others := range map[string]string{"alone": "none", "beside": "standard"} {
		b.Run(name, func(b *testing.B) { benchmarkCost(b, dir, others) })
	}
}

func benchmarkCost(b *testing.B, dir, others string) {
	costs := map[string][]cost{} // by plugin and state
	for b.Loop() {
		for _, plugin := range []string{"nothing", "facts", "vpplint"} {
			config := filepath.Join(b.TempDir(), plugin+".yml")
			text := strings.NewReplacer("vpplint", plugin, "default: none", "default: "+others).Replace(configuration("{}"))
			if err := os.WriteFile(config, []byte(text), 0o666); err != nil {
				b.Fatal(err)
			}
			cache := b.TempDir()
			for _, state := range []string{"cold", "warm"} {
				key := plugin + " " + state
				costs[key] = append(costs[key], measure(b, dir, cache, config))
			}
		}
	}
	for _, state := range []string{"cold", "warm"} {
		for _, base := range []string{"facts", "nothing"} {
			ours, theirs := costs["vpplint "+state], costs[base+" "+state]
			b.ReportMetric(medianRatio(ours, theirs, cost.cpu), state+"-cpu/"+base)
			b.ReportMetric(medianRatio(ours, theirs, cost.peak), state+"-peak/"+base)
		}
	}
	b.ReportMetric(0, "ns/op") // says nothing
}

type cost struct{ *os.ProcessState }

func (c cost) cpu() float64 { return (c.UserTime() + c.SystemTime()).Seconds() }

// peak is in the system's own unit.
func (c cost) peak() float64 { return float64(c.SysUsage().(*syscall.Rusage).Maxrss) }

// measure runs golangci-lint, whatever it finds.
func measure(b *testing.B, dir, cache, config string) cost {
	b.Helper()
	cmd := exec.Command("golangci-lint", "run", "-c="+config, "--issues-exit-code=0", "./...")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOLANGCI_LINT_CACHE="+cache, "PWD="+dir)
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	return cost{cmd.ProcessState}
}

// medianRatio is that of the rounds' ratios.
func medianRatio(ours, theirs []cost, of func(cost) float64) float64 {
	var ratios []float64
	for i := range ours {
		ratios = append(ratios, of(ours[i])/of(theirs[i]))
	}
	slices.Sort(ratios)
	return ratios[len(ratios)/2]
}
