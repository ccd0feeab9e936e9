package cli

import (
	"bytes"
	"context"
	"crypto/rand"
	"embed"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/spf13/cobra"

	"qingjiao/internal/errs"
	"qingjiao/internal/inventory"
	"qingjiao/internal/register"
	"qingjiao/internal/service"
	"qingjiao/internal/tabular"
)

//go:embed demo/facts.yaml demo/records.yaml
var demoFiles embed.FS

// The customers of the demonstration.
const (
	demoSeed      = 20261123
	demoCustomers = 520
)

// demoPlan is demo/records.yaml.
type demoPlan struct {
	Firm    string
	Member  string
	Records []demoRecord
	Dataset register.Values
	Signed  string // words of the file attached where a signed page belongs
	Papers  []demoPaper
}

type demoRecord struct {
	Register string
	Values   map[string]any
	File     string
	Steps    []string
	Reason   string
}

type demoPaper struct {
	Template string
	Record   string         // by name
	Fields   map[string]any // what a person fills in by hand
}

func (t *terminal) demoCommand() *cobra.Command {
	return t.command("demo FOLDER", "cli.demo", t.demo)
}

// demo does the main job without a display: it leaves FOLDER/input, FOLDER/vault and FOLDER/papers.
func (t *terminal) demo(ctx context.Context, args []string) error {
	d, err := newDemo(t, args[0])
	if err != nil {
		return err
	}
	a, _, err := service.Create(ctx, service.CreateInput{
		Dir: d.vault, Firm: d.plan.Firm, Member: d.plan.Member, Role: "principal", Passphrase: d.passphrase, Params: t.Params,
	})
	if err != nil {
		return err
	}
	papers, err := d.run(ctx, a)
	if e := a.Lock(); err == nil {
		err = e
	}
	if err != nil {
		return err
	}
	t.say("cli.demo.done", "papers", papers)
	return nil
}

type demonstration struct {
	*terminal
	plan                 demoPlan
	input, vault, papers string
	passphrase           []byte
	matter               string
}

// newDemo makes the folders and writes what the demonstration starts from.
func newDemo(t *terminal, dir string) (*demonstration, error) {
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		return nil, errs.New(errs.Conflict, "cli.demo_exists", "path", clean(dir))
	}
	d := &demonstration{
		terminal: t, input: filepath.Join(dir, "input"), vault: filepath.Join(dir, "vault"), papers: filepath.Join(dir, "papers"),
		passphrase: []byte(rand.Text()),
	}
	b, err := demoFiles.ReadFile("demo/records.yaml")
	if err != nil {
		return nil, err
	}
	if err := yaml.NewDecoder(bytes.NewReader(b), yaml.Strict()).Decode(&d.plan); err != nil {
		return nil, err
	}
	for _, p := range []string{d.input, d.papers} {
		if err := os.MkdirAll(p, 0o700); err != nil {
			return nil, fileError(err, p)
		}
	}
	customers, err := demoCSV()
	if err != nil {
		return nil, err
	}
	facts, err := demoFiles.ReadFile("demo/facts.yaml")
	if err != nil {
		return nil, err
	}
	for name, b := range map[string][]byte{"customers.csv": customers, "facts.yaml": facts, "passphrase.txt": append(slices.Clone(d.passphrase), '\n')} {
		p := filepath.Join(d.input, name)
		if err := os.WriteFile(p, b, 0o600); err != nil {
			return nil, fileError(err, p)
		}
	}
	return d, nil
}

// demoCSV is the generated customers as a Chinese program exports them: CSV in GB 18030.
func demoCSV() ([]byte, error) {
	rows := inventory.FakeCustomers(demoSeed, demoCustomers)
	var b bytes.Buffer
	if err := tabular.WriteCSV(&b, rows[0], slices.Values(rows[1:])); err != nil {
		return nil, err
	}
	return tabular.EncodeGB18030(strings.TrimPrefix(b.String(), "\uFEFF"))
}

