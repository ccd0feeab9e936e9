package vault

import (
	"bytes"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"unicode/utf8"

	"filippo.io/age"

	"qingjiao/internal/errs"
)

// formatVersion is the version of the key files and of everything they lead to.
const formatVersion = 1

// Bounds of a key file, which comes from outside.
const (
	maxKeyFile = 4 << 20
	maxMembers = 500
	maxName    = 200
)

// keyFile is vault.json: who may open the vault, and its secret wrapped to each of them.
type keyFile struct {
	Format     string      `json:"format"` // "qingjiao vault"
	Version    int         `json:"version"`
	ID         string      `json:"id"` // 16 bytes, hexadecimal
	Name       string      `json:"name"`
	Generation int         `json:"generation"` // names the database file; a rekey raises it
	Members    []memberKey `json:"members"`
	Recovery   string      `json:"recovery"` // recipient of the printed key
	Secret     []byte      `json:"secret"`   // age file to all members and the recovery recipient
	MAC        []byte      `json:"mac"`
}

// memberKey is a member with the identity that the passphrase unlocks.
type memberKey struct {
	Member
	Identity []byte `json:"identity"` // age file under the passphrase (scrypt)
}

// matterFile is matters/<id>.json: a matter's own secret wrapped to those who may open it.
type matterFile struct {
	Format     string   `json:"format"` // "qingjiao matter"
	Version    int      `json:"version"`
	Matter     string   `json:"matter"`
	ID         string   `json:"id"`
	Generation int      `json:"generation"`
	Members    []string `json:"members"`
	Secret     []byte   `json:"secret"`
	MAC        []byte   `json:"mac"`
}

var matterID = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,39}$`)

func newSecret() []byte {
	b := make([]byte, keySize)
	rand.Read(b)
	return b
}

func newID() string {
	b := make([]byte, 16)
	rand.Read(b)
	return hex.EncodeToString(b)
}

func parseID(s string) (id [16]byte, ok bool) {
	b, err := hex.DecodeString(s)
	if err != nil || len(b) != 16 {
		return id, false
	}
	return [16]byte(b), true
}

// subkey derives a key for one use from a secret (HKDF-SHA256, salt the id).
func subkey(secret []byte, id, label string) [32]byte {
	k, err := hkdf.Key(sha256.New, secret, []byte(id), "qingjiao vault v1 "+label, keySize)
	if err != nil {
		panic(err)
	}
	return [32]byte(k)
}

// macOf authenticates a key file: HMAC-SHA256 over its JSON with an empty mac.
func macOf(file any, secret []byte, id string) []byte {
	b, err := json.Marshal(file)
	if err != nil {
		panic(err)
	}
	k := subkey(secret, id, "key file")
	h := hmac.New(sha256.New, k[:])
	h.Write(b)
	return h.Sum(nil)
}

func (k *keyFile) mac(secret []byte) []byte {
	c := *k
	c.MAC = nil
	return macOf(c, secret, k.ID)
}

func (m *matterFile) mac(secret []byte) []byte {
	c := *m
	c.MAC = nil
	return macOf(c, secret, m.ID)
}

// parseKeyFile checks the shape of a vault.json. It is not authenticated before a secret is known.
func parseKeyFile(b []byte) (*keyFile, error) {
	var k keyFile
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if len(b) > maxKeyFile || d.Decode(&k) != nil || k.Format != "qingjiao vault" {
		return nil, errs.New(errs.Tampered, "vault.key_file")
	}
	if k.Version != formatVersion {
		return nil, errs.New(errs.Invalid, "vault.version", "version", k.Version)
	}
	if _, ok := parseID(k.ID); !ok || k.Generation < 1 || len(k.Members) > maxMembers || !validName(k.Name) {
		return nil, errs.New(errs.Tampered, "vault.key_file")
	}
	seen := map[string]bool{}
	for _, m := range k.Members {
		if _, err := age.ParseHybridRecipient(m.Recipient); err != nil || !matterID.MatchString(m.ID) || seen[m.ID] || !validName(m.Name) {
			return nil, errs.New(errs.Tampered, "vault.key_file")
		}
		seen[m.ID] = true
	}
	if _, err := age.ParseHybridRecipient(k.Recovery); err != nil {
		return nil, errs.New(errs.Tampered, "vault.key_file")
	}
	return &k, nil
}

func parseMatterFile(b []byte, id string) (*matterFile, error) {
	var m matterFile
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if len(b) > maxKeyFile || d.Decode(&m) != nil || m.Format != "qingjiao matter" || m.Matter != id {
		return nil, errs.New(errs.Tampered, "vault.key_file")
	}
	if m.Version != formatVersion {
		return nil, errs.New(errs.Invalid, "vault.version", "version", m.Version)
	}
	if _, ok := parseID(m.ID); !ok || m.Generation < 1 || len(m.Members) > maxMembers {
		return nil, errs.New(errs.Tampered, "vault.key_file")
	}
	return &m, nil
}

func validName(s string) bool {
	return s != "" && utf8.ValidString(s) && utf8.RuneCountInString(s) <= maxName
}

// wrap encrypts data to recipients given as strings.
func wrap(data []byte, recipients ...string) ([]byte, error) {
	var rs []age.Recipient
	for _, s := range recipients {
		r, err := age.ParseHybridRecipient(s)
		if err != nil {
			return nil, err
		}
		rs = append(rs, r)
	}
	return encrypt(data, rs...)
}

func encrypt(data []byte, rs ...age.Recipient) ([]byte, error) {
	var out bytes.Buffer
	w, err := age.Encrypt(&out, rs...)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(data); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// errNoKey says that the identity is not among those an age file is encrypted to.
var errNoKey = errors.New("no key")

// unwrap decrypts a small age file. errNoKey: the identity does not fit; other errors: damaged.
func unwrap(file []byte, id age.Identity) ([]byte, error) {
	r, err := age.Decrypt(bytes.NewReader(file), id)
	if err != nil {
		if _, ok := errors.AsType[*age.NoIdentityMatchError](err); ok || errors.Is(err, age.ErrIncorrectIdentity) {
			return nil, errNoKey
		}
		return nil, err
	}
	return io.ReadAll(io.LimitReader(r, 1<<16))
}

// writeAtomic replaces a file so that after a power cut it is either the old or the new one.
func writeAtomic(path string, b []byte) error {
	tmp, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	if _, err = tmp.Write(b); err == nil {
		err = tmp.Sync()
	}
	if cerr := tmp.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return err
	}
	if err := os.Rename(tmp.Name(), path); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}

func writeJSON(path string, v any) error {
	b, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		return err
	}
	return writeAtomic(path, append(b, '\n'))
}

func readBounded(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, maxKeyFile+1))
}
