// Command qj is Qingjiao at a terminal: the same vault, rules and papers as the window, for scripts,
// batches, and for a stranger who verifies.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"qingjiao/internal/cli"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := cli.Run(ctx, os.Args[1:], cli.IO{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Getenv: os.Getenv})
	stop()
	os.Exit(code)
}
