//go:build !windows

package main

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"

	"qingjiao/i18n"
)

// message tells a person, with the system's own window where there is one, and on standard error.
func message(words string) {
	fmt.Fprintln(os.Stderr, words)
	commands := [][]string{{"zenity", "--error", "--text=" + words}, {"kdialog", "--error", words}, {"xmessage", words}}
	if runtime.GOOS == "darwin" {
		quoted := strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(words)
		commands = [][]string{{"osascript", "-e", `display alert "` + quoted + `"`}}
	} else if os.Getenv("DISPLAY")+os.Getenv("WAYLAND_DISPLAY") == "" {
		return
	}
	for _, c := range commands {
		if path, err := exec.LookPath(c[0]); err == nil && exec.Command(path, c[1:]...).Run() == nil {
			return
		}
	}
}

// systemLanguage is the language where the environment names none.
func systemLanguage() i18n.Lang { return i18n.ZH }

// view opens a file with the program the system has for it.
func view(path string) {
	name := "xdg-open"
	if runtime.GOOS == "darwin" {
		name = "open"
	}
	if program, err := exec.LookPath(name); err == nil {
		cmd := exec.Command(program, path)
		if cmd.Start() == nil {
			_ = cmd.Process.Release()
		}
	}
}
