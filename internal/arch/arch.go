// Package arch is the plan of the house as a table: which floor each package stands on, and which
// outside packages only one room may use. Its test reads every import of the module and fails on
// one that runs upstairs. Read it first.
package arch

// Floor is a level of the house. Imports go down; on the subject floor they never go sideways.
type Floor int

// The floors, from the ground.
const (
	Ground     Floor = iota // used by all
	Engines                 // know nothing of matters or law
	Vocabulary              // law, matter, register
	Subject                 // pure types and rules; siblings never import each other
	Store                   // all SQL
	Service                 // use cases: the only door for window and terminal
	Faces                   // hold no rules
	Mains                   // wiring
)

// Rooms places each package, by its path below the module; a package below a room belongs to it.
var Rooms = map[string]Floor{
	"internal/arch":  Ground,
	"internal/errs":  Ground,
	"internal/clock": Ground,
	"i18n":           Ground,
	"assets":         Ground,

	"internal/vault":   Engines,
	"internal/journal": Engines,
	"internal/tabular": Engines,
	"internal/typeset": Engines,
	"internal/rule":    Engines,

	"internal/law":      Vocabulary,
	"internal/matter":   Vocabulary,
	"internal/register": Vocabulary,

	"internal/checklist": Subject,
	"internal/inventory": Subject,
	"internal/document":  Subject,

	"internal/store":   Store,
	"internal/service": Service,
	"internal/cli":     Faces,
	"internal/ui":      Faces,
	"cmd/qingjiao":     Mains,
	"cmd/qj":           Mains,
}

// Sideways lists imports within a floor that are allowed: an engine may stand on another engine,
// vocabulary on vocabulary, where the word needs the other word.
var Sideways = map[string][]string{
	"internal/matter": {"internal/law"},
	"internal/clock":  {"assets"},
}

// Only names outside packages that few rooms may import (tests excepted): a prefix, and the rooms.
var Only = map[string][]string{
	"fyne.io/":                  {"internal/ui", "cmd/qingjiao"},
	"fyne.io/fyne/v2/app":       {"cmd/qingjiao"},
	"database/sql":              {"internal/vault", "internal/store"},
	"modernc.org/":              {"internal/vault"},
	"filippo.io/age":            {"internal/vault"},
	"github.com/jung-kurt/":     {"internal/typeset"},
	"github.com/xuri/excelize":  {"internal/tabular"},
	"github.com/spf13/cobra":    {"internal/cli", "cmd/qj"},
	"github.com/expr-lang/expr": {"internal/rule"},
	"github.com/yuin/goldmark":  {"internal/document"},
	"net/http":                  {},
	"github.com/pressly/goose":  {"internal/store"},
}
