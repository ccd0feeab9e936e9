package vault

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var makeVectors = flag.Bool("make-vectors", false, "write testdata/vectors.json and testdata/vault-v1, once per version")

// vector is one sealed unit with everything that makes it.
type vector struct {
	Kind  string `json:"kind"`
	Label string `json:"label"` // of the subkey
	Key   string `json:"key"`
	Extra string `json:"extra"`
	Index uint64 `json:"index"`
	Nonce string `json:"nonce"`
	AAD   string `json:"aad"`
	Plain string `json:"plain"`
	Unit  string `json:"unit"` // ciphertext ‖ tag ‖ nonce
}

type vectors struct {
	ID     string   `json:"id"`
	Secret string   `json:"secret"`
	Units  []vector `json:"units"`
	File   string   `json:"key_file"` // vault.json in one line, mac included
}

// with seals under a nonce that is given, as only vectors may.
func (x *xaes) with(nonce, plain, aad []byte) []byte {
	out := x.aead([12]byte(nonce[:12])).Seal(nil, nonce[12:], plain, aad)
	return append(out, nonce...)
}

func (m *mount) key(label string) *xaes {
	return map[string]*xaes{"main": m.main, "wal": m.wal, "journal": m.journal}[label]
}

func unhex(t *testing.T, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// The vectors of FORMAT.md: each unit seals to these bytes under that nonce, and opens again.
func TestVectors(t *testing.T) {
	path := filepath.Join("testdata", "vectors.json")
	if *makeVectors {
		writeVectors(t, path)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var v vectors
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatal(err)
	}
	id, ok := parseID(v.ID)
	if !ok || len(v.Units) < 5 {
		t.Fatal("vectors are incomplete")
	}
	secret := unhex(t, v.Secret)
	m := newMount("vector.db", id, secret, osDisk{})
	for _, u := range v.Units {
		aad := m.aad(u.Kind[0], unhex(t, u.Extra), u.Index)
		if got := hex.EncodeToString(aad); got != u.AAD {
			t.Errorf("%s: associated data %s, want %s", u.Kind, got, u.AAD)
		}
		if got := newXAES(unhex(t, u.Key)).with(unhex(t, u.Nonce), unhex(t, u.Plain), aad); hex.EncodeToString(got) != u.Unit {
			t.Errorf("%s: sealed to %x", u.Kind, got)
		}
		unit := unhex(t, u.Unit)
		plain := make([]byte, len(unit))
		if !m.key(u.Label).open(plain, unit, aad) || hex.EncodeToString(plain[:len(unit)-overhead]) != u.Plain {
			t.Errorf("%s does not open with the key that the secret gives", u.Kind)
		}
		unit[0] ^= 1
		if m.key(u.Label).open(plain, unit, aad) {
			t.Errorf("%s opens though a bit was changed", u.Kind)
		}
	}
	k, err := parseKeyFile([]byte(v.File))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(k.mac(secret), k.MAC) {
		t.Errorf("mac %x, want %x", k.mac(secret), k.MAC)
	}
}

func writeVectors(t *testing.T, path string) {
	t.Helper()
	id := [16]byte{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}
	secret := bytes.Repeat([]byte{0x42}, keySize)
	m := newMount("vector.db", id, secret, osDisk{})
	v := vectors{ID: hex.EncodeToString(id[:]), Secret: hex.EncodeToString(secret)}
	generation := bytes.Repeat([]byte{0x07}, nonceSize)
	for i, u := range []struct {
		kind         byte
		label, plain string
		extra        []byte
		index        uint64
	}{
		{'M', "main", "a page has 4056 bytes; this one is shorter", nil, 1},
		{'H', "wal", "thirty-two bytes of a log header", nil, 0},
		{'F', "wal", "24 bytes: a frame header", generation, 3},
		{'P', "wal", "a frame's page", generation, 3},
		{'J', "journal", "\x00\x00\x00\x00\x00\x00\x02\x00written at 512", []byte{0, 0, 0, 22}, 7},
	} {
		nonce := bytes.Repeat([]byte{byte(0x10 + i)}, nonceSize)
		aad := m.aad(u.kind, u.extra, u.index)
		key := subkeyOf(secret, id, u.label)
		v.Units = append(v.Units, vector{Kind: string(u.kind), Label: u.label, Key: hex.EncodeToString(key), Extra: hex.EncodeToString(u.extra), Index: u.index,
			Nonce: hex.EncodeToString(nonce), AAD: hex.EncodeToString(aad), Plain: hex.EncodeToString([]byte(u.plain)),
			Unit: hex.EncodeToString(newXAES(key).with(nonce, []byte(u.plain), aad))})
	}
	dir := filepath.Join("testdata", "vault-v1")
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	made, recovery, err := Create(ctx, dir, "示例企服", Member{Name: "示例成员", Role: Principal}, []byte(v1Passphrase), Params{WorkFactor: 10})
	if err != nil {
		t.Fatal(err)
	}
	v1Fill(t, made)
	if err := made.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(dir+".txt", []byte("An example for later versions to open; it protects nothing.\npassphrase: "+v1Passphrase+"\nrecovery key: "+string(recovery)+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	k, err := readKeyFile(dir)
	if err != nil {
		t.Fatal(err)
	}
	k.ID = v.ID
	k.MAC = k.mac(secret)
	line, err := json.Marshal(k)
	if err != nil {
		t.Fatal(err)
	}
	v.File = string(line)
	b, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, append(b, '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
}

const v1Passphrase = "example passphrase of version 1"

func v1Fill(t *testing.T, v *Vault) {
	t.Helper()
	ctx := context.Background()
	if _, err := v.Firm().Write.ExecContext(ctx, "CREATE TABLE note (words TEXT); INSERT INTO note VALUES ('firm')"); err != nil {
		t.Fatal(err)
	}
	db, err := v.CreateMatter(ctx, "example", []string{v.Member().ID})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Write.ExecContext(ctx, "CREATE TABLE note (words TEXT); INSERT INTO note VALUES ('matter')"); err != nil {
		t.Fatal(err)
	}
}

// A vault that version 1 wrote opens, by passphrase and by recovery key, and holds what it held.
func TestVaultOfVersion1Opens(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "vault")
	if err := os.CopyFS(dir, os.DirFS(filepath.Join("testdata", "vault-v1"))); err != nil {
		t.Fatal(err)
	}
	words, err := os.ReadFile(filepath.Join("testdata", "vault-v1.txt"))
	if err != nil {
		t.Fatal(err)
	}
	_, key, _ := bytes.Cut(words, []byte("recovery key: "))
	ctx := context.Background()
	info, err := ReadInfo(dir)
	if err != nil {
		t.Fatal(err)
	}
	for name, open := range map[string]func() (*Vault, error){
		"passphrase": func() (*Vault, error) { return Open(ctx, dir, info.Members[0].ID, []byte(v1Passphrase)) },
		"recovery":   func() (*Vault, error) { return OpenRecovery(ctx, dir, string(key)) },
	} {
		v, err := open()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		db, err := v.Matter(ctx, "example")
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var got [2]string
		if err := v.Firm().Read.QueryRowContext(ctx, "SELECT words FROM note").Scan(&got[0]); err != nil {
			t.Fatal(err)
		}
		if err := db.Read.QueryRowContext(ctx, "SELECT words FROM note").Scan(&got[1]); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff([2]string{"firm", "matter"}, got); d != "" {
			t.Errorf("%s: %s", name, d)
		}
		if _, err := v.Verify(ctx, nil); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if err := v.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
