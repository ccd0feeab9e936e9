package widgets_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"qingjiao/internal/clock"
	"qingjiao/internal/ui/theme"
	"qingjiao/internal/ui/uitest"
	"qingjiao/internal/ui/widgets"
)

func both(t *testing.T, name string, w, h float32, build func() fyne.CanvasObject) {
	t.Helper()
	for _, v := range []theme.Variant{theme.Light, theme.Dark} {
		t.Run(string(v), func(t *testing.T) {
			win := uitest.Window(t, v, w, h, func() fyne.CanvasObject { return widgets.Ground(theme.Paper, widgets.Pad(24, build())) })
			uitest.Golden(t, name+"-"+string(v), win)
		})
	}
}

func TestTextLooks(t *testing.T) {
	both(t, "text", 640, 470, func() fyne.CanvasObject {
		return widgets.Column(12,
			widgets.Title("今天要处理 3 件事"), widgets.Section("告知同意"), widgets.Body("每位客户都收到告知"),
			widgets.Note("个人信息保护法 第二十三条"),
			widgets.Paragraph("资产转让是把客户信息提供给另一家公司。每个人都要知道对方是谁、做什么用，并单独点头。没有点头的，“不进交接包”；GB/T 35273-2020《个人信息安全规范》另有规定。"),
			widgets.FixedWidth(200, widgets.Body("很长的一行文字在这里应当被截断成省略号").Cut()),
			widgets.Remark(widgets.Attention, "第 1 项有保留", "固态硬盘上覆写单个文件不能保证旧数据块消失。"),
			widgets.Wrong("密码不正确。保险库没有改动。", "请再试一次，或用恢复密钥打开。", "再试", func() {}))
	})
}

func TestButtonsLook(t *testing.T) {
	both(t, "buttons", 760, 200, func() fyne.CanvasObject {
		off := widgets.Primary("签发销毁证明", func() {})
		off.Enable(false)
		dim := widgets.Secondary("上一步", func() {})
		dim.Enable(false)
		return widgets.Column(16,
			widgets.Row(12, widgets.Primary("打开保险库", func() {}), widgets.PrimaryIcon("plus", "新建转让案", func() {}), widgets.Secondary("预演", func() {}), dim, off, widgets.Spacer()),
			widgets.Row(12, widgets.Danger("销毁 37 个文件", func() {}), widgets.Small("移交", func() {}), widgets.SecondaryIcon("download", "导出", func() {}), widgets.IconButton("lock", func() {}), widgets.Link("新建保险库", func() {}), widgets.Spacer()),
			widgets.Row(12, widgets.Pill(widgets.Done, "已满足"), widgets.Pill(widgets.Attention, "剩 2 天"), widgets.Pill(widgets.Blocked, "今天"), widgets.Pill(widgets.Info, "现行"), widgets.Pill(widgets.Plain, "未开始"), widgets.Spacer()))
	})
}

func TestFieldsLook(t *testing.T) {
	both(t, "fields", 720, 700, func() fyne.CanvasObject {
		pass := widgets.Passphrase("密码")
		pass.SetText("abcdefghijk")
		bad := widgets.NewEntry("")
		bad.SetText("2026-13-40")
		bad.SetError("日期不是真实的日期。")
		note := widgets.NoteEntry("写明理由")
		return widgets.Form(
			widgets.NewSelect("user", "成员", []widgets.Choice{{Value: "1", Label: "陈立（经办人）"}}, "1", nil),
			pass,
			widgets.Field("企业名称", "与营业执照一致", widgets.EntryIcon("search", "搜索")),
			widgets.Field("签署日期", "", bad), note,
			widgets.NewDateField(words(), "2026-11-23", nil),
			widgets.Check("我已把恢复密钥保存在安全的地方", true, nil),
			widgets.Chips([]widgets.Choice{{Value: "a", Label: "敏感"}, {Value: "b", Label: "未成年"}}, map[string]bool{"a": true}, nil),
			widgets.Row(0, widgets.Segmented([]widgets.Choice{{Value: "s", Label: "按阶段"}, {Value: "l", Label: "按条文"}}, "s", nil), widgets.Spacer()),
		)
	})
}

