package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"qingjiao/internal/ui/theme"
)

// GridColumn is a column of a grid. Width is in pixels, or a share of what is over when negative
// (-1 one share); a share is never narrower than Least.
type GridColumn struct {
	Title string
	Width float32
	Least float32
	Right bool
	Sort  bool
}

// Cell is what stands in one cell.
type Cell struct {
	Text string
	Tone Tone
	Pill bool // the text in a pill of the tone
	Bold bool
	Soft bool // second ink
}

// Grid is a table for any number of rows: fixed header, keyboard, sort, sideways scroll. Only the
// rows in sight exist.
type Grid struct {
	Surface
	OnOpen  func(row int)            // a row was clicked, or Enter pressed on it
	OnSort  func(col int, desc bool) // a header was clicked; the caller sorts and calls Reload
	columns []GridColumn
	rows    int
	cell    func(row, col int) Cell
	list    *widget.List
	header  *fyne.Container
	sorted  int
	desc    bool
	quiet   bool
}

// NewGrid is a grid of rows whose cells are asked for when they come in sight.
func NewGrid(columns []GridColumn, rows int, cell func(row, col int) Cell) *Grid {
	g := &Grid{columns: columns, rows: rows, cell: cell, sorted: -1}
	g.list = widget.NewList(func() int { return g.rows }, g.newRow, g.setRow)
	g.list.HideSeparators = true
	g.list.OnSelected = func(i widget.ListItemID) {
		if g.OnOpen != nil && !g.quiet {
			g.OnOpen(i)
		}
	}
	g.header = container.New(&cells{g: g, height: 34})
	g.fillHeader()
	inside := Column(0, g.header, HLine(), Grow(g.list))
	g.Fill, g.Stroke, g.Radius = theme.Surface, theme.Line, theme.Radius
	g.Content = Inset(1, 1, 1, 1, container.NewHScroll(inside))
	g.ExtendBaseWidget(g)
	return g
}

// SetRows changes how many rows there are and draws them anew.
func (g *Grid) SetRows(n int) { g.rows = n; g.list.UnselectAll(); g.list.Refresh() }

// Reload draws the rows in sight anew.
func (g *Grid) Reload() { g.list.Refresh() }

// Select shows a row as chosen without opening it.
func (g *Grid) Select(row int) {
	g.quiet = true
	g.list.Select(row)
	g.quiet = false
}

func (g *Grid) fillHeader() {
	g.header.Objects = nil
	for i, c := range g.columns {
		t := Note(c.Title).Cut()
		if c.Right {
			t.Right()
		}
		if !c.Sort {
			g.header.Add(t)
			continue
		}
		icon := Space(0, 0)
		if g.sorted == i && g.desc {
			icon = IconSized("arrow-down", 12, theme.Second)
		} else if g.sorted == i {
			icon = IconSized("arrow-up", 12, theme.Second)
		}
		g.header.Add(NewPress(Row(2, Grow(t), icon), nil, func() {
			g.desc = g.sorted == i && !g.desc
			g.sorted = i
			g.fillHeader()
			g.header.Refresh()
			if g.OnSort != nil {
				g.OnSort(i, g.desc)
			}
		}))
	}
}

const gridRow float32 = 44

func (g *Grid) newRow() fyne.CanvasObject {
	row := container.New(&cells{g: g, height: gridRow})
	for _, c := range g.columns {
		row.Add(newGridCell(c.Right))
	}
	return Column(0, row, HLine())
}

func (g *Grid) setRow(i widget.ListItemID, o fyne.CanvasObject) {
	row := o.(*fyne.Container).Objects[0].(*fyne.Container)
	for j, c := range row.Objects {
		c.(*gridCell).set(g.cell(i, j))
	}
}

// cells is the layout of header and rows: the same columns for all.
type cells struct {
	g      *Grid
	height float32
}

const gridGap float32 = 12

func (l *cells) widths(total float32) []float32 {
	out := make([]float32, len(l.g.columns))
	left, shares := total-gridGap*float32(len(out)+1), float32(0)
	for i, c := range l.g.columns {
		if c.Width >= 0 {
			out[i] = c.Width
			left -= c.Width
		} else {
			shares -= c.Width
		}
	}
	for i, c := range l.g.columns {
		if c.Width < 0 {
			out[i] = max(least(c), left*-c.Width/shares)
		}
	}
	return out
}

func least(c GridColumn) float32 {
	if c.Least > 0 {
		return c.Least
	}
	return 80
}

func (l *cells) MinSize([]fyne.CanvasObject) fyne.Size {
	w := gridGap
	for _, c := range l.g.columns {
		if c.Width >= 0 {
			w += c.Width + gridGap
		} else {
			w += least(c) + gridGap
		}
	}
	return fyne.NewSize(w, l.height)
}

func (l *cells) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	x := gridGap
	for i, w := range l.widths(size.Width) {
		if i >= len(objects) {
			return
		}
		objects[i].Move(fyne.NewPos(x, 0))
		objects[i].Resize(fyne.NewSize(w, size.Height))
		x += w + gridGap
	}
}

type gridCell struct {
	Surface
	text *Text
	pill *Surface
	word *Text
}

func newGridCell(right bool) *gridCell {
	c := &gridCell{text: Body("").Cut(), word: Note("").Cut().Centred()}
	c.pill = newSurface(theme.Clear, "", 10, Inset(1, 10, 1, 10, c.word))
	pillRow := container.New(&pillLayout{c: c, right: right}, c.pill)
	if right {
		c.text.Right()
	}
	c.Content = Over(c.text, pillRow)
	c.ExtendBaseWidget(c)
	return c
}

func (c *gridCell) set(v Cell) {
	ink := v.Tone.Ink()
	if v.Tone == Plain && !v.Soft {
		ink = theme.Ink
	}
	if v.Pill && v.Text != "" {
		c.text.SetText("")
		c.word.SetText(v.Text)
		c.word.SetInk(v.Tone.Ink())
		c.pill.Fill = v.Tone.Soft()
		c.pill.Show()
	} else {
		c.pill.Hide()
		c.text.SetText(v.Text)
		c.text.SetInk(ink)
		c.text.SetBold(v.Bold)
	}
	c.Refresh()
	c.Content.(*fyne.Container).Objects[1].(*fyne.Container).Layout.Layout(nil, c.Size())
}

// pillLayout keeps a pill as wide as its word.
type pillLayout struct {
	c     *gridCell
	right bool
}

func (l *pillLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, 20) }
func (l *pillLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	w := min(size.Width, fyne.MeasureText(l.c.word.Text(), theme.NoteSize, fyne.TextStyle{}).Width+20)
	x := float32(0)
	if l.right {
		x = size.Width - w
	}
	l.c.pill.Move(fyne.NewPos(x, (size.Height-20)/2))
	l.c.pill.Resize(fyne.NewSize(w, 20))
}
