package checklist

import (
	"fmt"

	"qingjiao/i18n"
)

// sectionData is a file of points.
type sectionData struct {
	Section int         `yaml:"section"`
	Points  []pointData `yaml:"points"`
}

// pointData is a point as it is written.
type pointData struct {
	ID        string      `yaml:"id"`
	Stage     Stage       `yaml:"stage"`
	Title     i18n.Text   `yaml:"title"`
	Ask       i18n.Text   `yaml:"ask"`
	Law       []string    `yaml:"law"`
	When      string      `yaml:"when"`
	Strict    bool        `yaml:"strict"`
	Owner     string      `yaml:"owner"`
	Gates     []string    `yaml:"gates"`
	Documents []string    `yaml:"documents"`
	Evidence  []proofData `yaml:"evidence"`
	SameAs    string      `yaml:"same_as"`
	Do        actionData  `yaml:"do"`
}

// proofData is a piece of evidence as it is written.
type proofData struct {
	ID    string    `yaml:"id"`
	Label i18n.Text `yaml:"label"`
	When  string    `yaml:"when"`
	Rule  string    `yaml:"rule"`
}

// actionData is an action as it is written.
type actionData struct {
	Label i18n.Text `yaml:"label"`
	Where string    `yaml:"where"`
}

// gateData is a gate as it is written.
type gateData struct {
	ID    string    `yaml:"id"`
	Stops Step      `yaml:"stops"`
	Title i18n.Text `yaml:"title"`
	Opens i18n.Text `yaml:"opens"`
	Law   []string  `yaml:"law"`
	When  string    `yaml:"when"`
	Rule  string    `yaml:"rule"`
}

func (d pointData) point(section int) (Point, error) {
	refs, err := parseRefs(d.Law)
	if err != nil {
		return Point{}, fmt.Errorf("point %s: %w", d.ID, err)
	}
	p := Point{
		ID: d.ID, Section: section, Stage: d.Stage, Title: d.Title, Ask: d.Ask, Law: refs,
		When: d.When, Strict: d.Strict, Owner: d.Owner, Documents: d.Documents, Gates: d.Gates,
		SameAs: d.SameAs, Do: Action(d.Do),
	}
	for _, e := range d.Evidence {
		p.Evidence = append(p.Evidence, Proof(e))
	}
	return p, nil
}

func (d gateData) gate() (Gate, error) {
	refs, err := parseRefs(d.Law)
	if err != nil {
		return Gate{}, fmt.Errorf("gate %s: %w", d.ID, err)
	}
	return Gate{ID: d.ID, Stops: d.Stops, Title: d.Title, Opens: d.Opens, When: d.When, Rule: d.Rule, Law: refs}, nil
}
