package document

import (
	"strings"

	"qingjiao/internal/clock"
	"qingjiao/internal/typeset"
)

// RecoverySheet is the sheet a member prints and locks away: whose key it is, the key, and what it
// opens. The key is in the document and nowhere else; it must not be stored.
func (l *Library) RecoverySheet(lang, firm, member, key string, day clock.Date) (*typeset.Document, error) {
	groups := strings.ReplaceAll(key, "-", "   ") // lines end between groups
	doc, _, err := l.Render("R01", lang, Values{"firm": firm, "member": member, "key": groups, "today": day})
	return doc, err
}
