// Package inventory says what is in a customer file: which column holds what, how many people it is
// about, how many of them are children, and whose information is sensitive. It counts what it can
// prove and leaves the rest to a person; it keeps no customer data beyond hashed keys.
package inventory

import (
	"strings"
)

// Kind is what a column holds.
type Kind string

// The kinds.
const (
	Name     Kind = "name"
	Mobile   Kind = "mobile"
	Phone    Kind = "phone"
	IDNumber Kind = "id_number"
	Birth    Kind = "birth"
	Gender   Kind = "gender"
	Address  Kind = "address"
	Email    Kind = "email"
	Card     Kind = "bank_card"
	Balance  Kind = "balance"
	Health   Kind = "health"
	Religion Kind = "religion"
	Biometry Kind = "biometric"
	Track    Kind = "track"
	Guardian Kind = "guardian"
	Remark   Kind = "remark"
	Number   Kind = "customer_no"
	Other    Kind = "other"
)

// Class is how the law ranks a kind of information.
type Class string

// The classes: sensitive personal information of PIPL article 28, other personal information, and
// what is about no person.
const (
	Sensitive Class = "sensitive"
	General   Class = "general"
	None      Class = "none"
)

// ClassOf ranks a kind. An identity number is general: GB/T 45574-2025 annex A no longer lists the
// number, only an image of the card.
func ClassOf(k Kind) Class {
	switch k {
	case Card, Health, Religion, Biometry, Track:
		return Sensitive
	case Other:
		return None
	}
	return General
}

// headers is the dictionary of column names, lower-case and without spaces; the longest entry that
// a header contains wins. Latin entries must be the whole header.
var headers = []struct {
	kind  Kind
	words []string
}{
	{Guardian, []string{"监护人", "家长", "guardian"}},
	{Name, []string{"姓名", "名字", "客户名称", "联系人", "会员名", "name", "fullname", "custname", "customername", "xm", "khxm", "lxr"}},
	{Mobile, []string{"手机", "手机号", "手机号码", "移动电话", "联系电话", "联系方式", "电话", "mobile", "cell", "cellphone", "phone", "tel", "sj", "sjh", "sjhm", "lxdh"}},
	{Phone, []string{"座机", "固定电话", "固话", "landline"}},
	{IDNumber, []string{"身份证", "身份证号", "身份证号码", "公民身份号码", "证件号", "证件号码", "idcard", "idno", "idnumber", "certno", "sfz", "sfzh", "sfzhm", "zjhm"}},
	{Birth, []string{"出生日期", "出生年月", "生日", "出生", "birthday", "birthdate", "dob", "csrq"}},
	{Gender, []string{"性别", "gender", "sex", "xb"}},
	{Address, []string{"地址", "住址", "户籍", "联系地址", "收货地址", "address", "addr", "lxdz"}},
	{Email, []string{"邮箱", "电子邮件", "电子邮箱", "email", "mail", "dzyx"}},
	{Card, []string{"银行卡", "银行卡号", "银行账号", "开户账号", "卡号（银行）", "bankcard", "cardno", "bankaccount", "yhkh"}},
	{Balance, []string{"余额", "预存", "储值", "充值", "balance", "prepaid"}},
	{Health, []string{"病史", "诊断", "过敏", "血型", "病历", "健康", "症状", "用药", "检查结果", "diagnosis", "allergy", "bloodtype", "medical", "health"}},
	{Religion, []string{"宗教", "信仰", "religion"}},
	{Biometry, []string{"指纹", "人脸", "声纹", "虹膜", "fingerprint", "face"}},
	{Track, []string{"行踪", "轨迹", "经度", "纬度", "longitude", "latitude", "gps"}},
	{Remark, []string{"备注", "说明", "摘要", "remark", "memo", "note", "comment", "bz"}},
	{Number, []string{"客户编号", "会员号", "会员卡号", "客户号", "编号", "customerno", "memberno", "khbh", "hyh"}},
}

// GuessHeader is the kind that a column's name suggests, Other where it says nothing.
func GuessHeader(header string) Kind {
	h := strings.ToLower(Normalise(header))
	h = strings.NewReplacer(" ", "", "_", "", "-", "", "*", "", ":", "", "：", "").Replace(h)
	best, length := Other, 0
	for _, e := range headers {
		for _, w := range e.words {
			latin := w[0] < 0x80
			if (latin && h == w || !latin && strings.Contains(h, w)) && len(w) > length {
				best, length = e.kind, len(w)
			}
		}
	}
	return best
}
