package typeset

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"regexp"
	"strconv"

	"qingjiao/internal/errs"
)

var (
	object  = regexp.MustCompile(`(?s)^(\d+) 0 obj\n`)
	fontRef = regexp.MustCompile(`/(BaseFont|FontName) /(utf8face\d)`)
)

// finish rewrites gofpdf's output, which has a plain shape: font names get their subset tag, the
// catalog the language, the trailer an identifier that depends on the content, and the header says
// what the file is.
func finish(pdf []byte, doc *Document, tags map[string]string) ([]byte, error) {
	bad := errs.New(errs.Internal, "typeset.internal")
	at := bytes.LastIndex(pdf, []byte("startxref\n"))
	if at < 0 {
		return nil, bad
	}
	end := bytes.IndexByte(pdf[at+10:], '\n')
	xref, err := strconv.Atoi(string(pdf[at+10 : at+10+max(end, 0)]))
	if err != nil || xref <= 0 || xref >= len(pdf) {
		return nil, bad
	}
	objects, err := split(pdf, xref)
	if err != nil {
		return nil, err
	}
	lang := "zh-CN"
	if doc.Lang == EN && doc.Second == nil {
		lang = "en"
	}
	var out bytes.Buffer
	out.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	offsets := make([]int, len(objects)+1)
	hash := sha256.New()
	root, info := 0, 0
	for i, o := range objects {
		dict, stream := o, []byte(nil)
		if s := bytes.Index(o, []byte("stream\n")); s >= 0 {
			dict, stream = o[:s], o[s:]
		}
		dict = fontRef.ReplaceAllFunc(dict, func(m []byte) []byte {
			g := fontRef.FindSubmatch(m)
			return []byte("/" + string(g[1]) + " /" + tags[string(g[2])])
		})
		if bytes.Contains(dict, []byte("/Type /Catalog")) {
			root = i + 1
			dict = bytes.Replace(dict, []byte("/Type /Catalog"), []byte("/Type /Catalog\n/Lang ("+lang+")"), 1)
		}
		if bytes.Contains(dict, []byte("/Producer ")) {
			info = i + 1
		}
		offsets[i+1] = out.Len()
		out.Write(dict)
		out.Write(stream)
		hash.Write(dict)
		hash.Write(stream)
	}
	if root == 0 || info == 0 {
		return nil, bad
	}
	start := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(offsets))
	for _, o := range offsets[1:] {
		fmt.Fprintf(&out, "%010d 00000 n \n", o)
	}
	id := hash.Sum(nil)[:16]
	fmt.Fprintf(&out, "trailer\n<<\n/Size %d\n/Root %d 0 R\n/Info %d 0 R\n/ID [<%X> <%X>]\n>>\nstartxref\n%d\n%%%%EOF\n", len(offsets), root, info, id, id, start)
	return out.Bytes(), nil
}

// split cuts the file into its objects by the cross-reference table; object n is at n-1.
func split(pdf []byte, xref int) ([][]byte, error) {
	bad := errs.New(errs.Internal, "typeset.internal")
	lines := bytes.Split(pdf[xref:], []byte("\n"))
	var n int
	if len(lines) < 3 || string(lines[0]) != "xref" {
		return nil, bad
	}
	if _, err := fmt.Sscanf(string(lines[1]), "0 %d", &n); err != nil || n < 2 || n+2 > len(lines) {
		return nil, bad
	}
	starts := make([]int, 0, n)
	for _, l := range lines[3 : n+2] {
		off, err := strconv.Atoi(string(l[:min(10, len(l))]))
		if err != nil || off < 0 || off >= xref {
			return nil, bad
		}
		starts = append(starts, off)
	}
	objects := make([][]byte, len(starts))
	for i, s := range starts {
		next := xref
		for _, e := range starts {
			if e > s && e < next {
				next = e
			}
		}
		o := pdf[s:next]
		m := object.FindSubmatch(o)
		if m == nil || string(m[1]) != strconv.Itoa(i+1) {
			return nil, bad
		}
		objects[i] = o
	}
	return objects, nil
}
