package arch

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "qingjiao/"

// room is the entry of Rooms that a package path belongs to.
func room(pkg string) string {
	for p := pkg; p != "." && p != ""; p = filepath.Dir(p) {
		if _, ok := Rooms[p]; ok {
			return p
		}
	}
	return ""
}

type file struct {
	path, pkg string
	ast       *ast.File
	test      bool
}

func sources(t *testing.T) []file {
	t.Helper()
	root := filepath.Join("..", "..")
	fset := token.NewFileSet()
	var out []file
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && d.Name() != ".." || d.Name() == "testdata") {
			return filepath.SkipDir
		}
		if d.IsDir() || filepath.Ext(path) != ".go" {
			return nil
		}
		f, err := parser.ParseFile(fset, path, nil, parser.SkipObjectResolution|parser.ParseComments)
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(root, path)
		out = append(out, file{path: rel, pkg: filepath.ToSlash(filepath.Dir(rel)), ast: f, test: strings.HasSuffix(path, "_test.go")})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) < 40 {
		t.Fatalf("read only %d files: the walk is wrong", len(out))
	}
	return out
}

func TestEveryPackageHasARoom(t *testing.T) {
	for _, f := range sources(t) {
		if !strings.HasPrefix(f.pkg, "internal/deps") && room(f.pkg) == "" {
			t.Errorf("%s: package %s stands on no floor; add it to Rooms", f.path, f.pkg)
		}
	}
}

func TestImportsGoDown(t *testing.T) {
	for _, f := range sources(t) {
		if f.test {
			continue
		}
		from := room(f.pkg)
		for _, imp := range f.ast.Imports {
			name, _ := strconv.Unquote(imp.Path.Value)
			rest, ours := strings.CutPrefix(name, module)
			if !ours {
				continue
			}
			to := room(rest)
			switch {
			case from == to:
			case Rooms[from] > Rooms[to]:
			case Rooms[from] == Rooms[to] && (Rooms[from] == Ground || slices.Contains(Sideways[from], to)):
			default:
				t.Errorf("%s imports %s: %s may not know %s", f.path, name, from, to)
			}
		}
	}
}

func TestOutsidePackagesStayInTheirRooms(t *testing.T) {
	for _, f := range sources(t) {
		if f.test {
			continue
		}
		for _, imp := range f.ast.Imports {
			name, _ := strconv.Unquote(imp.Path.Value)
			for prefix, rooms := range Only {
				if strings.HasPrefix(name, prefix) && !slices.Contains(rooms, room(f.pkg)) {
					t.Errorf("%s imports %s, which only %v may", f.path, name, rooms)
				}
			}
		}
	}
}

// Time is asked in one place, so that every deadline can be tested; a library may still take one.
func TestNowIsAskedOnlyByClock(t *testing.T) {
	for _, f := range sources(t) {
		if f.test || f.pkg == "internal/clock" {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := s.X.(*ast.Ident); ok && x.Name == "time" && s.Sel.Name == "Now" {
					t.Errorf("%s calls time.Now; ask internal/clock", f.path)
				}
			}
			return true
		})
	}
}

// Goroutines that touch the window start in widgets.Runner alone.
func TestGoroutinesOfTheWindowStartInRunner(t *testing.T) {
	for _, f := range sources(t) {
		if f.test || room(f.pkg) != "internal/ui" || filepath.Base(f.path) == "runner.go" {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			if _, ok := n.(*ast.GoStmt); ok {
				t.Errorf("%s starts a goroutine outside widgets.Runner", f.path)
			}
			return true
		})
	}
}

func TestEveryPackageSaysWhatItIs(t *testing.T) {
	docs := map[string]bool{}
	for _, f := range sources(t) {
		if f.test {
			continue
		}
		docs[f.pkg] = docs[f.pkg] || f.ast.Doc != nil
	}
	for pkg, ok := range docs {
		if !ok {
			t.Errorf("package %s has no first sentence", pkg)
		}
	}
}

// A mismatch of modernc.org/libc with the one modernc.org/sqlite was made with corrupts memory.
func TestLibcMatchesSQLite(t *testing.T) {
	mod, err := os.ReadFile(filepath.Join("..", "..", "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"modernc.org/sqlite v1.62.0", "modernc.org/libc v1.80.1"} {
		if !strings.Contains(string(mod), want) {
			t.Errorf("go.mod lacks %q: the two must be raised together", want)
		}
	}
}
