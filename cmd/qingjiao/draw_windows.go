package main

import (
	"fmt"
	"runtime"
	"unsafe"

	"golang.org/x/sys/windows"

	"qingjiao/i18n"
)

// pixelFormat is PIXELFORMATDESCRIPTOR of wingdi.h.
type pixelFormat struct {
	size, version               uint16
	flags                       uint32
	kind, colourBits            byte
	_                           [6]byte
	_                           [6]byte
	depthBits, stencilBits, aux byte
	layer, _                    byte
	_, _, _                     uint32
}

// Flags of a pixel format, from wingdi.h.
const (
	drawToWindow = 0x4
	supportGL    = 0x20
	doubleBuffer = 0x1
)

// canDraw tells whether a window can be drawn: OpenGL 2.1 at least. It asks with a window nobody sees.
func canDraw() bool {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	user, gdi, gl := windows.NewLazySystemDLL("user32.dll"), windows.NewLazySystemDLL("gdi32.dll"), windows.NewLazySystemDLL("opengl32.dll")
	for _, d := range []*windows.LazyDLL{user, gdi, gl} {
		if d.Load() != nil {
			return false
		}
	}
	class, _ := windows.UTF16PtrFromString("STATIC")
	window, _, _ := user.NewProc("CreateWindowExW").Call(0, uintptr(unsafe.Pointer(class)), 0, 0, 0, 0, 8, 8, 0, 0, 0, 0)
	if window == 0 {
		return false
	}
	defer user.NewProc("DestroyWindow").Call(window)
	dc, _, _ := user.NewProc("GetDC").Call(window)
	if dc == 0 {
		return false
	}
	defer user.NewProc("ReleaseDC").Call(window, dc)
	f := pixelFormat{version: 1, flags: drawToWindow | supportGL | doubleBuffer, colourBits: 32, depthBits: 24}
	f.size = uint16(unsafe.Sizeof(f))
	n, _, _ := gdi.NewProc("ChoosePixelFormat").Call(dc, uintptr(unsafe.Pointer(&f)))
	if n == 0 {
		return false
	}
	if ok, _, _ := gdi.NewProc("SetPixelFormat").Call(dc, n, uintptr(unsafe.Pointer(&f))); ok == 0 {
		return false
	}
	context, _, _ := gl.NewProc("wglCreateContext").Call(dc)
	if context == 0 {
		return false
	}
	defer gl.NewProc("wglDeleteContext").Call(context)
	current := gl.NewProc("wglMakeCurrent")
	if ok, _, _ := current.Call(dc, context); ok == 0 {
		return false
	}
	defer current.Call(0, 0)
	const version = 0x1F02 // GL_VERSION
	s, _, _ := gl.NewProc("glGetString").Call(version)
	if s == 0 {
		return false
	}
	var major, minor int
	if _, err := fmt.Sscanf(windows.BytePtrToString(*(**byte)(unsafe.Pointer(&s))), "%d.%d", &major, &minor); err != nil {
		return false
	}
	return major > 2 || major == 2 && minor >= 1
}

// message tells a person, with the system's own window.
func message(words string) {
	text, err := windows.UTF16PtrFromString(words)
	if err != nil {
		return
	}
	title, _ := windows.UTF16PtrFromString(i18n.T(language(), "shell.name"))
	_, _ = windows.MessageBox(0, text, title, windows.MB_OK|windows.MB_ICONINFORMATION)
}

// systemLanguage is the language Windows shows.
func systemLanguage() i18n.Lang {
	langs, err := windows.GetUserPreferredUILanguages(windows.MUI_LANGUAGE_NAME)
	if err == nil && len(langs) > 0 && len(langs[0]) >= 2 && langs[0][:2] != "zh" {
		return i18n.EN
	}
	return i18n.ZH
}

// view opens a file with the program Windows has for it.
func view(path string) {
	verb, _ := windows.UTF16PtrFromString("open")
	file, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return
	}
	_ = windows.ShellExecute(0, verb, file, nil, nil, windows.SW_SHOWNORMAL)
}
