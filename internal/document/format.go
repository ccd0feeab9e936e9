package document

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"qingjiao/i18n"
	"qingjiao/internal/clock"
	"qingjiao/internal/law"
)

// formatMoney writes fen in words and figures: 人民币伍拾万元整（¥500,000.00）, RMB 500,000.00.
func formatMoney(fen int64, lang i18n.Lang) string {
	sign := ""
	if fen < 0 {
		sign, fen = "-", -fen
	}
	figures := fmt.Sprintf("%s%s.%02d", sign, group(fen/100), fen%100)
	if lang == i18n.EN {
		return "RMB " + figures
	}
	return "人民币" + capital(sign != "", fen) + "（¥" + figures + "）"
}

const digits = "零壹贰叁肆伍陆柒捌玖"

// capital writes fen the way amounts are written on Chinese contracts and bills (正确填写票据和结算凭证的基本规定).
func capital(negative bool, fen int64) string {
	var b strings.Builder
	if negative {
		b.WriteString("负")
	}
	yuan, jiao, cent := fen/100, fen/10%10, fen%10
	digit := func(n int64) string { return string([]rune(digits)[n]) }
	if yuan > 0 {
		b.WriteString(capitalInteger(yuan) + "元")
	}
	switch {
	case jiao == 0 && cent == 0:
		if yuan == 0 {
			b.WriteString("零元")
		}
		b.WriteString("整")
	case jiao == 0:
		if yuan > 0 {
			b.WriteString("零")
		}
		b.WriteString(digit(cent) + "分")
	default:
		b.WriteString(digit(jiao) + "角")
		if cent > 0 {
			b.WriteString(digit(cent) + "分")
		} else {
			b.WriteString("整")
		}
	}
	return b.String()
}

func capitalInteger(n int64) string {
	units := []string{"", "万", "亿", "兆", "京"}
	var out string
	zero := false // a gap of zeros stands before the group written last
	for i := 0; n > 0; i++ {
		part := n % 10000
		n /= 10000
		if part == 0 {
			zero = out != ""
			continue
		}
		if zero && !strings.HasPrefix(out, "零") {
			out = "零" + out
		}
		out = capitalGroup(part) + units[i] + out
		zero = part < 1000
	}
	return out
}

func capitalGroup(n int64) string {
	var out string
	zero := false
	for i, unit := range []string{"仟", "佰", "拾", ""} {
		d := n / []int64{1000, 100, 10, 1}[i] % 10
		if d == 0 {
			zero = out != ""
			continue
		}
		if zero {
			out += "零"
			zero = false
		}
		out += string([]rune(digits)[d]) + unit
	}
	return out
}

// group writes an integer with thousands separators: 1,204.
func group(n int64) string {
	s := strconv.FormatInt(n, 10)
	neg := strings.HasPrefix(s, "-")
	s = strings.TrimPrefix(s, "-")
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	if neg {
		return "-" + s
	}
	return s
}

// formatDate writes 2026年11月23日 or 23 November 2026. What is no date comes back as it is.
func formatDate(s string, lang i18n.Lang) string {
	d, err := clock.ParseDate(s)
	if err != nil {
		return s
	}
	t := d.Time()
	if lang == i18n.EN {
		return fmt.Sprintf("%d %s %d", t.Day(), t.Month(), t.Year())
	}
	return fmt.Sprintf("%d年%d月%d日", t.Year(), int(t.Month()), t.Day())
}

// formatBool writes 是 and 否.
func formatBool(b bool, lang i18n.Lang) string {
	switch {
	case lang == i18n.EN && b:
		return "Yes"
	case lang == i18n.EN:
		return "No"
	case b:
		return "是"
	}
	return "否"
}

// join writes a list: 甲、乙、丙 or a, b, c.
func join(parts []string, lang i18n.Lang) string {
	if lang == i18n.EN {
		return strings.Join(parts, ", ")
	}
	return strings.Join(parts, "、")
}

// numeral is n in Chinese numerals as articles are numbered.
func numeral(n int) string { return law.Numeral(n) }

// created is the moment a document of that day claims for itself, so that it renders the same twice.
func created(day string) int64 {
	if d, err := clock.ParseDate(day); err == nil {
		return d.Time().Add(12 * time.Hour).Unix()
	}
	return 0
}
