package vpplint_test

import (
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// release is what there is to know of .goreleaser.yaml.
type release struct {
	Builds []struct {
		Main         string
		Env          []string
		Flags        []string
		Ldflags      []string
		Goos, Goarch []string
	}
	Archives []struct{ Files []struct{ Src string } }
	Checksum struct{ Algorithm string }
	Sboms    []struct{ Artifacts string }
}

func readRelease(t *testing.T) release {
	t.Helper()
	var r release
	readYAML(t, ".goreleaser.yaml", &r)
	if len(r.Builds) != 1 || len(r.Archives) != 1 {
		t.Fatalf("%d builds and %d archives, want one of each", len(r.Builds), len(r.Archives))
	}
	return r
}

// checkout is a clone of the last commit in a folder of its own, with a tag.
func checkout(t *testing.T, tag string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "somewhere", "else")
	for _, args := range [][]string{
		{"clone", "-q", ".", dir},
		{"-C", dir, "-c", "user.name=test", "-c", "user.email=test@example.com", "tag", tag},
	} {
		if out, err := exec.Command("git", args...).CombinedOutput(); err != nil {
			t.Skipf("there is no git repository to build from: git %v: %v\n%s", args, err, out)
		}
	}
	return dir
}

// Two people who build the same commit, in two folders, get the same bytes; the
// version in it is that of the tag. With VPPLINT_RELEASE=1, as in CI, the second
// of them has an empty build cache; with VPPLINT_RELEASE=all, both build for all
// platforms.
func TestReleasesCanBeRepeated(t *testing.T) {
	if testing.Short() {
		t.Skip("builds take their time")
	}
	r := readRelease(t)
	build := r.Builds[0]
	const tag = "v1.2.3-test"
	first, second := checkout(t, tag), checkout(t, tag)
	cache := ""
	platforms := []string{runtime.GOOS + "/" + runtime.GOARCH}
	switch os.Getenv("VPPLINT_RELEASE") {
	case "all":
		platforms = nil
		for _, goos := range build.Goos {
			for _, goarch := range build.Goarch {
				platforms = append(platforms, goos+"/"+goarch)
			}
		}
		fallthrough
	case "1":
		cache = t.TempDir()
	}
	for _, platform := range platforms {
		goos, goarch, _ := strings.Cut(platform, "/")
		built := func(dir, cache string) (name, sum string) {
			t.Helper()
			name = filepath.Join(t.TempDir(), "vpplint.exe")
			args := append([]string{"build", "-o", name}, build.Flags...)
			cmd := exec.Command("go", append(args, "-ldflags="+strings.Join(build.Ldflags, " "), build.Main)...)
			cmd.Dir = dir
			cmd.Env = append(os.Environ(), append(build.Env, "GOOS="+goos, "GOARCH="+goarch, "GOFLAGS=", "GOWORK=off")...)
			if cache != "" {
				cmd.Env = append(cmd.Env, "GOCACHE="+cache)
			}
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("%v: %v\n%s", cmd.Args, err, out)
			}
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			return name, fmt.Sprintf("%x", sha256.Sum256(text))
		}
		name, one := built(first, "")
		_, two := built(second, cache)
		if one != two {
			t.Errorf("%s: one build is %s, the other %s", platform, one, two)
		}
		if platform != runtime.GOOS+"/"+runtime.GOARCH {
			continue
		}
		out, err := exec.Command(name, "version").Output()
		if err != nil {
			t.Fatal(err)
		}
		if want := "vpplint " + tag + " " + runtime.Version() + " " + platform + "\n"; string(out) != want {
			t.Errorf("it says %q, want %q", out, want)
		}
	}
}

// A release has all that the documentation promises.
func TestReleasesAreComplete(t *testing.T) {
	r := readRelease(t)
	build := r.Builds[0]
	if r.Checksum.Algorithm != "sha256" || len(r.Sboms) != 1 || r.Sboms[0].Artifacts != "archive" {
		t.Errorf("checksums by %q, SBOMs %v", r.Checksum.Algorithm, r.Sboms)
	}
	if !slices.Equal(build.Goos, []string{"linux", "darwin", "windows"}) || !slices.Equal(build.Goarch, []string{"amd64", "arm64"}) {
		t.Errorf("built for %v on %v: docs/stability.md says something else", build.Goos, build.Goarch)
	}
	var files []string
	for _, f := range r.Archives[0].Files {
		files = append(files, f.Src)
		if found, err := filepath.Glob(strings.Replace(f.Src, "**/", "", 1)); err != nil || len(found) == 0 {
			t.Errorf("there is no %s", f.Src)
		}
	}
	if !slices.Contains(files, "LICENSE") {
		t.Errorf("archives have %v, without the license", files)
	}
	security, err := os.ReadFile("SECURITY.md")
	if err != nil {
		t.Fatal(err)
	}
	want := fmt.Sprintf("go build %s -ldflags='%s' %s\n", strings.Join(build.Flags, " "), strings.Join(build.Ldflags, " "), build.Main)
	if !strings.Contains(string(security), want) || !strings.Contains(string(security), "\n"+build.Env[0]+" ") {
		t.Errorf("SECURITY.md does not say how releases are built: %s %s", build.Env, want)
	}
}
