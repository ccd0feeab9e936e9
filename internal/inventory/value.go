package inventory

import (
	"strings"
	"time"
	"unicode/utf8"

	"qingjiao/internal/clock"
)

// Normalise makes a cell comparable: full-width letters and digits become half-width, invisible
// characters and the apostrophe that spreadsheets put before numbers go, white space is trimmed.
func Normalise(s string) string {
	plain := true
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 || s[i] < 0x20 {
			plain = false
			break
		}
	}
	if !plain {
		s = strings.Map(func(r rune) rune {
			switch {
			case r >= 0xFF01 && r <= 0xFF5E:
				return r - 0xFEE0
			case r == 0x3000, r == 0xA0:
				return ' '
			case r == 0x200B, r == 0x200C, r == 0x200D, r == 0xFEFF, r == 0x2060:
				return -1
			}
			return r
		}, s)
	}
	return strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(s), "'"))
}

// compact is a number without the spaces and dashes people put into it.
func compact(s string) string {
	s = Normalise(s)
	if !strings.ContainsAny(s, " -()\t") {
		return s
	}
	return strings.NewReplacer(" ", "", "-", "", "(", "", ")", "", "\t", "").Replace(s)
}

// MobileNumber is a mainland mobile number as eleven digits, "" where s is none.
func MobileNumber(s string) string {
	s = compact(s)
	s = strings.TrimPrefix(s, "+86")
	if len(s) == 15 {
		s = strings.TrimPrefix(s, "0086")
	}
	if len(s) == 13 {
		s = strings.TrimPrefix(s, "86")
	}
	if len(s) != 11 || s[0] != '1' || s[1] < '3' || strings.Trim(s, "0123456789") != "" {
		return ""
	}
	return s
}

var (
	idWeights = [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	idChecks  = "10X98765432"
)

// ResidentID is an eighteen-digit identity number in capitals with its birth date, "" where its
// check digit (GB 11643-1999, ISO 7064 MOD 11-2) or date is wrong.
func ResidentID(s string) (id string, birth clock.Date) {
	s = strings.ToUpper(compact(s))
	if len(s) != 18 || s[0] == '0' {
		return "", ""
	}
	sum := 0
	for i, w := range idWeights {
		if s[i] < '0' || s[i] > '9' {
			return "", ""
		}
		sum += int(s[i]-'0') * w
	}
	if s[17] != idChecks[sum%11] {
		return "", ""
	}
	birth = day(s[6:10], s[10:12], s[12:14])
	if birth == "" {
		return "", ""
	}
	return s, birth
}

// BirthDate reads 2015-03-07, 2015/3/7, 2015.3.7, 20150307 and 2015年3月7日; "" for anything else.
func BirthDate(s string) clock.Date {
	s = Normalise(s)
	if i := strings.IndexAny(s, " T"); i > 0 {
		s = s[:i]
	}
	if len(s) == 8 && strings.Trim(s, "0123456789") == "" {
		return day(s[:4], s[4:6], s[6:])
	}
	s = strings.TrimSuffix(strings.NewReplacer("年", "-", "月", "-", "日", "", "/", "-", ".", "-").Replace(s), "-")
	p := strings.Split(s, "-")
	if len(p) != 3 {
		return ""
	}
	return day(p[0], p[1], p[2])
}

func day(y, m, d string) clock.Date {
	if len(y) != 4 || len(m) < 1 || len(m) > 2 || len(d) < 1 || len(d) > 2 {
		return ""
	}
	t, err := time.Parse("2006-1-2", y+"-"+strings.TrimPrefix(m, "0")+"-"+strings.TrimPrefix(d, "0"))
	if err != nil || t.Year() < 1880 || t.Year() > 2200 {
		return ""
	}
	return clock.Date(t.Format(time.DateOnly))
}

// Under tells whether someone born on birth is younger than years on a day. The birthday itself
// counts as reaching the age; someone born on 29 February reaches it on 1 March.
func Under(birth clock.Date, years int, on clock.Date) bool {
	b := birth.Time()
	if b.IsZero() || on.Time().IsZero() || birth > on {
		return false
	}
	return on.Time().Before(b.AddDate(years, 0, 0))
}

// cardNumber is a payment card number that passes Luhn, "" where s is none.
func cardNumber(s string) string {
	s = compact(s)
	if len(s) < 16 || len(s) > 19 || strings.Trim(s, "0123456789") != "" || !strings.ContainsRune("3456", rune(s[0])) {
		return ""
	}
	sum := 0
	for i := range len(s) {
		n := int(s[len(s)-1-i] - '0')
		if i%2 == 1 {
			if n *= 2; n > 9 {
				n -= 9
			}
		}
		sum += n
	}
	if sum%10 != 0 {
		return ""
	}
	return s
}

// nothing tells words that fill a cell without saying anything.
func nothing(s string) bool {
	switch strings.ToLower(Normalise(s)) {
	case "", "无", "暂无", "没有", "-", "--", "/", "n/a", "na", "null", "none", "空":
		return true
	}
	return false
}

// Mask shows enough of a cell to recognise the column and too little to know the person.
func Mask(k Kind, s string) string {
	r := []rune(Normalise(s))
	keep, tail := 1, 0
	switch k {
	case Mobile, Phone:
		keep, tail = 3, 2
	case IDNumber, Card:
		keep, tail = 4, 2
	case Birth:
		keep = 4
	case Address:
		keep = 6
	case Gender:
		return "*"
	case Health, Religion, Biometry, Track, Remark:
		keep = 0
	}
	if len(r) < 2*(keep+tail) {
		keep, tail = min(1, keep, max(0, len(r)-1)), 0
	}
	hidden := min(len(r)-keep-tail, 12)
	return string(r[:keep]) + strings.Repeat("*", max(hidden, 1)) + string(r[len(r)-tail:])
}

// healthWords in a free text make it health information; saying that there is none does too.
var healthWords = []string{
	"过敏", "高血压", "糖尿病", "心脏病", "冠心病", "手术", "孕", "哺乳", "哮喘", "癌", "肿瘤", "乙肝", "艾滋", "抑郁", "癫痫", "骨折",
	"诊断", "病史", "住院", "血糖", "用药", "残疾",
}

// sensitiveText is the sensitive kind that a free text holds: health, financial, or "".
func sensitiveText(s string) string {
	for _, w := range healthWords {
		if strings.Contains(s, w) {
			return "health"
		}
	}
	for _, run := range digitRuns(s) {
		if cardNumber(run) != "" {
			return "financial"
		}
	}
	return ""
}

// digitRuns are the runs of 16 to 19 digits in a text.
func digitRuns(s string) []string {
	var out []string
	start := -1
	for i, r := range s + "\x00" {
		if r >= '0' && r <= '9' {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 && i-start >= 16 && i-start <= 19 {
			out = append(out, s[start:i])
		}
		start = -1
	}
	return out
}

// hanName tells names: two to four Han characters, or longer with a middle dot.
func hanName(s string) bool {
	s = Normalise(s)
	n := utf8.RuneCountInString(s)
	dotted := strings.ContainsAny(s, "·•‧・．")
	if n < 2 || n > 4 && !dotted || n > 60 {
		return false
	}
	for _, r := range s {
		if r < 0x2E80 && !strings.ContainsRune("·•‧", r) {
			return false
		}
	}
	return true
}
