//go:build linux && cgo && !ci

package main

/*
#cgo pkg-config: x11 gl
#include <stdlib.h>
#include <stdio.h>
#include <X11/Xlib.h>
#include <GL/gl.h>
#include <GL/glx.h>

static int quiet(Display *d, XErrorEvent *e) { return 0; }

// Returns 100 * major + minor of the OpenGL that a window would get, 0 for none.
static int gl_version(void) {
	Display *d = XOpenDisplay(NULL);
	if (!d) return 0;
	XSetErrorHandler(quiet);
	int major = 0, minor = 0, want[] = {GLX_RGBA, GLX_DOUBLEBUFFER, None};
	XVisualInfo *v = glXChooseVisual(d, DefaultScreen(d), want);
	GLXContext c = v ? glXCreateContext(d, v, NULL, True) : NULL;
	if (c) {
		XSetWindowAttributes a = {0};
		a.colormap = XCreateColormap(d, RootWindow(d, v->screen), v->visual, AllocNone);
		Window w = XCreateWindow(d, RootWindow(d, v->screen), 0, 0, 8, 8, 0, v->depth, InputOutput, v->visual, CWColormap | CWBorderPixel, &a);
		if (glXMakeCurrent(d, w, c)) {
			const char *s = (const char *)glGetString(GL_VERSION);
			if (s) sscanf(s, "%d.%d", &major, &minor);
			glXMakeCurrent(d, None, NULL);
		}
		XDestroyWindow(d, w);
		glXDestroyContext(d, c);
	}
	if (v) XFree(v);
	XSync(d, False);
	XSetErrorHandler(NULL);
	XCloseDisplay(d);
	return major * 100 + minor;
}
*/
import "C"

// canDraw tells whether a window can be drawn: OpenGL 2.1 at least.
func canDraw() bool { return C.gl_version() >= 201 }
