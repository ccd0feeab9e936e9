package ui

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"time"

	"qingjiao/i18n"
	"qingjiao/internal/clock"
	"qingjiao/internal/ui/theme"
)

// prefs are the settings of this machine, kept in the clear: how the program looks and which vaults
// were opened. Nothing of a vault's contents is in it.
type prefs struct {
	Lang    i18n.Lang     `json:"lang"`
	Variant theme.Variant `json:"theme"`
	Idle    int           `json:"idle_minutes"` // 0 never
	Vaults  []recent      `json:"vaults"`       // latest first

	path string
}

// recent is a vault that was opened on this machine.
type recent struct {
	Dir    string    `json:"dir"`
	Member string    `json:"member"` // id of who opened it last
	Opened time.Time `json:"opened"`
}

// Limits of what is remembered.
const (
	mostVaults = 12
	mostPrefs  = 1 << 16
	mostIdle   = 240
)

// loadPrefs reads the settings; what is missing or wrong is as at first.
func loadPrefs(path string, lang i18n.Lang) *prefs {
	p := &prefs{}
	if info, err := os.Stat(path); err == nil && info.Size() <= mostPrefs {
		if b, err := os.ReadFile(path); err == nil && json.Unmarshal(b, p) != nil {
			p = &prefs{Idle: -1}
		}
	} else {
		p.Idle = -1
	}
	p.path = path
	if p.Lang != i18n.ZH && p.Lang != i18n.EN {
		p.Lang = lang
	}
	if !slices.Contains([]theme.Variant{theme.Light, theme.Dark, theme.System}, p.Variant) {
		p.Variant = theme.Light
	}
	if p.Idle < 0 || p.Idle > mostIdle {
		p.Idle = 10
	}
	return p
}

// save writes the settings; a machine that refuses keeps working, as at first next time.
func (p *prefs) save() {
	if p.path == "" {
		return
	}
	b, err := json.MarshalIndent(p, "", "  ")
	if err != nil || os.MkdirAll(filepath.Dir(p.path), 0o700) != nil {
		return
	}
	next := p.path + ".new"
	if os.WriteFile(next, b, 0o600) == nil {
		_ = os.Rename(next, p.path)
	}
}

// opened puts a vault first.
func (p *prefs) opened(dir, member string) {
	p.forget(dir)
	p.Vaults = slices.Insert(p.Vaults, 0, recent{Dir: dir, Member: member, Opened: clock.System()})
	if len(p.Vaults) > mostVaults {
		p.Vaults = p.Vaults[:mostVaults]
	}
	p.save()
}

// forget takes a vault off the list.
func (p *prefs) forget(dir string) {
	p.Vaults = slices.DeleteFunc(p.Vaults, func(r recent) bool { return r.Dir == dir })
}

func (p *prefs) lastOpened(dir string) (recent, bool) {
	for _, r := range p.Vaults {
		if r.Dir == dir {
			return r, true
		}
	}
	return recent{}, false
}
