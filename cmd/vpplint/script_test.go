package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/vpplint/vpplint/internal/parity"
)

func TestMain(m *testing.M) {
	testscript.Main(m, variants)
}

// TestScripts runs the command as people do. Each script is a module, the
// commands, and what they print.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(env *testscript.Env) error {
			for _, name := range []string{"GOCACHE", "GOMODCACHE", "GOPATH"} {
				out, err := exec.Command("go", "env", name).Output()
				if err != nil {
					return err
				}
				env.Setenv(name, string(out[:len(out)-1]))
			}
			for variable, command := range map[string]string{"VPPLINT": "vpplint", "FAILING": "vpplint-failing"} {
				path, err := exec.LookPath(command)
				if err != nil {
					return err
				}
				env.Setenv(variable, path)
			}
			env.Setenv("XDG_CACHE_HOME", filepath.Join(env.WorkDir, ".cache"))
			env.Setenv("GOPROXY", "off")
			env.Setenv("GOFLAGS", "")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": parity.Exits[*testscript.TestScript], "await": await},
		// With UPDATE=1, what is printed replaces what was expected.
		UpdateScripts: os.Getenv("UPDATE") != "",
	})
}

// await waits until a file exists: "await FILE".
func await(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: await FILE")
	}
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(10 * time.Millisecond) {
		if _, err := os.Stat(ts.MkAbs(args[0])); err == nil {
			return
		}
		if time.Now().After(deadline) {
			ts.Fatalf("%s never came", args[0])
		}
	}
}
