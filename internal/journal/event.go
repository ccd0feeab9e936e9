package journal

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// ErrEvent is wrapped by every error about an event that cannot be encoded or decoded.
var ErrEvent = errors.New("not a journal event")

// version is the first line of a record. A new encoding gets a new line; old records stay readable.
const version = "qingjiao.event.v1"

// timeLayout writes the instant in UTC with milliseconds.
const timeLayout = "2006-01-02T15:04:05.000Z"

// maxName bounds each of the names of an event, in bytes.
const maxName = 96

// maxRecord bounds an encoded event: six names and numbers, two digests.
const maxRecord = 1024

// Digest is a keyed digest of what stood before or after a change. The zero Digest is "nothing".
type Digest [32]byte

// Event is one thing that was done. Its names are identifiers only: letters a–z A–Z, digits and
// . _ : / - , so no personal data finds room in them.
type Event struct {
	Seq    int64     // position in the log, from 0
	Time   time.Time // of the local clock, which is not trusted time; kept to the millisecond
	Actor  string    // member id
	Action string    // what was done: "facts.answered"
	Object string    // to what kind of thing: "matter", "record:access"
	ID     string    // to which one; may be empty
	Before Digest    // what it was
	After  Digest    // what it is
}

// Encode is the canonical record of the event. It returns an error wrapping ErrEvent where a name
// holds other characters or is too long, or Seq or Time is out of range.
func (e Event) Encode() ([]byte, error) {
	if e.Seq < 0 {
		return nil, fmt.Errorf("%w: sequence below 0", ErrEvent)
	}
	t := e.Time.UTC()
	if t.Year() < 1 || t.Year() > 9999 {
		return nil, fmt.Errorf("%w: year out of range", ErrEvent)
	}
	for _, f := range []struct {
		name, value string
		empty       bool
	}{{"actor", e.Actor, false}, {"action", e.Action, false}, {"object", e.Object, false}, {"id", e.ID, true}} {
		if err := checkName(f.value, f.empty); err != nil {
			return nil, fmt.Errorf("%w: %s: %v", ErrEvent, f.name, err)
		}
	}
	var b bytes.Buffer
	for _, line := range []string{version, strconv.FormatInt(e.Seq, 10), t.Format(timeLayout),
		e.Actor, e.Action, e.Object, e.ID, e.Before.text(), e.After.text()} {
		b.WriteString(line)
		b.WriteByte('\n')
	}
	return b.Bytes(), nil
}

// Decode reads a record. Every event has exactly one record: a record that Encode would not have
// written is refused with an error wrapping ErrEvent.
func Decode(record []byte) (Event, error) {
	if len(record) > maxRecord {
		return Event{}, fmt.Errorf("%w: %d bytes", ErrEvent, len(record))
	}
	lines := strings.Split(string(record), "\n")
	if len(lines) != 10 || lines[9] != "" {
		return Event{}, fmt.Errorf("%w: wrong number of lines", ErrEvent)
	}
	if lines[0] != version {
		return Event{}, fmt.Errorf("%w: unknown version", ErrEvent)
	}
	e := Event{Actor: lines[3], Action: lines[4], Object: lines[5], ID: lines[6]}
	var err error
	if e.Seq, err = strconv.ParseInt(lines[1], 10, 64); err != nil {
		return Event{}, fmt.Errorf("%w: sequence", ErrEvent)
	}
	if e.Time, err = time.Parse(timeLayout, lines[2]); err != nil {
		return Event{}, fmt.Errorf("%w: time", ErrEvent)
	}
	if e.Before, err = parseDigest(lines[7]); err != nil {
		return Event{}, err
	}
	if e.After, err = parseDigest(lines[8]); err != nil {
		return Event{}, err
	}
	again, err := e.Encode()
	if err != nil {
		return Event{}, err
	}
	if !bytes.Equal(again, record) {
		return Event{}, fmt.Errorf("%w: not canonical", ErrEvent)
	}
	return e, nil
}

// text is lower-case hexadecimal, "-" for nothing.
func (d Digest) text() string {
	if d == (Digest{}) {
		return "-"
	}
	return hex.EncodeToString(d[:])
}

func parseDigest(s string) (Digest, error) {
	var d Digest
	if s == "-" {
		return d, nil
	}
	if len(s) != 2*len(d) {
		return d, fmt.Errorf("%w: digest", ErrEvent)
	}
	if _, err := hex.Decode(d[:], []byte(s)); err != nil {
		return d, fmt.Errorf("%w: digest", ErrEvent)
	}
	return d, nil
}

func checkName(s string, empty bool) error {
	if s == "" && !empty {
		return errors.New("empty")
	}
	if len(s) > maxName {
		return errors.New("too long")
	}
	for i := range len(s) {
		c := s[i]
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', strings.IndexByte("._:/-", c) >= 0:
		default:
			return errors.New("holds a character that names may not hold")
		}
	}
	return nil
}
