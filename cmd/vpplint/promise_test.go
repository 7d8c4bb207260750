package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// helped is a module in which a client retries with a helper of a package that has
// nothing to do with VPP, and which has its patience from another one.
var helped = map[string]string{
	"go.mod": "module example.com/mdm\n\ngo 1.26\n",
	"patience/patience.go": `// Package patience waits.
package patience

import "time"

func Wait(n int) { time.Sleep(2 * time.Second) }
`,
	"again/again.go": `// Package again does things again.
package again

import "example.com/mdm/patience"

func Do(f func() error) error {
	for n := 0; ; n++ {
		if err := f(); err == nil {
			return nil
		}
		patience.Wait(n)
	}
}
`,
	"client/client.go": `package client

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"

	"example.com/mdm/again"
)

type answer struct {
	ErrorNumber  int    ` + "`json:\"errorNumber\"`" + `
	ErrorMessage string ` + "`json:\"errorMessage\"`" + `
}

func send(body []byte) error {
	resp, err := http.Post("https://vpp.itunes.apple.com/mdm/manageVPPLicensesByAdamIdSrv", "application/json", bytes.NewReader(body))
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var a answer
	if err := json.NewDecoder(resp.Body).Decode(&a); err != nil {
		return err
	}
	if a.ErrorNumber != 0 {
		return fmt.Errorf("vpp: %d", a.ErrorNumber)
	}
	return nil
}

func Assign(body []byte) error {
	return again.Do(func() error { return send(body) })
}
`,
}

// vetted is a module that go vet looks at, with a store of its own for facts that
// were promised.
type vetted struct{ dir, cache string }

func newVetted(t *testing.T) vetted {
	t.Helper()
	v := vetted{tempDir(t), tempDir(t)}
	for name, text := range helped {
		add(t, v.dir, name, text)
	}
	return v
}

// vet runs go vet, which finds something, and returns what it says, and the
// directory that it worked in.
func (v vetted) vet(t *testing.T, args ...string) (said, work string) {
	t.Helper()
	tool, err := exec.LookPath("vpplint")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", append([]string{"vet", "-work", "-vettool=" + tool}, args...)...)
	cmd.Dir, cmd.Env = v.dir, v.env()
	out, err := cmd.CombinedOutput()
	work, said, _ = strings.Cut(strings.TrimPrefix(string(out), "WORK="), "\n")
	t.Cleanup(func() { os.RemoveAll(work) })
	if err == nil || cmd.ProcessState.ExitCode() != 1 || !strings.Contains(said, "(vppretry9603)") || !strings.Contains(said, "(vppretry9616)") {
		t.Fatalf("%v\n%s", err, out)
	}
	lines := strings.SplitAfter(said, "\n")
	slices.Sort(lines) // the go command has no order of rules
	return strings.Join(lines, ""), work
}

func (v vetted) env() []string {
	return append(os.Environ(), "XDG_CACHE_HOME="+v.cache, "HOME="+v.cache, "LocalAppData="+v.cache, "GOCACHE="+goEnv("GOCACHE"), "GOPATH="+goEnv("GOPATH"))
}

func goEnv(name string) string {
	out, _ := exec.Command("go", "env", name).Output()
	return strings.TrimSpace(string(out))
}

