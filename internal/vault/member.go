package vault

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"filippo.io/age"
	"golang.org/x/text/unicode/norm"

	"qingjiao/internal/clock"
	"qingjiao/internal/errs"
)

// Role of a member.
type Role string

// The roles.
const (
	Principal Role = "principal" // 负责人: manages members
	Handler   Role = "handler"   // 经办人
)

// Member is the public part of a person with a key, readable before the vault is open.
type Member struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	Role      Role   `json:"role"`
	Recipient string `json:"recipient"` // age1pq1…
	Created   int64  `json:"created"`   // unix seconds
}

// Params tune what a new passphrase costs to try.
type Params struct {
	// WorkFactor is scrypt's, as a power of two. Zero means 18: 256 MiB and about 0.8 s.
	WorkFactor int
}

const defaultWorkFactor = 18

// MinPassphrase is the fewest characters a passphrase may have.
const MinPassphrase = 8

// newMember makes a member with a fresh identity locked by the passphrase.
func newMember(m Member, passphrase []byte, p Params) (memberKey, *age.HybridIdentity, error) {
	m.Name = strings.TrimSpace(m.Name)
	if !validName(m.Name) {
		return memberKey{}, nil, errs.New(errs.Invalid, "vault.member_name")
	}
	if m.Role != Principal && m.Role != Handler {
		return memberKey{}, nil, errs.New(errs.Invalid, "vault.member_role")
	}
	id, err := age.GenerateHybridIdentity()
	if err != nil {
		return memberKey{}, nil, errs.Wrap(err, errs.Internal, "vault.internal")
	}
	b := make([]byte, 5)
	rand.Read(b)
	m.ID = "m-" + hex.EncodeToString(b)
	m.Recipient = id.Recipient().String()
	m.Created = clock.System().Unix()
	locked, err := lockIdentity(id, passphrase, p)
	if err != nil {
		return memberKey{}, nil, err
	}
	return memberKey{m, locked}, id, nil
}

// lockIdentity encrypts an identity under a passphrase.
func lockIdentity(id *age.HybridIdentity, passphrase []byte, p Params) ([]byte, error) {
	if utf8.RuneCount(passphrase) < MinPassphrase || len(passphrase) > 1024 {
		return nil, errs.New(errs.Invalid, "vault.weak_passphrase", "n", MinPassphrase)
	}
	r, err := age.NewScryptRecipient(normal(passphrase))
	if err != nil {
		return nil, errs.Wrap(err, errs.Internal, "vault.internal")
	}
	if p.WorkFactor == 0 {
		p.WorkFactor = defaultWorkFactor
	}
	r.SetWorkFactor(p.WorkFactor)
	return encrypt([]byte(id.String()), r)
}

// unlockIdentity opens a member's identity. errs.WrongKey when the passphrase is another.
func (k *memberKey) unlock(passphrase []byte) (*age.HybridIdentity, error) {
	if len(passphrase) == 0 || len(passphrase) > 1024 {
		return nil, errs.New(errs.WrongKey, "vault.wrong_passphrase")
	}
	s, err := age.NewScryptIdentity(normal(passphrase))
	if err != nil {
		return nil, errs.Wrap(err, errs.Internal, "vault.internal")
	}
	b, err := unwrap(k.Identity, s)
	if errors.Is(err, errNoKey) {
		return nil, errs.New(errs.WrongKey, "vault.wrong_passphrase")
	}
	if err != nil {
		return nil, errs.Wrap(err, errs.Tampered, "vault.key_file")
	}
	id, err := age.ParseHybridIdentity(string(b))
	if err != nil || id.Recipient().String() != k.Recipient {
		return nil, errs.New(errs.Tampered, "vault.key_file")
	}
	return id, nil
}

// normal makes the same passphrase typed on Windows and on a Mac the same bytes (NFC).
func normal(passphrase []byte) string { return string(norm.NFC.Bytes(passphrase)) }

// RecoveryKey is the printed key: the data part of an age hybrid identity in groups of four. Its
// last six characters are a checksum that catches every one to four mistyped characters.
type RecoveryKey string

const recoveryPrefix = "AGE-SECRET-KEY-PQ-1"

func newRecovery() (RecoveryKey, string, error) {
	id, err := age.GenerateHybridIdentity()
	if err != nil {
		return "", "", err
	}
	data := strings.TrimPrefix(id.String(), recoveryPrefix)
	var groups []string
	for len(data) > 4 {
		groups = append(groups, data[:4])
		data = data[4:]
	}
	return RecoveryKey(strings.Join(append(groups, data), "-")), id.Recipient().String(), nil
}

// identity reads a recovery key as a person typed it: any case, spaces or dashes anywhere.
func (k RecoveryKey) identity() (*age.HybridIdentity, error) {
	if len(k) > 400 {
		return nil, errs.New(errs.WrongKey, "vault.bad_recovery_key")
	}
	s := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '-' || r == '–' || r == '—' {
			return -1
		}
		return unicode.ToUpper(r)
	}, string(k))
	s = strings.TrimPrefix(s, strings.ReplaceAll(recoveryPrefix, "-", ""))
	id, err := age.ParseHybridIdentity(recoveryPrefix + s)
	if err != nil {
		return nil, errs.New(errs.WrongKey, "vault.bad_recovery_key")
	}
	return id, nil
}

// Strength estimates a passphrase: bits of guessing, and 0 (too short) to 4 (strong). It counts the
// kinds of characters, takes Han characters from the few thousand in use, and discounts repetition
// and runs. It is an estimate; a well-known phrase is weaker than it says.
func Strength(passphrase string) (score int, bits float64) {
	var lower, upper, digit, han, other bool
	distinct := map[rune]bool{}
	n, easy := 0, 0
	var last rune
	for _, r := range passphrase {
		n++
		distinct[r] = true
		if d := r - last; last != 0 && d >= -1 && d <= 1 {
			easy++
		}
		last = r
		switch {
		case r >= 'a' && r <= 'z':
			lower = true
		case r >= 'A' && r <= 'Z':
			upper = true
		case r >= '0' && r <= '9':
			digit = true
		case unicode.Is(unicode.Han, r):
			han = true
		default:
			other = true
		}
	}
	alphabet := 0.0
	for _, k := range []struct {
		has  bool
		size float64
	}{{lower, 26}, {upper, 26}, {digit, 10}, {han, 2500}, {other, 33}} {
		if k.has {
			alphabet += k.size
		}
	}
	if n == 0 || alphabet == 0 {
		return 0, 0
	}
	effective := math.Min(float64(n-easy), 1.5*float64(len(distinct)))
	bits = effective * math.Log2(alphabet)
	switch {
	case n < MinPassphrase:
		return 0, bits
	case bits < 36:
		return 1, bits
	case bits < 50:
		return 2, bits
	case bits < 70:
		return 3, bits
	}
	return 4, bits
}
