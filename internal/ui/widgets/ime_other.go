//go:build !windows

package widgets

// followCaret is for Windows, where the candidate window must be told where the caret is.
func followCaret(*inner) {}
