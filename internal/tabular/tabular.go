// Package tabular reads customer files as streams of rows and writes registers as files that
// spreadsheets open. Reading is exact: the encoding is decided over the whole file, GB 18030 is
// decoded to its last code, and a character that could not be read surely is a finding on its cell,
// never a silent change. It knows nothing of what the columns mean.
//
// Open a file, read Header, then Next until io.EOF, then Findings.
package tabular

// Encoding of a text file.
type Encoding string

// The encodings that are told apart.
const (
	UTF8    Encoding = "UTF-8"
	GB18030 Encoding = "GB18030" // also GBK and GB 2312, which it contains
	UTF16LE Encoding = "UTF-16LE"
	UTF16BE Encoding = "UTF-16BE"
)

// Default bounds of a file.
const (
	DefaultMaxField   = 1 << 20 // bytes of one cell in UTF-8
	DefaultMaxRow     = 8 << 20 // bytes of one row in UTF-8
	DefaultMaxColumns = 2000
	DefaultMaxRows    = 50_000_000
)

// Options change how a file is opened. The zero value detects everything and uses the default bounds.
type Options struct {
	Encoding   Encoding // "" detects
	Comma      rune     // separator; 0 detects among comma, tab, semicolon and bar
	MaxField   int
	MaxRow     int
	MaxColumns int
	MaxRows    int64
}

func (o Options) withDefaults() Options {
	if o.MaxField <= 0 {
		o.MaxField = DefaultMaxField
	}
	if o.MaxRow <= 0 {
		o.MaxRow = DefaultMaxRow
	}
	if o.MaxColumns <= 0 {
		o.MaxColumns = DefaultMaxColumns
	}
	if o.MaxRows <= 0 {
		o.MaxRows = DefaultMaxRows
	}
	return o
}

// Detected says how a file was understood. Sure is false where another encoding is possible and a
// person should look at the first rows.
type Detected struct {
	Encoding Encoding
	BOM      bool
	Comma    rune
	Sure     bool
	Size     int64 // bytes of the file
}

// FindingKind is what is wrong with a cell or row.
type FindingKind string

// The kinds of findings.
const (
	Replaced FindingKind = "replaced" // holds U+FFFD: bytes that are no character, or a loss made by whoever wrote the file
	Private  FindingKind = "private"  // holds a private-use character: a rare name character of some other system
	Control  FindingKind = "control"  // holds a control character other than line break and tab
	Ragged   FindingKind = "ragged"   // the row has fewer or more cells than the header
)

// Finding is a place to compare with the original. Row counts from 1 below the header; Column from 0.
type Finding struct {
	Row    int64
	Column int
	Kind   FindingKind
}

// Findings counts what was found, each kind once a cell (Ragged once a row); List holds the first of them.
type Findings struct {
	Replaced, Private, Control, Ragged int64
	List                               []Finding
}

// Total is the number of findings of all kinds.
func (f Findings) Total() int64 { return f.Replaced + f.Private + f.Control + f.Ragged }

const maxListed = 1000

func (f *Findings) add(row int64, column int, k FindingKind) {
	switch k {
	case Replaced:
		f.Replaced++
	case Private:
		f.Private++
	case Control:
		f.Control++
	case Ragged:
		f.Ragged++
	}
	if len(f.List) < maxListed {
		f.List = append(f.List, Finding{row, column, k})
	}
}
