// Command qingjiao is the window.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"qingjiao/assets/icons"
	"qingjiao/i18n"
	"qingjiao/internal/ui"
)

// version is set when a release is built.
var version = "0.1.0"

func main() {
	os.Exit(run())
}

// run starts the window. Exit codes: 0 closed, 1 no folder for settings, 2 wrong use, 5 no OpenGL.
func run() int {
	flags := flag.NewFlagSet("qingjiao", flag.ContinueOnError)
	config := flags.String("config", "", "folder for this computer's settings")
	data := flags.String("data", "", "folder in which new vaults are suggested")
	show := flags.Bool("version", false, "print the version")
	lang := language()
	flags.Usage = func() { fmt.Fprintln(flags.Output(), i18n.T(lang, "start.usage")); flags.PrintDefaults() }
	if err := flags.Parse(os.Args[1:]); err != nil {
		return 2
	}
	if *show {
		fmt.Println("qingjiao", version)
		return 0
	}
	if *config == "" {
		dir, err := os.UserConfigDir()
		if err != nil {
			message(i18n.T(lang, "start.no_folder"))
			return 1
		}
		*config = filepath.Join(dir, "qingjiao")
	}
	if *data == "" {
		*data = documents()
	}
	if !canDraw() {
		message(i18n.T(lang, "start.no_opengl"))
		return 5
	}
	a := app.NewWithID("cn.qingjiao.desktop")
	a.SetIcon(fyne.NewStaticResource("qingjiao.png", icons.App()))
	p := ui.New(a, ui.Options{Config: *config, Data: *data, Vault: flags.Arg(0), Lang: lang, Version: version, View: view})
	p.Window().ShowAndRun()
	return 0
}

// language is the language of the system: Chinese, unless it says otherwise.
func language() i18n.Lang {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := os.Getenv(name); v != "" {
			if v = strings.ToLower(v); strings.HasPrefix(v, "zh") || v == "c" || strings.HasPrefix(v, "c.") || v == "posix" {
				return i18n.ZH
			}
			return i18n.EN
		}
	}
	return systemLanguage()
}

// documents is the folder for new vaults.
func documents() string {
	home, err := os.UserHomeDir()
	if err != nil {
		return ""
	}
	for _, name := range []string{"Documents", i18n.T(i18n.ZH, "start.documents")} {
		if info, err := os.Stat(filepath.Join(home, name)); err == nil && info.IsDir() {
			return filepath.Join(home, name)
		}
	}
	return home
}
