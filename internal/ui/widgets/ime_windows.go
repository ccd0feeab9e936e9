package widgets

import (
	"syscall"
	"unsafe"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"
)

type point struct{ x, y int32 }

type rect struct{ left, top, right, bottom int32 }

// compositionForm is COMPOSITIONFORM of imm32.
type compositionForm struct {
	style uint32
	at    point
	area  rect
}

// candidateForm is CANDIDATEFORM of imm32.
type candidateForm struct {
	index, style uint32
	at           point
	area         rect
}

const (
	cfsForcePosition = 0x20
	cfsExclude       = 0x80
)

// followCaret puts the input method's composition and candidate windows at the caret; the window
// toolkit leaves them in the corner of the screen.
func followCaret(i *inner) {
	app := fyne.CurrentApp()
	if app == nil {
		return
	}
	c := app.Driver().CanvasForObject(i)
	if c == nil {
		return
	}
	scale := c.Scale()
	pos := app.Driver().AbsolutePositionForObject(i).Add(i.CursorPosition())
	x, y, h := int32(pos.X*scale), int32(pos.Y*scale), int32(24*scale)
	for _, w := range app.Driver().AllWindows() {
		if w.Canvas() != c {
			continue
		}
		if n, ok := w.(driver.NativeWindow); ok {
			n.RunNative(func(ctx any) {
				if wc, ok := ctx.(driver.WindowsWindowContext); ok {
					place(wc.HWND, x, y, h)
				}
			})
		}
	}
}

func place(hwnd uintptr, x, y, h int32) {
	imm := syscall.NewLazyDLL("imm32.dll")
	himc, _, _ := imm.NewProc("ImmGetContext").Call(hwnd)
	if himc == 0 {
		return
	}
	defer imm.NewProc("ImmReleaseContext").Call(hwnd, himc)
	comp := compositionForm{style: cfsForcePosition, at: point{x, y}}
	imm.NewProc("ImmSetCompositionWindow").Call(himc, uintptr(unsafe.Pointer(&comp)))
	cand := candidateForm{style: cfsExclude, at: point{x, y}, area: rect{x, y, x + 1, y + h}}
	imm.NewProc("ImmSetCandidateWindow").Call(himc, uintptr(unsafe.Pointer(&cand)))
}
