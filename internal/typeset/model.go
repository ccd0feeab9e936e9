// Package typeset turns a document model into pages: PDF through gofpdf, and the same display list
// for the screen. Chinese line breaking, justification, font cutting and pagination are ours,
// because gofpdf deletes characters in Chinese text; gofpdf only places glyphs.
package typeset

// Lang is the language of a run of text, which decides faces, quotes and line breaking.
type Lang string

// The languages.
const (
	ZH Lang = "zh"
	EN Lang = "en"
)

// Document is what is to be printed: one language, or two side by side. Where Second is set, the
// blocks of First and Second must agree pairwise in kind and id (see Pair).
type Document struct {
	Title  string // shown large on the first page
	Title2 string // the second language's title, under it
	Header string // left in the running header
	Number string // document number, right in the running header; "" before issue
	Draft  string // watermark text ("草稿"); "" for none
	Note   string // small line above the page number, e.g. the law version and 非法律意见
	QR     string // content of the code at the foot of each page; "" for none
	Lang   Lang   // language of the running texts (第 x 页 共 y 页 / Page x of y / both when Second)
	First  []Block
	Second []Block // nil for a document in one language

	Created int64 // unix seconds, for the PDF's dates; the same input gives the same bytes
	Author  string
	Subject string
}

// Kind is the kind of a block.
type Kind int

// The kinds of block.
const (
	Paragraph  Kind = iota // indented 2 em in Chinese
	Heading                // 第N条 / Article N; Label holds the number
	Clause                 // 款 N.M; Label holds the number
	Item                   // （n） / (a); Label holds the number; Level 1 or 2
	KeyValues              // rows of Pairs
	Table                  // Header + Rows, header repeated on each page
	Signatures             // boxes kept whole, two or three in a row
	PlainNote              // small unindented text
	Center                 // a centred line, e.g. 以下无正文
	PageBreak
	Checks // rows with an empty box drawn before each (☐ does not exist in the faces)
)

// Block is one piece of a document.
type Block struct {
	Kind  Kind
	ID    string // stable, for cross-references and for pairing the two languages
	Label string // number, already in words: 第一条, 1.1, （1）, (a)
	Level int
	Runs  []Run
	Pairs []Pair
	Table *Grid
	Signs []Sign
	Items [][]Run // Checks
	Lang  Lang
}

// Run is text of one style.
type Run struct {
	Text  string
	Bold  bool
	Blank bool // an unfilled field, printed as ＿＿＿ and reported
}

// Pair is a row of KeyValues. In a document of two languages Key2 and Value2 stand under Key and Value.
type Pair struct {
	Key, Value   []Run
	Key2, Value2 []Run
}

// Grid is a table. Widths are parts of the line (they need not add up to anything); Align is one of
// 'l', 'c', 'r' a column.
type Grid struct {
	Widths []float64
	Align  []byte
	Header [][]Run
	Rows   [][][]Run
}

// Sign is one signature box: whose, and the lines to be filled by hand or already filled.
type Sign struct {
	Party string   // 甲方（盖章）：某某公司
	Lines []string // "签字：", "日期：" …
	Image []byte   // PNG of a signature, or nil
}
