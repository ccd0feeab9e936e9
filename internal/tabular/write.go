package tabular

import (
	"bufio"
	"io"
	"iter"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"qingjiao/internal/errs"
)

var number = regexp.MustCompile(`^[+-]?[0-9]{1,15}(\.[0-9]{1,15})?$`)

// Defuse keeps a spreadsheet from running a cell as a formula: a cell that begins with = + - @ (also
// full-width), a tab or a line break, and is no plain number, gets an apostrophe before it.
func Defuse(cell string) string {
	first := strings.TrimLeft(cell, " \u00A0\u3000")
	r, _ := utf8.DecodeRuneInString(first)
	if strings.ContainsRune("=+-@＝＋－＠\t\r\n", r) && first != "" && !number.MatchString(cell) {
		return "'" + cell
	}
	return cell
}

// WriteCSV writes a header and rows as RFC 4180 in UTF-8 with the byte order mark that Excel needs
// to show Chinese. Every cell goes through Defuse.
func WriteCSV(w io.Writer, header []string, rows iter.Seq[[]string]) error {
	b := bufio.NewWriter(w)
	b.WriteString("\uFEFF")
	csvRow(b, header)
	for row := range rows {
		csvRow(b, row)
	}
	return b.Flush()
}

func csvRow(b *bufio.Writer, row []string) {
	for i, cell := range row {
		if i > 0 {
			b.WriteByte(',')
		}
		cell = Defuse(cell)
		if cell == "" && len(row) == 1 || strings.ContainsAny(cell, ",\"\r\n") || strings.TrimSpace(cell) != cell {
			b.WriteByte('"')
			b.WriteString(strings.ReplaceAll(cell, `"`, `""`))
			b.WriteByte('"')
			continue
		}
		b.WriteString(cell)
	}
	b.WriteString("\r\n")
}

// Bounds of a worksheet.
const (
	sheetCell = 32767 // UTF-16 units of a cell
	sheetRows = 1048576
)

// WriteXLSX writes a header and rows as one worksheet. Every cell is text, so that identity and card
// numbers keep all their digits and nothing is run as a formula. A cell longer than Excel holds, or
// more rows, is Invalid.
func WriteXLSX(w io.Writer, sheet string, header []string, rows iter.Seq[[]string]) error {
	f := excelize.NewFile()
	defer f.Close()
	sheet = sheetName(sheet)
	if err := f.SetSheetName("Sheet1", sheet); err != nil {
		return err
	}
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, NumFmt: 49})
	if err != nil {
		return err
	}
	text, err := f.NewStyle(&excelize.Style{NumFmt: 49, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}})
	if err != nil {
		return err
	}
	s, err := f.NewStreamWriter(sheet)
	if err != nil {
		return err
	}
	if err := s.SetColWidth(1, max(1, len(header)), 18); err != nil {
		return err
	}
	if err := s.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	n := 0
	put := func(row []string, style int) error {
		if n++; n > sheetRows {
			return errs.New(errs.Invalid, "tabular.sheet_rows", "max", sheetRows-1)
		}
		cells := make([]any, len(row))
		for i, c := range row {
			if c = xmlText(c); utf16Len(c) > sheetCell {
				return errs.New(errs.Invalid, "tabular.sheet_cell", "max", sheetCell)
			}
			cells[i] = excelize.Cell{StyleID: style, Value: c}
		}
		at, err := excelize.CoordinatesToCellName(1, n)
		if err != nil {
			return err
		}
		return s.SetRow(at, cells)
	}
	if err := put(header, bold); err != nil {
		return err
	}
	for row := range rows {
		if err := put(row, text); err != nil {
			return err
		}
	}
	if err := s.Flush(); err != nil {
		return err
	}
	return f.Write(w)
}

// sheetName is name as Excel allows it: 31 characters, none of : \ / ? * [ ].
func sheetName(name string) string {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]'`, r) || r < 0x20 {
			return '_'
		}
		return r
	}, strings.ToValidUTF8(name, "_"))
	if runes := []rune(name); len(runes) > 31 {
		name = string(runes[:31])
	}
	if name == "" || utf16Len(name) > 31 {
		return "Sheet1"
	}
	return name
}

// xmlText leaves out what XML 1.0 cannot hold.
func xmlText(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

func utf16Len(s string) int {
	n := 0
	for _, r := range s {
		if n++; r >= 0x10000 {
			n++
		}
	}
	return n
}
