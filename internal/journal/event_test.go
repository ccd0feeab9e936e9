package journal

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestEventsThatCannotBeEncoded(t *testing.T) {
	ok := sample(1)
	for name, spoil := range map[string]func(*Event){
		"a name in clear":  func(e *Event) { e.ID = "张三" },
		"a new line":       func(e *Event) { e.Action = "a\nb" },
		"a space":          func(e *Event) { e.Object = "a b" },
		"an at sign":       func(e *Event) { e.ID = "a@example.com" },
		"no actor":         func(e *Event) { e.Actor = "" },
		"no action":        func(e *Event) { e.Action = "" },
		"no object":        func(e *Event) { e.Object = "" },
		"a very long name": func(e *Event) { e.ID = strings.Repeat("a", maxName+1) },
		"below 0":          func(e *Event) { e.Seq = -1 },
		"a far year":       func(e *Event) { e.Time = time.Date(12000, 1, 1, 0, 0, 0, 0, time.UTC) },
	} {
		e := ok
		spoil(&e)
		if _, err := e.Encode(); !errors.Is(err, ErrEvent) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestEncodeAndDecodeAgree(t *testing.T) {
	word := rapid.StringMatching(`[a-zA-Z0-9._:/-]{1,20}`)
	rapid.Check(t, func(t *rapid.T) {
		e := Event{
			Seq:    rapid.Int64Range(0, 1<<60).Draw(t, "seq"),
			Time:   time.UnixMilli(rapid.Int64Range(0, 4e12).Draw(t, "time")).UTC(),
			Actor:  word.Draw(t, "actor"),
			Action: word.Draw(t, "action"),
			Object: word.Draw(t, "object"),
			ID:     rapid.StringMatching(`[a-z0-9-]{0,20}`).Draw(t, "id"),
		}
		copy(e.After[:], rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "after"))
		record, err := e.Encode()
		if err != nil {
			t.Fatal(err)
		}
		got, err := Decode(record)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(e, got); d != "" {
			t.Fatal(d)
		}
	})
}

func FuzzDecode(f *testing.F) {
	for i := range 3 {
		r, _ := sample(i).Encode()
		f.Add(r)
		f.Add(bytes.ToUpper(r))
	}
	f.Fuzz(func(t *testing.T, record []byte) {
		e, err := Decode(record)
		if err != nil {
			return
		}
		again, err := e.Encode()
		if err != nil || !bytes.Equal(again, record) {
			t.Fatalf("%q decodes but does not encode to itself", record)
		}
	})
}

func FuzzOpenCheckpoint(f *testing.F) {
	s, _ := NewSigner("qingjiao/test", [32]byte{1})
	vkey, _ := VerifierKey("qingjiao/test", [32]byte{1})
	msg, _ := s.Sign(Checkpoint{Origin: "qingjiao/test/m", Size: 3})
	f.Add(msg)
	f.Fuzz(func(t *testing.T, b []byte) {
		c, err := OpenCheckpoint(b, vkey)
		if err == nil && (c.Size != 3 || c.Origin != "qingjiao/test/m") {
			t.Fatalf("a forged checkpoint passed: %+v", c)
		}
	})
}

func Example() {
	log := &memory{}
	for i := range 3 {
		entry, err := Append(Event{Seq: int64(i), Time: start, Actor: "zhao", Action: "record.added", Object: "record:access", ID: fmt.Sprint("r", i)}, log)
		if err != nil {
			fmt.Println(err)
			return
		}
		log.records = append(log.records, entry.Record)
		log.hashes = append(log.hashes, entry.Hashes...)
	}
	report, err := VerifyAll(log, nil)
	fmt.Println(report.Events, report.OK(), report.Root, err)
	// Output: 3 true z4uZouy2gWoyUUZHB7PHnihFAJWoEkDictO1RWMlQvU= <nil>
}
