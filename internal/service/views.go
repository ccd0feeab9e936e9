package service

import (
	"time"

	"qingjiao/i18n"
	"qingjiao/internal/checklist"
	"qingjiao/internal/clock"
	"qingjiao/internal/document"
	"qingjiao/internal/law"
	"qingjiao/internal/matter"
	"qingjiao/internal/register"
	"qingjiao/internal/rule"
	"qingjiao/internal/vault"
)

// Progress reports how far a long piece of work has come; total 0 is unknown.
type Progress = func(done, total int64)

// CreateInput is what a new vault needs.
type CreateInput struct {
	Dir        string
	Firm       string // the agency's or owner's name
	Member     string // the first member's name
	Role       vault.Role
	Passphrase []byte
	Params     vault.Params
}

// MatterRow is a matter in a list.
type MatterRow struct {
	ID       string
	Name     string
	Mode     matter.Mode
	ModeName i18n.Text
	Seller   string
	Buyer    string
	Stage    checklist.Stage // the first stage with an open point
	StageNo  int             // 1–7
	Stages   [7]Tally
	Next     *Task // nearest deadline or blocker
	Blocker  i18n.Text
	Locked   bool // this member has no key to it
	Updated  time.Time
	Closed   bool
}

// Tally counts met points of those that apply.
type Tally struct{ Met, Total int }

// Task is a thing that needs a person.
type Task struct {
	MatterID   string
	MatterName string
	Title      i18n.Text
	Basis      i18n.Text  // law or plan, small
	Due        clock.Date // "" when it has no day
	Days       int        // until Due
	Tone       string     // blocked (overdue or today), attention, info
	Button     i18n.Text
	Where      string // place in the program, as checklist.Action.Where, or "checklist"
	Confirm    string // id with which OverridePoint declares a legal deadline done; "" where the program sees it itself
}

// HomeView is the home screen.
type HomeView struct {
	Today   clock.Date
	Tasks   []Task
	Matters []MatterRow
	Closed  int
}

// QuestionView is a question with what is known.
type QuestionView struct {
	matter.Question
	Facts   []matter.Fact // the fact, or the fields of a small form
	Values  rule.Facts    // what is answered so far
	Chapter string
	Known   bool
	Skipped bool
}

// ChapterView is a chapter of the interview with its state.
type ChapterView struct {
	ID        string
	Title     i18n.Text
	Questions []QuestionView // those that apply now
	Answered  int
	Done      bool
	Summary   []matter.Conclusion // conclusions that hold now
}

// InterviewView is the whole interview as it stands.
type InterviewView struct {
	MatterID string
	Name     string
	Chapters []ChapterView
	Answered int
	About    int // about how many questions in all
	Path     matter.Path
}

// ChecklistView is the checklist as it stands.
type ChecklistView struct {
	MatterID string
	States   []checklist.State // points that apply, and those that do not with Status NotNeeded
	Gates    []checklist.GateState
	Stages   map[checklist.Stage]Tally
	Sections map[int]Tally
	Titles   map[int]i18n.Text // of the twenty sections, 0 the closing insights
}

// RegisterSummary is a register in a list.
type RegisterSummary struct {
	register.Definition
	Records int
	ByState map[string]int
}

// RecordView is one record.
type RecordView struct {
	ID          string
	Register    string
	Name        string // what a person calls it
	Values      register.Values
	State       register.State
	Moves       []register.Transition // that this member may make now
	Missing     []string              // required fields not filled
	Attachments []Attachment
	History     []EventView
	Created     time.Time
	Updated     time.Time
}

// RegisterView is a register with its records.
type RegisterView struct {
	Definition register.Definition
	MatterID   string
	Records    []RecordView
}

// Attachment is a file kept encrypted in the vault.
type Attachment struct {
	ID     string
	Name   string
	Size   int64
	SHA256 string
	Added  time.Time
	By     string
}

// PaperView is one paper that a matter needs or has.
type PaperView struct {
	Template document.Template
	Needed   bool
	Subjects []Subject // records it is made for; one with ID "" when it is for the matter
}

// Subject is what a paper is made for: a record of a register, or the matter.
type Subject struct {
	RecordID string
	Name     string
	Blanks   int
	Issued   []IssuedPaper
}

// IssuedPaper is a paper that can no longer change.
type IssuedPaper struct {
	ID       string
	Template string
	Title    i18n.Text
	Number   string // 明远-D03-2026-0001
	Version  int
	Lang     string // zh, en, zh-en
	SHA256   string
	LawDate  clock.Date // version of the law pack it relied on
	Issued   time.Time
	By       string
	RecordID string
	Pages    int
}

// DraftView is a paper before it is issued.
type DraftView struct {
	Template document.Template
	RecordID string
	Lang     string
	Fields   []DraftField
	Blanks   []document.Blank
	Missing  []document.MissingElement // legal elements not in the text: it cannot be issued
}

// DraftField is a field with its value and where it came from.
type DraftField struct {
	document.Field
	Value  any
	Known  bool // comes from the matter; editing it here overrides for this paper only
	Manual bool
}

// EventView is a line of the journal for people.
type EventView struct {
	Seq    int64
	Time   time.Time
	Actor  string
	Action string // i18n key "event."+Action tells it
	Object string // "matter", "record:access", …
	ID     string
	Name   string // what the object is called, if this member may see it; never in the log itself
}

// DatasetView is a customer file taken into the vault.
type DatasetView struct {
	RecordID  string
	Name      string
	File      string
	SHA256    string
	Encoding  string
	Rows      int64
	Persons   int64
	Sensitive int64
	Minors14  int64
	Minors18  int64
	Columns   []ColumnView
	Findings  int64 // cells with characters that could not be read surely
}

// ColumnView is one column as understood.
type ColumnView struct {
	Name   string
	Kind   string // i18n key "pii."+Kind
	Class  string // i18n key "class."+Class
	Filled int64
	Sample []string // masked
}

// Citation is an article ready to show.
type Citation struct {
	Ref        law.Ref
	Text       i18n.Text // 个人信息保护法 第二十三条
	Gist       i18n.Text
	Confidence law.Confidence
	InForce    bool
}

// Change tells open pages what was written.
type Change struct {
	MatterID string
	What     string // "facts", "records:access", "papers", "points", "matters", "members", "settings"
}
