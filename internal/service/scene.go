package service

import (
	"qingjiao/internal/register"
	"qingjiao/internal/rule"
)

// clinic is an asset deal under way: data taken in, most people bound to secrecy, the notice issued.
func clinic(s *scene) {
	s.matter("明远诊所", rule.Facts{
		"what_is_bought": "assets",
		"seller_name":    "明远诊所有限公司", "seller_uscc": "91310000MA1FL0000A", "seller_address": "上海市示例区示例路 1 号",
		"seller_rep": "示例周明", "seller_contact_name": "示例周明", "seller_contact_phone": "16000000001",
		"buyer_name": "康和医疗管理有限公司", "buyer_uscc": "91310000MA1FL0001B", "buyer_address": "上海市示例区示例路 2 号",
		"buyer_rep": "示例林和", "buyer_contact_name": "示例林和", "buyer_contact_phone": "16000000002",
		"agency_name": "示例企服", "b2c": true, "prepaid": true, "prepaid_balance": int64(41238000),
		"paper_files": true, "devices": true, "whole_business": true, "sector": "medical",
		"sensitive": true, "sensitive_kinds": []string{"health"}, "minor14": true, "minor18": true, "entrust": false, "important_data": false,
		"buyer_overseas": false, "overseas_access": false, "overseas_storage": false,
		"sign_date": s.day(-20), "handover_date": s.day(25), "closing_date": s.day(30),
	})
	parties(s, "明远诊所有限公司", "康和医疗管理有限公司")
	people(s, []person{
		{"示例陈立", "示例企服", "agent", "D04", "signed"}, {"示例周明", "明远诊所有限公司", "staff", "D03", "signed"},
		{"示例吴敏", "明远诊所有限公司", "staff", "D03", "signed"}, {"示例林和", "康和医疗管理有限公司", "buyer_team", "D04", "sent"},
		{"示例何静", "康和医疗管理有限公司", "buyer_team", "D04", "listed"},
	})
	set := s.customers("会员资料导出.csv", 7, 520)
	s.set("datasets", set, register.Values{"purpose": "预约、诊疗和会员服务", "legal_basis": "contract", "location": "诊所前台电脑；已加密存入保险库"})
	s.move("datasets", set, "confirm")
	s.record("assets", register.Values{"name": "前台电脑", "kind": "desktop", "maker": "示例", "model": "A1", "serial": "SN-0001",
		"media": "ssd", "user": "示例吴敏", "place": "前台", "contains": "会员系统客户端、导出文件"})
	s.record("assets", register.Values{"name": "2019—2024 年纸质病历", "kind": "paper", "media": "paper", "user": "示例吴敏",
		"place": "档案室 2 号柜", "contains": "门诊病历", "volume": "86 盒"})
	s.evidence("示例客户沟通计划.txt", "1.2")
	s.evidence("示例影响评估报告.txt", "16.4")
	s.paper("D08", "", "zh")
}

// supermarket is a dissolution with no one to take over: everything is to be destroyed.
func supermarket(s *scene) {
	s.matter("恒达超市", rule.Facts{
		"what_is_bought": "dissolve", "dissolve_successor": false,
		"seller_name": "恒达超市有限公司", "seller_uscc": "91310000MA1FL0002C", "seller_rep": "示例赵恒",
		"seller_contact_name": "示例赵恒", "seller_contact_phone": "16000000003",
		"agency_name": "示例企服", "b2c": true, "prepaid": true, "persons": int64(3860), "sensitive": false, "minor14": false, "minor18": false, "important_data": false,
		"data_to_destroy": true, "paper_files": true, "devices": true, "resolution_date": s.day(-8),
	})
	parties(s, "恒达超市有限公司", "")
	people(s, []person{{"示例陈立", "示例企服", "agent", "D04", "signed"}, {"示例赵恒", "恒达超市有限公司", "staff", "D03", "signed"}})
	s.record("datasets", register.Values{"name": "会员卡资料", "source": "system", "purpose": "会员积分和储值", "legal_basis": "contract",
		"fields": "姓名、手机号、储值余额", "persons": int64(3860), "location": "收银系统"}, "confirm")
	for _, it := range []struct {
		name, medium, category string
		moves                  []string
	}{
		{"收银系统会员库", "ssd", "purge", []string{"clear", "approve", "destroy", "verify"}},
		{"前台电脑导出文件", "hdd", "destroy", []string{"clear", "approve", "destroy"}},
		{"纸质办卡申请表", "paper", "p4", []string{"clear", "approve"}},
		{"微信群客户名单", "chat", "clear", []string{"clear"}},
		{"储值退款凭证", "paper", "p4", nil},
	} {
		item(s, it.name, it.medium, it.category, it.moves)
	}
	s.paper("D12", "", "zh")
}

