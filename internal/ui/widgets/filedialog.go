package widgets

import (
	"context"
	"errors"
	"os/exec"
	"runtime"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
)

// FileWish says which file or folder is wanted.
type FileWish struct {
	Title  string
	Save   bool     // a name to write to
	Folder bool     // a folder instead of a file
	Name   string   // suggested name when saving
	Ext    []string // allowed endings without dot; none for any
}

// AskPath lets the person choose a file or folder with the system's own window where there is one,
// else with one inside ours. chosen is not called when nothing was chosen.
func AskPath(w fyne.Window, r *Runner, wish FileWish, chosen func(path string)) {
	if r.Inline {
		return
	}
	var path string
	r.Run("", func(ctx context.Context, _ Progress) error {
		var err error
		path, err = systemPath(ctx, wish)
		return err
	}, func(err error) {
		switch {
		case err == nil && path != "":
			chosen(path)
		case errors.Is(err, errNoSystemDialog):
			fynePath(w, wish, chosen)
		}
	})
}

// errNoSystemDialog is a signal inside this file; people never see it.
var errNoSystemDialog = errors.New("no system dialog")

// systemPath asks outside the window. "" is nothing chosen.
func systemPath(ctx context.Context, wish FileWish) (string, error) {
	if runtime.GOOS == "windows" {
		return windowsPath(wish)
	}
	for _, c := range commands(wish) {
		bin, err := exec.LookPath(c[0])
		if err != nil {
			continue
		}
		out, err := exec.CommandContext(ctx, bin, c[1:]...).Output()
		if err != nil {
			return "", nil
		}
		return strings.TrimRight(string(out), "\r\n"), nil
	}
	return "", errNoSystemDialog
}

func commands(wish FileWish) [][]string {
	if runtime.GOOS == "darwin" {
		script := "POSIX path of (choose file with prompt " + appleQuoted(wish.Title) + ")"
		if wish.Folder {
			script = "POSIX path of (choose folder with prompt " + appleQuoted(wish.Title) + ")"
		}
		if wish.Save {
			script = "POSIX path of (choose file name with prompt " + appleQuoted(wish.Title) +
				" default name " + appleQuoted(wish.Name) + ")"
		}
		return [][]string{{"osascript", "-e", script}}
	}
	zenity := []string{"zenity", "--file-selection", "--title=" + wish.Title}
	kdialog := []string{"kdialog", "--title", wish.Title, "--getopenfilename", "."}
	if wish.Save {
		zenity = append(zenity, "--save", "--confirm-overwrite", "--filename="+wish.Name)
		kdialog[3], kdialog[4] = "--getsavefilename", wish.Name
	}
	if wish.Folder {
		zenity = append(zenity, "--directory")
		kdialog[3] = "--getexistingdirectory"
	}
	return [][]string{zenity, kdialog}
}

func appleQuoted(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", " ").Replace(s) + `"`
}

// fynePath is the toolkit's own window, where the system offers none.
func fynePath(w fyne.Window, wish FileWish, chosen func(string)) {
	if wish.Folder {
		dialog.ShowFolderOpen(func(u fyne.ListableURI, err error) {
			if err == nil && u != nil {
				chosen(u.Path())
			}
		}, w)
		return
	}
	if wish.Save {
		d := dialog.NewFileSave(func(f fyne.URIWriteCloser, err error) {
			if err == nil && f != nil {
				path := f.URI().Path()
				f.Close()
				chosen(path)
			}
		}, w)
		d.SetFileName(wish.Name)
		d.Show()
		return
	}
	dialog.ShowFileOpen(func(f fyne.URIReadCloser, err error) {
		if err == nil && f != nil {
			path := f.URI().Path()
			f.Close()
			chosen(path)
		}
	}, w)
}
