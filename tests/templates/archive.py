"""The archive file: one customer, one file."""

# ruff: noqa: E501
from tests.templates.kit import Column, Document

COMPANY = "party.type is missing or party.type in ['ENT', 'PUB']"


def make() -> Document:
    """The template."""
    d = Document("信贷档案", header_left="信贷档案（一户一档）", header_right="业务编号：{{ case.id }}　　内部资料 注意保密")
    d.cover(
        "一户一档",
        "信贷档案",
        [
            ("客户名称", "{{ party.name }}"),
            ("证件号码", "{{ party.code | private }}"),
            ("业务编号", "{{ case.id }}"),
            ("合同编号", "{{ contract.no }}"),
            ("借款期限", "{{ contract.start_date }}至{{ contract.end_date }}"),
            ("经办机构", "{{ bank.branch }}"),
            ("经办人", "{{ survey.officers }}"),
            ("保管人", "{% if archive.custodian is defined %}{{ archive.custodian }}{% else %}（待指定）{% endif %}"),
        ],
        "密级：内部资料。保管期限不少于10年，自业务关系结束后、交易结束后分别起算。",
    )
    d.contents()
    d.h1("资料清单与完整度", new_page=True)
    d.p("共收到{{ case.sources | count }}份资料，逐份列示如下；摘要值用于核对电子件是否被改动。")
    d.caption("资料清单")
    d.listing(
        [
            Column("件号", 7, "center", "{{ loop.index }}"),
            Column("文件", 27, "left", "{{ s.path }}"),
            Column("资料类型", 31, "left", "{{ s.title }}"),
            Column("页数", 7, "right", "{{ s.pages }}"),
            Column("读取情况", 12, "center", "{{ s.troubles }}"),
            Column("摘要值（前16位）", 22, "center", "{{ s.digest }}"),
        ],
        "case.sources", "s", "未提交资料", small=True,
    )
    d.caption("必备资料核对")
    d.listing(
        [
            Column("档位", 11, "center", "{{ a.code }}"),
            Column("应备资料", 24, "left", "{{ a.title }}"),
            Column("结论", 10, "center", "{{ a.outcome_text }}"),
            Column("归档文件与页次", 33, "left", "{{ a.places }}"),
            Column("摘要值", 14, "center", "{{ a.digest }}"),
            Column("说明", 19, "left", "{{ a.said }}"),
        ],
        "case.slots", "a", "没有适用的必备资料规则", small=True,
    )
    d.p("共应备{{ case.slots | count }}项，齐备{{ case.slots | where('it.outcome == \"holds\"') | count }}项，未齐备或无法判断{{ case.lacking | count }}项。", style="TableNote")
    d.caption("资料之间不一致的事项")
    d.listing(
        [
            Column("规则号", 14, "center", "{{ a.code }}"),
            Column("核对内容", 40, "left", "{{ a.title }}"),
            Column("不一致之处", 46, "left", "{{ a.said }}"),
        ],
        "case.rules | where('it.family == \"XC\" and it.outcome == \"fails\"')", "a", "没有不一致的事项", small=True,
    )
    d.h1("客户360档案")
    d.h2("基本信息")
    d.caption("基本信息")
    d.tag(f"if {COMPANY}")
    d.form(
        [
            ("名称", "{{ party.name }}"),
            ("证件号码", "{{ party.code | private }}", "客户类型", "{{ party.type | worded }}"),
            ("法定代表人", "{{ party.head }}", "成立日期", "{{ licence.establish_date }}"),
            ("注册资本", "{{ licence.reg_capital | wan }}万元", "证照有效期至", "{{ party.valid_to }}"),
            ("住所", "{{ party.address }}"),
            ("经营范围", "{{ party.scope }}"),
        ]
    )
    d.tag("else")
    d.form(
        [
            ("名称", "{{ party.name }}"),
            ("证件号码", "{{ party.code | private }}", "客户类型", "{{ party.type | worded }}"),
            ("年龄", "{{ person.age }}周岁", "婚姻状况", "{{ marriage.kind | worded }}"),
            ("住所", "{{ party.address }}"),
        ]
    )
    d.tag("endif")
    d.h2("财务")
    d.tag(f"if {COMPANY}")
    d.caption("财务摘要", "万元")
    d.periods(
        [
            ("资产总计", "{{ y.total_assets | wan }}"), ("负债合计", "{{ y.total_liab | wan }}"),
            ("所有者权益合计", "{{ y.total_equity | wan }}"), ("营业收入", "{{ y.revenue | wan }}"),
            ("净利润", "{{ y.net_profit | wan }}"), ("经营活动产生的现金流量净额", "{{ y.cfo_net | wan }}"),
            ("资产负债率", "{{ y.debt_ratio | percent }}"), ("流动比率", "{{ y.current_ratio | number }}"),
        ],
        "statement | periods(3)",
    )
    d.tag("else")
    d.caption("收入摘要", "元/年")
    d.table(
        [Column("项目", 50), Column("金额", 50, "right")],
        [
            ("年收入合计", "{{ income.yearly | money }}"),
            ("家庭生活支出", "{{ income.living | money }}"),
            ("年可支配净收入", "{{ income.net_annual | money }}"),
        ],
    )
    d.tag("endif")
    d.h2("风险与合作")
    d.caption("风险与合作摘要")
    d.form(
        [
            ("征信报告日", "{{ standing.report_date }}", "未结清余额", "{{ standing.outstanding | wan }}万元"),
            ("当前逾期", "{{ standing.overdue | wan }}万元", "欠息", "{{ standing.interest_arrears | wan }}万元"),
            ("对外担保余额", "{{ standing.guarantees | wan }}万元", "最长逾期天数", "{{ standing.overdue_days }}天"),
            ("本行贷款余额", "{{ bank.loans_to_borrower | wan }}万元", "本行产品数", "{% if bank.product_count is defined %}{{ bank.product_count }}{% else %}本行系统未提供{% endif %}"),
            ("合作年限", "{% if bank.years is defined %}{{ bank.years }}年{% else %}本行系统未提供{% endif %}", "系统核对结论", "{{ case.decision_text }}"),
        ]
    )
    d.h1("业务档案")
    d.caption("业务流程要素")
    d.table(
        [Column("环节", 16, "center"), Column("编号", 28), Column("日期", 20, "center"), Column("金额（万元）", 16, "right"), Column("要点", 30)],
        [
            ("申请", "—", "{{ first(application.date, application.sign_date) }}", "{{ application.amount | wan }}", "{{ application.purpose }}"),
            ("调查", "—", "{{ survey.date }}", "{{ opinion.amount | wan }}", "{{ opinion.lend | worded }}"),
            ("审批", "{{ approval.no }}", "{{ approval.date }}", "{{ approval.amount | wan }}", "期限{{ approval.term_months }}个月，年利率{{ approval.rate_annual_pct | rate }}"),
            ("签约", "{{ contract.no }}", "{{ contract.sign_date }}", "{{ contract.amount | wan }}", "期限{{ contract.start_date }}至{{ contract.end_date }}"),
        ],
    )
    d.lie_down()
    d.h1("合同台账")
    d.caption("合同台账", "万元")
    ledger = [
        Column("合同编号", 20, "center"), Column("种类", 12, "center"), Column("当事人", 24), Column("金额", 12, "right"),
        Column("起", 15, "center"), Column("止", 15, "center"), Column("年利率", 9, "right"), Column("主合同编号", 20, "center"),
    ]
    d.table(
        ledger,
        [
            ("{{ contract.no }}", "借款合同", "{{ contract.borrower }}", "{{ contract.amount | wan }}", "{{ contract.start_date }}", "{{ contract.end_date }}", "{{ contract.rate_annual_pct | rate }}", "—"),
            "for g in (guarantee if guarantee is defined else [])",
            ("{{ g.no }}", "保证合同", "{{ g.guarantor }}", "{{ g.principal_amount | wan }}", "{{ g.debt_start }}", "{{ g.debt_end }}", "—", "{{ g.main_no }}"),
            "endfor",
            "for m in (mortgage if mortgage is defined else [])",
            ("{{ m.no }}", "抵押合同", "{{ m.mortgagor }}", "{{ m.principal_amount | wan }}", "{{ m.debt_start }}", "{{ m.debt_end }}", "—", "{{ m.main_no }}"),
            "endfor",
            "for g in (maximum_guarantee if maximum_guarantee is defined else [])",
            ("{{ g.no }}", "最高额保证", "{{ g.guarantor }}", "{{ g.max_amount | wan }}", "{{ g.period_start }}", "{{ g.period_end }}", "—", "{{ g.main_no | dash }}"),
            "endfor",
            "for m in (maximum_mortgage if maximum_mortgage is defined else [])",
            ("{{ m.no }}", "最高额抵押", "{{ m.mortgagor }}", "{{ m.max_amount | wan }}", "{{ m.period_start }}", "{{ m.period_end }}", "—", "{{ m.main_no | dash }}"),
            "endfor",
            "for p in (pledge if pledge is defined else [])",
            ("{{ p.no }}", "质押合同", "{{ p.pledgor }}", "{{ p.principal_amount | wan }}", "{{ p.debt_start }}", "{{ p.debt_end }}", "—", "{{ p.main_no }}"),
            "endfor",
        ],
    )
    d.h1("押品台账")
    d.caption("押品台账", "万元")
    d.listing(
        [
            Column("押品", 18, "left", "{{ c.name }}"),
            Column("权证号", 26, "left", "{{ c.cert_no }}"),
            Column("权利人", 20, "left", "{{ c.owner }}"),
            Column("评估价值", 12, "right", "{{ c.appraised | wan }}"),
            Column("评估基准日", 16, "center", "{{ c.appraised_on }}"),
            Column("认可价值", 12, "right", "{{ c.recognised | wan }}"),
            Column("抵押率", 10, "right", "{{ c.ltv | percent }}"),
            Column("抵押率上限", 10, "right", "{{ c.ltv_cap | percent }}"),
            Column("在先抵押", 11, "right", "{{ c.prior_mortgage_amount | wan }}"),
            Column("登记办妥", 9, "center", "{{ c.is_registered }}"),
        ],
        "first(collateral, [] if not (security.by_mortgage or security.by_pledge) else collateral)", "c", "无押品",
    )
    d.caption("权证与质物入库清单")
    d.table(
        [
            Column("种类", 16, "center"), Column("凭证号", 34), Column("权利人或出质人", 24), Column("登记或签发日", 16, "center"),
            Column("入库日", 12, "center"), Column("出库日", 12, "center"), Column("保管人签字", 14, "center"), Column("表外科目记账", 14, "center"),
        ],
        [
            "for p in (property if property is defined else [])",
            ("不动产权证书", "{{ p.cert_no }}", "{{ p.owner }}", "{{ p.issue_date }}", "", "", "", ""),
            "endfor",
            "for r in (registration if registration is defined else [])",
            ("登记证明", "{{ r.cert_no }}", "{{ r.mortgagor }}", "{{ r.reg_date }}", "", "", "", ""),
            "endfor",
            "for r in (right if right is defined else [])",
            ("{{ r.kind | worded }}", "{{ r.no }}", "{{ r.holder }}", "{{ r.issue_date }}", "", "", "", ""),
            "endfor",
            "if property is missing and registration is missing and right is missing",
            ("", "无权证与质物", "", "", "", "", "", ""),
            "endif",
        ],
    )
    d.p("注：入库、出库须双人交接并登记，同日记入表外科目。", style="TableNote")
    d.stand_up()
    d.h1("贷后检查计划与记录")
    d.p("{% sentence %}贷后管理的直接责任人：{{ survey.officers[0] }}；协办：{{ survey.officers[1] }}。{% endsentence %}")
    d.caption("检查计划")
    d.table(
        [Column("序号", 8, "center"), Column("类型", 24), Column("应检日", 20, "center"), Column("内容", 32), Column("检查人签字", 16, "center")],
        [
            ("1", "首次用途检查（15天）", "{{ contract.start_date | days_after(15) }}", "资金流向、购货合同与发票、用途一致性", ""),
            ("2", "常规检查（6个月）", "{{ later(contract.start_date, 6) }}", "经营与财务变动、高管变动、押品与档案", ""),
            ("3", "到期前检查（30天）", "{{ contract.end_date | days_after(-30) }}", "还款来源落实、续贷意向、担保有效性", ""),
            ("4", "到期前检查（15天）", "{{ contract.end_date | days_after(-15) }}", "同上", ""),
            ("5", "到期前检查（7天）", "{{ contract.end_date | days_after(-7) }}", "同上", ""),
        ],
    )
    d.p("注：应检日按合同起止日推算；实际放款日与合同起始日不一致的，以借据为准调整。", style="TableNote")
    d.h1("到期通知与催收")
    d.tag("if contract.start_date is defined and contract.end_date is defined")
    d.caption("结息与还款日历", "")
    d.listing(
        [
            Column("序号", 12, "center", "{{ loop.index }}"),
            Column("日期", 30, "center", "{{ day }}"),
            Column("事项", 34, "left", "{{ '到期还本付息' if day >= contract.end_date else '付息（约定分期还款的含本金）' }}"),
            Column("收息情况", 24, "center", ""),
        ],
        "first(interest_days(contract.interest_settle_day, contract.start_date, contract.end_date), [contract.end_date])", "day", "无",
    )
    d.p("注：日历按合同约定的结息日推算；合同未约定按月或按季结息的，只列到期日；分期还款的金额见合同还款计划。", style="TableNote")
    d.tag("endif")
    d.caption("到期通知计划")
    d.table(
        [Column("通知", 28), Column("日期", 22, "center"), Column("送达对象", 28), Column("送达方式与回证", 22, "center")],
        [
            ("到期前30天通知书", "{{ contract.end_date | days_after(-30) }}", "借款人及担保人（如有）", ""),
            ("到期前15天通知书", "{{ contract.end_date | days_after(-15) }}", "借款人及担保人（如有）", ""),
            ("到期前7天通知书", "{{ contract.end_date | days_after(-7) }}", "借款人及担保人（如有）", ""),
        ],
    )
    d.caption("保证期间提醒")
    d.listing(
        [
            Column("保证人", 26, "left", "{{ g.guarantor }}"),
            Column("保证期间届满", 20, "center", "{{ first(g.period_end, later(g.debt_end, g.period_months)) }}"),
            Column("提前180天", 18, "center", "{{ first(g.period_end, later(g.debt_end, g.period_months)) | days_after(-180) }}"),
            Column("提前90天", 18, "center", "{{ first(g.period_end, later(g.debt_end, g.period_months)) | days_after(-90) }}"),
            Column("提前30天", 18, "center", "{{ first(g.period_end, later(g.debt_end, g.period_months)) | days_after(-30) }}"),
        ],
        "first(guarantee, [] if not security.by_guarantee else guarantee)", "g", "无保证",
    )
    d.h1("风险分类记录")
    d.caption("风险分类")
    d.listing(
        [
            Column("日期", 20, "center", "{{ c.date }}"),
            Column("分类", 16, "center", "{{ c.class | worded }}"),
            Column("依据", 44, "left", "{{ c.ground }}"),
            Column("认定人", 20, "center", "{{ c.officer }}"),
        ],
        "first(classification, [] if drawdown is missing else classification)", "c", "尚未放款，未作分类",
    )
    d.h1("移交、调阅与保管")
    d.caption("移交清单")
    d.listing(
        [
            Column("件号", 8, "center", "{{ loop.index }}"),
            Column("名称", 40, "left", "{{ s.path }}"),
            Column("页数", 8, "right", "{{ s.pages }}"),
            Column("移交人", 14, "center", ""),
            Column("接收人", 14, "center", ""),
            Column("日期", 16, "center", ""),
        ],
        "case.sources", "s", "未提交资料",
    )
    d.p("{% sentence %}保管期限：自合同到期日起不少于10年，即不早于{{ later(contract.end_date, 120) }}；核销、涉诉的顺延。{% endsentence %}销毁须经鉴定与审批，由双人监销并留存记录。")
    d.h1("更新日志")
    d.caption("更新日志")
    d.table(
        [Column("日期", 18, "center"), Column("事项", 20), Column("更新内容", 36), Column("证据", 14, "center"), Column("经办签字", 14, "center")],
        [("{{ survey.date }}", "建档", "收到资料{{ case.sources | count }}份，核对结论：{{ case.decision_text }}", "资料清单", "")],
    )
    d.space()
    d.signatures(("经办人", "{{ survey.officers[0] }}"), ("复核人", ""), ("档案保管人", "{% if archive.custodian is defined %}{{ archive.custodian }}{% else %}（待指定）{% endif %}"))
    d.h1("附件", numbered=False, new_page=True)
    d.caption("待补事项")
    d.listing(
        [
            Column("序号", 10, "center", "{{ b.number }}"),
            Column("事项", 45, "left", "{{ b.label }}"),
            Column("应见于", 45, "left", "{{ b.paper }}"),
        ],
        "case.blanks", "b", "无",
    )
    d.caption("数字来源")
    d.listing(
        [
            Column("序号", 7, "center", "{{ e.number }}"),
            Column("事项", 28, "left", "{{ e.label }}"),
            Column("数值", 23, "right", "{{ e.text }}"),
            Column("来源", 28, "left", "{{ e.source }}"),
            Column("位置", 14, "center", "{{ e.place }}"),
        ],
        "case.evidence", "e", "无", small=True,
    )
    return d
