package widgets

import (
	"runtime"
	"strings"
	"syscall"
	"unsafe"
)

// openFileName is OPENFILENAMEW of comdlg32.
type openFileName struct {
	size                  uint32
	owner, instance       uintptr
	filter, customFilter  *uint16
	maxCustom, filterNo   uint32
	file                  *uint16
	maxFile               uint32
	fileTitle             *uint16
	maxFileTitle          uint32
	initialDir, title     *uint16
	flags                 uint32
	fileOffset, extOffset uint16
	defExt                *uint16
	custData, hook        uintptr
	template              *uint16
	reserved              uintptr
	reserved2, flagsEx    uint32
}

// browseInfo is BROWSEINFOW of shell32.
type browseInfo struct {
	owner, root uintptr
	display     *uint16
	title       *uint16
	flags       uint32
	callback    uintptr
	param       uintptr
	image       int32
}

const (
	ofnFileMustExist   = 0x1000
	ofnPathMustExist   = 0x800
	ofnOverwritePrompt = 0x2
	ofnNoChangeDir     = 0x8
	ofnExplorer        = 0x80000
	bifNewStyle        = 0x40
	bifOnlyFolders     = 0x1
)

func windowsPath(wish FileWish) (string, error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	owner, _, _ := syscall.NewLazyDLL("user32.dll").NewProc("GetForegroundWindow").Call()
	title, err := syscall.UTF16PtrFromString(wish.Title)
	if err != nil {
		return "", errNoSystemDialog
	}
	if wish.Folder {
		return windowsFolder(owner, title)
	}
	buf := make([]uint16, 4096)
	if name, err := syscall.UTF16FromString(wish.Name); err == nil && len(name) < len(buf) {
		copy(buf, name)
	}
	o := openFileName{owner: owner, file: &buf[0], maxFile: uint32(len(buf)), title: title,
		flags: ofnExplorer | ofnPathMustExist | ofnNoChangeDir, filter: filterOf(wish.Ext)}
	o.size = uint32(unsafe.Sizeof(o))
	call := "GetOpenFileNameW"
	if wish.Save {
		call = "GetSaveFileNameW"
		o.flags |= ofnOverwritePrompt
		if len(wish.Ext) > 0 {
			o.defExt, _ = syscall.UTF16PtrFromString(wish.Ext[0])
		}
	} else {
		o.flags |= ofnFileMustExist
	}
	ok, _, _ := syscall.NewLazyDLL("comdlg32.dll").NewProc(call).Call(uintptr(unsafe.Pointer(&o)))
	if ok == 0 {
		return "", nil
	}
	return syscall.UTF16ToString(buf), nil
}

// filterOf is a list of endings as the system wants it: words, 0, patterns, 0, 0.
func filterOf(ext []string) *uint16 {
	if len(ext) == 0 {
		return nil
	}
	pattern := "*." + strings.Join(ext, ";*.")
	var out []uint16
	for _, s := range []string{pattern, pattern} {
		u, err := syscall.UTF16FromString(s)
		if err != nil {
			return nil
		}
		out = append(out, u...)
	}
	return &append(out, 0)[0]
}

func windowsFolder(owner uintptr, title *uint16) (string, error) {
	ole := syscall.NewLazyDLL("ole32.dll")
	ole.NewProc("OleInitialize").Call(0)
	defer ole.NewProc("OleUninitialize").Call()
	buf := make([]uint16, 4096)
	b := browseInfo{owner: owner, display: &buf[0], title: title, flags: bifNewStyle | bifOnlyFolders}
	shell := syscall.NewLazyDLL("shell32.dll")
	item, _, _ := shell.NewProc("SHBrowseForFolderW").Call(uintptr(unsafe.Pointer(&b)))
	if item == 0 {
		return "", nil
	}
	defer ole.NewProc("CoTaskMemFree").Call(item)
	ok, _, _ := shell.NewProc("SHGetPathFromIDListW").Call(item, uintptr(unsafe.Pointer(&buf[0])))
	if ok == 0 {
		return "", nil
	}
	return syscall.UTF16ToString(buf), nil
}
