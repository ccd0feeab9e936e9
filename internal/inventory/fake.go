package inventory

import (
	"fmt"
	"math/rand/v2"
	"time"
)

// fakeHeader is the header of FakeCustomers.
var fakeHeader = []string{"客户编号", "姓名", "手机号", "身份证号", "出生日期", "住址", "监护人", "预存余额", "过敏史", "备注", "数据标记"}

const fakeMark = "生成样例"

// FakeCustomers makes a customer file of a clinic with n rows under a Chinese header, the same for
// the same seed. Nobody in it exists: mobile numbers begin with 160, which is not in use, identity
// numbers carry the sequence 000, which is not given out, and the last column says that the row is
// generated. About one row in sixty repeats an earlier customer; some are children with a guardian,
// some names hold rare characters or a middle dot.
func FakeCustomers(seed uint64, n int) [][]string {
	r := rand.New(rand.NewPCG(seed, 0x51C1A0))
	out := make([][]string, 0, n+1)
	out = append(out, fakeHeader)
	taken := map[string]bool{}
	for i := 1; i <= n; i++ {
		if i > 20 && i%60 == 0 {
			again := append([]string(nil), out[1+r.IntN(i-2)]...)
			again[0] = fmt.Sprintf("KH%05d", i)
			again[9] = "换卡补登"
			out = append(out, again)
			continue
		}
		out = append(out, fakeRow(r, i, taken))
	}
	return out
}

func fakeRow(r *rand.Rand, i int, taken map[string]bool) []string {
	name := pick(r, fakeSurnames) + pick(r, fakeGiven)
	if r.IntN(3) == 0 {
		name += pick(r, fakeSecond)
	}
	if i <= len(fakeRare) {
		name = fakeRare[i-1]
	}
	from, years := 1946, 58
	guardian, remark := "", pick(r, fakeRemarks)
	if child := i%37 == 5; child {
		from, years = 2014, 11
		guardian = name[:3] + pick(r, fakeGiven)
		remark = "儿科就诊"
	}
	var birth time.Time
	var id string
	for id == "" || taken[id] {
		birth = time.Date(from+r.IntN(years), time.Month(1+r.IntN(12)), 1+r.IntN(28), 0, 0, 0, 0, time.UTC)
		id = fakeID(pick(r, fakeRegions), birth)
	}
	taken[id] = true
	if r.IntN(4) == 0 {
		id = ""
	}
	balance, allergy := "0.00", ""
	if r.IntN(3) == 0 {
		balance = fmt.Sprintf("%d.00", 50*(1+r.IntN(40)))
	}
	if r.IntN(5) == 0 {
		allergy = pick(r, fakeAllergies)
	}
	return []string{
		fmt.Sprintf("KH%05d", i), name, fmt.Sprintf("160%08d", 10_000_000+i), id, birth.Format(time.DateOnly),
		fmt.Sprintf("示例市%s%d号%d室", pick(r, fakeStreets), 1+r.IntN(300), 101+100*r.IntN(18)+r.IntN(4)),
		guardian, balance, allergy, remark, fakeMark,
	}
}

func pick(r *rand.Rand, from []string) string { return from[r.IntN(len(from))] }

// fakeID has a valid check digit and the sequence 000.
func fakeID(region string, birth time.Time) string {
	s := region + birth.Format("20060102") + "000"
	sum := 0
	for i, w := range idWeights {
		sum += int(s[i]-'0') * w
	}
	return s + idChecks[sum%11:sum%11+1]
}

var (
	fakeRare = []string{"王䶮", "李𬭚", "阿依古丽·买买提", "欧阳若溪", "张㛃", "尼玛·扎西", "司马𬱖", "陈𡐓"}

	fakeSurnames = []string{"王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林", "何", "郭", "马", "罗",
		"梁", "宋", "郑", "谢", "韩", "唐", "冯", "于", "董", "萧", "程", "曹", "袁", "邓", "许", "傅", "沈", "曾", "彭", "吕"}
	fakeGiven = []string{"若", "清", "文", "明", "雨", "晨", "思", "远", "佳", "宁", "海", "云", "秋", "春", "书", "予", "知", "安", "景", "行",
		"亦", "凡", "子", "涵", "嘉", "和", "静", "怡", "泽", "宇"}
	fakeSecond    = []string{"然", "彤", "轩", "琳", "楠", "博", "妍", "杰", "芸", "航", "洁", "峰", "莹", "涛", "蕾", "哲"}
	fakeRegions   = []string{"110101", "110108", "310104", "310115", "320102", "330106", "440103", "440305", "510104", "420106"}
	fakeStreets   = []string{"春晖路", "文昌街", "和平里", "长宁巷", "学院路", "向阳街", "桂花巷", "滨河路"}
	fakeAllergies = []string{"青霉素过敏", "花粉过敏", "海鲜过敏", "头孢过敏"}
	fakeRemarks   = []string{"", "", "", "会员", "下午联系", "老客户介绍", "定期复诊", "请勿短信"}
)
