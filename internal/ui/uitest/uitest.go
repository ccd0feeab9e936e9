// Package uitest shows objects in a window that exists only in memory and compares what is drawn
// with a picture kept beside the test.
package uitest

import (
	"flag"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"qingjiao/internal/ui/theme"
)

var update = flag.Bool("update", false, "write the pictures in testdata anew")

// App runs a program in memory with our theme, for the length of the test.
func App(t testing.TB, v theme.Variant) fyne.App {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(v))
	return app
}

// Window shows what build makes in a window of that size and variant. Objects are built inside
// because they ask the running program for its colours.
func Window(t testing.TB, v theme.Variant, w, h float32, build func() fyne.CanvasObject) fyne.Window {
	t.Helper()
	App(t, v)
	win := test.NewTempWindow(t, build())
	win.SetPadded(false)
	win.Resize(fyne.NewSize(w, h))
	return win
}

// Golden compares what a window shows with testdata/<name>.png. A few pixels may differ by a
// little: machines round differently.
func Golden(t testing.TB, name string, w fyne.Window) {
	t.Helper()
	got := w.Canvas().Capture()
	path := filepath.Join("testdata", name+".png")
	if *update {
		write(t, path, got)
		return
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	want, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	if share := Difference(got, want); share > 0.002 {
		failed := filepath.Join("testdata", "failed", name+".png")
		write(t, failed, got)
		t.Errorf("%s: %.2f %% of the picture differs; see %s", name, share*100, failed)
	}
}

// Difference is the share of pixels, 0–1, that differ to the eye; 1 when the sizes differ.
func Difference(a, b image.Image) float64 {
	if a.Bounds().Size() != b.Bounds().Size() {
		return 1
	}
	size, bad := a.Bounds().Size(), 0
	for y := range size.Y {
		for x := range size.X {
			p := a.At(a.Bounds().Min.X+x, a.Bounds().Min.Y+y)
			q := b.At(b.Bounds().Min.X+x, b.Bounds().Min.Y+y)
			if far(p, q) {
				bad++
			}
		}
	}
	return float64(bad) / float64(size.X*size.Y)
}

func far(p, q color.Color) bool {
	const enough = 24 << 8
	r1, g1, b1, _ := p.RGBA()
	r2, g2, b2, _ := q.RGBA()
	return apart(r1, r2) > enough || apart(g1, g2) > enough || apart(b1, b2) > enough
}

func apart(a, b uint32) uint32 {
	if a > b {
		return a - b
	}
	return b - a
}

func write(t testing.TB, path string, img image.Image) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, img); err != nil {
		t.Fatal(err)
	}
}
