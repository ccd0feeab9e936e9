package cli

import (
	"context"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"qingjiao/i18n"
	"qingjiao/internal/vault"
)

// The test binary plays qj in the scripts. Only here can the work of stretching a passphrase be
// made small; the product's program has no such door.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"qj": func() {
			factor, _ := strconv.Atoi(os.Getenv("QJ_TEST_WORK_FACTOR"))
			to := IO{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Getenv: os.Getenv, Params: vault.Params{WorkFactor: factor}}
			os.Exit(Run(context.Background(), os.Args[1:], to))
		},
	})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(e *testscript.Env) error {
			e.Setenv("QJ_TEST_WORK_FACTOR", "10")
			e.Setenv("LANG", "zh_CN.UTF-8")
			e.Setenv("LC_ALL", "")
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"exits":   exitsWith,
			"capture": capture,
		},
		Condition: func(cond string) (bool, error) {
			return cond == "long" && os.Getenv("QJ_LONG") == "1", nil
		},
		RequireUniqueNames: true,
	})
}

// exitsWith CODE COMMAND... runs qj and wants exactly the exit code; output is not kept.
func exitsWith(ts *testscript.TestScript, neg bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec("qj", args[1:]...)
	got := 0
	if err != nil {
		got = -1
		if m := regexp.MustCompile(`exit status (\d+)`).FindStringSubmatch(err.Error()); m != nil {
			got, _ = strconv.Atoi(m[1])
		}
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d: %s", got, want, ts.ReadFile("stderr"))
	}
}

// capture NAME PATTERN sets a variable to the first group of the pattern in the last output.
func capture(ts *testscript.TestScript, neg bool, args []string) {
	m := regexp.MustCompile(args[1]).FindStringSubmatch(ts.ReadFile("stdout"))
	if len(m) < 2 {
		ts.Fatalf("%s is not in the output", args[1])
	}
	ts.Setenv(args[0], m[1])
}

// Every key that a command names stands in both catalogues, as a text or as an error with its remedy.
func TestEveryKeyHasWords(t *testing.T) {
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
			continue
		}
		b, err := os.ReadFile(f.Name())
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`"(cli\.[a-z_.]*[a-z_])"`).FindAllStringSubmatch(string(b), -1) {
			n++
			for _, l := range []i18n.Lang{i18n.ZH, i18n.EN} {
				if !i18n.Has(l, m[1]) && !(i18n.Has(l, "err."+m[1]) && i18n.Has(l, "err."+m[1]+".do")) {
					t.Errorf("%s: no %s words for %s", f.Name(), l, m[1])
				}
			}
		}
	}
	if n < 50 {
		t.Errorf("only %d keys were looked at", n)
	}
}
