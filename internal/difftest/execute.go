package difftest

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// Schedule is when one request was sent.
type Schedule struct {
	Times    []time.Duration
	Finished bool // the function stopped by itself
	Cut      bool // it was stopped after 100 sends
}

// Request is what really happened to one request of a function.
type Request struct {
	Key       string
	Schedules map[int]Schedule // by the number that it was answered with
}

// Write puts the package and its harness into a folder, as a module.
func (b Batch) Write(dir string) error {
	for name, text := range map[string]string{
		"go.mod":       "module " + path + "\n\ngo 1.26\n",
		"vpp.go":       b.Source(),
		"play_test.go": b.Harness(),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// Run compiles and runs what Write wrote, and returns the requests of each
// function in the order in which they were first sent.
func Run(dir string) (map[string][]Request, error) {
	cmd := exec.Command("go", "test", "-vet=off", "-count=1", ".")
	cmd.Dir = dir
	cmd.Env = environment()
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%w\n%s", err, out)
	}
	data, err := os.ReadFile(filepath.Join(dir, "schedules.json"))
	if err != nil {
		return nil, err
	}
	var all map[string][]Request
	return all, json.Unmarshal(data, &all)
}

func environment() []string {
	return append(os.Environ(), "GOWORK=off", "GOFLAGS=", "GOPROXY=off")
}
