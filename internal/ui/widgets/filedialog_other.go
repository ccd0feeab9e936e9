//go:build !windows

package widgets

func windowsPath(FileWish) (string, error) { return "", errNoSystemDialog }