func words() widgets.DateWords {
	return widgets.DateWords{Format: "年-月-日", Wrong: "请填写真实的日期", Today: "今天", Current: clock.Date("2026-11-23"),
		Week: [7]string{"一", "二", "三", "四", "五", "六", "日"},
		Month: func(y int, m time.Month) string {
			return time.Date(y, m, 1, 0, 0, 0, 0, time.UTC).Format("2006年1月")
		}}
}

func TestOptionsLook(t *testing.T) {
	both(t, "options", 720, 460, func() fyne.CanvasObject {
		return widgets.Column(16, widgets.Paragraph("对方要买的是什么？").Large(),
			widgets.NewOptions([]widgets.Choice{
				{Value: "shares", Label: "买公司的股权", Gist: "公司还是原来的公司，换的是股东"},
				{Value: "assets", Label: "只买业务和资产", Gist: "客户、合同、设备、门店交给另一家公司"},
				{Value: "merge", Label: "两家公司合并", Gist: "一家并入另一家，或合成新公司"},
				{Value: "list", Label: "只转让客户名单"},
			}, []string{"assets"}, false, nil))
	})
}

func TestRowsLook(t *testing.T) {
	both(t, "rows", 900, 520, rows)
}

func rows() fyne.CanvasObject {
	return widgets.Column(16,
		widgets.NewTabs([]widgets.Choice{{Value: "a", Label: "概览"}, {Value: "b", Label: "清单"}, {Value: "c", Label: "数据"}}, "b", nil),
		widgets.Card(
			widgets.ListRow("circle-alert", widgets.Blocked, "向 1,204 位客户寄出告知书", "明远诊所 资产转让　·　个人信息保护法 第二十三条", func() {}, widgets.Pill(widgets.Blocked, "今天"), widgets.Small("制作告知书", func() {})),
			widgets.ListRow("clock", widgets.Attention, "答复 李女士 的删除请求", "恒达超市 解散清算　·　第四十七条", nil, widgets.Pill(widgets.Attention, "剩 2 天"), widgets.Small("打开请求", func() {}))),
		widgets.FixedWidth(256, widgets.StageBar([7]bool{true, true, true}, 4)),
		widgets.Figures(widgets.Figure(widgets.Plain, "1,204 人", "去重后的客户（1,231 行，27 行重复）"), widgets.Figure(widgets.Blocked, "6 人", "未满十四周岁"), widgets.Figure(widgets.Attention, "13 格", "乱码或超出字库，待看")),
		widgets.Empty("briefcase-business", "还没有转让案。", widgets.PrimaryIcon("plus", "新建转让案", func() {})))
}

func TestGridLooks(t *testing.T) {
	rows := [][]string{{"客户姓名", "王*、欧阳**", "姓名", "个人信息"}, {"身份证号", "3101**********4215", "居民身份证", "敏感个人信息"}, {"余额", "350.00", "预付款余额", "商业信息"}}
	both(t, "grid", 900, 300, func() fyne.CanvasObject {
		g := widgets.NewGrid([]widgets.GridColumn{{Title: "列", Width: 160, Sort: true}, {Title: "样例（已遮蔽）", Width: -1}, {Title: "识别为", Width: 160}, {Title: "分类", Width: 140, Right: true}}, 3,
			func(r, c int) widgets.Cell {
				v := widgets.Cell{Text: rows[r][c], Bold: c == 0, Soft: c == 1}
				if c == 3 {
					v.Pill, v.Tone = true, []widgets.Tone{widgets.Info, widgets.Blocked, widgets.Done}[r]
				}
				return v
			})
		return widgets.Column(0, widgets.Grow(g))
	})
}
