// Package cli is the terminal's face of the services: one file a command group, no rules of its own.
// README.md lists the commands and the exit codes.
package cli

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"qingjiao/i18n"
	"qingjiao/internal/vault"
)

// IO is what a run is connected to. Params changes how hard passphrases are stretched in a vault
// that is made; its zero value is the product's, and only tests set another.
type IO struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Getenv         func(string) string
	Params         vault.Params
}

// terminal is one run: where it is connected, and the flags that all commands share.
type terminal struct {
	IO
	lang  i18n.Lang
	paper string // --lang as given: documents also know zh-en

	dir, member, passphraseFile string
	json                        bool

	lines *lineReader
}

// Run executes one command line (without the program's name) and gives its exit code.
func Run(ctx context.Context, args []string, to IO) int {
	t := &terminal{IO: to, lines: &lineReader{r: to.Stdin}}
	t.lang = t.language(args)
	root := t.root()
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitOK
	}
	t.report(err)
	return exitCode(err)
}

// language is that of --lang, else English where the environment says so, else Chinese.
func (t *terminal) language(args []string) i18n.Lang {
	for i, a := range args {
		v, ok := strings.CutPrefix(a, "--lang=")
		if a == "--lang" && i+1 < len(args) {
			v, ok = args[i+1], true
		}
		if ok {
			if v == string(i18n.EN) {
				return i18n.EN
			}
			return i18n.ZH
		}
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := t.Getenv(name); v != "" {
			if strings.HasPrefix(v, "en") {
				return i18n.EN
			}
			return i18n.ZH
		}
	}
	return i18n.ZH
}

func (t *terminal) root() *cobra.Command {
	root := t.group("qj", "cli.root",
		t.vaultCommands(), t.matterCommands(), t.checklistCommand(), t.recordCommands(), t.dataCommands(),
		t.docCommands(), t.journalCommands(), t.assetsCommands(), t.lawCommands(), t.demoCommand())
	root.SilenceErrors, root.SilenceUsage = true, true
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetHelpCommand(&cobra.Command{Use: "no-help", Hidden: true})
	root.SetIn(t.Stdin)
	root.SetOut(t.Stdout)
	root.SetErr(t.Stderr)
	root.SetUsageTemplate(t.usageTemplate())
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error { return usageError{c, err} })
	f := root.PersistentFlags()
	f.SortFlags = false
	f.StringVar(&t.dir, "vault", "", t.T("cli.flag.vault"))
	f.StringVar(&t.member, "member", "", t.T("cli.flag.member"))
	f.StringVar(&t.passphraseFile, "passphrase-file", "", t.T("cli.flag.passphrase_file"))
	f.StringVar(&t.paper, "lang", "", t.T("cli.flag.lang"))
	f.BoolVar(&t.json, "json", false, t.T("cli.flag.json"))
	f.BoolP("help", "h", false, t.T("cli.flag.help"))
	root.PersistentPreRunE = func(c *cobra.Command, _ []string) error {
		langs := []string{"", "zh", "en"}
		if c.Annotations["paper"] != "" {
			langs = append(langs, "zh-en")
		}
		if !slices.Contains(langs, t.paper) {
			return usageError{c, errors.New("--lang " + t.paper)}
		}
		return nil
	}
	return root
}

// group is a command that only holds others.
func (t *terminal) group(use, key string, sub ...*cobra.Command) *cobra.Command {
	c := &cobra.Command{
		Use:   use,
		Short: t.T(key),
		Args:  cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usageError{c, errors.New(args[0])}
			}
			return c.Help()
		},
	}
	if use == "qj" {
		c.Long = t.T("cli.root.long") + "\n\n" + t.exitTable()
	}
	c.AddCommand(sub...)
	return c
}

// command is a leaf: use is its line of usage, with as many upper-case words as it takes arguments;
// a last word ending in "..." stands for one or more.
func (t *terminal) command(use, key string, run func(ctx context.Context, args []string) error) *cobra.Command {
	words := strings.Fields(use)[1:]
	least, most := len(words), len(words)
	if n := len(words); n > 0 && strings.HasSuffix(words[n-1], "...") {
		most = 1 << 20
	}
	for _, w := range words {
		if strings.HasPrefix(w, "[") {
			least--
		}
	}
	return &cobra.Command{
		Use:   use,
		Short: t.T(key),
		Args: func(c *cobra.Command, args []string) error {
			if len(args) < least || len(args) > most {
				return usageError{c, nil}
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error { return run(c.Context(), args) },
	}
}

func (t *terminal) usageTemplate() string {
	return t.T("cli.usage") + `:
  {{if .Runnable}}{{if .HasAvailableSubCommands}}{{.CommandPath}} ` + t.T("cli.usage.command") + `{{else}}{{.UseLine}}{{end}}{{end}}
{{if .HasAvailableSubCommands}}
` + t.T("cli.usage.commands") + `:{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}
{{end}}{{if .HasAvailableLocalFlags}}
` + t.T("cli.usage.flags") + `:
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}
{{end}}{{if .HasAvailableInheritedFlags}}
` + t.T("cli.usage.shared") + `:
{{.InheritedFlags.FlagUsages | trimTrailingWhitespaces}}
{{end}}`
}