func (d *demonstration) run(ctx context.Context, a *service.App) (papers int, err error) {
	name, facts, err := readFacts(filepath.Join(d.input, "facts.yaml"))
	if err != nil {
		return 0, err
	}
	if d.matter, err = a.NewMatter(ctx, name, facts); err != nil {
		return 0, err
	}
	if err := d.importData(ctx, a); err != nil {
		return 0, err
	}
	for _, r := range d.plan.Records {
		if err := d.record(ctx, a, r); err != nil {
			return 0, err
		}
	}
	return d.issueAll(ctx, a)
}

func (d *demonstration) importData(ctx context.Context, a *service.App) error {
	p, done := d.progress("cli.demo.importing")
	set, err := a.ImportData(ctx, d.matter, filepath.Join(d.input, "customers.csv"), p)
	done()
	if err != nil {
		return err
	}
	if _, err := a.SetRecord(ctx, d.matter, "datasets", set.RecordID, d.plan.Dataset); err != nil {
		return err
	}
	_, err = a.MoveRecord(ctx, d.matter, "datasets", set.RecordID, "confirm", "")
	return err
}

// record adds a record, attaches the sample page and takes its steps.
func (d *demonstration) record(ctx context.Context, a *service.App, r demoRecord) error {
	values := register.Values{}
	for k, v := range r.Values {
		values[k] = v
	}
	view, err := a.AddRecord(ctx, d.matter, r.Register, values)
	if err != nil {
		return err
	}
	if r.File != "" {
		if _, err := a.AttachToRecord(ctx, d.matter, r.Register, view.ID, r.File, strings.NewReader(d.plan.Signed+"\n")); err != nil {
			return err
		}
	}
	for _, step := range r.Steps {
		if _, err := a.MoveRecord(ctx, d.matter, r.Register, view.ID, step, r.Reason); err != nil {
			return err
		}
	}
	return nil
}

// issueAll issues each paper in Chinese, English and both, and writes the PDFs.
func (d *demonstration) issueAll(ctx context.Context, a *service.App) (int, error) {
	templates, err := a.Papers(ctx, d.matter)
	if err != nil {
		return 0, err
	}
	langs := []string{"zh", "en", "zh-en"}
	p, done := d.progress("cli.demo.issuing")
	defer done()
	n := 0
	for _, paper := range d.plan.Papers {
		record, err := d.subject(ctx, a, templates, paper)
		if err != nil {
			return n, err
		}
		for field, v := range paper.Fields {
			if err := a.SetDraftField(ctx, d.matter, paper.Template, record, field, typed(v)); err != nil {
				return n, err
			}
		}
		for _, lang := range langs {
			out := filepath.Join(d.papers, paper.Template+"-"+lang+".pdf")
			if _, err := d.issue(ctx, a, d.matter, paper.Template, record, lang, true, out); err != nil {
				return n, err
			}
			n++
			p(int64(n), int64(len(d.plan.Papers)*len(langs)))
		}
	}
	return n, nil
}

// typed is a value from YAML as a paper's field takes it.
func typed(v any) any {
	switch x := v.(type) {
	case uint64:
		return int64(x)
	case []any:
		out := make([]string, 0, len(x))
		for _, e := range x {
			if s, ok := e.(string); ok {
				out = append(out, s)
			}
		}
		return out
	}
	return v
}

// subject is the id of the record a paper is made for, "" where it is for the matter.
func (d *demonstration) subject(ctx context.Context, a *service.App, templates []service.PaperView, p demoPaper) (string, error) {
	for _, t := range templates {
		if t.Template.ID != p.Template {
			continue
		}
		if t.Template.Subject == "" {
			return "", nil
		}
		v, err := a.Register(ctx, d.matter, t.Template.Subject)
		if err != nil {
			return "", err
		}
		for i, r := range v.Records {
			if r.Name == p.Record || p.Record == "" && i == 0 {
				return r.ID, nil
			}
		}
	}
	return "", errs.New(errs.NotFound, "cli.no_template", "template", p.Template)
}
