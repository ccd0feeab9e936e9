package i18n

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

func TestBothLanguagesHaveTheSameKeys(t *testing.T) {
	for _, k := range Keys(ZH) {
		if !Has(EN, k) {
			t.Errorf("%s: no English", k)
		}
	}
	for _, k := range Keys(EN) {
		if !Has(ZH, k) && !strings.HasSuffix(k, ".one") {
			t.Errorf("%s: no Chinese", k)
		}
	}
}

var placeholder = regexp.MustCompile(`\{[a-z_]+\}`)

func TestBothLanguagesHaveTheSamePlaceholders(t *testing.T) {
	of := func(s string) []string {
		p := placeholder.FindAllString(s, -1)
		slices.Sort(p)
		return slices.Compact(p)
	}
	for k, zh := range catalogues[ZH] {
		if en := catalogues[EN][k]; !slices.Equal(of(zh), of(en)) {
			t.Errorf("%s: %v in Chinese, %v in English", k, of(zh), of(en))
		}
	}
}

func TestNoMessageIsEmptyOrShouts(t *testing.T) {
	for _, l := range []Lang{ZH, EN} {
		for k, s := range catalogues[l] {
			if strings.TrimSpace(s) == "" || strings.ContainsAny(s, "！!") {
				t.Errorf("%s %s: %q", l, k, s)
			}
		}
	}
}

// calls gives f every call in the product's code with its literal string arguments ("" for others).
func calls(t *testing.T, dirs []string, f func(path, name string, args []string)) {
	t.Helper()
	files := 0
	for _, dir := range dirs {
		err := filepath.WalkDir(filepath.Join("..", dir), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			files++
			ast.Inspect(file, func(n ast.Node) bool {
				c, ok := n.(*ast.CallExpr)
				if !ok {
					return true
				}
				name := ""
				switch fn := c.Fun.(type) {
				case *ast.Ident:
					name = fn.Name
				case *ast.SelectorExpr:
					name = fn.Sel.Name
					if x, ok := fn.X.(*ast.Ident); ok {
						name = x.Name + "." + name
					}
				}
				args := make([]string, len(c.Args))
				for i, a := range c.Args {
					if lit, ok := a.(*ast.BasicLit); ok && lit.Kind == token.STRING {
						args[i], _ = strconv.Unquote(lit.Value)
					}
				}
				f(path, name, args)
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if files == 0 {
		t.Fatal("no source was read")
	}
}

func TestEveryErrorHasWords(t *testing.T) {
	calls(t, []string{"internal", "cmd"}, func(path, name string, args []string) {
		key := ""
		switch {
		case name == "errs.New" && len(args) > 1:
			key = args[1]
		case name == "errs.Wrap" && len(args) > 2:
			key = args[2]
		}
		if key == "" {
			return
		}
		for _, k := range []string{"err." + key, "err." + key + ".do"} {
			for _, l := range []Lang{ZH, EN} {
				if !Has(l, k) {
					t.Errorf("%s: no %s text for %s", path, l, k)
				}
			}
		}
	})
}

func TestEveryKeyInTheCodeExists(t *testing.T) {
	calls(t, []string{"internal", "cmd"}, func(path, name string, args []string) {
		if name != "i18n.T" && !strings.HasSuffix(name, ".T") {
			return
		}
		for _, a := range args {
			if a == "" || strings.HasSuffix(a, ".") {
				continue
			}
			if strings.Contains(a, ".") && !strings.ContainsAny(a, " /%") && !Has(ZH, a) {
				t.Errorf("%s: no words for %q", path, a)
			}
			return
		}
	})
}

// Words belong in the catalogues: a Han character in the code of a face is a text that English
// readers cannot read.
func TestFacesHoldNoChinese(t *testing.T) {
	for _, dir := range []string{"internal/ui", "internal/cli", "cmd"} {
		err := filepath.WalkDir(filepath.Join("..", dir), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			ast.Inspect(file, func(n ast.Node) bool {
				lit, ok := n.(*ast.BasicLit)
				if !ok || lit.Kind != token.STRING {
					return true
				}
				if s, _ := strconv.Unquote(lit.Value); strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
					t.Errorf("%s: %q belongs in i18n", path, s)
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestMissingKeyIsVisible(t *testing.T) {
	if got := T(ZH, "no.such.key"); got != "⟦no.such.key⟧" {
		t.Errorf("got %q", got)
	}
}