// software is a share deal in due diligence: secrecy first.
func software(s *scene) {
	s.matter("东方云帆", rule.Facts{
		"what_is_bought": "shares", "share_stage": "dd", "dd_data": "masked",
		"seller_name": "东方云帆软件有限公司", "seller_uscc": "91310000MA1FL0003D", "seller_rep": "示例钱帆",
		"seller_contact_name": "示例钱帆", "seller_contact_phone": "16000000004",
		"buyer_name": "示例产业投资有限公司", "buyer_contact_name": "示例孙越", "buyer_contact_phone": "16000000005",
		"agency_name": "示例企服", "b2c": false, "online": true, "minor14": false, "minor18": false, "sensitive": false, "handover_date": s.day(40),
	})
	parties(s, "东方云帆软件有限公司", "示例产业投资有限公司")
	people(s, []person{
		{"示例陈立", "示例企服", "agent", "D04", "signed"}, {"示例钱帆", "东方云帆软件有限公司", "staff", "D03", "signed"},
		{"示例李航", "东方云帆软件有限公司", "staff", "D03", "signed"}, {"示例孙越", "示例产业投资有限公司", "buyer_team", "D04", "signed"},
		{"示例王律师", "示例律师事务所", "adviser", "statutory", "signed"}, {"示例冯会计师", "示例会计师事务所", "adviser", "D04", "sent"},
		{"示例褚评估师", "示例评估公司", "adviser", "D04", "listed"},
	})
}

func parties(s *scene, seller, buyer string) {
	verified := register.Values{"kind": "company", "contact": "示例联系人", "phone": "16000000009", "uscc": "91310000MA1FL0000A",
		"checked_with": "营业执照", "checked_on": s.day(-15)}
	with := func(name, role string, moves ...string) {
		v := register.Values{"name": name, "role": role}
		for k, x := range verified {
			v[k] = x
		}
		s.record("parties", v, moves...)
	}
	with("示例企服", "agency", "verify")
	with(seller, "seller", "verify")
	if buyer != "" {
		with(buyer, "buyer")
	}
}

// person is someone with access, with the paper that binds them and how far it has come.
type person struct{ name, employer, role, nda, state string }

func people(s *scene, list []person) {
	for _, p := range list {
		v := register.Values{"name": p.name, "employer": p.employer, "role": p.role, "reason": "办理转让所需", "tiers": []string{"T1", "T2"}, "nda_kind": p.nda}
		var moves []string
		switch p.state {
		case "signed":
			v["nda_date"], v["nda_expiry"] = s.day(-12), s.day(718)
			v["trained"], v["trained_on"], v["score"], v["code_of_conduct"] = true, s.day(-10), int64(92), true
			moves = []string{"send", "sign"}
		case "sent":
			moves = []string{"send"}
		}
		rec := s.record("access", v, moves...)
		if p.state != "listed" && p.nda == "D03" {
			s.paper("D03", rec, "zh")
		}
	}
}

// item is something to be destroyed.
func item(s *scene, name, medium, category string, moves []string) {
	s.record("destruction", register.Values{
		"name": name, "medium": medium, "scope": "全部会员资料", "sensitivity": "general", "copies": "已查备份和导出，无其他副本",
		"legal_reason": "ended", "retention_law": "储值凭证按会计档案管理办法留存，其余无须留存", "cleared_by": "示例陈立", "cleared_on": s.day(-6),
		"approver": "示例赵恒", "approved_on": s.day(-5), "category": category, "technique": "按介质选定的方式", "tool": "示例工具 1.0", "standard": "NIST SP 800-88",
		"started": s.day(-3) + " 09:00", "ended": s.day(-3) + " 10:30", "place": "恒达超市仓库", "operator": "示例操作员",
		"supervisor1": "示例监销人甲", "supervisor2": "示例监销人乙", "verify_method": "抽查读取", "verify_result": "passed",
		"verifier": "示例验证人", "verified_on": s.day(-2), "maker": "示例", "model": "M1", "serial": "SN-" + category + "-" + medium,
	}, moves...)
}
