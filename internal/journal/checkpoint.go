package journal

import (
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// ErrCheckpoint is wrapped by errors about a checkpoint that is not one, or not signed by whom it
// should be.
var ErrCheckpoint = errors.New("not a checkpoint")

// maxCheckpoint bounds a signed checkpoint, in bytes.
const maxCheckpoint = 16 << 10

// Checkpoint is the state of a log at one moment, in the form of C2SP tlog-checkpoint: three lines
// in a signed note (C2SP signed-note).
type Checkpoint struct {
	Origin string // which log: "qingjiao/<vault>/<matter>"
	Size   int64  // events
	Root   Hash
}

// Signer signs checkpoints of one vault with Ed25519.
type Signer struct{ signer note.Signer }

// NewSigner makes the signer called name from a seed of the vault. A name holds no space and no
// plus sign.
func NewSigner(name string, seed [32]byte) (*Signer, error) {
	vkey, err := verifierKey(name, seed)
	if err != nil {
		return nil, err
	}
	id := strings.TrimPrefix(vkey, name+"+")[:8]
	key := base64.StdEncoding.EncodeToString(append([]byte{1}, seed[:]...))
	s, err := note.NewSigner("PRIVATE+KEY+" + name + "+" + id + "+" + key)
	if err != nil {
		return nil, fmt.Errorf("checkpoint signer: %w", err)
	}
	return &Signer{s}, nil
}

// VerifierKey is the public key that belongs to the seed, as C2SP signed-note writes it. It is what
// is given to others.
func VerifierKey(name string, seed [32]byte) (string, error) { return verifierKey(name, seed) }

func verifierKey(name string, seed [32]byte) (string, error) {
	pub := ed25519.NewKeyFromSeed(seed[:]).Public().(ed25519.PublicKey)
	vkey, err := note.NewEd25519VerifierKey(name, pub)
	if err != nil {
		return "", fmt.Errorf("checkpoint key: %w", err)
	}
	return vkey, nil
}

// Sign is the checkpoint as a signed note.
func (s *Signer) Sign(c Checkpoint) ([]byte, error) {
	text, err := c.text()
	if err != nil {
		return nil, err
	}
	return note.Sign(&note.Note{Text: text}, s.signer)
}

// OpenCheckpoint reads a signed note and checks that the holder of vkey signed it. Errors wrap
// ErrCheckpoint.
func OpenCheckpoint(msg []byte, vkey string) (Checkpoint, error) {
	if len(msg) > maxCheckpoint {
		return Checkpoint{}, fmt.Errorf("%w: %d bytes", ErrCheckpoint, len(msg))
	}
	v, err := note.NewVerifier(vkey)
	if err != nil {
		return Checkpoint{}, fmt.Errorf("%w: verifier key: %v", ErrCheckpoint, err)
	}
	n, err := note.Open(msg, note.VerifierList(v))
	if err != nil {
		return Checkpoint{}, fmt.Errorf("%w: %v", ErrCheckpoint, err)
	}
	return parseCheckpoint(n.Text)
}

func (c Checkpoint) text() (string, error) {
	if err := checkName(c.Origin, false); err != nil || c.Size < 0 {
		return "", fmt.Errorf("%w: origin or size", ErrCheckpoint)
	}
	return fmt.Sprintf("%s\n%d\n%s\n", c.Origin, c.Size, base64.StdEncoding.EncodeToString(c.Root[:])), nil
}

// parseCheckpoint reads the text of a note; lines after the third are left to later versions.
func parseCheckpoint(text string) (Checkpoint, error) {
	lines := strings.SplitN(text, "\n", 4)
	if len(lines) != 4 {
		return Checkpoint{}, fmt.Errorf("%w: too few lines", ErrCheckpoint)
	}
	if err := checkName(lines[0], false); err != nil {
		return Checkpoint{}, fmt.Errorf("%w: origin: %v", ErrCheckpoint, err)
	}
	n, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || n < 0 || strconv.FormatInt(n, 10) != lines[1] {
		return Checkpoint{}, fmt.Errorf("%w: size", ErrCheckpoint)
	}
	b, err := base64.StdEncoding.Strict().DecodeString(lines[2])
	if err != nil || len(b) != len(Hash{}) {
		return Checkpoint{}, fmt.Errorf("%w: root", ErrCheckpoint)
	}
	return Checkpoint{Origin: lines[0], Size: n, Root: Hash(b)}, nil
}
