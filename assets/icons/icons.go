// Package icons holds the pictures that the window draws: lucide line icons (ISC licence,
// LICENSE-lucide.txt), coloured when drawn, and the program's own icon.
package icons

import "embed"

//go:embed *.svg
var files embed.FS

//go:embed qingjiao.png
var app string

// SVG is the source of the icon of that name ("house"), nil when there is none.
func SVG(name string) []byte {
	b, err := files.ReadFile(name + ".svg")
	if err != nil {
		return nil
	}
	return b
}

// App is the program's icon, a PNG of 512 pixels.
func App() []byte { return []byte(app) }