// made are the facts in the store.
func (v vetted) made(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(v.cache, "vpplint", "facts", "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// edit adds a line to a file.
func (v vetted) edit(t *testing.T, name, line string) {
	t.Helper()
	write(t, filepath.Join(v.dir, filepath.FromSlash(name)), helped[name]+line+"\n")
}

// configOf is the configuration of a package for which the tool was run, and its
// file.
func configOf(t *testing.T, work, path string) (c struct{ ImportPath, VetxOutput string }, file string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(work, "*", "vet.cfg"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err == nil {
			err = json.Unmarshal(text, &c)
		}
		if err != nil {
			t.Fatal(err)
		}
		if c.ImportPath == path {
			return c, file
		}
	}
	t.Fatalf("the tool was not run for %s", path)
	return c, ""
}

// What a package without VPP holds is not looked at before somebody asks, and then
// once: whoever asks later takes it from the store.
func TestPromises(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("where the store is, only the environment of Linux says")
	}
	v := newVetted(t)
	first, work := v.vet(t, "./...")
	for _, pkg := range []string{"again", "patience"} {
		c, _ := configOf(t, work, "example.com/mdm/"+pkg)
		text, err := os.ReadFile(c.VetxOutput)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(string(text), "vpplint facts ") || !strings.Contains(string(text[:64]), "P") {
			t.Errorf("%s does not promise anything, but %.64q", pkg, text)
		}
	}
	made := v.made(t)
	if len(made) != 2 {
		t.Fatalf("the store has %q, want what again and patience tell", made)
	}

	same := func(what, said string, stored int) {
		t.Helper()
		if said != first {
			t.Errorf("%s:\n%s\nwant\n%s", what, said, first)
		}
		if made := v.made(t); len(made) != stored {
			t.Errorf("%s: the store has %q, want %d files", what, made, stored)
		}
	}
	said, _ := v.vet(t, "./...")
	same("again", said, 2)
	v.edit(t, "client/client.go", "// An importer has changed.")
	said, _ = v.vet(t, "./...")
	same("with another importer", said, 2)

	for _, file := range made {
		write(t, file, "damaged")
	}
	v.edit(t, "client/client.go", "// It has changed again.")
	said, _ = v.vet(t, "./...")
	same("with a damaged store", said, 2)

	v.edit(t, "patience/patience.go", "// What is below has changed, but not in what it does.")
	said, _ = v.vet(t, "./...")
	same("with other sources", said, 4)

	if err := os.RemoveAll(v.cache); err != nil {
		t.Fatal(err)
	}
	write(t, v.cache, "no directory")
	v.edit(t, "client/client.go", "// Now there is no store.")
	said, _ = v.vet(t, "./...")
	same("without a store", said, 0)
	if err := os.Remove(v.cache); err != nil {
		t.Fatal(err)
	}
}

// With -trimpath, go vet takes what was kept in another directory, even if that is
// gone.
func TestPromisesOfAnotherDirectory(t *testing.T) {
	here, there := newVetted(t), newVetted(t)
	for _, v := range []vetted{here, there} { // not of an earlier run
		v.edit(t, "patience/patience.go", "// In "+here.dir+".")
	}
	here.vet(t, "-trimpath", "./...")
	if err := os.RemoveAll(here.dir); err != nil {
		t.Fatal(err)
	}
	there.edit(t, "client/client.go", "// An importer that is new.")
	said, _ := there.vet(t, "-trimpath", "./client")
	if strings.Contains(said, here.dir) {
		t.Errorf("it names the other directory:\n%s", said)
	}
}

// A promise that cannot be kept, since the go command's cache is gone, is an error
// that says what to do.
func TestBrokenPromises(t *testing.T) {
	v := newVetted(t)
	_, work := v.vet(t, "./...")
	_, file := configOf(t, work, "example.com/mdm/client")
	cmd := exec.Command("vpplint", "-json", file)
	cmd.Dir = v.dir
	cmd.Env = append(v.env(), "GOVERSION=go1.26", "GOCACHE="+t.TempDir(), "XDG_CACHE_HOME="+t.TempDir(), "HOME="+t.TempDir())
	out, err := cmd.CombinedOutput()
	if err == nil || cmd.ProcessState.ExitCode() != 1 || !strings.Contains(string(out), "run go vet once with -a, or with -unitchecker") || strings.Contains(string(out), "goroutine ") {
		t.Errorf("%v\n%s", err, out)
	}
}

// Whatever is wrong with a configuration, or with the facts that it names, is an
// error, and no crash.
func TestDamagedConfigurations(t *testing.T) {
	v := newVetted(t)
	_, work := v.vet(t, "./...")
	_, file := configOf(t, work, "example.com/mdm/client")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	empty := filepath.Join(v.dir, "empty")
	write(t, empty, "")
	for name, test := range map[string]struct {
		change func(keys map[string]any)
		want   string
	}{
		"no export data": {func(k map[string]any) { k["PackageFile"].(map[string]any)["net/http"] = empty }, "client.go:7:2: could not import net/http"},
		"lost export data": {func(k map[string]any) { delete(k["PackageFile"].(map[string]any), "net/http") },
			"client.go:7:2: could not import net/http (go vet has no export data of net/http: run it with -unitchecker)"},
		"lost facts":   {func(k map[string]any) { delete(k["PackageVetx"].(map[string]any), "net/http") }, "go vet has no facts of that"},
		"empty facts":  {func(k map[string]any) { k["PackageVetx"].(map[string]any)["net/http"] = empty }, "facts of net/http, which example.com/mdm/client imports: they are not in the form"},
		"a lost file":  {func(k map[string]any) { k["GoFiles"] = []string{"lost.go"} }, "lost.go"},
		"no such path": {func(k map[string]any) { delete(k["ImportMap"].(map[string]any), "fmt") }, "go vet does not say which package \"fmt\" is"},
		"another key":  {func(k map[string]any) { k["Later"] = true }, "go vet has kept facts of bytes that are for another go command"},
	} {
		var keys map[string]any
		if err := json.Unmarshal(text, &keys); err != nil {
			t.Fatal(err)
		}
		test.change(keys)
		changed, err := json.Marshal(keys)
		if err != nil {
			t.Fatal(err)
		}
		config := filepath.Join(v.dir, "vet.cfg")
		write(t, config, string(changed))
		cmd := exec.Command("vpplint", "-json", config)
		cmd.Dir, cmd.Env = v.dir, slices.Concat(v.env(), []string{"GOVERSION=go1.26"})
		out, err := cmd.CombinedOutput()
		if err == nil || cmd.ProcessState.ExitCode() != 1 || !strings.Contains(string(out), test.want) || strings.Contains(string(out), "goroutine ") {
			t.Errorf("%s: %v, want %q\n%s", name, err, test.want, out)
		}
	}
}
