package tabular

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os/exec"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// codes are all two-byte codes and all four-byte codes of the basic plane, in order.
func codes() [][]byte {
	var out [][]byte
	for a := 0x81; a <= 0xFE; a++ {
		for b := 0x40; b <= 0xFE; b++ {
			if b != 0x7F {
				out = append(out, []byte{byte(a), byte(b)})
			}
		}
	}
	for i := range gbFour {
		out = append(out, []byte{byte(0x81 + i/12600), byte(0x30 + i/1260%10), byte(0x81 + i/10%126), byte(0x30 + i%10)})
	}
	return out
}

func decodeOne(t testing.TB, code []byte) rune {
	t.Helper()
	out, n := decodeGB18030(nil, code, true)
	r, size := utf8.DecodeRune(out)
	if n != len(code) || size != len(out) {
		t.Fatalf("%X: %d bytes used, %q", code, n, out)
	}
	return r
}

// The digest covers every code and its character; it was made from ICU 78 and looked at against glibc.
func TestGB18030Digest(t *testing.T) {
	const want = "7cf8159b85a449bf3e98b1d2348629c5e841ab1756ea73f9d48d0d2bb1a30a72"
	h := sha256.New()
	n := 0
	for _, c := range codes() {
		r := decodeOne(t, c)
		if r == utf8.RuneError && hex.EncodeToString(c) != "8431a437" {
			t.Errorf("%X is lost", c)
		}
		fmt.Fprintf(h, "%X %04X\n", c, r)
		n++
	}
	if got := hex.EncodeToString(h.Sum(nil)); n != 63360 || got != want {
		t.Errorf("%d codes, digest %s", n, got)
	}
}

func TestGB18030Landmarks(t *testing.T) {
	for code, want := range map[string]rune{
		"a1a1": 0x3000, "b0a1": '啊', "d7f9": '座', "fe59": 0x9FB4, "fe61": 0x9FB5, "fea0": 0x9FBB,
		"a6d9": 0xFE10, "a8bc": 0x1E3F, "a2e3": 0x20AC, "aaa1": 0xE000, "a3a0": 0xE5E5, "8135f437": 0xE7C7,
		"82358738": 0x4DB5, "81308130": 0x80, "90308130": 0x10000, "95329031": 0x20087,
		"e3329a35": 0x10FFFF, "8139ee39": 0x3400,
	} {
		b, err := hex.DecodeString(code)
		if err != nil {
			t.Fatal(err)
		}
		if got := decodeOne(t, b); got != want {
			t.Errorf("%s: %04X, want %04X", code, got, want)
		}
	}
}

func TestGB18030KeepsWhatFollowsABrokenCode(t *testing.T) {
	for in, want := range map[string]string{
		"\xB0,\xB0\xA1": "\uFFFD,啊", "\x81\x30,x": "\uFFFD0,x", "\xFFa": "\uFFFDa", "\x80": "\uFFFD", "\xB0": "\uFFFD",
		"\xE3\x32\x9A\x36": "\uFFFD", "\x81\x30\x81": "\uFFFD0\uFFFD",
	} {
		got, n := decodeGB18030(nil, []byte(in), true)
		if string(got) != want || n != len(in) {
			t.Errorf("%X: %q, want %q", in, got, want)
		}
	}
}

// iconv of glibc follows the 2005 edition for 24 codes; everything else is the same.
func TestGB18030AgainstIconv(t *testing.T) {
	iconv, err := exec.LookPath("iconv")
	if err != nil {
		t.Skip("iconv is not installed")
	}
	var in bytes.Buffer
	all := codes()
	for _, c := range all {
		in.Write(c)
		in.WriteByte('\n')
	}
	cmd := exec.Command(iconv, "-c", "-f", "GB18030", "-t", "UTF-8")
	cmd.Stdin = &in
	out, _ := cmd.Output() // -c leaves out what it does not know and says so by its exit code
	lines := bytes.Split(bytes.TrimSuffix(out, []byte("\n")), []byte("\n"))
	lines = lines[:min(len(lines), len(all)+2)]
	if len(lines) < len(all) {
		t.Skipf("another iconv: %d lines for %d codes", len(lines), len(all))
	}
	// U+000A is no code of two or four bytes, so lines and codes run in step.
	differ := map[string]bool{}
	for i, c := range all {
		if string(lines[i]) != string(decodeOne(t, c)) {
			differ[hex.EncodeToString(c)] = true
		}
	}
	edition := []string{
		"fe51", "fe52", "fe53", "fe6c", "fe76", "fe91", "82359037", "82359038", "82359039", "82359130", "82359131", "82359132",
		"82359133", "82359134", "84318236", "84318237", "84318238", "84318239", "84318330", "84318331", "84318332", "84318333",
		"84318334", "84318335",
	}
	for _, c := range edition {
		delete(differ, c)
	}
	if len(differ) > 0 {
		t.Errorf("%d codes differ from iconv: %v", len(differ), differ)
	}
}

func TestEncodeIsTheWayBack(t *testing.T) {
	for _, c := range codes() {
		r := decodeOne(t, c)
		back, err := EncodeGB18030(string(r))
		if err != nil {
			t.Fatalf("%04X: %v", r, err)
		}
		if again := decodeOne(t, back); again != r {
			t.Fatalf("%04X came back as %04X", r, again)
		}
	}
	for _, bad := range []string{"\xff", "a\xe4\xb8", "\uE81E"} {
		if _, err := EncodeGB18030(bad); err == nil {
			t.Errorf("%q was encoded", bad)
		}
	}
}

func TestDecodingInPiecesIsTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		src := rapid.SliceOfN(rapid.SampledFrom([]byte{0x00, '0', '9', ',', 'A', 0x7F, 0x80, 0x81, 0x90, 0xA1, 0xB0, 0xD8, 0xDC, 0xE4, 0xB8, 0xAD, 0xE3, 0xFE, 0xFF}), 0, 60).Draw(t, "bytes")
		cut := rapid.IntRange(0, len(src)).Draw(t, "cut")
		for _, e := range []Encoding{UTF8, GB18030, UTF16LE, UTF16BE} {
			f := e.step()
			whole, n := f(nil, src, true)
			if n != len(src) || !utf8.Valid(whole) {
				t.Fatalf("%s used %d of %d", e, n, len(src))
			}
			parts, used := f(nil, src[:cut], false)
			parts, rest := f(parts, src[used:], true)
			if string(parts) != string(whole) || used+rest != len(src) {
				t.Fatalf("%s cut at %d: %q, whole %q", e, cut, parts, whole)
			}
		}
	})
}
