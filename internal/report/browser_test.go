package report_test

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// browser is headless Chromium. The test is skipped where there is none:
// .ci/chromium installs Debian's.
func browser(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("a browser takes its time")
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skip("there is no Chromium here: .ci/chromium installs Debian's")
	return ""
}

// chromium runs the browser on a page, and returns what it complained about.
func chromium(t *testing.T, page string, flags ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	flags = append([]string{
		"--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--enable-logging=stderr",
		"--user-data-dir=" + t.TempDir(),
	}, append(flags, "file://"+page)...)
	cmd := exec.CommandContext(ctx, browser(t), flags...)
	cmd.WaitDelay = 10 * time.Second
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v: %v\n%s", cmd.Args, err, &stderr)
	}
	var complaints []string
	for line := range strings.Lines(stderr.String()) {
		if strings.Contains(line, "CONSOLE") {
			complaints = append(complaints, line)
		}
	}
	return strings.Join(complaints, "")
}

// keep is where screenshots go for people to look at: the folder that
// VPPLINT_SCREENSHOTS names, or one that goes away.
func keep(t *testing.T, name string) string {
	t.Helper()
	dir := os.Getenv("VPPLINT_SCREENSHOTS")
	if dir == "" {
		dir = t.TempDir()
	}
	return filepath.Join(dir, name)
}

// screenshot is a page as the browser shows it.
func screenshot(t *testing.T, page, name string, width, height int, flags ...string) image.Image {
	t.Helper()
	shot := keep(t, name+".png")
	flags = append(flags, "--screenshot="+shot, "--window-size="+strconv.Itoa(width)+","+strconv.Itoa(height))
	if said := chromium(t, page, flags...); said != "" {
		t.Errorf("%s: the browser complains:\n%s", name, said)
	}
	file, err := os.Open(shot)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	img, err := png.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// colours counts the pixels of a picture by colour.
func colours(img image.Image) map[string]int {
	count := map[string]int{}
	b := img.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			count[hex(img.At(x, y))]++
		}
	}
	return count
}

func hex(c color.Color) string {
	r, g, b, _ := c.RGBA()
	text := strconv.FormatUint(uint64(1<<24|r>>8<<16|g>>8<<8|b>>8), 16)
	return "#" + text[1:]
}

// themes are the colours of the style sheet, light and dark.
func themes(t *testing.T) (light, dark map[string]string) {
	t.Helper()
	css, err := os.ReadFile("page.css")
	if err != nil {
		t.Fatal(err)
	}
	var list []map[string]string
	for _, block := range regexp.MustCompile(`(?s):root \{.*?\}`).FindAllString(string(css), 2) {
		theme := map[string]string{}
		for _, m := range regexp.MustCompile(`--(\w+): (#[0-9a-f]{6})`).FindAllStringSubmatch(block, -1) {
			theme[m[1]] = m[2]
		}
		list = append(list, theme)
	}
	return list[0], list[1]
}

// A real browser shows the pages: light and dark, wide and narrow, with all
// that they are to show, and nothing to complain about.
func TestPagesInABrowser(t *testing.T) {
	browser(t)
	dir := t.TempDir()
	pages := map[string]string{"audit": writeAudit(t, "html", audit(), false), "findings": write(t, "html", sample(), false)}
	light, dark := themes(t)
	for name, text := range pages {
		page := filepath.Join(dir, name+".html")
		if err := os.WriteFile(page, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		for _, look := range []struct {
			name          string
			theme         map[string]string
			width, height int
			flags         []string
		}{
			{"light", light, 1100, 3200, nil},
			{"dark", dark, 1100, 3200, []string{"--force-dark-mode"}},
			{"narrow", light, 500, 3600, nil},
		} {
			t.Run(name+" "+look.name, func(t *testing.T) {
				img := screenshot(t, page, name+"-"+look.name, look.width, look.height, look.flags...)
				b := img.Bounds()
				for _, corner := range []image.Point{{0, 0}, {b.Max.X - 1, 0}, {0, b.Max.Y - 1}} {
					if got := hex(img.At(corner.X, corner.Y)); got != look.theme["paper"] {
						t.Errorf("%v is %s, want paper, %s", corner, got, look.theme["paper"])
					}
				}
				count := colours(img)
				for _, want := range []string{"wrong", "quiet", "card", "faint"} {
					if count[look.theme[want]] < 100 {
						t.Errorf("%d pixels are %s", count[look.theme[want]], want)
					}
				}
				// Nothing sticks out to the side.
				for y := range b.Max.Y {
					if got := hex(img.At(b.Max.X-1, y)); got != look.theme["paper"] {
						t.Fatalf("line %d is %s at the right edge", y, got)
					}
				}
			})
		}
	}
}

// What is printed is black on white, and all of it: what is folded on a screen
// is open.
func TestPagesOnPaper(t *testing.T) {
	browser(t)
	totext, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("there is no pdftotext here: .ci/chromium installs Debian's")
	}
	page := filepath.Join(t.TempDir(), "audit.html")
	if err := os.WriteFile(page, []byte(writeAudit(t, "html", audit(), false)), 0o666); err != nil {
		t.Fatal(err)
	}
	pdf := keep(t, "audit.pdf")
	chromium(t, page, "--no-pdf-header-footer", "--print-to-pdf="+pdf)
	out, err := exec.Command(totext, "-layout", pdf, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	text := string(out)
	for _, want := range []string{
		"When VPP requests are sent again", "b.Client.Device", "more than 5 attempts: wait 1m", "the delay is waited for here",
		"How to read", "there are too many ways through it", "b.Client.Once",
	} {
		if found := strings.Contains(text, want); found == (want == "How to read") {
			t.Errorf("%q is on paper: %v", want, found)
		}
	}
	if n := strings.Count(text, "\f"); n < 2 || n > 6 {
		t.Errorf("%d pages", n)
	}
}
