package service

import (
	"crypto/hmac"
	"crypto/sha256"

	"qingjiao/internal/inventory"
)

// personIndex names the person of a row by keyed digests of what identifies people, so that a
// person's rows can be found again in all data sets of a matter, by whoever has its key and no one
// else.
type personIndex struct {
	key   [32]byte
	kinds []inventory.Kind
}

func newPersonIndex(key [32]byte, header []string) personIndex {
	x := personIndex{key: key}
	for _, h := range header {
		x.kinds = append(x.kinds, inventory.GuessHeader(h))
	}
	return x
}

// of are the digests of a row: of the identity number, of the mobile number, of
// the name. A row that identifies no one has none.
func (x personIndex) of(row []string) [][32]byte {
	var name, mobile, id string
	for i, cell := range row[:min(len(row), len(x.kinds))] {
		if v, _ := inventory.ResidentID(cell); v != "" && id == "" {
			id = v
			continue
		}
		switch x.kinds[i] {
		case inventory.Name:
			if name == "" {
				name = inventory.Normalise(cell)
			}
		case inventory.Mobile:
			if mobile == "" {
				mobile = inventory.MobileNumber(cell)
			}
		}
	}
	var out [][32]byte
	if id != "" {
		out = append(out, x.digest("id", id))
	}
	if mobile != "" {
		out = append(out, x.digest("mobile", mobile))
	}
	if name != "" {
		out = append(out, x.digest("name", name))
	}
	return out
}

func (x personIndex) digest(kind, value string) [32]byte {
	h := hmac.New(sha256.New, x.key[:])
	h.Write([]byte(kind + "\x00" + value))
	return [32]byte(h.Sum(nil))
}
