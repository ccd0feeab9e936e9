// Package assets embeds what the program reads rather than compiles: law, checklist, interview,
// registers, templates and the working-day calendar. Fonts and icons have packages of their own
// below this one, so that a program that does not draw does not carry them.
package assets

import "embed"

// FS is the tree of data files, with paths such as "law/pipl.yaml".
//
//go:embed law checklist interview registers templates calendar
var FS embed.FS
